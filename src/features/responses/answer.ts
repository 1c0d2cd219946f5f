import { setImmediate } from 'node:timers/promises';
import { readEnvelope, type Envelope } from '../../flowlu/envelope';
import type { Exchange } from '../../flowlu/exchange';
import type { Redactor } from '../../net/redact';
import { readBody, type BodyReading } from './bodyReading';

/** An exchange with all that its documents and lenses show; the text is redacted. */
export interface Answer {
	readonly exchange: Exchange;
	readonly envelope: Envelope;
	readonly body: BodyReading;
}

/** Enough that a slice is redacted within a few milliseconds. */
const charactersPerTurn = 200_000;

/** Reads what came in turns of a few milliseconds. */
export async function readAnswer(exchange: Exchange, redactor: Redactor): Promise<Answer> {
	const body = await readBody(exchange.response);
	const text = await redactInTurns(body.text, redactor);
	return { exchange, envelope: readEnvelope(exchange.response), body: { ...body, text } };
}

/** What the answer takes of the memory, in bytes, roughly. */
export function sizeOf({ exchange, body }: Answer): number {
	return exchange.response.body.byteLength + body.text.length;
}

/** Cuts at line breaks only: no secret goes over one. */
async function redactInTurns(text: string, redactor: Redactor): Promise<string> {
	const slices: string[] = [];
	for (let start = 0; start < text.length;) {
		const lineBreak = text.indexOf('\n', start + charactersPerTurn);
		const end = lineBreak === -1 ? text.length : lineBreak + 1;
		slices.push(redactor.redact(text.slice(start, end)));
		start = end;
		if (start < text.length) {
			await setImmediate();
		}
	}
	return slices.join('');
}
