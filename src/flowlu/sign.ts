import type { HttpRequest } from '../net/http';
import { openSecret } from '../net/redaction/secret';
import type { Account } from './account';
import { ForeignOriginError, MisleadingHeaderError, OwnCredentialError } from './flowluErrors';
import { bodyNames, headerKey, parameterKey, queryParameters } from './sentNames';
import type { Credential } from './session';

/**
 * Adds the credential: an API key as the `api_key` query parameter, an access token as HTTP Basic `bearer:TOKEN`.
 * This is the only place where a credential leaves SecretStorage for the network.
 *
 * @throws ForeignOriginError when the request goes anywhere but the account's own scheme, host and port
 * @throws OwnCredentialError when the request brings a credential of its own, which ours would double
 * @throws MisleadingHeaderError when a header would have it delivered elsewhere, or read as another request
 */
export function sign(request: HttpRequest, account: Account, credential: Credential): HttpRequest {
	const url = ownUrl(request.url, account);
	refuseOwnCredential(request, url);
	refuseMisleadingHeaders(request);
	const address = `${url.origin}${url.pathname}`;
	switch (credential.kind) {
		case 'apiKey':
			return { ...request, url: `${address}${withParameter(url, openSecret(credential.apiKey))}` };
		case 'accessToken': {
			const value = `Basic ${base64(`bearer:${openSecret(credential.accessToken)}`)}`;
			return { ...request, url: `${address}${url.search}`, headers: [...request.headers, ['Authorization', value]] };
		}
	}
}

/** @throws ForeignOriginError */
function ownUrl(text: string, account: Account): URL {
	if (!URL.canParse(text)) {
		throw new ForeignOriginError('', account.origin);
	}
	const url = new URL(text);
	// The origin of `blob:https://host/` is that of the address within.
	const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
	if (!isWeb || url.origin !== account.origin) {
		throw new ForeignOriginError(isWeb ? url.origin : url.protocol, account.origin);
	}
	return url;
}

/** Appended as text: `URLSearchParams` would write the rest of the query anew, in another encoding than the author's. */
function withParameter({ search }: URL, key: string): string {
	const before = search === '' ? '?' : `${search}${search.endsWith('&') ? '' : '&'}`;
	return `${before}api_key=${encodeURIComponent(key)}`;
}

/** Of UTF-8: `btoa` by itself refuses what is beyond Latin-1. */
function base64(text: string): string {
	return btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join(''));
}

/** Whatever the kind of our credential: which of two counts, only the server knows. */
function refuseOwnCredential(request: HttpRequest, url: URL): void {
	if (url.username !== '' || url.password !== '') {
		throw new OwnCredentialError('userinfo');
	}
	if (request.headers.some(([name]) => headerKey(name) === 'authorization')) {
		throw new OwnCredentialError('Authorization');
	}
	const names = [...queryParameters(url).map(([name]) => name), ...bodyNames(request)];
	if (names.some(name => parameterKey(name) === 'api_key')) {
		throw new OwnCredentialError('api_key');
	}
}

/**
 * Where these count, the request that arrives is not the one that was looked at: proxies route by some (`Host`, `X-Forwarded-Host`), change the path or
 * the method by others (`X-Original-URL`, `X-HTTP-Method-Override`, with which a `get` would delete), and end the request elsewhere or speak another
 * protocol by the rest (RFC 9110 §7.6.1, §7.8).
 */
const misleading =
	/method|(?:^|_)(?:host|forwarded|original|rewrite)(?:_|$)|^(?:via|proxy(?:_.*)?|http2_settings|connection|content_length|keep_alive|te|trailer|transfer_encoding|upgrade)$/u;

function refuseMisleadingHeaders({ headers }: HttpRequest): void {
	const found = headers.find(([name]) => misleading.test(headerKey(name)));
	if (found !== undefined) {
		throw new MisleadingHeaderError(found[0]);
	}
}
