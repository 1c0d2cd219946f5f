/** The layers that ESLint cannot state: no cycles, no orphans, features that are islands, the sandbox on demand. */
module.exports = {
	forbidden: [
		{ name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'no-orphans',
			severity: 'error',
			from: { orphan: true, pathNot: ['\\.d\\.ts$', 'src/net/noFormData\\.ts$'] },
			to: {},
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
