import type { HttpRequest } from '../net/http';
import { refusedParts } from '../net/refusedParts';
import { openSecret } from '../net/redaction/secret';
import type { Account } from './account';
import { ForeignOriginError, MisleadingHeaderError, OwnCredentialError } from './responses/flowluErrors';
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
	const url = refuseUnsignable(request, account);
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

/**
 * Refuses what `sign` would refuse.
 * @returns where the request goes
 * @throws ForeignOriginError | OwnCredentialError | MisleadingHeaderError
 */
export function refuseUnsignable(request: HttpRequest, account: Account): URL {
	const url = ownUrl(request.url, account);
	const [part] = refusedParts(request, url);
	if (part?.kind === 'ownCredential') {
		throw new OwnCredentialError(part.where);
	}
	if (part?.kind === 'misleadingHeader') {
		throw new MisleadingHeaderError(part.header);
	}
	return url;
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
