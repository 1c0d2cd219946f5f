import type { Account } from '../../flowlu/account';
import { operationOf, type Operation } from '../../flowlu/operation';
import { resolveTarget } from '../../flowlu/targetUrl';
import type { RequestBlock } from '../../http/document/document';

/**
 * What a block would do, by what can be told while it is written; what it really does is told of the request that is sent. A variable at the start
 * of a target is taken for the address before the path, any other for a plain word.
 */
export function blockOperation({ method, target }: RequestBlock, account: Account): Operation {
	const [path = ''] = target.split(/[?#]/u, 1);
	const known = path.replace(/^\{\{[^{}]*\}\}(?=\/)/u, '').replaceAll(/\{\{[^{}]*\}\}/gu, 'x');
	const url = resolveTarget(known, account);
	return url === undefined ? { kind: 'unknown' } : operationOf({ method, url, headers: [] });
}
