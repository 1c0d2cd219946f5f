import { headerOf, type HttpResponse } from './http';

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

/** The one way from an answer's bytes to characters: by byte order mark, else by the charset of `Content-Type`, else UTF-8. */
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
