import { credentialPlaces } from '../build/refusedRequest';
import type { HttpDocument, RequestBlock } from '../document/document';
import type { Span } from '../problem';

const places = ['userinfo', 'Authorization', 'api_key'] as const;

/** What is deleted so that there are no credentials in the request at the offset, and in all of the document with the definitions that nothing else uses. */
export function credentialRemovalsAt(
	document: HttpDocument,
	offset: number,
): { readonly ofRequest: readonly Span[]; readonly ofFile: readonly Span[] } {
	const block = document.blockAt(offset);
	const { text } = document;
	const spans = document.blocks.flatMap(other => (other.form === 'plain' ? credentialRemovals(text, other) : []));
	return {
		ofRequest: block === undefined ? [] : credentialRemovals(text, block),
		ofFile: merged([...spans, ...unusedDefinitions(document, spans)]),
	};
}

/** What is deleted of a request, so that it stays well-formed without its credentials; in the order of the text. */
export function credentialRemovals(text: string, block: RequestBlock): readonly Span[] {
	return merged(
		places.flatMap(place =>
			credentialPlaces(block, place).map(span =>
				place === 'userinfo'
					? span
					: place === 'Authorization'
						? wholeLines(text, span)
						: block.body?.kind === 'multipart' && span.start >= block.body.span.start
							? partAround(text, span, block.body.span)
							: withSeparator(text, span),
			),
		),
	);
}

/** The definitions that are used, and only within the spans. */
function unusedDefinitions(document: HttpDocument, spans: readonly Span[]): readonly Span[] {
	const isWithin = ({ start, end }: Span): boolean => spans.some(span => span.start <= start && end <= span.end);
	const uses = [...document.blocks, ...document.variables].flatMap(holder => holder.uses);
	const removed = new Set(uses.filter(({ span }) => isWithin(span)).map(({ name }) => name));
	const left = new Set(uses.filter(({ span }) => !isWithin(span)).map(({ name }) => name));
	return document.variables
		.filter(({ name }) => removed.has(name) && !left.has(name))
		.map(({ span }) => wholeLines(document.text, span));
}

/** A parameter, field or member with one of its separators; its line where it is alone there. */
export function withSeparator(text: string, { start, end }: Span): Span {
	const isMember = /["']/u.test(text.charAt(start));
	const after = isMember ? /^\s*,[ \t]*/u : /^[ \t]*(?:\r?\n[ \t]*)?&[ \t]*/u;
	const separatorAfter = after.exec(text.slice(end, end + 200))?.[0];
	if (separatorAfter !== undefined) {
		return { start, end: end + separatorAfter.length };
	}
	const before = isMember ? commaBefore(text, start) : markBefore(text, start);
	if (before !== undefined) {
		return { start: before, end };
	}
	const line = wholeLines(text, { start, end });
	const isAlone = text.slice(line.start, start).trim() === '' && text.slice(end, line.end).trim() === '';
	return isAlone ? line : { start, end };
}

/** Where the blanks before the comma before the offset start. */
function commaBefore(text: string, offset: number): number | undefined {
	const before = text.slice(0, offset).trimEnd();
	return before.endsWith(',') ? before.slice(0, -1).trimEnd().length : undefined;
}

/** The same for `?` or `&` on the line: what ends the line above is a part of a value there, as in `name=Any questions?`. */
function markBefore(text: string, offset: number): number | undefined {
	const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
	const line = text.slice(lineStart, offset);
	if (!line.endsWith('?') && !line.trimEnd().endsWith('&')) {
		return undefined;
	}
	const before = line.trimEnd().slice(0, -1).trimEnd();
	const lineBreak = before !== '' || lineStart === 0 ? 0 : text.startsWith('\r\n', lineStart - 2) ? 2 : 1;
	return lineStart - lineBreak + before.length;
}

/** With the line break behind them. */
export function wholeLines(text: string, { start, end }: Span): Span {
	const lineBreak = text.indexOf('\n', end);
	return { start: text.lastIndexOf('\n', start - 1) + 1, end: lineBreak < 0 ? text.length : lineBreak + 1 };
}

/** From the boundary above to the one below. */
function partAround(text: string, { start, end }: Span, body: Span): Span {
	const first = text.lastIndexOf('\n--', start) + 1;
	const next = text.indexOf('\n--', end);
	return next < 0 || next > body.end || first < body.start
		? wholeLines(text, { start, end })
		: { start: first, end: next + 1 };
}

/** In the order of the text, without an overlap. */
export function merged(spans: readonly Span[]): readonly Span[] {
	const found: Span[] = [];
	for (const span of [...spans].sort((one, other) => one.start - other.start)) {
		const last = found.at(-1);
		if (last !== undefined && span.start <= last.end) {
			found[found.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
		} else {
			found.push(span);
		}
	}
	return found;
}
