import * as vscode from 'vscode';
import { registerLazyCommands } from '../../ui/commands';
import { lazily } from '../../ui/lazily';
import type { RequestsParts } from './requests';

const languageId = 'flowlu-http';

/** The scratchpad: all of it is loaded with the first document or command. */
export function registerScratchpad(parts: Omit<RequestsParts, 'languageId'>): vscode.Disposable {
	const { log } = parts;
	const requests = lazily(async () => (await import('./requests')).registerRequests({ ...parts, languageId }));

	function loadFor(document: vscode.TextDocument): void {
		if (document.languageId === languageId) {
			requests.load().catch((error: unknown) => {
				log.error('The scratchpad could not be loaded.', error);
			});
		}
	}

	vscode.workspace.textDocuments.forEach(loadFor);
	return vscode.Disposable.from(
		requests,
		vscode.workspace.onDidOpenTextDocument(loadFor),
		registerLazyCommands(
			[
				...(['flowlu.newScratchpad', 'flowlu.send', 'flowlu.cancel', 'flowlu.chooseEnvironment'] as const),
				...(['_flowlu.chooseSession', '_flowlu.showAnswer'] as const),
			],
			log,
			() => requests.load(),
		),
	);
}
