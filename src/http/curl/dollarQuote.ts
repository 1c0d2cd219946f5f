import type { Span } from '../problem';
import { CurlRefused } from './refusal';

const escape =
	/\\(?:(?<octal>[0-7]{1,3})|x(?<byte>[\dA-Fa-f]{1,2})|u(?<short>[\dA-Fa-f]{1,4})|U(?<long>[\dA-Fa-f]{1,8})|c(?<control>[^])|(?<letter>[^]))/gu;

const letters: Readonly<Record<string, string>> = {
	a: '\u0007',
	b: '\b',
	e: '\u001B',
	E: '\u001B',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
	v: '\v',
	'\\': '\\',
	"'": "'",
	'"': '"',
	'?': '?',
};

/**
 * What bash makes of the text between `$'` and `'`. Numbers of one byte are bytes, several of which may be one character of UTF-8.
 * @throws CurlRefused for a NUL, which no program can be given, and for bytes that are no UTF-8
 */
export function dollarQuoted(text: string, span: Span): string {
	const bytes: number[] = [];
	const add = (part: string) => {
		for (const byte of new TextEncoder().encode(part)) {
			bytes.push(byte);
		}
	};
	let offset = 0;
	for (const { 0: found, index, groups = {} } of text.matchAll(escape)) {
		add(text.slice(offset, index));
		offset = index + found.length;
		const { octal, byte, control, letter } = groups;
		const codePoint = groups['short'] ?? groups['long'];
		if (octal !== undefined || byte !== undefined) {
			bytes.push((octal === undefined ? Number.parseInt(byte ?? '', 16) : Number.parseInt(octal, 8)) & 0xff);
		} else if (codePoint !== undefined) {
			add(characterOf(Number.parseInt(codePoint, 16), found, span));
		} else if (control !== undefined) {
			bytes.push(control.charCodeAt(0) & 0x1f);
		} else {
			add(letters[letter ?? ''] ?? found);
		}
		if (bytes.at(-1) === 0) {
			throw new CurlRefused('curlShell', found, span);
		}
	}
	add(text.slice(offset));
	return textOf(bytes, span);
}

function characterOf(code: number, found: string, span: Span): string {
	// bash writes half a surrogate pair as bytes that are no UTF-8.
	if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
		throw new CurlRefused('curlShell', found, span);
	}
	return String.fromCodePoint(code);
}

function textOf(bytes: readonly number[], span: Span): string {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
	} catch {
		throw new CurlRefused('curlUnwritable', '', span);
	}
}
