import * as vscode from 'vscode';
import { commandsOf } from '../../contributions';
import { languageId, otherLanguageId } from '../../scratchpads/languageId';
import { registerCommands } from '../../ui/commands/commands';
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
		registerCommands(commandsOf('sending'), log, () => requests.load()),
	);
	return {
		requests,
		dispose: () => {
			registered.dispose();
		},
	};
}
