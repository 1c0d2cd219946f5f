import * as vscode from 'vscode';
import type { Grant, Session } from '../flowlu/session';
import type { Verification } from '../flowlu/verify';
import type { SessionEntry, VerificationMark } from '../sessions/sessionStore';
import { describeFailure } from './errorMessages';

/** The codicon of a grant: a key, or a person. */
export function grantIcon(grant: Grant): vscode.ThemeIcon {
	return new vscode.ThemeIcon(grant === 'apiKey' ? 'key' : 'account');
}

/** The characters by which people recognise a key: `…1234`, or empty. */
export function maskedTail({ tail }: Session): string {
	return tail === '' ? '' : `…${tail}`;
}

/** One line beside a label: `active · …1234 · verified 5 min. ago`. `now` is milliseconds since 1970. */
export function summarize({ session, active, verification }: SessionEntry, now: number): string {
	return [active ? vscode.l10n.t('active') : '', maskedTail(session), describeMark(verification, now)]
		.filter(part => part !== '')
		.join(' · ');
}

/** Did Flowlu say that the session is of no use? */
export function isRefused(verification: Pick<VerificationMark, 'result'> | undefined): boolean {
	return verification?.result === 'refused' || verification?.result === 'accountNotFound';
}

/** What the last verification said and how long ago: `refused 2 days ago`. */
export function describeMark(verification: VerificationMark | undefined, now: number): string {
	if (verification === undefined) {
		return vscode.l10n.t('not verified');
	}
	const ago = timeAgo(verification.at, now);
	const comment = ['{0} is like "5 min. ago"'];
	switch (verification.result) {
		case 'verified':
			return vscode.l10n.t({ message: 'verified {0}', args: [ago], comment });
		case 'limited':
			return vscode.l10n.t({ message: 'verified {0}, may not read users', args: [ago], comment });
		case 'refused':
			return vscode.l10n.t({ message: 'refused {0}', args: [ago], comment });
		case 'accountNotFound':
			return vscode.l10n.t({ message: 'account not found {0}', args: [ago], comment });
		case 'unreachable':
			return vscode.l10n.t({ message: 'not reached {0}', args: [ago], comment });
		case 'unclear':
			return vscode.l10n.t({ message: 'no clear answer {0}', args: [ago], comment });
	}
}

/** A verification in sentences, with the reason and what to do; the server's own words are in it, so redact it. */
export function describeVerification(
	verification: Verification,
	{ account, grant }: Pick<Session, 'account' | 'grant'>,
): string {
	switch (verification.result) {
		case 'verified':
			return vscode.l10n.t('{0} accepts it.', account.name);
		case 'limited':
			return vscode.l10n.t('{0} accepts it. It may not read users; other modules may work.', account.name);
		case 'refused':
			return grant === 'apiKey'
				? vscode.l10n.t(
						'{0} refused the key: {1}. Check that it is complete and still listed in the portal.',
						account.name,
						withoutStop(verification.message),
					)
				: vscode.l10n.t(
						'{0} refused the access token: {1}. Only administrators may use the API with login and password.',
						account.name,
						withoutStop(verification.message),
					);
		case 'accountNotFound':
			return vscode.l10n.t(
				'There is no Flowlu account at {0}: {1}. Check its address.',
				account.origin,
				withoutStop(verification.message),
			);
		case 'unreachable':
			return describeFailure(verification.failure, verification.host, verification.code);
		case 'unclear':
			return vscode.l10n.t('{0} said neither yes nor no: {1}.', account.name, withoutStop(verification.message));
	}
}

function withoutStop(text: string): string {
	return text.trim().replace(/\.$/u, '');
}

const units = [
	['day', 86_400_000],
	['hour', 3_600_000],
	['minute', 60_000],
] as const;

function timeAgo(at: number, now: number): string {
	for (const [unit, milliseconds] of units) {
		const count = Math.floor((now - at) / milliseconds);
		if (count > 0) {
			return new Intl.RelativeTimeFormat(vscode.env.language, { style: 'short' }).format(-count, unit);
		}
	}
	return vscode.l10n.t('just now');
}
