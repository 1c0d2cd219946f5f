import { singularPath } from '../../json/paths/singularPath';
import { isBlank, skipBlanks, trimEnd, wordEnd } from '../parser/lines';
import type { Span } from '../problem';
import {
	type CheckMeaning,
	type CheckSubject,
	isPredicate,
	isSubject,
	predicates,
	subjects,
	unsupportedPredicates,
	unsupportedSubjects,
} from './checkWords';

/** The words of a check line; offsets count from the line's question marks. */
export interface CheckLine {
	/** `status`, `every`, or a path. */
	readonly subject: Span;
	/** The name or the path behind the subject. */
	readonly argument: Span | undefined;
	readonly predicate: Span | undefined;
	/** The rest of the line, without blanks around it; may be empty, and may hold variables. */
	readonly expected: Span;
	/** What it says; undefined where `problem` has something. */
	readonly check: Check | undefined;
	readonly problem: CheckProblem | undefined;
}

/** What a check asks. */
export interface Check {
	readonly subject: CheckSubject;
	/** The name of a header or a field, a JSONPath, or empty. */
	readonly argument: string;
	readonly meaning: CheckMeaning;
}

/** Why a line is no check that can be carried out. */
export interface CheckProblem {
	/** `unsupportedCheck` is one for httpYac. */
	readonly code: 'unsupportedCheck' | CheckFault;
	/** Within the line; never empty. */
	readonly span: Span;
}

export type CheckFault =
	| 'unknownCheckSubject'
	| 'unknownCheckPredicate'
	| 'missingCheckArgument'
	| 'missingCheckPredicate'
	| 'missingCheckValue'
	| 'needlessCheckValue'
	| 'variableInCheck';

/** Longer lines are not looked through for a predicate. */
const lookedThrough = 1000;

/**
 * Is the line, which begins with two question marks, a check? httpYac's rule is that a predicate stands in it behind a first word; a text that begins so
 * has none. What begins as only a check can is one that is not finished.
 */
export function isCheckLine(line: string): boolean {
	const start = skipBlanks(line, 2, line.length);
	const subject = line.slice(start, subjectEnd(line, start));
	if (isSubject(subject) || unsupportedSubjects.has(subject) || isPath(subject)) {
		return true;
	}
	const limit = Math.min(line.length, lookedThrough);
	for (let at = nextWord(line, start, limit); at < limit; at = nextWord(line, at, limit)) {
		if (predicateEnd(line, at) !== undefined) {
			return true;
		}
	}
	return false;
}

function nextWord(line: string, at: number, limit: number): number {
	return skipBlanks(line, wordEnd(line, at, limit), limit);
}

/** @param line from its question marks on, without blanks at its end */
export function readCheckLine(line: string): CheckLine {
	const start = skipBlanks(line, 2, line.length);
	const subject = { start, end: subjectEnd(line, start) };
	const argument = argumentOf(line, subject);
	const predicateStart = skipBlanks(line, (argument ?? subject).end, line.length);
	const found = predicateEnd(line, predicateStart);
	const predicate = found === undefined ? undefined : { start: predicateStart, end: found };
	const expectedStart = skipBlanks(line, found ?? predicateStart, line.length);
	const words = {
		subject,
		argument,
		predicate,
		expected: { start: expectedStart, end: trimEnd(line, expectedStart, line.length) },
	};
	const said = meaningOf(line, words);
	return 'code' in said ? { ...words, check: undefined, problem: said } : { ...words, check: said, problem: undefined };
}

type Words = Pick<CheckLine, 'subject' | 'argument' | 'predicate' | 'expected'>;

function meaningOf(line: string, { subject, argument, predicate, expected }: Words): Check | CheckProblem {
	const whole = { start: 0, end: line.length };
	const about = line.slice(subject.start, subject.end);
	const text = argument === undefined ? '' : line.slice(argument.start, argument.end);
	const says = predicate === undefined ? '' : line.slice(predicate.start, predicate.end).replace(/\s+/u, ' ');
	if (unsupportedSubjects.has(about) || unsupportedPredicates.has(says)) {
		return { code: 'unsupportedCheck', span: whole };
	}
	const kind = isPath(about) ? '$' : about;
	if (!isSubject(kind)) {
		return { code: 'unknownCheckSubject', span: subject.end > subject.start ? subject : whole };
	}
	if (about.includes('{{') || text.includes('{{')) {
		return { code: 'variableInCheck', span: argument ?? subject };
	}
	const wanted = subjects[kind].argument;
	const isMissing = wanted === 'path' ? singularPath(text) === undefined : wanted === 'name' && text === '';
	if (isMissing) {
		return { code: 'missingCheckArgument', span: subject };
	}
	if (kind === 'duration' && text !== '') {
		return { code: 'unsupportedCheck', span: whole };
	}
	const path = kind === '$' ? about : kind === 'body' && text !== '' ? bodyPath(text) : text;
	if (path === undefined) {
		// An expression of JavaScript.
		return { code: 'unsupportedCheck', span: whole };
	}
	if (!isPredicate(says)) {
		const meaning = impliedMeaning(kind, expected);
		return meaning === undefined
			? missingPredicate({ subject, argument, expected })
			: { subject: kind, argument: path, meaning };
	}
	const { meaning, takesValue } = predicates[says];
	const isEmpty = expected.start === expected.end;
	if (takesValue && isEmpty && !/^(?:equals|differs)$/u.test(meaning)) {
		return { code: 'missingCheckValue', span: predicate ?? whole };
	}
	return !takesValue && !isEmpty
		? { code: 'needlessCheckValue', span: expected }
		: { subject: kind, argument: path, meaning };
}

/** `?? ok`, `?? error`, `?? error 21` */
function impliedMeaning(kind: CheckSubject, expected: Span): CheckMeaning | undefined {
	const isEmpty = expected.start === expected.end;
	if (kind === 'ok') {
		return isEmpty ? 'isTrue' : undefined;
	}
	return kind === 'error' ? (isEmpty ? 'exists' : 'equals') : undefined;
}

function missingPredicate({ subject, argument, expected }: Omit<Words, 'predicate'>): CheckProblem {
	return expected.start < expected.end
		? { code: 'unknownCheckPredicate', span: expected }
		: { code: 'missingCheckPredicate', span: argument ?? subject };
}

/** httpYac's path is what follows the name of an object in JavaScript; of that, names and indexes mean to a JSONPath what they mean there. */
function bodyPath(text: string): string | undefined {
	const path = isPath(text) ? text : text.startsWith('[') ? `$${text}` : `$.${text}`;
	return singularPath(path) === undefined ? undefined : path;
}

function isPath(word: string): boolean {
	return word === '$' || /^\$[.[]/u.test(word);
}

/** The words behind the subject that belong to it. */
function argumentOf(line: string, subject: Span): Span | undefined {
	const word = line.slice(subject.start, subject.end);
	const start = skipBlanks(line, subject.end, line.length);
	const kind = isSubject(word) ? subjects[word].argument : 'none';
	if (start === line.length || predicateEnd(line, start) !== undefined) {
		return undefined;
	}
	switch (kind) {
		case 'none':
			// httpYac's `duration firstByte`
			return word === 'duration' ? { start, end: wordEnd(line, start, line.length) } : undefined;
		case 'name':
			return { start, end: wordEnd(line, start, line.length) };
		case 'path':
		case 'optionalPath':
			return { start, end: pathEnd(line, start) };
		case 'optionalMessage': {
			const end = wordEnd(line, start, line.length);
			return line.slice(start, end) === 'message' ? { start, end } : undefined;
		}
	}
}

/** A path to the blank behind it, another word also to an operator: `status==200`. */
function subjectEnd(line: string, start: number): number {
	if (line.charCodeAt(start) === 36) {
		return pathEnd(line, start);
	}
	const word = /[A-Za-z]+/uy;
	word.lastIndex = start;
	return word.test(line) ? word.lastIndex : wordEnd(line, start, line.length);
}

/** The first blank outside of brackets and quotation marks. */
function pathEnd(line: string, start: number): number {
	let depth = 0;
	let quote = 0;
	for (let at = start; at < line.length; at++) {
		const code = line.charCodeAt(at);
		if (quote !== 0) {
			if (code === 92) {
				at++;
			} else if (code === quote) {
				quote = 0;
			}
		} else if (depth > 0 && (code === 34 || code === 39)) {
			quote = code;
		} else if (code === 91) {
			depth++;
		} else if (code === 93) {
			depth--;
		} else if (depth <= 0 && isBlank(code)) {
			return at;
		}
	}
	// What does not close is one word.
	return depth > 0 ? wordEnd(line, start, line.length) : line.length;
}

/** Behind the predicate that begins at the offset; undefined where none does. */
function predicateEnd(line: string, start: number): number | undefined {
	const word = /[!=]==?|[<>]=?|not\s+equals(?=\s|$)|[A-Za-z\d]+(?=\s|$)/uy;
	word.lastIndex = start;
	const [text] = word.exec(line) ?? [];
	const isOne = text !== undefined && (isPredicate(text.replace(/\s+/u, ' ')) || unsupportedPredicates.has(text));
	return isOne ? word.lastIndex : undefined;
}
