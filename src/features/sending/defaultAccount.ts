import * as vscode from 'vscode';
import type { AccountEntry } from '../../flowlu/sessionEntry';
import { languageId } from '../../scratchpads/languageId';
import type { SessionChoices } from '../../scratchpads/sessionChoices';
import { accountsOf } from '../../sessions/accountsOf';
import { kindWord } from '../../ui/messages/accountMessages';
import { ownText } from '../../ui/messages/windowRedactor';
import { pickOne } from '../../ui/prompts/pick';
import { createStatusItem } from '../../ui/views/statusItems';

/** The account for requests that name none, in the status bar while a scratchpad has the focus; hidden where there is no choice. */
export function showDefaultAccount(choices: SessionChoices): vscode.Disposable {
	const item = createStatusItem('flowlu.defaultAccount', {
		name: vscode.l10n.t('Flowlu Default Account'),
		command: 'flowlu.chooseDefaultAccount',
		place: [vscode.StatusBarAlignment.Right, 101],
	});
	function update(): void {
		const accounts = accountsOf(choices.soFar);
		if (accounts.length < 2 || vscode.window.activeTextEditor?.document.languageId !== languageId) {
			item.hide();
			return;
		}
		const account = accounts.find(({ origin }) => origin === choices.defaultAccount);
		const text = account === undefined ? vscode.l10n.t('No default account') : nameAndKind(account);
		item.show({
			icon: 'account',
			text: ownText(text),
			tooltip: ownText(vscode.l10n.t('Default account for requests that name none. Click to change.')),
			spoken: ownText(vscode.l10n.t('Flowlu default account: {0}', text)),
		});
	}
	void choices.known().then(update);
	return vscode.Disposable.from(item, choices.onDidChange(update), vscode.window.onDidChangeActiveTextEditor(update));
}

/** Lets the user choose the account for requests that name none, or none. @throws SecretStorageError */
export async function chooseDefaultAccount(choices: SessionChoices): Promise<void> {
	await choices.ready();
	const items = [
		...accountsOf(choices.soFar).map(account => ({
			label: ownText(account.name),
			description: ownText(`${new URL(account.origin).host} · ${kindWord(account.kind)}`),
			origin: account.origin,
		})),
		{
			label: ownText(vscode.l10n.t('No default account')),
			description: ownText(vscode.l10n.t('Ask for each document')),
			origin: undefined,
		},
	];
	const picked = await pickOne(items, {
		title: ownText(vscode.l10n.t('Choose Default Account')),
		placeHolder: ownText(vscode.l10n.t('The account for requests in this workspace that name none')),
	});
	if (picked !== undefined) {
		await choices.chooseDefault(picked.origin);
	}
}

function nameAndKind({ name, kind }: AccountEntry): string {
	return vscode.l10n.t({
		message: '{0} ({1})',
		args: [name, kindWord(kind)],
		comment: ['{0} is an account, {1} its kind: "production" or "test"'],
	});
}
