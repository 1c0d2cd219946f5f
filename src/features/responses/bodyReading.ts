import { setImmediate } from 'node:timers/promises';
import type { HttpResponse } from '../../net/http';
import { decodeBody, type DecodedBody } from '../../net/decodedBody';
import { kindOf, type BodyKind } from './responseKind';
import { JsonIndenter, type Indented } from '../../json/indent';

/** Where a text stops being JSON, counted from one as editors do. */
export interface JsonProblem {
	readonly line: number;
	readonly column: number;
	/** Nothing is wrong but that the rest is missing. */
	readonly cutOff: boolean;
}

/** A body as it is shown. */
export interface BodyReading {
	readonly kind: BodyKind;
	/** Indented if it is JSON, else as it came; empty for an empty or binary body. */
	readonly text: string;
	/** Only if the body was to be JSON and is not. */
	readonly problem?: JsonProblem;
	readonly unknownCharset?: string;
	/** The encoding that some of its bytes break. */
	readonly damagedEncoding?: string;
	/** The text goes on: only its beginning is shown. */
	readonly shortened: boolean;
}

/** VS Code hands no document beyond 50 M characters to extensions. */
const mostCharacters = 48_000_000;
/** What is shown of a text that is longer. */
const shownCharacters = 1_000_000;
/** Few enough milliseconds that nobody waits for the next turn of the event loop. */
const bytesPerTurn = 1_000_000;

/** Reads a body in turns of a few milliseconds. */
export async function readBody(response: Pick<HttpResponse, 'headers' | 'body'>): Promise<BodyReading> {
	const decoded = decodeBody(response);
	const kind = kindOf(response, decoded);
	if (kind === 'empty' || kind === 'binary') {
		return { kind, text: '', shortened: false };
	}
	const notes = {
		...(decoded.unknownCharset !== undefined && { unknownCharset: decoded.unknownCharset }),
		...(decoded.damaged && { damagedEncoding: decoded.encoding }),
	};
	if (kind !== 'json') {
		return { kind, ...notes, ...shorten(decoded.text) };
	}
	const indented = await indent(decoded.utf8);
	switch (indented.kind) {
		case 'json':
			return { kind, ...notes, ...shorten(new TextDecoder().decode(indented.bytes)) };
		case 'invalid':
			return { kind, ...notes, problem: problemAt(decoded, indented), ...shorten(decoded.text) };
		case 'tooLong':
			return { kind, ...notes, text: beginningOf(new TextDecoder().decode(indented.bytes)), shortened: true };
	}
}

/** With room for two bytes a character. */
async function indent(utf8: Uint8Array): Promise<Indented> {
	const indenter = new JsonIndenter(utf8, 2 * mostCharacters);
	for (;;) {
		const indented = indenter.advance(bytesPerTurn);
		if (indented !== undefined) {
			return indented;
		}
		await setImmediate();
	}
}

function shorten(text: string): Pick<BodyReading, 'text' | 'shortened'> {
	return text.length > mostCharacters ? { text: beginningOf(text), shortened: true } : { text, shortened: false };
}

/** Up to the end of a line if it has lines. */
function beginningOf(text: string): string {
	const lineBreak = text.lastIndexOf('\n', shownCharacters);
	return text.slice(0, lineBreak === -1 ? shownCharacters : lineBreak);
}

function problemAt({ utf8 }: DecodedBody, { offset, cutOff }: Extract<Indented, { kind: 'invalid' }>): JsonProblem {
	const before = new TextDecoder().decode(utf8.subarray(0, offset)).split(/\r\n|[\r\n]/u);
	return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, cutOff };
}
