// Run once before the windows: installs what all of them have.
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { packTestExtension } from '../support/extensionPackage';
import { prepareExtensions } from './driver/installation';

async function main(): Promise<void> {
	const stagehand = await packTestExtension({
		entryPoint: 'test/e2e/extensions/stagehand.ts',
		manifest: {
			name: 'stagehand',
			publisher: 'test',
			activationEvents: ['onStartupFinished'],
			capabilities: { untrustedWorkspaces: { supported: true } },
			contributes: {
				keybindings: [
					{ command: 'stagehand.clear', key: 'ctrl+alt+shift+k' },
					{ command: 'flowlu.removeSession', key: 'ctrl+alt+shift+j' },
				],
			},
		},
	});
	try {
		await prepareExtensions([stagehand]);
	} finally {
		rmSync(dirname(stagehand), { recursive: true });
	}
}

void main();
