import type { VariableUse } from './document';
import type { ParserState } from './draft';
import { find, skipBlanks, trimEnd } from './lines';
import { type Problem, problemAt } from './problem';

/**
 * Reads the line that starts with an at sign. The value is taken literally: REST Client's backslash escapes and httpYac's
 * quotes are known to no other tool. `@a := b` is httpYac's "evaluate at each use", which is what happens here anyway.
 */
export function readDefinition({ text, lines, useReader, definitions, problems }: ParserState): void {
	const { first, end, span } = lines;
	const equals = find(text, 61, first, end);
	const nameEnd = trimEnd(text, first, text.charCodeAt(equals - 1) === 58 ? equals - 1 : equals);
	const name = text.slice(first + 1, nameEnd);
	if (equals < 0 || !/^[^\s{}]+$/u.test(name)) {
		problems.push(problemAt('invalidDefinition', span, text.slice(first, end)));
		return;
	}
	const valueStart = skipBlanks(text, equals + 1, end);
	const uses: VariableUse[] = [];
	const unclosed: Problem[] = [];
	useReader.read(valueStart, end, uses, unclosed);
	problems.push(...unclosed);
	definitions.push({
		name,
		span,
		nameSpan: { start: first + 1, end: nameEnd },
		valueSpan: { start: valueStart, end },
		uses,
		closed: unclosed.length === 0,
	});
}

/** `@name =` at the start of the line. */
export function looksLikeDefinition(text: string, start: number, end: number): boolean {
	return /^@[^\s=]+\s*=/u.test(text.slice(start, Math.min(end, start + 200)));
}
