/**
 * What each folder of src/ may import of the others; those that are not named here may import all that the rules below leave them.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const mayImport = {
	json: [],
	catalog: [],
	http: ['json', 'net'],
	net: [],
	flowlu: ['net', 'json'],
	exchanges: ['flowlu', 'net', 'http', 'json'],
	engine: ['exchanges', 'flowlu', 'net', 'http', 'json'],
	records: ['exchanges', 'flowlu', 'catalog', 'net', 'json'],
	runs: ['engine', 'exchanges', 'flowlu', 'http'],
	messages: ['runs', 'records', 'engine', 'exchanges', 'flowlu', 'net', 'http'],
	disk: ['records', 'messages', 'engine', 'flowlu', 'net', 'http'],
	sandbox: ['catalog'],
	sessions: ['flowlu', 'net'],
	ui: ['sessions', 'messages', 'flowlu', 'net', 'catalog'],
	scratchpads: ['disk', 'engine', 'sessions', 'ui', 'http', 'flowlu', 'net'],
	cli: ['disk', 'messages', 'runs', 'engine', 'records', 'exchanges', 'flowlu', 'net', 'http', 'catalog'],
};

const portable = '^src/(?:json|http|net|flowlu|catalog|exchanges|engine|records|runs|messages)/';
/** The door of net/ to the platform. */
const platform = '^src/net/transport/';
const vscode = '(?:^|/)vscode(?:$|/)';

/** The layers of src/: imports point down, features are islands, the sandbox is loaded on demand. */
module.exports = {
	forbidden: [
		{ name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
		{ name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '\\.d\\.ts$' }, to: {} },
		...Object.entries(mayImport).map(([folder, others]) => ({
			name: `below-${folder}`,
			severity: 'error',
			from: { path: `^src/${folder}/` },
			to: { path: '^src/[^/]+/', pathNot: `^src/(?:${[folder, ...others].join('|')})/` },
		})),
		{
			name: 'free-of-the-platform',
			comment: 'What runs anywhere knows neither Node nor VS Code; tsconfig.portable.json keeps their globals away.',
			severity: 'error',
			from: { path: portable, pathNot: platform },
			to: { dependencyTypes: ['core'] },
		},
		{
			name: 'free-of-vscode',
			severity: 'error',
			from: { path: [portable, '^src/(?:sandbox|disk|cli)/'] },
			to: { path: vscode },
		},
		{
			name: 'axios-in-one-place',
			severity: 'error',
			from: { pathNot: '^src/net/transport/transport\\.ts$' },
			to: { path: 'node_modules/axios/' },
		},
		{
			name: 'grid-in-the-page-only',
			severity: 'error',
			from: { pathNot: '^src/features/table/webview/' },
			to: { path: 'node_modules/slickgrid/' },
		},
		{
			name: 'page-without-vscode',
			comment: 'The page of tables runs in a browser.',
			severity: 'error',
			from: { path: '^src/features/table/webview/' },
			to: { path: vscode },
		},
		{
			name: 'features-are-islands',
			severity: 'error',
			from: { path: '^src/features/([^/]+)/' },
			to: { path: '^src/features/', pathNot: '^src/features/$1/' },
		},
		{
			name: 'sandbox-on-demand',
			comment: 'Only features/sandbox loads the sandbox, and only by a dynamic import.',
			severity: 'error',
			from: { path: '^src/', pathNot: ['^src/sandbox/', '^src/features/sandbox/'] },
			to: { path: '^src/sandbox/' },
		},
		{
			name: 'nobody-imports-the-entry',
			severity: 'error',
			from: {},
			to: { path: '^src/extension\\.ts$' },
		},
	],
	options: {
		tsConfig: { fileName: 'tsconfig.json' },
		tsPreCompilationDeps: true,
		doNotFollow: { path: 'node_modules' },
	},
};
