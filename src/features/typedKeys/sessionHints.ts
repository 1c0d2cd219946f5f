import { documentMetadata } from '../../engine/sessionChoice';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import type { Session } from '../../flowlu/session';
import { originOf } from '../../flowlu/targetUrl';
import { plainMetadataName } from '../../http/build/sendingMetadata';
import type { HttpDocument, RequestBlock } from '../../http/document/document';
import type { TextChange } from '../../http/service/formatting';
import { accountsOf } from '../../sessions/accountsOf';

/** What a request must say to be sent as the session, where it does not yet: `# @account`, `# @key`. */
export function sessionHints(
	document: HttpDocument,
	block: RequestBlock,
	{ account, label }: Session,
	entries: readonly SessionEntry[],
): readonly TextChange[] {
	const ofAccount = entries.filter(({ session }) => session.account.origin === account.origin);
	const above = documentMetadata(document);
	const key = block.key ?? above.key;
	const namesAccount =
		(block.account ?? above.account) !== undefined ||
		originOf(block.target) !== undefined ||
		accountsOf(entries).length < 2;
	const namesKey = key === undefined ? ofAccount.length < 2 : key === label;
	const written = block.metadata.find(({ name }) => plainMetadataName(name) === 'key')?.valueSpan;
	const lines = [
		...(namesAccount ? [] : [`# @account ${account.origin}\n`]),
		...(namesKey || written !== undefined ? [] : [`# @key ${label}\n`]),
	];
	const at = document.text.lastIndexOf('\n', block.requestLine.start - 1) + 1;
	return [
		...(lines.length === 0 ? [] : [{ span: { start: at, end: at }, text: lines.join('') }]),
		...(namesKey || written === undefined ? [] : [{ span: written, text: label }]),
	];
}
