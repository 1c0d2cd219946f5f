import { type Account, isSameName } from '../flowlu/account';
import type { SessionEntry } from '../flowlu/sessionEntry';

/**
 * The metadata with which a new request is sent by the session, or one of the account: the account where several are configured, and the key where it is
 * not the active one, so that the text keeps meaning the same. Lines without their ends.
 */
export function senderLines(
	element: Account | SessionEntry | undefined,
	entries: readonly SessionEntry[],
): readonly string[] {
	if (element === undefined) {
		return [];
	}
	const entry = 'session' in element ? element : undefined;
	const account = 'session' in element ? element.session.account : element;
	const origins = new Set(entries.map(({ session }) => session.account.origin));
	return [
		...(origins.size > 1 ? [`# @account ${accountHint(account, entries)}`] : []),
		...(entry !== undefined && !entry.active ? [`# @key ${entry.session.label}`] : []),
	];
}

/** The name, unless another account has it too. */
function accountHint(account: Account, entries: readonly SessionEntry[]): string {
	const namesakes = entries.filter(
		({ session }) => isSameName(session.account.name, account.name) && session.account.origin !== account.origin,
	);
	return namesakes.length === 0 ? account.name : account.origin;
}
