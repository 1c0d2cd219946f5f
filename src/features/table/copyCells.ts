import { maskStretches, type Redactor, type Stretch } from '../../net/redaction/redact';
import { copyText } from '../../ui/shown';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';

/** Characters that are looked through at once, up to the end of a line: a few milliseconds. */
const charactersPerPiece = 100_000;

/**
 * Copies text of a table without the secrets in it, looked through in slices, as it may be all of a table. No secret goes over the end of a line.
 * @param isLatest false once something else was copied: then this is not
 */
export async function copyCells(
	text: string,
	redactor: Pick<Redactor, 'find'>,
	isLatest: () => boolean,
): Promise<void> {
	const stretches: Stretch[] = [];
	for (let start = 0; start < text.length;) {
		const lineBreak = text.indexOf('\n', start + charactersPerPiece);
		const end = lineBreak === -1 ? text.length : lineBreak + 1;
		for (const found of redactor.find(text.slice(start, end))) {
			stretches.push({ ...found, start: start + found.start, end: start + found.end });
		}
		start = end;
		await yieldToEventLoop();
		if (!isLatest()) {
			return;
		}
	}
	await copyText(maskStretches(text, stretches));
}
