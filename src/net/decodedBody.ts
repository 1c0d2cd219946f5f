import { headerOf, type HttpResponse } from './http';

/** A body as characters. */
export interface DecodedBody {
	/** The text in UTF-8, without byte order mark: a view of the body where it is UTF-8 already. */
	readonly utf8: Uint8Array;
	/** By its standard name: `utf-8`, `windows-1251`. */
	readonly encoding: string;
	/** The charset that the response names and nobody knows; the body was read as UTF-8. */
	readonly unknownCharset?: string;
	/** Some bytes are none of the encoding; the text has U+FFFD in their place. */
	readonly damaged: boolean;
}

/** A step takes a few milliseconds even where the code runs for the first time. */
const bytesPerStep = 64_000;

/** The one way from a response's bytes to characters: by byte order mark, else by the charset of `Content-Type`, else UTF-8. In steps. */
export function* decodeBody({ headers, body }: Pick<HttpResponse, 'headers' | 'body'>): Generator<void, DecodedBody> {
	const label = markedEncoding(body) ?? charsetOf(headers) ?? 'utf-8';
	const known = encodingNamed(label);
	const encoding = known ?? 'utf-8';
	const notes = { encoding, ...(known === undefined && { unknownCharset: label }) };
	try {
		return { ...notes, utf8: yield* inUtf8(body, new TextDecoder(encoding, { fatal: true })), damaged: false };
	} catch {
		// A TypeError: bytes that are none of the encoding.
		return { ...notes, utf8: yield* inUtf8(body, new TextDecoder(encoding)), damaged: true };
	}
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

function joined(pieces: readonly Uint8Array[]): Uint8Array {
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
