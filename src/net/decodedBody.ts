import { headerOf, mediaTypeOf, type HttpResponse } from './http';

/** A body as characters. */
export interface DecodedBody {
	/** The text in UTF-8, without byte order mark: a view of the body where it is UTF-8 already. */
	readonly utf8: Uint8Array;
	/** By its standard name: `utf-8`, `windows-1251`. */
	readonly encoding: string;
	/** The charset that the response names and nobody knows. */
	readonly unknownCharset?: string;
	/** Some bytes are none of the encoding; the text has U+FFFD in their place. */
	readonly damaged: boolean;
}

/** A step takes a few milliseconds even where the code runs for the first time. */
const bytesPerStep = 64_000;

/**
 * The one way from a response's bytes to characters: by byte order mark, else by the charset of `Content-Type`, else as XML or HTML declares it within,
 * else UTF-16 where every other byte is NUL, else UTF-8. In steps.
 * @param chosen by its standard name: the encoding that the user says it is
 */
export function* decodeBody(
	{ headers, body }: Pick<HttpResponse, 'headers' | 'body'>,
	chosen?: string,
): Generator<void, DecodedBody> {
	const notes = encodingOf({ headers, body }, chosen);
	const { encoding } = notes;
	try {
		return { ...notes, utf8: yield* inUtf8(body, new TextDecoder(encoding, { fatal: true })), damaged: false };
	} catch {
		// A TypeError: bytes that are none of the encoding.
		return { ...notes, utf8: yield* inUtf8(body, new TextDecoder(encoding)), damaged: true };
	}
}

/** The encoding of a body by the beginning of it. */
export function encodingOf(
	{ headers, body }: Pick<HttpResponse, 'headers' | 'body'>,
	chosen?: string,
): Pick<DecodedBody, 'encoding' | 'unknownCharset'> {
	const charset = charsetOf(headers);
	const named = chosen ?? markedEncoding(body) ?? (charset === undefined ? undefined : encodingNamed(charset));
	const encoding = named ?? declaredEncoding(body, headers) ?? unmarkedUtf16(body) ?? 'utf-8';
	return { encoding, ...(named === undefined && charset !== undefined && { unknownCharset: charset }) };
}

/** @throws TypeError where a fatal decoder meets bytes that are none of its encoding */
function* inUtf8(body: Uint8Array, decoder: InstanceType<typeof TextDecoder>): Generator<void, Uint8Array> {
	const isUtf8 = decoder.encoding === 'utf-8' && decoder.fatal;
	const encoder = new TextEncoder();
	const pieces: Uint8Array[] = [];
	for (let start = 0; start < body.length; start += bytesPerStep) {
		const end = start + bytesPerStep;
		const text = decoder.decode(body.subarray(start, end), { stream: end < body.length });
		if (!isUtf8) {
			pieces.push(encoder.encode(text));
		}
		yield;
	}
	return isUtf8 ? withoutMark(body) : joined(pieces);
}

/** Pieces as one. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
	let end = 0;
	for (const piece of pieces) {
		whole.set(piece, end);
		end += piece.length;
	}
	return whole;
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

/** Bytes in which a declaration stands: the HTML standard looks no further. */
const declarationLength = 1024;

/** What XML or HTML says of itself: `<?xml encoding="windows-1251"?>`, `<meta charset="windows-1251">`. */
function declaredEncoding(body: Uint8Array, headers: HttpResponse['headers']): string | undefined {
	const text = Array.from(body.subarray(0, declarationLength), byte => String.fromCharCode(byte)).join('');
	if (!text.trimStart().startsWith('<')) {
		return undefined;
	}
	const isHtml = mediaTypeOf(headers) === 'text/html' || /^\s*<(?:!doctype\s+html|html)\b/iu.test(text);
	const declaration =
		/^\s*<\?xml\b[^<>]*?\sencoding\s*=\s*["'](?<label>[\w.:-]+)/u.exec(text) ??
		(isHtml ? /<meta\b[^<>]*?\bcharset\s*=\s*(?:["']\s*)?(?<label>[\w.:-]+)/iu.exec(text) : null);
	const encoding = encodingNamed(declaration?.groups?.['label'] ?? '');
	// It was read byte by byte, so it cannot be true.
	return encoding?.startsWith('utf-16') === true ? 'utf-8' : encoding;
}

/** JSON or markup in UTF-16 without a byte order mark begins with characters of ASCII, each beside a NUL. */
function unmarkedUtf16(body: Uint8Array): string | undefined {
	const [first = 0, second = 0] = body;
	const isLittle = second === 0;
	const start = String.fromCharCode(isLittle ? first : second);
	const isEachBesideNul = Array.from(body.subarray(0, 4)).every(
		(byte, index) => (byte === 0) === (index % 2 === (isLittle ? 1 : 0)),
	);
	return body.length >= 4 && body.length % 2 === 0 && /[\s{["<]/u.test(start) && isEachBesideNul
		? `utf-16${isLittle ? 'le' : 'be'}`
		: undefined;
}

/** The standard name of an encoding; undefined for a label that nobody knows. */
function encodingNamed(label: string): string | undefined {
	try {
		return new TextDecoder(label).encoding;
	} catch {
		// A RangeError: no such encoding.
		return undefined;
	}
}

function withoutMark(body: Uint8Array): Uint8Array {
	return markedEncoding(body) === 'utf-8' ? body.subarray(3) : body;
}
