import type { HttpDocument } from '../../../src/http/document/document';
import type { Problem, Span } from '../../../src/http/problem';

/** A text with «stretches» marked in it: the text without the marks, and where the stretches are. Marks may be nested. */
export function marked(source: string): { readonly text: string; readonly spans: readonly Span[] } {
	let text = '';
	const spans: Span[] = [];
	const open: number[] = [];
	for (const character of source) {
		if (character === '«') {
			open.push(text.length);
		} else if (character === '»') {
			spans.push({ start: open.pop() ?? NaN, end: text.length });
		} else {
			text += character;
		}
	}
	return { text, spans: spans.sort(bySpan) };
}

/** All problems in the order of the text, wherever the document keeps them. */
export function allProblems({ problems, blocks }: HttpDocument): Problem[] {
	const ofBlocks = blocks.flatMap(block => [...block.problems, ...block.sendingProblems]);
	return [...problems, ...ofBlocks].sort((a, b) => bySpan(a.span, b.span));
}

function bySpan(a: Span, b: Span): number {
	return a.start - b.start || b.end - a.end;
}
