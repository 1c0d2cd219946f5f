import { maskStretches, type Redactor, type Stretch } from '../../net/redaction/redact';
import { copyText } from '../../ui/shown';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';

/** Characters that are looked through at once, up to the end of a line: a few milliseconds. */
const charactersPerPiece = 100_000;

/** Counts what was copied. */
let copies = 0;

/**
 * Copies text of a table without the secrets in it, looked through in slices, as it may be all of a table. No secret goes over the end of a line. Once
 * something else is copied, this is not.
 */
export async function copyCells(text: string, redactor: Pick<Redactor, 'find'>): Promise<void> {
	const copy = ++copies;
	const stretches: Stretch[] = [];
	for (let start = 0; start < text.length;) {
		const lineBreak = text.indexOf('\n', start + charactersPerPiece);
		const end = lineBreak === -1 ? text.length : lineBreak + 1;
		for (const found of redactor.find(text.slice(start, end))) {
			stretches.push({ ...found, start: start + found.start, end: start + found.end });
		}
		start = end;
		await yieldToEventLoop();
		if (copy !== copies) {
			return;
		}
	}
	await copyText(maskStretches(text, stretches));
}
