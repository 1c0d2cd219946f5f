import * as vscode from 'vscode';
import type { Session } from '../../flowlu/session';
import type { Verification } from '../../flowlu/verify';
import type { Log } from '../log';
import { describeNetworkError } from '../../messages/networkMessages';

/**
 * A verification in sentences, with the reason and what to do. Only the server's own words are redacted: a mistyped secret that is an ordinary word
 * must not tear holes into ours.
 */
export function describeVerification(
	verification: Verification,
	{ account, grant }: Pick<Session, 'account' | 'grant'>,
	{ redact }: Pick<Log, 'redact'>,
): string {
	switch (verification.result) {
		case 'verified':
			return grant === 'apiKey'
				? vscode.l10n.t('{0} accepts the key.', account.name)
				: vscode.l10n.t('{0} accepts the access token.', account.name);
		case 'limited':
			return grant === 'apiKey'
				? vscode.l10n.t('{0} accepts the key. It may not read users; other modules may work.', account.name)
				: vscode.l10n.t(
						'{0} accepts the access token, but it may not read users. Only administrators may use the API with login and password, so other modules may refuse it too.',
						account.name,
					);
		case 'refused':
			return grant === 'apiKey'
				? vscode.l10n.t(
						'{0} refused the key: {1}. Check that it is complete and still listed in the portal.',
						account.name,
						withoutStop(redact(verification.message)),
					)
				: vscode.l10n.t(
						'{0} refused the access token: {1}. Only administrators may use the API with login and password.',
						account.name,
						withoutStop(redact(verification.message)),
					);
		case 'accountNotFound':
			return vscode.l10n.t(
				'There is no Flowlu account at {0}: {1}. Check its address.',
				account.origin,
				withoutStop(redact(verification.message)),
			);
		case 'unreachable':
			return describeNetworkError(verification);
		case 'unclear':
			return grant === 'apiKey'
				? vscode.l10n.t(
						'It is unclear whether {0} accepts the key: {1}.',
						account.name,
						withoutStop(redact(verification.message)),
					)
				: vscode.l10n.t(
						'It is unclear whether {0} accepts the access token: {1}.',
						account.name,
						withoutStop(redact(verification.message)),
					);
	}
}

function withoutStop(text: string): string {
	return text.trim().replace(/\.$/u, '');
}
