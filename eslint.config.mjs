import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

const restrictedSyntax = [
	{ selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
	{ selector: 'ExportDefaultDeclaration', message: 'Use named exports.' },
	{
		selector: 'ObjectExpression > SpreadElement > ObjectExpression.argument',
		message: 'Write the members themselves.',
	},
	{
		// What stands in the source itself has a known length.
		selector:
			'CallExpression[callee.property.name=/^(?:push|unshift|splice|concat|max|min|hypot|fromCharCode|fromCodePoint|apply)$/] > SpreadElement',
		message: 'Each element is an argument on the stack, which overflows at some 100,000: use a loop, concat or reduce.',
	},
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

const rawShown = {
	selector: [
		"NewExpression[callee.object.name='vscode'][callee.property.name=/^(?:CodeAction|CodeLens|CompletionItem|Diagnostic|DocumentSymbol|SymbolInformation|TestMessage)$/]",
		'CallExpression[callee.property.name=/^(?:createTestItem|appendOutput)$/]',
	].join(),
	message: 'src/ui/shown makes it of text that a redactor has looked through.',
};

const rawWidgets = {
	selector: [
		"MemberExpression:matches([object.property.name='window'], [object.name='window'])[property.name=/^(?:createStatusBarItem|showQuickPick|createQuickPick|createTreeView|registerTreeDataProvider|showInputBox|createInputBox|withProgress)$/]",
		'AssignmentExpression > MemberExpression.left[property.name=/^(?:message|badge|description)$/]',
	].join(),
	message:
		'Use src/ui/views, or what src/ui/prompts has for lists and boxes: they show only what a redactor has looked through.',
};

const caught = 'CallExpression[callee.name=/^(?:logErrors|rethrowRedacted)$/]';
const bareProviders = {
	selector: `CallExpression[callee.property.name=/^register\\w*Provider$/]:not(:has(> ${caught}))`,
	message:
		'Hand VS Code a provider through src/ui/providerErrors, which keeps secrets out of its logs and other extensions.',
};

const rawFiles = {
	selector: [
		"MemberExpression:matches([object.property.name='fs'], [object.name='fs'])[property.name=/^(?:readFile|stat|readDirectory|writeFile|createDirectory|delete|rename|copy)$/]",
		"CallExpression[callee.property.name='openTextDocument']:not([arguments.0.type='ObjectExpression'])",
		"MemberExpression[object.property.name='workspace'][property.name='findFiles']",
		':matches(ImportDeclaration, ImportExpression, ExportNamedDeclaration)[source.value=/^(?:node:)?fs(?:\\u002Fpromises)?$/]',
		"CallExpression[callee.name='require'][arguments.0.value=/^(?:node:)?fs(?:\\u002Fpromises)?$/]",
	].join(),
	message:
		'Find, read and open files through src/scratchpads/files/workspaceFiles, which judges link, place, kind and size.',
};

const openedSecrets = {
	selector: "ImportSpecifier[imported.name='openSecret']",
	message:
		'Only signing, the password grant, SecretStorage, the redactor, the AuthenticationProvider, Copy API Key and the box for a key that was found in a text may open a secret.',
};
const opensSecrets = [
	'src/net/redaction/redact.ts',
	'src/flowlu/sign.ts',
	'src/flowlu/passwordGrant.ts',
	'src/sessions/record.ts',
	'src/sessions/sessionStore.ts',
	'src/features/accounts/copyApiKey.ts',
	'src/features/signIn/addApiKey.ts',
	'src/features/signIn/authenticationProvider.ts',
];

/**
 * @param {readonly { readonly selector: string, readonly message: string }[]} allowed what a file is there for
 * @returns {import('eslint').Linter.RulesRecord}
 */
const allowing = (...allowed) => ({
	'no-restricted-syntax': [
		'error',
		...restrictedSyntax,
		...[rawCommands, rawMessages, rawChannels, rawShown, rawWidgets, bareProviders, rawFiles, openedSecrets].filter(
			way => !allowed.includes(way),
		),
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
		plugins: { regexp },
		rules: {
			'no-console': 'error',
			// A text from outside may be of any length and made to be slow: no expression may take more than time in its length.
			'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
			'regexp/no-super-linear-move': ['error', { report: 'potential' }],
			...allowing(),
		},
	},
	{ files: opensSecrets, rules: allowing(openedSecrets) },
	// The sandbox is a program of its own; what is exported is written bit by bit, the history is added to, and nobody else may read it or what is
	// remembered beside it: VS Code's own file system cannot do that. A loaded catalog is written into the extension's own storage, a response where the
	// user says, and a document that was open is opened again.
	{
		files: [
			'src/scratchpads/files/workspaceFiles.ts',
			'src/sandbox/**',
			'src/features/history/historyFiles.ts',
			'src/features/responses/shape/shapeFiles.ts',
			'src/features/api/keptCatalog.ts',
			'src/features/responses/saveResponse.ts',
			'src/scratchpads/engineScope.ts',
			'src/disk/partFile.ts',
			'src/disk/writerLock.ts',
			'src/disk/rewriteFile.ts',
			'src/disk/fileGate.ts',
			'src/cli/**',
		],
		rules: allowing(rawFiles),
	},
	{ files: ['src/ui/commands/commands.ts'], rules: allowing(rawCommands) },
	{ files: ['src/ui/messages/messages.ts'], rules: allowing(rawMessages) },
	{ files: ['src/extension.ts'], rules: allowing(rawChannels) },
	{ files: ['src/ui/shown.ts'], rules: allowing(rawShown, rawWidgets) },
	// What is completed is made of a suggestion.
	{ files: ['src/features/editor/completion/completionItems.ts'], rules: allowing(rawShown) },
	// The box of a filter says only what is ours.
	{
		files: [
			'src/ui/views/*.ts',
			'src/ui/prompts/pick.ts',
			'src/ui/prompts/promptText.ts',
			'src/features/responses/documents/responseFilters.ts',
		],
		rules: allowing(rawWidgets),
	},
);
