import * as vscode from 'vscode';
import { isLoopback, type Account } from '../../flowlu/account';
import { showMessage } from '../../ui/messages/messages';

/** The sandbox has its page of API keys there; the address of a portal's is not documented. */
const sandboxSettingsPath = '/settings/api';

export async function openAccount({ origin }: Account): Promise<void> {
	await vscode.env.openExternal(vscode.Uri.parse(origin, true));
}

/** Where the account's API keys are made: the page itself, or as near as an address is known, with the rest of the way in words. */
export async function openApiSettings(account: Account): Promise<void> {
	if (isLoopback(account.origin)) {
		await vscode.env.openExternal(vscode.Uri.parse(account.origin + sandboxSettingsPath, true));
		return;
	}
	await openAccount(account);
	void showMessage('information', vscode.l10n.t('In {0}, go to Portal Settings > For Developers > API.', account.name));
}
