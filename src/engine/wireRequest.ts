import type { Account } from '../flowlu/account';
import { resolveTarget } from '../flowlu/targetUrl';
import { mediaTypes } from '../http/build/body/mediaTypes';
import type { ScratchpadRequest } from '../http/build/request';
import type { HttpHeader, HttpRequest } from '../net/http';

/**
 * The request as it goes on the wire, still unsigned: absolute URL, and the headers that a request needs and the author left out.
 * A body without a Content-Type gets the one of what it looks like.
 * Undefined when the target makes no URL.
 */
export function wireRequest(request: ScratchpadRequest, account: Account, userAgent: string): HttpRequest | undefined {
	const url = resolveTarget(request.target, account);
	if (url === undefined) {
		return undefined;
	}
	const defaults: readonly HttpHeader[] = [
		['Accept', 'application/json'],
		['User-Agent', userAgent],
		...(request.body === undefined ? [] : [['Content-Type', mediaTypes[request.bodyKind ?? 'form']] as const]),
	];
	const written = new Set(request.headers.map(([name]) => name.toLowerCase()));
	return {
		method: request.method,
		url,
		headers: [...request.headers, ...defaults.filter(([name]) => !written.has(name.toLowerCase()))],
		...(request.body !== undefined && { body: request.body }),
		...(request.timeout !== undefined && { timeout: request.timeout }),
	};
}
