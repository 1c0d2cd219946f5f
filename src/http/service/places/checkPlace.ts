import { isPredicate, isSubject } from '../../checks/checkWords';
import { readCheckLine } from '../../checks/checkLine';
import type { Span } from '../../problem';
import type { CursorLine } from './cursorLine';

/** What of a check may be written at a cursor: `?? status == 200`. */
export type CheckPlace = { readonly kind: 'check'; readonly span: Span } & (
	| { readonly part: 'predicate' }
	/** `needsBlank`: the cursor is right behind the question marks. */
	| { readonly part: 'subject'; readonly needsBlank: boolean }
	/** The name of a header or of a field of the response. */
	| { readonly part: 'header' | 'field' }
	/** A step of a path, of the response or of each of its records; `path` is as far as it is whole: `$.response` where `$.response.na` is written. */
	| { readonly part: 'path'; readonly path: string; readonly isOfRecords: boolean }
);

/** Undefined where the line is no check, and behind a predicate: what is expected is anybody's text. */
export function checkPlace({
	before,
	after,
	offset,
}: Pick<CursorLine, 'before' | 'after' | 'offset'>): CheckPlace | undefined {
	const line = before.trimStart();
	if (!line.startsWith('??')) {
		return undefined;
	}
	const written = line.slice(Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t')) + 1);
	const word = line === '??' ? '' : written;
	const [rest = ''] = /^[^\s=!<>]*/u.exec(after) ?? [];
	const span = { start: offset - word.length, end: offset + rest.length };
	const { subject, predicate } = readCheckLine(line);
	const about = line.slice(subject.start, subject.end);
	if (predicate !== undefined && predicate.end < line.length) {
		return undefined;
	}
	if (word.startsWith('$')) {
		return pathPlace(word, span, { isOfRecords: about === 'every' });
	}
	// The word at the cursor is a part of what stands before it.
	const complete = line.slice(2, line.length - word.length).trim();
	if (complete === '') {
		return { kind: 'check', part: 'subject', needsBlank: line === '??', span };
	}
	if (complete === 'every') {
		return pathPlace(word, span, { isOfRecords: true });
	}
	if (complete === 'header' || complete === 'field') {
		return { kind: 'check', part: complete, span };
	}
	const isWhole =
		isSubject(complete) || /^(?:header|field|body|error|every)\s+\S+$/u.test(complete) || about === complete;
	return isWhole && !isPredicate(complete) ? { kind: 'check', part: 'predicate', span } : undefined;
}

function pathPlace(word: string, span: Span, { isOfRecords }: { readonly isOfRecords: boolean }): CheckPlace {
	const [path = '$'] = /^\$.*(?=[.[][^.[\]]*$)/u.exec(word) ?? ['$'];
	return { kind: 'check', part: 'path', path, isOfRecords, span };
}
