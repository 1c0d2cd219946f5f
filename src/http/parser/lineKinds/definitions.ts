import type { VariableDefinition, VariableUse } from '../../document/document';
import type { Draft, ParserState } from '../draft';
import { find, skipBlanks, trimEnd } from '../lines';
import { addShifted, type Problem, problemAt, shiftedSpan } from '../../problem';

/**
 * Reads the line that starts with an at sign. The value is taken literally: REST Client's backslash escapes and httpYac's
 * quotes are known to no other tool. `@a := b` is httpYac's "evaluate at each use", which is what happens here anyway.
 */
export function readDefinition({ text, lines, useReader }: ParserState, draft: Draft): void {
	const { first, end } = lines;
	const span = { start: first, end };
	const equals = find(text, 61, first, end);
	const nameEnd = trimEnd(text, first, text.charCodeAt(equals - 1) === 58 ? equals - 1 : equals);
	const name = text.slice(first + 1, nameEnd);
	if (equals < 0 || !/^[^\s{}]+$/u.test(name)) {
		draft.definitionProblems.push(problemAt('invalidDefinition', span, text.slice(first, end)));
		return;
	}
	const valueStart = skipBlanks(text, equals + 1, end);
	const uses: VariableUse[] = [];
	const unclosed: Problem[] = [];
	useReader.read(valueStart, end, uses, unclosed);
	addShifted(unclosed, 0, draft.definitionProblems);
	draft.definitions.push({
		name,
		value: text.slice(valueStart, end),
		span,
		nameSpan: { start: first + 1, end: nameEnd },
		valueSpan: { start: valueStart, end },
		uses,
		closed: unclosed.length === 0,
	});
}

/** A variable that is defined by no line of a document. */
export function placelessDefinition(
	name: string,
	value: string,
	{ uses, closed }: Pick<VariableDefinition, 'uses' | 'closed'> = { uses: [], closed: true },
): VariableDefinition {
	const nowhere = { start: 0, end: 0 };
	return { name, value, span: nowhere, nameSpan: nowhere, valueSpan: nowhere, uses, closed };
}

/** `@name =` at the start of the line. */
export function looksLikeDefinition(text: string, start: number, end: number): boolean {
	return /^@[^\s=]+\s*=/u.test(text.slice(start, Math.min(end, start + 200)));
}

/** The definition where its text stands after it was moved. */
export function shiftedDefinition(definition: VariableDefinition, by: number): VariableDefinition {
	return {
		...definition,
		span: shiftedSpan(definition.span, by),
		nameSpan: shiftedSpan(definition.nameSpan, by),
		valueSpan: shiftedSpan(definition.valueSpan, by),
		uses: definition.uses.map(({ name, span }) => ({ name, span: shiftedSpan(span, by) })),
	};
}
