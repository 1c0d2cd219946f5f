import type { Account } from '../flowlu/account';
import { mayWrite, operationOf, type Operation } from '../flowlu/operation';
import { resolveTarget } from '../flowlu/targetUrl';
import type { RequestBlock } from '../http/document/document';
import { replaceUses } from '../http/parser/variableUses';

/**
 * What a block would do, by what can be told while it is written; what it really does is told of the request that is sent. A variable at the start
 * of a target is taken for the address before the path, any other for a plain word.
 */
export function blockOperation(
	{ method, target, parts: { text, headers } }: RequestBlock,
	account: Account,
): Operation {
	const known = replaceUses(target, ({ start, end }) => (start === 0 && target[end] === '/' ? '' : 'x'));
	const url = resolveTarget(known, account);
	return url === undefined
		? { kind: 'unknown' }
		: operationOf({ method, url, headers: headers.map(({ name }) => [text.slice(name.start, name.end), '']) });
}

/** Might it change records, by what can be told while it is written? One that goes nowhere yet does nothing, and what is run is told of itself. */
export function blockMayWrite(block: RequestBlock, account: Account): boolean {
	return block.form !== 'run' && block.target !== '' && mayWrite(blockOperation(block, account));
}
