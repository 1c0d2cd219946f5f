import { type Filtered, readingOfValues } from '../../exchanges/filteredReading';
import { namedSecrets } from '../../exchanges/filteredSecrets';
import { inTurns, type ResponseReading } from '../../exchanges/reading';
import { readText } from '../../exchanges/responseText';
import { maskStretches, type MaskReason, type Redactor } from '../../net/redaction/redact';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';

/** The text of a body with its secrets masked and without. */
export interface RedactedText {
	readonly masked: string;
	readonly revealed: string;
	/** Why values are masked, of each one. */
	readonly hidden: readonly MaskReason[];
	/** The text goes on: only its beginning is shown. */
	readonly shortened: boolean;
}

/**
 * Makes the text in slices of a few milliseconds. It is cut at line breaks only: no secret goes over one, since keys, tokens and passwords with one in
 * them are refused where they come in.
 * @param view `original`: not as one reads it, but as it came
 */
export async function redactedText(
	{ reading: { kind, utf8, json } }: { readonly reading: Pick<ResponseReading, 'kind' | 'utf8' | 'json'> },
	redactor: Redactor,
	view: 'body' | 'original',
): Promise<RedactedText> {
	const readable = view === 'body' && json !== undefined ? { json } : {};
	const { pieces, shortened } = await readText({ kind, utf8, ...readable }, { yieldToEventLoop });
	const masked: string[] = [];
	const hidden: MaskReason[] = [];
	for (const piece of pieces) {
		const found = redactor.find(piece);
		masked.push(maskStretches(piece, found));
		for (const { because } of found) {
			hidden.push(because);
		}
		await yieldToEventLoop();
	}
	const text = masked.join('');
	return { masked: text, revealed: hidden.length === 0 ? text : pieces.join(''), hidden, shortened };
}

/** Makes the text of what a path finds in a response. What is masked there because of a name that stands before it is masked here too, where it has none. */
export async function filteredText(
	{ json }: Pick<ResponseReading, 'json'>,
	{ reading, places }: Extract<Filtered, { kind: 'found' }>,
	redactor: Redactor,
): Promise<RedactedText> {
	const text = await redactedText({ reading }, redactor, 'body');
	const reasons = json && (await inTurns(namedSecrets(json, places, redactor), { yieldToEventLoop }));
	if (json === undefined || reasons === undefined || reasons.size === 0) {
		return text;
	}
	const masked = await redactedText({ reading: readingOfValues(json, places, reasons) }, redactor, 'body');
	return { ...masked, revealed: text.revealed, hidden: [...reasons.values(), ...masked.hidden] };
}
