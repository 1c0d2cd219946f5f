import * as vscode from 'vscode';
import { parseAccount, type Account, type AccountProblem } from '../../flowlu/account';
import { parseTokenUrl, type TokenUrlProblem } from '../../flowlu/passwordGrant';
import type { Validation } from '../../ui/prompts/promptText';
import { apiKeyProblem, type ApiKeyProblem } from './apiKeyText';

/** Which account the text names, or why it names none. */
export function accountValidation(text: string): Validation {
	const parsed = parseAccount(text);
	return parsed.ok
		? { severity: 'info', message: vscode.l10n.t('The account at {0}', parsed.account.origin) }
		: { severity: 'error', message: describeAccountProblem(parsed.problem) };
}

function describeAccountProblem(problem: AccountProblem): string {
	switch (problem) {
		case 'empty':
			return vscode.l10n.t('Enter the name or the address of the account.');
		case 'invalid':
			return vscode.l10n.t(
				'This is not an address. Enter a name such as acme, or an address such as https://acme.flowlu.com.',
			);
		case 'notHttps':
			return vscode.l10n.t('Enter an https address: a key is not sent unencrypted.');
		case 'hasCredentials':
			return vscode.l10n.t('Enter the address without a user name or password in it.');
		case 'notAPortal':
			return vscode.l10n.t(
				"That is the vendor's own site. Enter the address of your account, such as https://acme.flowlu.com.",
			);
	}
}

export function apiKeyValidation(text: string): Validation | undefined {
	const problem = apiKeyProblem(text);
	return problem && { severity: 'error', message: describeApiKeyProblem(problem) };
}

function describeApiKeyProblem(problem: ApiKeyProblem): string {
	switch (problem) {
		case 'empty':
			return vscode.l10n.t('Enter the API key.');
		case 'address':
			return vscode.l10n.t('This is an address or a parameter. Paste only the key: in an address it follows api_key=.');
		case 'quoted':
			return vscode.l10n.t('The key is in quotation marks. Paste it without them.');
		case 'spaces':
			return vscode.l10n.t('The key contains a space or a line break. Paste only the key.');
		case 'unprintable':
			return vscode.l10n.t('The key contains an invisible character. Copy it again.');
	}
}

/** Why a password cannot go there, or a warning when it leaves the account's host. */
export function tokenUrlValidation(text: string, account: Account): Validation | undefined {
	const parsed = parseTokenUrl(text);
	if ('problem' in parsed) {
		return { severity: 'error', message: describeTokenUrlProblem(parsed.problem) };
	}
	const { origin } = new URL(parsed.url);
	return origin === account.origin
		? undefined
		: {
				severity: 'warning',
				message: vscode.l10n.t('Login and password will go to {0}, not to {1}.', origin, account.origin),
			};
}

function describeTokenUrlProblem(problem: TokenUrlProblem): string {
	switch (problem) {
		case 'invalid':
			return vscode.l10n.t('Enter a complete address that starts with https://.');
		case 'notHttps':
			return vscode.l10n.t('Enter an https address: a password is not sent unencrypted.');
		case 'hasCredentials':
			return vscode.l10n.t('Enter the address without a user name or password in it.');
	}
}

/** Refuses nothing but emptiness. */
export function requiredValidation(text: string, message: string): Validation | undefined {
	return text.trim() === '' ? { severity: 'error', message } : undefined;
}
