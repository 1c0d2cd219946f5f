import * as vscode from 'vscode';
import { registerLazyCommands } from '../../ui/commands';
import { lazily, type Owned } from '../../ui/lazily';
import { forEachDocument } from '../../ui/openDocuments';
import type { Reading, RequestsParts } from './requests';

const languageId = 'flowlu-http';

/** What other features may ask of the scratchpad. */
export interface Scratchpad extends Owned {
	reading(): Promise<Reading>;
}

/** The scratchpad: all of it is loaded with the first document or command. */
export function registerScratchpad(parts: Omit<RequestsParts, 'languageId'>): Scratchpad {
	const { log } = parts;
	const requests = lazily(async () => (await import('./requests')).registerRequests({ ...parts, languageId }));
	const registered = vscode.Disposable.from(
		requests,
		forEachDocument([languageId], () => {
			requests.load().catch((error: unknown) => {
				log.error('The scratchpad could not be loaded.', error);
			});
		}),
		registerLazyCommands(
			[
				...(['flowlu.newScratchpad', 'flowlu.send', 'flowlu.cancel', 'flowlu.chooseEnvironment'] as const),
				...(['_flowlu.chooseSession', '_flowlu.showAnswer'] as const),
			],
			log,
			() => requests.load(),
		),
	);
	return {
		reading: async () => (await requests.load()).reading,
		dispose: () => {
			registered.dispose();
		},
	};
}
