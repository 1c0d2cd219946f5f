import * as vscode from 'vscode';
import type { Account } from '../../flowlu/account';
import { parseTokenUrl } from '../../flowlu/passwordGrant';
import type { Answer, StepPlace } from '../../ui/prompts/multiStep';
import { promptText, type TextPrompt } from '../../ui/prompts/promptText';
import type { Attempt, Tried } from './askUntilVerified';
import { requiredValidation, tokenUrlValidation } from './inputValidation';

/** The address in its normal form. */
export function promptTokenUrl(
	place: StepPlace,
	{ account, value }: { readonly account: Account; readonly value: string },
): Promise<Answer<string>> {
	return promptText(place, {
		prompt: vscode.l10n.t(
			'Token URL of {0}. Flowlu publishes no address for it: ask the administrator of the account, or Flowlu support. It is remembered.',
			account.name,
		),
		placeholder: 'https://',
		value,
		check: text => tokenUrlValidation(text, account),
		accept: text => {
			const parsed = parseTokenUrl(text);
			return Promise.resolve(
				'url' in parsed ? { value: parsed.url } : { problem: tokenUrlValidation(text, account)?.message ?? '' },
			);
		},
	});
}

export function promptClientId(place: StepPlace, value: string): Promise<Answer<string>> {
	return promptText(place, {
		prompt: vscode.l10n.t('Client ID: the name of this application. Keep it unless you were given another one.'),
		value,
		check: text => requiredValidation(text, vscode.l10n.t('Enter a client ID.')),
		accept: trimmed,
	});
}

export function promptLogin(
	place: StepPlace,
	{ account, value }: { readonly account: Account; readonly value: string },
): Promise<Answer<string>> {
	return promptText(place, {
		prompt: vscode.l10n.t('Login of an administrator of {0}; others may not use the API this way', account.name),
		placeholder: vscode.l10n.t('name@example.com'),
		value,
		check: text => requiredValidation(text, vscode.l10n.t('Enter a login.')),
		accept: trimmed,
	});
}

export function promptPassword(
	place: StepPlace,
	{ attempt, login, accept }: Pick<TextPrompt<Tried>, 'accept'> & { readonly attempt: Attempt; readonly login: string },
): Promise<Answer<Tried>> {
	return promptText(place, {
		...attempt,
		prompt: vscode.l10n.t('Password of {0}. It is sent once to the token URL and kept nowhere.', login),
		busyPrompt: vscode.l10n.t('Signing in…'),
		masked: true,
		check: text => (text === '' ? { severity: 'error', message: vscode.l10n.t('Enter the password.') } : undefined),
		accept,
	});
}

function trimmed(text: string): Promise<{ readonly value: string }> {
	return Promise.resolve({ value: text.trim() });
}
