import * as vscode from 'vscode';
import { languageId, otherLanguageId } from '../../scratchpads/languageId';
import { registerLazyCommands } from '../../ui/commands';
import { lazily, type Lazy, type Owned } from '../../ui/lazily';
import { forEachDocument } from '../../ui/openDocuments';
import type { Requests, RequestsDependencies } from './requests';

export interface Sending extends Owned {
	/** The requests of this window, loaded with the first document or command. */
	readonly requests: Lazy<Requests>;
}

export function registerSending(dependencies: RequestsDependencies): Sending {
	const { log } = dependencies;
	const requests = lazily(async () => (await import('./requests')).registerRequests(dependencies));
	const registered = vscode.Disposable.from(
		requests,
		forEachDocument([languageId, otherLanguageId], () => {
			requests.load().catch((error: unknown) => {
				log.error('The scratchpad could not be loaded.', error);
			});
		}),
		registerLazyCommands(
			[
				...(['flowlu.newScratchpad', 'flowlu.send', 'flowlu.cancel'] as const),
				...(['flowlu.copyAsCurl', '_flowlu.chooseSession', '_flowlu.showAnswer'] as const),
			],
			log,
			() => requests.load(),
		),
	);
	return {
		requests,
		dispose: () => {
			registered.dispose();
		},
	};
}
