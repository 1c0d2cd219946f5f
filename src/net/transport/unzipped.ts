import type { IncomingMessage } from 'node:http';
import { PassThrough, pipeline, Readable } from 'node:stream';
import zlib from 'node:zlib';
import { headerOf, mediaTypeOf, type HttpHeader } from '../http';
import { decoderFor, knownCodings } from './contentCoding';

/** What axios reads of a response. */
export type ReadableResponse = Readable & Pick<IncomingMessage, 'headers' | 'statusCode' | 'statusMessage'>;

/** Codings on one another; more than anybody uses. */
const maxCodings = 5;

/** Bytes from which it is told whether they are compressed. */
const beginningLength = 64;

/**
 * The response with its body decompressed. axios would do that too, and take what is cut off for whole; here it ends in an error, `Z_BUF_ERROR`. Where
 * the coding is none that is known here, or the body does not have it, it is given as it came.
 *
 * @param onWrong hears of a coding that `Content-Encoding` names and the body does not have
 */
export function unzipped(response: IncomingMessage, onWrong: (coding: string) => void): ReadableResponse {
	const { headers, statusCode, statusMessage } = response;
	const codings = (headers['content-encoding'] ?? '')
		.toLowerCase()
		.split(',')
		.map(coding => coding.trim())
		.filter(coding => coding !== '' && coding !== 'identity');
	if (codings.length === 0 || codings.length > maxCodings || !codings.every(coding => knownCodings.has(coding))) {
		return response;
	}
	// What was applied last comes off first.
	const body = codings.reduceRight<Readable>((source, coding) => decoded(source, coding, onWrong), response);
	return Object.assign(body, { headers, statusCode, statusMessage });
}

function decoded(source: Readable, coding: string, onWrong: (coding: string) => void): Readable {
	const body = new PassThrough();
	body.on('error', ended);
	source.once('error', error => {
		body.destroy(error);
	});
	whenBegun(source, (beginning, rest) => {
		const decoder = beginning.length === 0 ? 'none' : decoderFor(coding, beginning);
		if (decoder === 'none') {
			// Nothing at all, as after HEAD, is nothing that is wrong or was cut off.
			if (beginning.length > 0) {
				onWrong(coding);
			}
			pipeline(rest, body, ended);
		} else {
			pipeline(rest, decoder, body, ended);
		}
	});
	return body;
}

/** Calls back with the beginning once it has come, and with all of it, from which the beginning is not taken away. */
function whenBegun(source: Readable, onBegun: (beginning: Uint8Array, rest: Readable) => void): void {
	const chunks: Uint8Array[] = [];
	let length = 0;
	function take(): void {
		for (let chunk: unknown = source.read(); chunk instanceof Uint8Array; chunk = source.read()) {
			chunks.push(chunk);
			length += chunk.length;
		}
		if (length >= beginningLength) {
			const beginning = begin();
			source.unshift(beginning);
			onBegun(beginning, source);
		}
	}
	function finish(): void {
		const beginning = begin();
		onBegun(beginning, Readable.from(length === 0 ? [] : [beginning]));
	}
	function begin(): Uint8Array {
		source.off('readable', take);
		source.off('end', finish);
		return Buffer.concat(chunks);
	}
	source.on('readable', take);
	source.once('end', finish);
}

/** Whoever reads the body hears of its errors; after a request that was given up nobody does. */
function ended(): void {
	// Without a listener the error would end the process.
}

/**
 * The body without the gzip that no header names, where the type says that it is a text; else, and where it is no whole gzip, as it came.
 * @param maxBytes what it may become
 */
export async function withoutUnnamedGzip(
	body: Uint8Array,
	headers: readonly HttpHeader[],
	maxBytes: number,
): Promise<Uint8Array> {
	if (!mayBeUnnamedGzip(body, headers)) {
		return body;
	}
	return new Promise(resolve => {
		zlib.gunzip(body, { maxOutputLength: maxBytes }, (error, text) => {
			resolve(error === null ? text : body);
		});
	});
}

/** Does a body that is to be read, and not to be kept as a file, begin as a gzip does? */
export function mayBeUnnamedGzip([first, second, method]: Uint8Array, headers: readonly HttpHeader[]): boolean {
	return (
		first === 0x1f &&
		second === 0x8b &&
		method === 8 &&
		/^(?:text\/|application\/(?:.*\+)?(?:json|xml)$)/u.test(mediaTypeOf(headers)) &&
		headerOf(headers, 'content-disposition') === undefined
	);
}
