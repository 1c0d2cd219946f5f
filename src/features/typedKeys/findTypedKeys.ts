import type { Redactor, Stretch } from '../../net/redaction/redact';
import { decodedOrAsIs } from '../../net/sentNames';

/** A credential that somebody wrote into a request. Made when it is asked for and not kept: it holds the secret. */
export interface TypedKey {
	/** `parameter`: `api_key=…` in a target or a body. `header`: an `Authorization` with an access token. `value`: a stored secret elsewhere. */
	readonly place: 'parameter' | 'header' | 'value';
	readonly start: number;
	readonly end: number;
	/** The key or token as the server would read it; of a stored secret in an unusual form the text as it stands. */
	readonly secret: string;
}

/** In a text of requests: what is stored, in any form, and what is used as a key or token. */
export function findTypedKeys(text: string, redactor: Redactor): readonly TypedKey[] {
	const keys: TypedKey[] = [];
	let searched = 0;
	let line = lineAt(text, 0);
	for (const stretch of redactor.find(text)) {
		const lineFeed = text.slice(searched, stretch.start).lastIndexOf('\n');
		line = lineFeed < 0 ? line : lineAt(text, searched + lineFeed + 1);
		searched = stretch.start;
		const key = typedKeyAt(text, stretch, line);
		if (key !== undefined) {
			keys.push(key);
		}
	}
	return keys;
}

/** What is looked at once for a line, however many keys are in it. */
interface Line {
	readonly start: number;
	/** Behind the colon of `Authorization:` where it starts with that. */
	readonly header: number | undefined;
	readonly authorization: () => AuthorizationHeader;
}

interface AuthorizationHeader {
	readonly start: number;
	readonly written: string;
	readonly token: string | undefined;
}

function lineAt(text: string, start: number): Line {
	const name = /\s*authorization\s*:/iuy;
	name.lastIndex = start;
	const header = name.test(text) ? name.lastIndex : undefined;
	let read: AuthorizationHeader | undefined;
	return { start, header, authorization: () => (read ??= authorizationAt(text, start)) };
}

function typedKeyAt(text: string, { start, end, known }: Stretch, line: Line): TypedKey | undefined {
	const written = text.slice(start, end);
	// A variable is looked at where it is defined.
	if (written.startsWith('{{')) {
		return undefined;
	}
	if (keyNameBefore(text.slice(Math.max(line.start, start - 40), start)) !== '') {
		return { place: 'parameter', start, end, secret: decodedOrAsIs(written) };
	}
	if (line.header !== undefined && line.header <= start) {
		const header = line.authorization();
		return header.token === undefined && !known
			? undefined
			: {
					place: 'header',
					start: header.start,
					end: header.start + header.written.length,
					secret: header.token ?? header.written,
				};
	}
	return known ? { place: 'value', start, end, secret: decodedOrAsIs(written) } : undefined;
}

/** The name of a parameter or header that holds a key, with what stands between it and the key; empty where the text does not end with one. */
export function keyNameBefore(text: string): string {
	return /(?:["']?api_?key|\bx?[-_]?api-key)(?:["']?[ \t]*[:=]\s*["']?|%3d)$/iu.exec(text)?.[0] ?? '';
}

/** The line starts at `start`. */
function authorizationAt(text: string, start: number): AuthorizationHeader {
	const [, before = '', value = ''] = /^([^:]*:[ \t]*)(.*)/u.exec(text.slice(start)) ?? [];
	const written = value.trim();
	return { start: start + before.length, written, token: tokenOf(written) };
}

/** The token of `Basic base64(bearer:TOKEN)`, of the same in plain text, as other tools take it, and of `Bearer TOKEN`. */
function tokenOf(authorization: string): string | undefined {
	const { scheme = '', rest = '' } = /^(?<scheme>[\w-]+)\s+(?<rest>\S.*)$/u.exec(authorization)?.groups ?? {};
	switch (scheme.toLowerCase()) {
		case 'bearer':
			return rest.includes('{{') ? undefined : rest;
		case 'basic':
			return /^bearer[\s:]+(?<token>[^\s:]\S*)$/iu.exec(fromBase64(rest) ?? rest)?.groups?.['token'];
		default:
			return undefined;
	}
}

function fromBase64(text: string): string | undefined {
	try {
		const binary = atob(text);
		return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, byte => byte.charCodeAt(0)));
	} catch {
		// It is no base64, or no text.
		return undefined;
	}
}
