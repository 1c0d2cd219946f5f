import * as vscode from 'vscode';
import { grantOf } from '../../flowlu/session';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import { SecretStorageError } from '../../sessions/keyring';
import { freeLabel } from '../../sessions/labels';
import { describeError } from '../../ui/messages/errorMessages';
import { labelValidation } from '../../ui/prompts/labelValidation';
import type { Step } from '../../ui/prompts/multiStep';
import { promptText, type Accepted } from '../../ui/prompts/promptText';
import { describeVerification } from '../../ui/messages/verificationMessages';
import type { SignedIn, SignInDependencies } from './signInDependencies';
import { earlierSignIn, saveSession, type NewSession } from './saveSession';

/** The last step: names the session and stores it. A failing keyring keeps the box open, so that nothing has to be typed again. */
export function askLabel(
	dependencies: Pick<SignInDependencies, 'sessions' | 'log'>,
	entries: readonly SessionEntry[],
	obtained: Omit<NewSession, 'id'>,
): Step<SignedIn> {
	const { account, login, verification, credential } = obtained;
	const earlier = earlierSignIn(entries, account, login);
	const others = entries.filter(entry => entry !== earlier);
	const suggestion = earlier?.session.label ?? freeLabel(others, account, obtained.label);
	const id = crypto.randomUUID();
	const grant = grantOf(credential);
	const said = describeVerification(verification, { account, grant }, dependencies.log);
	return async place => {
		const answer = await promptText(place, {
			prompt:
				grant === 'apiKey'
					? vscode.l10n.t('Name of the key. {0}', said)
					: vscode.l10n.t('Name of the sign-in. {0}', said),
			value: suggestion,
			busyPrompt: vscode.l10n.t('Saving…'),
			final: true,
			check: text => labelValidation(others, account, text),
			accept: label => save(dependencies, { ...obtained, id, label: label.trim() }),
		});
		return answer.kind === 'answer' ? { kind: 'done', value: answer.value } : answer;
	};
}

async function save(
	dependencies: Pick<SignInDependencies, 'sessions' | 'log'>,
	added: NewSession,
): Promise<Accepted<SignedIn>> {
	try {
		return { value: { kind: 'added', session: await saveSession(dependencies, added) } };
	} catch (error) {
		if (!(error instanceof SecretStorageError)) {
			throw error;
		}
		dependencies.log.error('A session could not be saved.', error);
		return { problem: dependencies.log.redact(describeError(error)) };
	}
}
