import type { IncomingMessage } from 'node:http';
import { PassThrough, pipeline, type Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';

declare module 'node:zlib' {
	/** From Node 22.15 on, which VS Code has; the Node that unit tests run on may be older. */
	const createZstdDecompress: (() => Transform) | undefined;
}

/** What axios reads of a response. */
export type ReadableResponse = Readable & Pick<IncomingMessage, 'headers' | 'statusCode' | 'statusMessage'>;

/**
 * The response with its body decompressed. axios would do that too, and take what is cut off for whole; here it ends in an error, `Z_BUF_ERROR`. Where
 * the coding is none that is known here the response is given as it came.
 */
export function unzipped(response: IncomingMessage): ReadableResponse {
	const { headers, statusCode, statusMessage } = response;
	const createDecoder = decoders.get(headers['content-encoding']?.toLowerCase() ?? '');
	if (createDecoder === undefined) {
		return response;
	}
	const body = Object.assign(new PassThrough(), { headers, statusCode, statusMessage });
	body.on('error', ended);
	response.once('error', error => {
		body.destroy(error);
	});
	response.once('readable', () => {
		const first: unknown = response.read();
		if (first instanceof Uint8Array) {
			response.unshift(first);
			pipeline(response, createDecoder(first), body, ended);
		} else {
			// Nothing at all, as after HEAD, is nothing that was cut off.
			pipeline(response, body, ended);
		}
	});
	return body;
}

/** Given the first bytes of the body. */
type CreateDecoder = (first: Uint8Array) => Transform;

const { createZstdDecompress } = zlib;
const decoders: ReadonlyMap<string, CreateDecoder | undefined> = new Map<string, CreateDecoder | undefined>([
	['gzip', () => zlib.createUnzip()],
	['x-gzip', () => zlib.createUnzip()],
	// Some servers leave out the zlib header, whose first byte ends in the method 8.
	['deflate', ([first = 0]) => (first % 16 === 8 ? zlib.createUnzip() : zlib.createInflateRaw())],
	['br', () => zlib.createBrotliDecompress()],
	['zstd', createZstdDecompress && (() => createZstdDecompress())],
]);

/** Whoever reads the body hears of its errors; after a request that was given up nobody does. */
function ended(): void {
	// Without a listener the error would end the process.
}
