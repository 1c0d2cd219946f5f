import { builtinModules } from 'node:module';
import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * @param {string[]} group
 * @param {string} message
 * @param {readonly string[]} modules named exactly
 * @returns {import('eslint').Linter.RulesRecord}
 */
const forbid = (group, message, modules = []) => ({
	'@typescript-eslint/no-restricted-imports': [
		'error',
		{ patterns: [{ group, message }], paths: modules.map(name => ({ name, message })) },
	],
});

const hostGlobals = ['Buffer', 'process', 'require', '__dirname', '__filename', 'setImmediate', 'global'].map(name => ({
	name,
	message: 'This layer knows neither Node nor VS Code.',
}));

const restrictedSyntax = [
	{ selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
	{ selector: 'ExportDefaultDeclaration', message: 'Use named exports.' },
];

const rawCommands = {
	selector: "CallExpression[callee.object.property.name='commands'][callee.property.name='registerCommand']",
	message: 'Use registerCommand of src/ui/commands.',
};

const rawMessages = {
	selector:
		"MemberExpression[object.property.name='window'][property.name=/^(?:show\\w+Message|setStatusBarMessage)$/]",
	message: 'Use src/ui/messages, which redacts.',
};

const rawChannels = {
	selector: "MemberExpression[object.property.name='window'][property.name='createOutputChannel']",
	message: 'There is one channel, behind the log of src/ui/log, which redacts.',
};

const caught = 'CallExpression[callee.name=/^(?:logErrors|rethrowRedacted)$/]';
const bareProviders = {
	selector: [
		`CallExpression[callee.property.name=/^register\\w*Provider$/]:not(:has(> ${caught}))`,
		`CallExpression[callee.property.name='createTreeView']:not(:has(Property[key.name='treeDataProvider'] > ${caught}))`,
	].join(),
	message:
		'Hand VS Code a provider through src/ui/providerErrors, which keeps secrets out of its logs and other extensions.',
};

const openedSecrets = {
	selector: "ImportSpecifier[imported.name='openSecret']",
	message:
		'Only signing, SecretStorage, the redactor, the AuthenticationProvider and copying on demand and the box for a found key open a secret.',
};
const opensSecrets = [
	'src/net/redact.ts',
	'src/flowlu/sign.ts',
	'src/flowlu/passwordGrant.ts',
	'src/sessions/record.ts',
	'src/sessions/sessionStore.ts',
	'src/features/accounts/copyApiKey.ts',
	'src/features/signIn/addApiKey.ts',
	'src/features/signIn/authenticationProvider.ts',
];

/**
 * @param {{ readonly selector: string, readonly message: string }} [allowed] the one way that a file is there for
 * @returns {import('eslint').Linter.RulesRecord}
 */
const allowing = allowed => ({
	'no-restricted-syntax': [
		'error',
		...restrictedSyntax,
		...[rawCommands, rawMessages, rawChannels, bareProviders, openedSecrets].filter(way => way !== allowed),
	],
});

export default defineConfig(
	globalIgnores(['dist/', 'out/']),
	eslint.configs.recommended,
	{
		files: ['**/*.ts', '**/*.mjs'],
		extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			curly: 'error',
			eqeqeq: 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
			'@typescript-eslint/prefer-readonly': 'error',
			// VS Code returns Thenables where others return promises.
			'@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
		},
	},
	{
		files: ['**/*.mjs'],
		languageOptions: {
			globals: {
				process: 'readonly',
				console: 'readonly',
				URL: 'readonly',
				setTimeout: 'readonly',
				clearTimeout: 'readonly',
				fetch: 'readonly',
				Buffer: 'readonly',
			},
		},
	},
	{
		files: ['src/**/*.ts'],
		rules: {
			'no-console': 'error',
			...allowing(),
		},
	},
	{ files: opensSecrets, rules: allowing(openedSecrets) },
	{ files: ['src/ui/commands.ts'], rules: allowing(rawCommands) },
	{ files: ['src/ui/messages.ts'], rules: allowing(rawMessages) },
	{ files: ['src/extension.ts'], rules: allowing(rawChannels) },
	{
		files: [
			'src/json/**',
			'src/catalog/**',
			'src/http/**',
			'src/net/**',
			'src/flowlu/**',
			'src/exchanges/**',
			'src/engine/**',
		],
		rules: { 'no-restricted-globals': ['error', ...hostGlobals] },
	},
	{
		files: ['src/json/**'],
		rules: forbid(['vscode', 'axios', 'node:*', '../*'], 'Reading JSON imports nothing.', builtinModules),
	},
	{
		files: ['src/catalog/**'],
		rules: forbid(['vscode', 'axios', 'node:*', '../*'], 'The catalog is data.', builtinModules),
	},
	{
		files: ['src/http/**'],
		rules: forbid(
			['vscode', 'axios', 'node:*', '../../*', '!../../json'],
			'The scratchpad language imports nothing but what reads JSON.',
		),
	},
	{
		files: ['src/exchanges/**', 'src/engine/**'],
		rules: forbid(
			['vscode', 'axios', 'node:*', '**/features/**', '**/scratchpads/**', '**/ui/**', '**/sandbox/**'],
			'The engine runs without a window.',
			builtinModules,
		),
	},
	{
		files: ['src/net/**'],
		ignores: ['src/net/timedRequest.ts', 'src/net/unzipped.ts'],
		rules: forbid(['vscode', 'node:*', '../*'], 'The network layer knows nothing above it.', builtinModules),
	},
	{
		// VS Code adds proxies and certificates to `http` and `https`, not to `node:http`.
		files: ['src/net/timedRequest.ts', 'src/net/unzipped.ts'],
		rules: forbid(
			['vscode', 'node:*', '../*'],
			'Only HTTP and decompression of the platform, by the names that VS Code knows.',
		),
	},
	{
		files: ['src/flowlu/**'],
		rules: forbid(
			['vscode', 'axios', 'node:*', '**/http/*', '**/features/**', '**/sessions/**', '**/ui/**', '**/sandbox/**'],
			'The protocol knows neither VS Code nor the layers above it.',
			builtinModules,
		),
	},
	{
		files: ['src/sessions/**'],
		rules: forbid(['**/features/**', '**/ui/**', '**/sandbox/**'], 'Sessions do not know the features.'),
	},
	{
		files: ['src/sandbox/**'],
		rules: forbid(
			['vscode', '**/features/**', '**/sessions/**', '**/ui/**', '**/net/**', '**/http/*'],
			'The sandbox is a server of its own: it shares only the catalog with the extension.',
		),
	},
);
