import { type Account, isSameName, parseAccount } from '../flowlu/account';
import type { SessionEntry } from '../flowlu/sessionEntry';

/**
 * The metadata with which a new request is sent by the session, or one of the account: the account unless it is the only one, and the key where it is
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
	const isOnly = entries.length > 0 && entries.every(({ session }) => session.account.origin === account.origin);
	return [
		...(isOnly ? [] : [`# @account ${accountHint(account, entries)}`]),
		...(entry !== undefined && !entry.active ? [`# @key ${entry.session.label}`] : []),
	];
}

/** The name, unless another account has it too, or is meant by it. */
function accountHint(account: Account, entries: readonly SessionEntry[]): string {
	const namesakes = entries.filter(
		({ session }) => isSameName(session.account.name, account.name) && session.account.origin !== account.origin,
	);
	const isKnown = entries.some(({ session }) => session.account.origin === account.origin);
	const meant = parseAccount(account.name);
	const isMeant = isKnown || (meant.ok && meant.account.origin === account.origin);
	return isMeant && namesakes.length === 0 ? account.name : account.origin;
}
