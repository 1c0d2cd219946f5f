import type { HttpClient } from '../net/httpClient';
import type { HttpResponse } from '../net/http';
import { openSecret, Secret } from '../net/redaction/secret';
import { isLoopback } from './account';
import type { RequestOptions } from './flowluClient';
import { responseOf, smallText } from './responses/responseBody';
import { ApiError, UnexpectedResponseError } from './responses/flowluErrors';
import { encodeParameters } from './parameters';

/** Login and password, for one request. The password is kept nowhere. */
export interface PasswordGrant {
	/** The account's token endpoint; Flowlu publishes no address for it, so the user gives it. */
	readonly tokenUrl: string;
	readonly username: string;
	readonly password: Secret;
	/** Any name of the application; Flowlu asks for one but gives it no meaning. */
	readonly clientId: string;
}

/** Why an address cannot receive a password. */
export type TokenUrlProblem = 'invalid' | 'notHttps' | 'hasCredentials';

/** The address in its normal form, or why it cannot receive a password. */
export function parseTokenUrl(text: string): { readonly url: string } | { readonly problem: TokenUrlProblem } {
	const trimmed = text.trim();
	if (!/^https?:\/\//iu.test(trimmed) || /[\s\\]/u.test(trimmed) || !URL.canParse(trimmed)) {
		return { problem: 'invalid' };
	}
	const url = new URL(trimmed);
	if (url.protocol !== 'https:' && !isLoopback(url.origin)) {
		return { problem: 'notHttps' };
	}
	return url.username !== '' || url.password !== '' ? { problem: 'hasCredentials' } : { url: url.href };
}

/**
 * Trades login and password for an access token. Sent once, never repeated.
 * @throws ApiError with Flowlu's own code, such as `invalid_grant`
 * @throws UnexpectedResponseError when the response holds no token
 * @throws NetworkError | CancelledError
 */
export async function requestAccessToken(
	http: HttpClient,
	{ tokenUrl, username, password, clientId }: PasswordGrant,
	options: RequestOptions,
): Promise<Secret> {
	const parsed = parseTokenUrl(tokenUrl);
	if ('problem' in parsed) {
		throw new TypeError(`Not a token URL: ${parsed.problem}.`);
	}
	const response = await http.send(
		{
			method: 'POST',
			url: parsed.url,
			headers: [
				['Accept', 'application/json'],
				['Content-Type', 'application/x-www-form-urlencoded'],
			],
			body: encodeParameters({
				grant_type: 'password',
				username,
				password: openSecret(password),
				client_id: clientId,
			}),
		},
		{ ...options, lane: new URL(parsed.url).origin, gap: 0, repeatable: false },
	);
	return tokenOf(response);
}

function tokenOf(response: HttpResponse): Secret {
	const token = tokenText(response);
	if (token !== undefined) {
		return new Secret(token);
	}
	// Throws for every shape of error; an envelope with neither error nor token is incomplete.
	responseOf(response);
	throw new UnexpectedResponseError('incomplete', response.status);
}

function tokenText(response: HttpResponse): string | undefined {
	if (response.status < 200 || response.status >= 300) {
		return undefined;
	}
	try {
		const body: unknown = JSON.parse(smallText(response));
		const token: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'access_token') : undefined;
		// Nothing with a line break or another control character is one (RFC 6750, 2.1), and texts are redacted line by line.
		return typeof token === 'string' && /^\s*[^\s\p{Cc}]+\s*$/u.test(token) ? token.trim() : undefined;
	} catch {
		// Not JSON: the envelope reader names what it is instead.
		return undefined;
	}
}

/** Did the token endpoint itself refuse login or password? */
export function isInvalidGrant(error: unknown): boolean {
	return error instanceof ApiError && error.code === 'invalid_grant';
}
