import * as vscode from 'vscode';
import { registerLazyCommands } from '../../ui/commands';
import { lazily, type Owned } from '../../ui/lazily';
import { forEachDocument } from '../../ui/openDocuments';
import { languageId, otherLanguageId } from './languageId';
import type { Reading, RequestsParts } from './requests';

/** What other features may ask of the scratchpad. */
export interface Scratchpad extends Owned {
	reading(): Promise<Reading>;
}

/** The scratchpad: all of it is loaded with the first document or command. */
export function registerScratchpad(parts: RequestsParts): Scratchpad {
	const { log } = parts;
	const requests = lazily(async () => (await import('./requests')).registerRequests(parts));
	const registered = vscode.Disposable.from(
		requests,
		forEachDocument([languageId, otherLanguageId], () => {
			requests.load().catch((error: unknown) => {
				log.error('The scratchpad could not be loaded.', error);
			});
		}),
		registerLazyCommands(
			[
				...(['flowlu.newScratchpad', 'flowlu.send', 'flowlu.cancel', 'flowlu.chooseEnvironment'] as const),
				...(['flowlu.copyAsCurl', 'flowlu.pasteCurl'] as const),
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
