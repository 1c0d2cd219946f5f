import { setImmediate } from 'node:timers/promises';
import type { Exchange } from '../../exchanges/exchange';
import { maskStretches, type Redactor } from '../../net/redact';
import { readBody, type BodyReading } from './bodyReading';

/** An exchange with all that its documents and lenses show; the text is redacted. */
export interface Answer {
	readonly exchange: Exchange;
	readonly body: BodyReading;
	/** How many values of the body's text are masked. */
	readonly hidden: number;
}

/** An answer and the key of the request block that it belongs to. */
export interface PlacedAnswer {
	readonly key: string;
	readonly answer: Answer;
}

/** Enough that a slice is redacted within a few milliseconds. */
const charactersPerTurn = 200_000;

/** Reads what came in turns of a few milliseconds. */
export async function readAnswer(exchange: Exchange, redactor: Redactor): Promise<Answer> {
	const body = await readBody(exchange.response);
	const { text, hidden } = await redactInTurns(body.text, redactor);
	return { exchange, body: { ...body, text }, hidden };
}

/** What the answer takes of the memory, in bytes, roughly. */
export function sizeOf({ exchange, body }: Answer): number {
	return exchange.response.body.byteLength + body.text.length;
}

/** Cuts at line breaks only: no secret goes over one, since keys, tokens and passwords with one in them are refused where they come in. */
async function redactInTurns(
	text: string,
	redactor: Redactor,
): Promise<{ readonly text: string; readonly hidden: number }> {
	const slices: string[] = [];
	let hidden = 0;
	for (let start = 0; start < text.length;) {
		const lineBreak = text.indexOf('\n', start + charactersPerTurn);
		const end = lineBreak === -1 ? text.length : lineBreak + 1;
		const slice = text.slice(start, end);
		const found = redactor.find(slice);
		slices.push(maskStretches(slice, found));
		hidden += found.length;
		start = end;
		if (start < text.length) {
			await setImmediate();
		}
	}
	return { text: slices.join(''), hidden };
}
