import * as vscode from 'vscode';
import { type ExpectedSession, missingAccount } from '../../engine/sessionChoice';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import type { RequestBlock } from '../../http/document/document';
import type { OpenRequest } from '../../scratchpads/place';
import type { SessionChoices } from '../../scratchpads/sessionChoices';
import { executeCommand } from '../../ui/commands/commands';
import { showMessage } from '../../ui/messages/messages';
import { pickSession } from '../../ui/prompts/pickSession';

interface ChoiceSource {
	/** The request that a curl command stands for; any other block itself. */
	plainBlock(document: vscode.TextDocument, block: RequestBlock): RequestBlock;
	/** Who would send a plain block. */
	choiceFor(document: vscode.TextDocument, block: RequestBlock): ExpectedSession;
}

/** What {@link chooseKey} does where this is how things are. */
export function choiceTooltip(choice: ExpectedSession): string {
	switch (choice.kind) {
		case 'session':
		case 'ambiguous':
		case 'open': {
			const change = vscode.l10n.t('Choose the key that sends the requests of this document');
			const isProduction = choice.kind === 'session' && choice.entry.accountKind === 'production';
			return isProduction ? `${vscode.l10n.t('This is a production account.')} ${change}` : change;
		}
		case 'noSession':
		case 'unknownAccount':
		case 'unknownKey':
		case 'foreignOrigin': {
			const account = missingAccount(choice);
			if (choice.kind === 'unknownAccount' && choice.origin !== undefined) {
				return vscode.l10n.t('The request names one account and goes to another: correct its @account or its address.');
			}
			return account === undefined
				? vscode.l10n.t('Add an API key')
				: vscode.l10n.t('Add an API key for {0}', account.name);
		}
	}
}

/**
 * Lets the user choose the key that sends the requests of a document; where there is none for the request at the place, which no choice would change,
 * they add it.
 * @throws SecretStorageError
 */
export async function chooseKey(
	place: OpenRequest | undefined,
	source: ChoiceSource,
	choices: SessionChoices,
): Promise<void> {
	await choices.ready();
	if (place === undefined) {
		return;
	}
	const { document, block } = place;
	const choiceNow = () => source.choiceFor(document, source.plainBlock(document, block));
	const choice = choiceNow();
	switch (choice.kind) {
		case 'noSession':
		case 'unknownAccount':
		case 'unknownKey':
		case 'foreignOrigin': {
			if (choice.kind === 'unknownAccount' && choice.origin !== undefined) {
				void showMessage('warning', choiceTooltip(choice));
				return;
			}
			const account = missingAccount(choice);
			await (account === undefined ? executeCommand('flowlu.addApiKey') : executeCommand('flowlu.addApiKey', account));
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
				tellIfOther(entry, choiceNow());
			}
		}
	}
}

/** What the text names counts more than a choice for the document. */
function tellIfOther(chosen: SessionEntry, choice: ExpectedSession): void {
	if (choice.kind === 'session' && choice.entry.session.id !== chosen.session.id) {
		const { label, account } = choice.entry.session;
		void showMessage(
			'information',
			vscode.l10n.t(
				'This request is still sent with “{0}” of {1}: the text names an account or a key, which counts more than what you choose here.',
				label,
				account.name,
			),
		);
	}
}
