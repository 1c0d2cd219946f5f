import { mediaTypeOf, type HttpRequest } from '../net/http';
import { openSecret } from '../net/secret';
import type { Account } from './account';
import { ForeignOriginError, OwnCredentialError } from './errors';
import type { Credential } from './session';

/**
 * Adds the credential: an API key as the `api_key` query parameter, an access token as HTTP Basic `bearer:TOKEN`.
 * This is the only place where a credential leaves SecretStorage for the network.
 *
 * @throws ForeignOriginError when the request goes anywhere but the account's own scheme, host and port
 * @throws OwnCredentialError when the request brings a credential of its own, which ours would double
 */
export function sign(request: HttpRequest, account: Account, credential: Credential): HttpRequest {
	const url = ownUrl(request.url, account);
	refuseOwnCredential(request, url);
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
	if (!isWeb || url.origin !== account.origin || url.username !== '' || url.password !== '') {
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
	if (request.headers.some(([name]) => name.trim().toLowerCase() === 'authorization')) {
		throw new OwnCredentialError('Authorization');
	}
	if ([...url.searchParams.keys(), ...bodyNames(request)].some(isApiKeyName)) {
		throw new OwnCredentialError('api_key');
	}
}

/** The names of the parameters in a body; Flowlu takes a key from a form too. */
function bodyNames({ headers, body = '' }: HttpRequest): readonly string[] {
	switch (mediaTypeOf(headers)) {
		case '':
		case 'application/x-www-form-urlencoded':
			return [...new URLSearchParams(body).keys()];
		case 'application/json':
			return memberNames(body);
		default:
			return [];
	}
}

function memberNames(json: string): readonly string[] {
	try {
		const value: unknown = JSON.parse(json);
		return typeof value === 'object' && value !== null ? Object.keys(value) : [];
	} catch {
		// A server cannot read it either.
		return [];
	}
}

/** In any spelling that PHP, for one, reads as `api_key`: it turns spaces, dots and an open bracket into underscores and ends names at NUL. */
function isApiKeyName(name: string): boolean {
	return /^\s*api[ ._[]key(?:\[.*)?$/isu.test(name.split('\0', 1)[0] ?? '');
}
