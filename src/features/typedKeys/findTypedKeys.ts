import type { Redactor, Stretch } from '../../net/redaction/redact';

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
	return redactor.find(text).flatMap(stretch => typedKeyAt(text, stretch) ?? []);
}

function typedKeyAt(text: string, { start, end, known }: Stretch): TypedKey | undefined {
	const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
	const written = text.slice(start, end);
	// A variable is looked at where it is defined.
	if (written.startsWith('{{')) {
		return undefined;
	}
	if (/api_?key(?:["']?\s*[:=]\s*["']?|%3d)$/iu.test(line.slice(-40))) {
		return { place: 'parameter', start, end, secret: decoded(written) };
	}
	if (/^\s*authorization\s*:/iu.test(line)) {
		return headerAt(text, { start: start - line.length, known });
	}
	return known ? { place: 'value', start, end, secret: decoded(written) } : undefined;
}

/** The line starts at `start`. */
function headerAt(text: string, { start, known }: Pick<Stretch, 'start' | 'known'>): TypedKey | undefined {
	const [, before = '', value = ''] = /^([^:]*:[ \t]*)(.*)/u.exec(text.slice(start)) ?? [];
	const written = value.trim();
	const token = tokenOf(written);
	const from = start + before.length;
	return token === undefined && !known
		? undefined
		: { place: 'header', start: from, end: from + written.length, secret: token ?? written };
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

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		// A lone percent sign.
		return text;
	}
}
