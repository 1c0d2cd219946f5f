import * as vscode from 'vscode';
import { parseAccount, type Account } from '../../flowlu/account';
import type { Answer, Step, StepPlace } from '../../ui/prompts/multiStep';
import { ownText } from '../../ui/messages/windowRedactor';
import { promptChoice, type Choice } from '../../ui/prompts/promptChoice';
import { promptText } from '../../ui/prompts/promptText';
import { accountValidation } from './inputValidation';

/** The step that asks for the account: one of the known ones, or another that is typed. */
export function askAccount<T>(known: readonly Account[], next: (account: Account) => Step<T>): Step<T> {
	let typed = '';
	return async place => {
		const answer = await promptAccount(place, known, typed);
		if (answer.kind !== 'answer') {
			return answer;
		}
		typed = known.includes(answer.value) ? '' : answer.value.origin;
		return { kind: 'next', step: next(answer.value) };
	};
}

async function promptAccount(place: StepPlace, known: readonly Account[], typed: string): Promise<Answer<Account>> {
	if (known.length === 0) {
		return promptAddress(place, typed);
	}
	for (;;) {
		const answer = await promptKnownAccount(place, known);
		if (answer.kind !== 'answer') {
			return answer;
		}
		if (answer.value !== 'other') {
			return { kind: 'answer', value: answer.value };
		}
		const address = await promptAddress({ ...place, canGoBack: true }, typed);
		if (address.kind !== 'back') {
			return address;
		}
	}
}

function promptKnownAccount(place: StepPlace, known: readonly Account[]): Promise<Answer<Account | 'other'>> {
	return promptChoice<Account | 'other'>(place, {
		placeholder: ownText(vscode.l10n.t('The Flowlu account')),
		choices: [
			...known.map((account): Choice<Account> => ({
				label: ownText(account.name),
				description: ownText(new URL(account.origin).host),
				value: account,
			})),
			{ label: ownText(vscode.l10n.t('Another account…')), iconPath: new vscode.ThemeIcon('add'), value: 'other' },
		],
	});
}

function promptAddress(place: StepPlace, value: string): Promise<Answer<Account>> {
	return promptText(place, {
		prompt: vscode.l10n.t('Name or address of the Flowlu account'),
		placeholder: vscode.l10n.t('acme, or https://acme.flowlu.com'),
		value,
		check: accountValidation,
		accept: text => {
			const parsed = parseAccount(text);
			return Promise.resolve(parsed.ok ? { value: parsed.account } : { problem: accountValidation(text).message });
		},
	});
}
