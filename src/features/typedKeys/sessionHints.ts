import { documentMetadata } from '../../engine/sessionChoice';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import type { Session } from '../../flowlu/session';
import { originOf } from '../../flowlu/targetUrl';
import type { RequestBlock } from '../../http/document/document';
import { parseDocument } from '../../http/document/parse';
import { accountsOf } from '../../sessions/accountsOf';

/** A text in the place of another. */
interface Replacement {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** What a request must say to be sent as the session, where it does not yet: `# @account`, `# @key`. */
export function sessionHints(
	text: string,
	block: RequestBlock,
	{ account, label }: Session,
	entries: readonly SessionEntry[],
): readonly Replacement[] {
	const ofAccount = entries.filter(({ session }) => session.account.origin === account.origin);
	const above = documentMetadata(parseDocument(text));
	const key = block.key ?? above.key;
	const namesAccount =
		(block.account ?? above.account) !== undefined ||
		originOf(block.target) !== undefined ||
		accountsOf(entries).length < 2;
	const namesKey = key === undefined ? ofAccount.length < 2 : key === label;
	const written = block.metadata.find(({ name }) => name === 'key')?.valueSpan;
	const lines = [
		...(namesAccount ? [] : [`# @account ${account.origin}\n`]),
		...(namesKey || written !== undefined ? [] : [`# @key ${label}\n`]),
	];
	const at = text.lastIndexOf('\n', block.requestLine.start - 1) + 1;
	return [
		...(lines.length === 0 ? [] : [{ start: at, end: at, text: lines.join('') }]),
		...(namesKey || written === undefined ? [] : [{ ...written, text: label }]),
	];
}
