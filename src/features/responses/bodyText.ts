import { headerOf, mediaTypeOf, type HttpResponse } from '../../net/http';

/** A body as characters. */
export interface DecodedBody {
	readonly text: string;
	/** By its standard name: `utf-8`, `windows-1251`. */
	readonly encoding: string;
	/** The charset that the answer names and nobody knows; the body was read as UTF-8. */
	readonly unknownCharset?: string;
	/** Some bytes are none of the encoding; the text has U+FFFD in their place. */
	readonly damaged: boolean;
	/** The text in UTF-8, without byte order mark. */
	readonly utf8: Uint8Array;
}

/** What a body seems to be, by its type and its first bytes; whether JSON is valid is not known yet. */
export type BodyKind = 'empty' | 'json' | 'html' | 'xml' | 'plaintext' | 'binary';

/** Enough to tell text from bytes. */
const probedCharacters = 65_536;

const binaryTypes =
	/^(?:(?:image|audio|video|font)\/(?!svg)|application\/(?:pdf|zip|gzip|x-gzip|x-tar|x-7z-compressed|msword|vnd\.(?:ms-|openxmlformats|rar)))/u;

const jsonStart = /^(?:\{\s*["}]|\[\s*(?:["{[\]\d-]|true|false|null))/u;

/** By byte order mark, else by the charset of `Content-Type`, else UTF-8. */
export function decodeBody({ headers, body }: Pick<HttpResponse, 'headers' | 'body'>): DecodedBody {
	const charset = charsetOf(headers);
	const label = markedEncoding(body) ?? charset ?? 'utf-8';
	const known = decoderFor(label);
	const decoder = known ?? new TextDecoder('utf-8', { fatal: true });
	const decoded = decodeWith(decoder, body);
	const isPlainUtf8 = decoder.encoding === 'utf-8' && !decoded.damaged;
	return {
		...decoded,
		encoding: decoder.encoding,
		...(known === undefined && { unknownCharset: label }),
		utf8: isPlainUtf8 ? withoutMark(body) : new TextEncoder().encode(decoded.text),
	};
}

export function kindOf(response: Pick<HttpResponse, 'headers' | 'body'>, { text }: DecodedBody): BodyKind {
	const type = mediaTypeOf(response.headers);
	if (response.body.length === 0) {
		return 'empty';
	}
	if (binaryTypes.test(type) || looksBinary(text)) {
		return 'binary';
	}
	const start = text.slice(0, 1000).trimStart();
	if (/^<(?:!doctype\s+html|html)\b/iu.test(start)) {
		return 'html';
	}
	// Servers also send JSON as text/html.
	if (/^(?:application|text)\/(?:[^;]+\+)?json$/u.test(type) || jsonStart.test(start)) {
		return 'json';
	}
	if (type === 'text/html') {
		return 'html';
	}
	return /[/+]xml$/u.test(type) || start.startsWith('<?xml') ? 'xml' : 'plaintext';
}

function charsetOf(headers: HttpResponse['headers']): string | undefined {
	const type = headerOf(headers, 'content-type') ?? '';
	return /;\s*charset\s*=\s*"?(?<charset>[^\s;"]+)/iu.exec(type)?.groups?.['charset'];
}

function markedEncoding(body: Uint8Array): string | undefined {
	const [first, second, third] = body;
	if (first === 0xef && second === 0xbb && third === 0xbf) {
		return 'utf-8';
	}
	if (first === 0xff && second === 0xfe) {
		return 'utf-16le';
	}
	return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function decoderFor(label: string): InstanceType<typeof TextDecoder> | undefined {
	try {
		return new TextDecoder(label, { fatal: true });
	} catch {
		// A RangeError: no such encoding.
		return undefined;
	}
}

function decodeWith(
	decoder: InstanceType<typeof TextDecoder>,
	body: Uint8Array,
): Pick<DecodedBody, 'text' | 'damaged'> {
	try {
		return { text: decoder.decode(body), damaged: false };
	} catch {
		// A TypeError: bytes that are none of the encoding.
		return { text: new TextDecoder(decoder.encoding).decode(body), damaged: true };
	}
}

function withoutMark(body: Uint8Array): Uint8Array {
	return markedEncoding(body) === 'utf-8' ? body.subarray(3) : body;
}

/** A NUL, or more control characters than one in a hundred. */
function looksBinary(text: string): boolean {
	const probe = text.slice(0, probedCharacters);
	const strange = probe.match(/[^\P{Cc}\s\u007f-\u009f]/gu)?.length ?? 0;
	return probe.includes('\0') || strange * 100 > probe.length;
}
