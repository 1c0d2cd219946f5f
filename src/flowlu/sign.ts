import type { HttpRequest } from '../net/http';
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
	const url = new URL(request.url);
	if (url.origin !== account.origin || url.username !== '' || url.password !== '') {
		throw new ForeignOriginError(url.origin === 'null' ? url.protocol : url.origin, account.origin);
	}
	if (url.searchParams.has('api_key')) {
		throw new OwnCredentialError('api_key');
	}
	switch (credential.kind) {
		case 'apiKey':
			return { ...request, url: withParameter(url, `api_key=${encodeURIComponent(openSecret(credential.apiKey))}`) };
		case 'accessToken':
			return withAuthorization(request, url, `Basic ${btoa(`bearer:${openSecret(credential.accessToken)}`)}`);
	}
}

/** Appended as text: `URLSearchParams` would write the rest of the query anew, in another encoding than the author's. */
function withParameter(url: URL, parameter: string): string {
	const query = url.search === '' ? '?' : `${url.search}${url.search.endsWith('&') ? '' : '&'}`;
	return `${url.origin}${url.pathname}${query}${parameter}`;
}

function withAuthorization(request: HttpRequest, url: URL, value: string): HttpRequest {
	if (request.headers.some(([name]) => name.toLowerCase() === 'authorization')) {
		throw new OwnCredentialError('Authorization');
	}
	return {
		...request,
		url: `${url.origin}${url.pathname}${url.search}`,
		headers: [...request.headers, ['Authorization', value]],
	};
}
