import type { Readable } from 'node:stream';
import { headerOf, type HttpHeader } from '../http';
import type { BodySink, TransportOptions } from '../transportPort';
import { mayBeUnnamedGzip } from './unzipped';

/** A body is larger than it may be. */
export class BodyTooLargeError extends Error {
	override readonly name = 'BodyTooLargeError' as const;
	readonly code = 'ERR_TOO_LARGE';
}

interface Head {
	readonly status: number;
	readonly headers: readonly HttpHeader[];
}

interface ReceiveOptions extends Pick<TransportOptions, 'maxBytes' | 'sink' | 'onReceived'> {
	/** Told after each time that a sink took something. */
	readonly onSaved: () => void;
}

/** Bytes of a body from which it goes to a sink: one that is smaller is read like every response, which tells what it means. */
const minSavedBytes = 64_000;

/** Milliseconds between two reports of how much has come. */
const reportInterval = 200;

/**
 * Reads a decompressed body into memory, and from the moment there is a sink into that, beginning with what has come before.
 * @returns the body, or how many bytes of it the sink took
 * @throws BodyTooLargeError, and what the stream throws
 */
export async function receiveBody(
	stream: Readable,
	head: Head,
	{ maxBytes, sink, onReceived, onSaved }: ReceiveOptions,
): Promise<Uint8Array | { readonly saved: number }> {
	const total = totalOf(head);
	let room = total !== undefined && total > minSavedBytes && total <= maxBytes ? Buffer.allocUnsafe(total) : undefined;
	let held: Uint8Array[] = [];
	let bytes = 0;
	let begun: BodySink | undefined;
	let reportedAt = performance.now();
	for await (const chunk of stream) {
		if (!(chunk instanceof Uint8Array)) {
			throw new TypeError('The response came as text.');
		}
		held.push(room === undefined ? chunk : placed(room, chunk, bytes));
		bytes += chunk.length;
		const taker = begun ?? (bytes >= minSavedBytes ? sink?.() : undefined);
		if (taker !== undefined && (begun !== undefined || canBeSaved(head, held))) {
			if (begun === undefined) {
				begun = taker;
				room = undefined;
				await taker.begin(head.headers);
			}
			for (const piece of held) {
				await taker.write(piece);
			}
			held = [];
			onSaved();
		} else if (bytes > maxBytes) {
			throw new BodyTooLargeError();
		}
		if (performance.now() - reportedAt >= reportInterval) {
			reportedAt = performance.now();
			onReceived?.(bytes, total);
		}
	}
	if (begun !== undefined) {
		return { saved: bytes };
	}
	if (room?.length === bytes) {
		return room;
	}
	const [only] = held;
	return only === undefined || held.length > 1 ? Buffer.concat(held) : only;
}

/** A piece where it belongs in the whole: to put a large body together at its end would take its room twice, and time in which nothing else can run. */
function placed(room: Uint8Array, piece: Uint8Array, start: number): Uint8Array {
	room.set(piece, start);
	return room.subarray(start, start + piece.length);
}

/** An error is to be read, and a gzip that no header names has to be there whole before anybody knows whether it is one. */
function canBeSaved({ status, headers }: Head, held: readonly Uint8Array[]): boolean {
	return status < 400 && !mayBeUnnamedGzip(Buffer.concat(held.slice(0, 3)), headers);
}

/** Bytes that the decompressed body will have, where the headers tell. */
function totalOf({ headers }: Head): number | undefined {
	const length = headerOf(headers, 'content-length') ?? '';
	return headerOf(headers, 'content-encoding') === undefined && /^\d+$/u.test(length) ? Number(length) : undefined;
}
