import type { HttpRequest } from './http';
import { bodyNames, headerKey, parameterKey, parametersIn, queryParameters } from './sentNames';

/** Where a request has a credential of its own. `userinfo` is a user name or password in the address. */
export type CredentialPlace = 'api_key' | 'Authorization' | 'userinfo';

/** A part of a request for which it is not sent. */
export type RefusedPart =
	| { readonly kind: 'ownCredential'; readonly where: CredentialPlace }
	| { readonly kind: 'misleadingHeader'; readonly header: string };

/** All of them, of a request that is not signed yet: a credential of its own, which ours would double, and headers that make another request of it. */
export function refusedParts(
	{ headers, body }: Pick<HttpRequest, 'headers' | 'body'>,
	url: URL,
): readonly RefusedPart[] {
	const parts: RefusedPart[] = [];
	if (url.username !== '' || url.password !== '') {
		parts.push({ kind: 'ownCredential', where: 'userinfo' });
	}
	// Whatever the kind of our credential: which of two counts, only the server knows.
	if (headers.some(([name]) => headerKey(name) === 'authorization')) {
		parts.push({ kind: 'ownCredential', where: 'Authorization' });
	}
	const names = [
		...queryParameters(url).map(([name]) => name),
		...bodyNames(body === undefined ? { headers } : { headers, body }),
	];
	if (names.some(isKeyParameter)) {
		parts.push({ kind: 'ownCredential', where: 'api_key' });
	}
	for (const [header] of headers) {
		if (isMisleadingHeader(header)) {
			parts.push({ kind: 'misleadingHeader', header });
		}
	}
	return parts;
}

/** @param name decoded */
export function isKeyParameter(name: string): boolean {
	return parameterKey(name) === 'api_key';
}

/** @param pair `name=value` of a query or a form, encoded */
export function isKeyPair(pair: string): boolean {
	const [parameter] = parametersIn(pair);
	return parameter !== undefined && isKeyParameter(parameter[0]);
}

/**
 * Where these count, the request that arrives is not the one that was looked at: proxies route by some (`Host`, `X-Forwarded-Host`), change the path or
 * the method by others (`X-Original-URL`, `X-HTTP-Method-Override`, with which a `get` would delete), and end the request elsewhere or speak another
 * protocol by the rest (RFC 9110 §7.6.1, §7.8).
 */
const misleading =
	/method|(?:^|_)(?:host|forwarded|original|rewrite)(?:_|$)|^(?:via|proxy(?:_.*)?|http2_settings|connection|content_length|keep_alive|te|trailer|transfer_encoding|upgrade)$/u;

function isMisleadingHeader(name: string): boolean {
	return misleading.test(headerKey(name));
}
