// Compression by the names without `node:`, like everything of the platform in this layer.
import type { IncomingMessage } from 'http';
import { PassThrough, pipeline, type Readable, type Transform } from 'stream';
import zlib from 'zlib';

/** What axios reads of a response. */
export type ReadableResponse = Readable & Pick<IncomingMessage, 'headers' | 'statusCode' | 'statusMessage'>;

/**
 * The response with its body decompressed. axios would do that too, and take what is cut off for whole; here it ends in an error, `Z_BUF_ERROR`. Where
 * the coding is none that is known here the response is given as it came.
 */
export function unzipped(response: IncomingMessage): ReadableResponse {
	const { 'content-encoding': named = '', ...headers } = response.headers;
	const coding = named.toLowerCase();
	if (!codings.has(coding)) {
		return response;
	}
	const { statusCode, statusMessage } = response;
	const body = Object.assign(new PassThrough(), { headers, statusCode, statusMessage });
	body.on('error', ended);
	response.once('error', error => {
		body.destroy(error);
	});
	response.once('readable', () => {
		const first: unknown = response.read();
		if (first instanceof Uint8Array) {
			response.unshift(first);
			pipeline(response, decoderFor(coding, first), body, ended);
		} else {
			// Nothing at all, as after HEAD, is nothing that was cut off.
			pipeline(response, body, ended);
		}
	});
	return body;
}

const codings: ReadonlySet<string> = new Set(['gzip', 'x-gzip', 'deflate', 'br']);

function decoderFor(coding: string, [first = 0]: Uint8Array): Transform {
	if (coding === 'br') {
		return zlib.createBrotliDecompress();
	}
	// Some servers leave out the zlib header, whose first byte ends in the method 8.
	return coding === 'deflate' && first % 16 !== 8 ? zlib.createInflateRaw() : zlib.createUnzip();
}

/** Whoever reads the body hears of its errors; after a request that was given up nobody does. */
function ended(): void {
	// Without a listener the error would end the process.
}
