import type { Transform } from 'node:stream';
import zlib from 'node:zlib';

declare module 'node:zlib' {
	/** From Node 22.15 on, which VS Code has; the Node that unit tests run on may be older. */
	const createZstdDecompress: (() => Transform) | undefined;
}

const { createZstdDecompress } = zlib;

const gzipStart = [0x1f, 0x8b];
const zstdStart = [0x28, 0xb5, 0x2f, 0xfd];

/** The codings of `Content-Encoding` that can be taken off. */
export const knownCodings: ReadonlySet<string> = new Set([
	'gzip',
	'x-gzip',
	'deflate',
	'br',
	...(createZstdDecompress === undefined ? [] : ['zstd']),
]);

/**
 * What takes a coding off, as the bytes say: servers and proxies between name codings that a body does not have.
 * @param beginning of the body, some bytes at least where there are so many
 * @returns `none` where the body is not compressed
 */
export function decoderFor(coding: string, beginning: Uint8Array): Transform | 'none' {
	if (startsWith(beginning, gzipStart)) {
		return zlib.createUnzip();
	}
	if (createZstdDecompress !== undefined && startsWith(beginning, zstdStart)) {
		return createZstdDecompress();
	}
	// Brotli has nothing to be known by, and writes nothing at all as one byte of text.
	if (beginning.length > 1 && isText(beginning)) {
		return 'none';
	}
	if (isZlib(beginning)) {
		return zlib.createUnzip();
	}
	switch (coding) {
		case 'deflate':
			// Some servers leave out the zlib header.
			return zlib.createInflateRaw();
		case 'br':
			return zlib.createBrotliDecompress();
		default:
			return 'none';
	}
}

/** Also where there are fewer bytes, as of a body that was cut off. */
function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
	return bytes.length > 0 && start.every((byte, index) => index >= bytes.length || bytes[index] === byte);
}

/** RFC 1950 §2.2: the method is 8, and the first two bytes are a multiple of 31. */
function isZlib([first = 0, second]: Uint8Array): boolean {
	return first % 16 === 8 && first < 0x80 && (second === undefined || (first * 256 + second) % 31 === 0);
}

/** UTF-8 without control characters, of which the last character may be cut off. */
function isText(bytes: Uint8Array): boolean {
	try {
		const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
		return !/[^\P{Cc}\t\r\n]/u.test(text);
	} catch {
		// A TypeError: bytes that are no UTF-8.
		return false;
	}
}
