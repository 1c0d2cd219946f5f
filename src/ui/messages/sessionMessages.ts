import * as vscode from 'vscode';
import type { Grant, Session } from '../../flowlu/session';
import type { SessionEntry, VerificationMark } from '../../flowlu/sessionEntry';
import type { UnreadableSession } from '../../sessions/contents';
import { plural } from '../../messages/plural';

/** The codicon of a grant: a key, or a person. */
export function grantIcon(grant: Grant): vscode.ThemeIcon {
	return new vscode.ThemeIcon(grant === 'apiKey' ? 'key' : 'account');
}

/** The characters by which people recognise a key: `…1234`, or empty. */
export function maskedTail({ tail }: Session): string {
	return tail === '' ? '' : `…${tail}`;
}

/** One line beside a label: `active · …1234 · verified 5m ago`. `now` is milliseconds since 1970. */
export function summarize({ session, active, verification }: SessionEntry, now: number): string {
	const mark = describeMark(verification, now);
	// What a narrow side bar cuts off is the least of it: that all is well.
	const isWell = verification?.result === 'verified' || verification?.result === 'limited';
	const rest = isWell ? [maskedTail(session), mark] : [mark, maskedTail(session)];
	return [active ? vscode.l10n.t('active') : '', ...rest].filter(part => part !== '').join(' · ');
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
	const comment = ['{0} is like "5m ago"'];
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
			return vscode.l10n.t({ message: 'no clear response {0}', args: [ago], comment });
	}
}

/** Why some of what is stored is not shown; empty when all is. */
export function describeUnreadable(unreadable: readonly UnreadableSession[]): string {
	const newer = unreadable.filter(({ reason }) => reason === 'newer').length;
	return [describeNewer(newer), describeDamaged(unreadable.length - newer)].filter(text => text !== '').join(' ');
}

function describeNewer(count: number): string {
	return count === 0
		? ''
		: plural(
				vscode.l10n.t(
					'{0, plural, one {# key or sign-in was stored by a newer version of Flowlu Workbench. Nothing was deleted: update the extension to use it.} other {# keys or sign-ins were stored by a newer version of Flowlu Workbench. Nothing was deleted: update the extension to use them.}}',
				),
				count,
			);
}

function describeDamaged(count: number): string {
	return count === 0
		? ''
		: plural(
				vscode.l10n.t(
					'{0, plural, one {# stored key or sign-in cannot be read.} other {# stored keys or sign-ins cannot be read.}} Nothing was deleted: if you miss a key, add it again, or sign in again.',
				),
				count,
			);
}

const units = [
	['day', 86_400_000],
	['hour', 3_600_000],
	['minute', 60_000],
] as const;

/** Date and time, as `Mar 14, 2026, 1:05 PM`, of milliseconds since 1970. */
export function formatDate(milliseconds: number): string {
	return new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' }).format(milliseconds);
}

/** How long ago in a few words: `5m ago`. Both are milliseconds since 1970. */
export function timeAgo(at: number, now: number): string {
	for (const [unit, milliseconds] of units) {
		const count = Math.floor((now - at) / milliseconds);
		if (count > 0) {
			return new Intl.RelativeTimeFormat(vscode.env.language, { style: 'narrow' }).format(-count, unit);
		}
	}
	return vscode.l10n.t('just now');
}
