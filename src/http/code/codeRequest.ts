import type { HttpHeader } from '../../net/http';

/** A request with an absolute address, without its credential, as a program is to send it. */
export interface CodeRequest {
	readonly method: string;
	/** For a key the address goes up to `api_key=`. */
	readonly url: string;
	readonly headers: readonly HttpHeader[];
	/** Goes as UTF-8. */
	readonly body: string | undefined;
	/** The key goes behind the address; the token as the password of `bearer`, by HTTP Basic. Both are in the environment. */
	readonly credential: 'apiKey' | 'accessToken';
}

/** Where the programs find the credential. */
export const variableNames = { apiKey: 'FLOWLU_API_KEY', accessToken: 'FLOWLU_ACCESS_TOKEN' } as const;

/** Writes a program, or the piece of one, that sends the request and prints the response. */
export type CodeWriter = (request: CodeRequest) => string;

/** The headers with all their values, in the order of the first of each name. */
export function headerValues(
	headers: readonly HttpHeader[],
): readonly (readonly [name: string, values: readonly string[]])[] {
	const values = new Map<string, { readonly name: string; readonly all: string[] }>();
	for (const [name, value] of headers) {
		const known = values.get(name.toLowerCase()) ?? { name, all: [] };
		known.all.push(value);
		values.set(name.toLowerCase(), known);
	}
	return Array.from(values.values(), ({ name, all }) => [name, all]);
}

/** The address up to where the key goes. An open query is continued, as it is when the key is added here. */
export function addressUpToKey(url: string): string {
	const query = url.indexOf('?');
	const isOpen = query >= 0 && (query === url.length - 1 || url.endsWith('&'));
	const separator = isOpen ? '' : query < 0 ? '?' : '&';
	return `${url}${separator}api_key=`;
}
