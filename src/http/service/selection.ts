import type { HttpDocument } from '../document/document';
import type { Span } from '../problem';

/** What a cursor is in, from the innermost to the whole document; each holds the one before. */
export function selectionAt(document: HttpDocument, offset: number): readonly Span[] {
	const block = document.blockAt(offset);
	const whole = { start: 0, end: document.length };
	if (block === undefined) {
		return [whole];
	}
	const { requestLine, targetSpan, headers, body, metadata, uses, span, text } = block;
	const pieces: Span[] = [
		...uses.flatMap(use => [{ start: use.span.start + 2, end: use.span.end - 2 }, use.span]),
		...metadata.flatMap(entry => [entry.nameSpan, entry.valueSpan, entry.span]),
		...headers.flatMap(({ name, value }) => [name, value, { start: name.start, end: value.end }]),
		...(body === undefined ? [] : [...jsonSpans(text, body.span, span.start), body.span]),
		targetSpan,
		{ start: requestLine.start, end: targetSpan.end },
		{ start: requestLine.start, end: span.start + text.trimEnd().length },
		{ start: span.start, end: span.start + text.trimEnd().length },
		span,
		whole,
	];
	return nested(pieces.filter(({ start, end }) => start <= offset && offset <= end));
}

/** The brackets of a body with what they hold; strings may hold brackets too. */
function jsonSpans(text: string, body: Span, from: number): Span[] {
	const spans: Span[] = [];
	const open: number[] = [];
	for (const { 0: found, index, groups } of text
		.slice(body.start - from, body.end - from)
		.matchAll(/"[^"\\\n]*(?:\\.[^"\\\n]*)*(?<closing>"?)|[[\]{}]/gu)) {
		const at = body.start + index;
		if (found === '{' || found === '[') {
			open.push(at);
		} else if (found.startsWith('"')) {
			// One that does not end on its line is none.
			if (groups?.['closing'] !== '') {
				spans.push({ start: at + 1, end: at + found.length - 1 }, { start: at, end: at + found.length });
			}
		} else {
			const start = open.pop();
			if (start !== undefined) {
				spans.push({ start: start + 1, end: at }, { start, end: at + 1 });
			}
		}
	}
	return spans;
}

/** Sorted by length, without those that do not hold the one before. */
function nested(spans: readonly Span[]): Span[] {
	const sorted = [...spans].sort((a, b) => a.end - a.start - (b.end - b.start));
	const chain: Span[] = [];
	for (const span of sorted) {
		const inner = chain.at(-1) ?? { start: span.end, end: span.start };
		const holds = span.start <= inner.start && inner.end <= span.end;
		if (holds && (span.start < inner.start || inner.end < span.end || chain.length === 0)) {
			chain.push(span);
		}
	}
	return chain;
}
