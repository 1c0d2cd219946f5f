import { readCheckLine, type CheckLine } from '../checks/checkLine';
import type { Span } from '../problem';
import type { Filling } from './filling';

/** A check of a request that is sent, with the values of its variables. */
export interface FilledCheck {
	readonly line: CheckLine;
	/** The line without its question marks, as it is written. */
	readonly text: string;
	/** Counted from the start of the request's own text. */
	readonly span: Span;
	/** What stands behind the predicate, variables filled in. */
	readonly expected: string;
}

/** The checks of a request, in the order of the text. */
export function filledChecks({ block: { parts }, values }: Pick<Filling, 'block' | 'values'>): readonly FilledCheck[] {
	return parts.checks.map(span => {
		const written = parts.text.slice(span.start, span.end);
		const line = readCheckLine(written);
		const expected = values.resolve(written.slice(line.expected.start, line.expected.end));
		return { line, text: written.slice(line.subject.start), span, expected };
	});
}
