import type { Envelope } from '../flowlu/responses/envelope';
import { readBody } from '../flowlu/responses/responseBody';
import { linePositionOf, type JsonText } from '../json/jsonText';
import type { HttpResponse } from '../net/http';
import { bodyKindOf, type BodyKind } from './bodyKind';

/** What is read from a response, once. It is little beside the bytes, which it does not copy where they are UTF-8. */
export interface ResponseReading {
	readonly envelope: Envelope;
	readonly kind: BodyKind;
	/** The text of the body, without byte order mark; the bytes as they came where they are no text. */
	readonly utf8: Uint8Array;
	/** By its standard name: `utf-8`, `windows-1251`. */
	readonly encoding: string;
	/** The charset that the response names and nobody knows. */
	readonly unknownCharset?: string;
	/** Some bytes are none of the encoding; the text has U+FFFD in their place. */
	readonly damaged: boolean;
	/** Only if the text is valid JSON. */
	readonly json?: JsonText;
	/** Only if the body was to be JSON and is not. */
	readonly problem?: JsonProblem;
}

/** Where a text stops being JSON, counted from one as editors do. */
export interface JsonProblem {
	readonly line: number;
	readonly column: number;
	/** Nothing is wrong but that the rest is missing. */
	readonly cutOff: boolean;
}

export interface Turns {
	/** Waits for what else there is to do. */
	readonly yieldToEventLoop: () => Promise<void>;
}

/**
 * Reads a response of any size in slices of a few milliseconds.
 * @param encoding the one that the user chose for its text, by its standard name
 */
export function readResponse(response: HttpResponse, turns: Turns, encoding?: string): Promise<ResponseReading> {
	return inTurns(readingOf(response, encoding), turns);
}

/** Takes steps of a few milliseconds, and lets others have their turn after each. */
export async function inTurns<Result>(steps: Generator<void, Result>, { yieldToEventLoop }: Turns): Promise<Result> {
	for (;;) {
		const { done, value } = steps.next();
		if (done === true) {
			return value;
		}
		await yieldToEventLoop();
	}
}

function* readingOf(response: HttpResponse, encoding: string | undefined): Generator<void, ResponseReading> {
	const { decoded, beginning, json, envelope } = yield* readBody(response, encoding);
	const kind = bodyKindOf(response.headers, response.body, beginning);
	const reading = { ...decoded, envelope, kind, ...(kind === 'binary' && { utf8: response.body }) };
	if ('bytes' in json) {
		return { ...reading, json };
	}
	return kind === 'json'
		? { ...reading, problem: { ...(yield* linePositionOf(decoded.utf8, json.offset)), cutOff: json.cutOff } }
		: reading;
}
