import * as vscode from 'vscode';
import { missingAccount } from '../../engine/sessionChoice';
import type { Place } from '../../scratchpads/place';
import type { SessionChoices } from '../../scratchpads/sessionChoices';
import { executeCommand } from '../../ui/commands/commands';
import { pickSession } from '../../ui/prompts/pickSession';
import type { LensSource } from './requestLenses';

/**
 * Lets the user choose the key that sends the requests of a document; where there is none for the request at the place, which no choice would change,
 * they add it.
 * @throws SecretStorageError
 */
export async function chooseKey(
	place: Place | undefined,
	source: Pick<LensSource, 'choiceFor' | 'plainBlock'>,
	choices: SessionChoices,
): Promise<void> {
	await choices.ready();
	if (place === undefined) {
		return;
	}
	const { document, block } = place;
	const choice = source.choiceFor(document, source.plainBlock(document, block));
	switch (choice.kind) {
		case 'noSession':
		case 'unknownAccount':
		case 'unknownKey':
		case 'foreignOrigin': {
			const account = missingAccount(choice);
			await (account === undefined
				? executeCommand('flowlu.addApiKey')
				: executeCommand('flowlu.addApiKey', account));
			return;
		}
		case 'session':
		case 'ambiguous':
		case 'open': {
			const entry = await pickSession(choices.soFar, {
				title: vscode.l10n.t('Send as'),
				placeholder: vscode.l10n.t('The key that sends the requests of this document'),
			});
			if (entry !== undefined) {
				choices.choose(document.uri.toString(), entry);
			}
		}
	}
}
