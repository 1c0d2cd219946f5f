import type { Exchange } from '../../exchanges/exchange';
import { readText } from '../../exchanges/responseText';
import { maskStretches, type Redactor } from '../../net/redaction/redact';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';

/** The text of a body with its secrets masked and without. */
export interface RedactedText {
	readonly masked: string;
	readonly revealed: string;
	/** How many values are masked. */
	readonly hidden: number;
	/** The text goes on: only its beginning is shown. */
	readonly shortened: boolean;
}

/**
 * Makes the text in slices of a few milliseconds. It is cut at line breaks only: no secret goes over one, since keys, tokens and passwords with one in
 * them are refused where they come in.
 */
export async function redactedText({ reading }: Pick<Exchange, 'reading'>, redactor: Redactor): Promise<RedactedText> {
	const { pieces, shortened } = await readText(reading, { yieldToEventLoop });
	const masked: string[] = [];
	let hidden = 0;
	for (const piece of pieces) {
		const found = redactor.find(piece);
		masked.push(maskStretches(piece, found));
		hidden += found.length;
		await yieldToEventLoop();
	}
	return { masked: masked.join(''), revealed: pieces.join(''), hidden, shortened };
}
