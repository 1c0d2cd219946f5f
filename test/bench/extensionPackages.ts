import { packTestExtension } from '../support/extensionPackage';

/** The extensions in the folder `extensions`, with what their manifests say beyond a name. */
const manifests = {
	empty: {},
	axios: {},
	probe: { activationEvents: ['onStartupFinished'] },
	floor: {
		activationEvents: ['onStartupFinished'],
		contributes: {
			commands: [{ command: 'bench.floor', title: 'Show a Response', category: 'Bench' }],
			keybindings: [{ command: 'bench.floor', key: 'ctrl+alt+f' }],
		},
	},
	lenses: {
		activationEvents: ['onStartupFinished'],
		contributes: {
			languages: [
				{ id: 'bench-lenses', extensions: ['.bench'] },
				{ id: 'bench-bare', extensions: ['.bare'] },
			],
			keybindings: [
				{ command: 'bench.watch', key: 'ctrl+alt+b' },
				{ command: 'bench.watched', key: 'ctrl+alt+n' },
			],
		},
	},
};

const publisher = 'bench';

export type ExtensionName = keyof typeof manifests;

/** The id by which VS Code knows it. */
export function extensionId(name: ExtensionName): string {
	return `${publisher}.bench-${name}`;
}

/** Builds an extension of the folder `extensions`, and packs it. @returns the .vsix */
export function packBenchExtension(name: ExtensionName): Promise<string> {
	return packTestExtension({
		entryPoint: `test/bench/extensions/${name}.ts`,
		manifest: { name: `bench-${name}`, publisher, ...manifests[name] },
	});
}
