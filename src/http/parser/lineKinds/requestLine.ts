import { type Draft, type ParserState, report } from '../draft';
import { find, isBlank, skipBlanks, trimEnd, wordEnd } from '../lines';
import { readComment } from './metadata';
import { readStatement } from './statements';
import { isPlainTarget, methodKind, sentMethod, targetProblem } from './target';
import type { Span } from '../../problem';
import { maskUses } from '../variableUses';

/** Reads the request line that the lines are on, and the lines that continue it. */
export function readRequestLine(state: ParserState, draft: Draft): void {
	const { lines, text } = state;
	const { first, end } = lines;
	draft.isRequest = true;
	draft.indent = first - lines.start;
	draft.start = first;
	draft.end = end;
	draft.line = lines.number;
	const firstWordEnd = wordEnd(text, first, end);
	const sent = sentMethod(text, first, firstWordEnd);
	if (sent === undefined) {
		readOtherMethod(state, draft, firstWordEnd);
	} else {
		draft.method = sent;
		readTarget(state, draft, skipBlanks(text, firstWordEnd, end));
	}
}

/** A line that starts with another word than the methods that are sent, in the case they are written in: often the target. */
function readOtherMethod(state: ParserState, draft: Draft, firstWordEnd: number): void {
	const { lines, text } = state;
	const word = text.slice(lines.first, firstWordEnd);
	const kind = methodKind(word);
	if (kind === 'foreign') {
		skipForeignRequest(state, draft, word);
		return;
	}
	if (firstWordEnd < lines.end && /^(?:curl|run)$/iu.test(word)) {
		readStatement(state, draft, word);
		return;
	}
	let targetStart = lines.first;
	const span = { start: lines.first, end: firstWordEnd };
	if (kind !== undefined) {
		draft.method = word.toUpperCase();
		targetStart = skipBlanks(text, firstWordEnd, lines.end);
	} else if (/^[A-Z][A-Z-]*$/u.test(word)) {
		// A target that is one word of capitals does not exist: this must have been meant for a method.
		draft.method = word;
		targetStart = skipBlanks(text, firstWordEnd, lines.end);
		report(draft, 'unknownMethod', span, word);
	}
	if (kind === 'other') {
		report(draft, 'unsupportedMethod', span, word);
	}
	readTarget(state, draft, targetStart);
}

/** What follows has a form that is not ours: nothing of it is read, so that nothing of it is sent. */
function skipForeignRequest({ lines }: ParserState, draft: Draft, word: string): void {
	draft.method = word.toUpperCase();
	draft.targetStart = draft.targetEnd = lines.end;
	report(draft, 'unsupportedMethod', { start: lines.first, end: lines.first + word.length }, word);
	while (!lines.done) {
		lines.advance();
	}
}

function readTarget(state: ParserState, draft: Draft, start: number): void {
	const { lines, text, useReader } = state;
	const firstEnd = withoutVersion(text, start, lines.end, draft);
	let hasVersion = firstEnd < lines.end;
	draft.targetStart = start;
	draft.targetEnd = firstEnd;
	useReader.read(start, firstEnd, draft.uses, draft.problems);
	let hasFragmentOrPlus = holdsFragmentOrPlus(text, start, firstEnd);
	lines.advance();
	// Lines of a query may hold anything.
	const endsInPath =
		isContinuation(state, draft, hasVersion) && lines.code !== 63 && find(text, 63, start, firstEnd) < 0;
	while (isContinuation(state, draft, hasVersion)) {
		if (lines.isComment) {
			readComment(state, draft);
		} else {
			const end = withoutVersion(text, lines.first, lines.end, draft);
			useReader.read(lines.first, end, draft.uses, draft.problems);
			hasFragmentOrPlus ||= holdsFragmentOrPlus(text, lines.first, end);
			hasVersion ||= end < lines.end;
			draft.targetEnd = end;
		}
		lines.advance();
	}
	if (hasVersion && lines.code !== -1) {
		// Headers may be indented where no line can belong to the target any more.
		draft.indent = Math.max(draft.indent, lines.first - lines.start);
	}
	if (endsInPath || hasFragmentOrPlus || !isPlainTarget(text, start, firstEnd)) {
		checkTarget(text, draft);
	}
}

/** One look at each character: nearly all targets have neither. */
function holdsFragmentOrPlus(text: string, start: number, end: number): boolean {
	for (let offset = start; offset < end; offset++) {
		const code = text.charCodeAt(offset);
		if (code === 35 || code === 43) {
			return true;
		}
	}
	return false;
}

function checkTarget(text: string, draft: Draft): void {
	const span = { start: draft.targetStart, end: draft.targetEnd };
	const target = targetText(text.slice(span.start, span.end));
	const problem = targetProblem(target);
	if (problem !== undefined) {
		report(draft, problem, target === '' ? { start: draft.start, end: draft.end } : span, target);
	}
	// JetBrains' specification: the fragment is not sent.
	const fragment = target.indexOf('#');
	if (fragment >= 0) {
		report(draft, 'fragment', span, target.slice(fragment));
	}
	checkPlus(text, draft);
}

/** In a query it is a blank to PHP, and to most servers. */
function checkPlus(text: string, draft: Draft): void {
	const written = text.slice(draft.targetStart, draft.targetEnd);
	const typed = maskUses(written, ' ');
	const question = typed.indexOf('?');
	const plus = question < 0 ? -1 : typed.indexOf('+', question);
	if (plus >= 0) {
		const start = draft.targetStart + plus;
		report(draft, 'plusInQuery', { start, end: start + 1 }, '+');
	}
}

/** A target as it is meant, from the text that it stands in: continuation lines joined, comments and the version left out. */
export function targetText(text: string): string {
	return text.includes('\n')
		? targetLines(text)
				.map(({ start, end }) => text.slice(start, end))
				.join('')
		: text;
}

/** The stretches of such a text that are joined, in their order. */
export function targetLines(text: string): readonly Span[] {
	const lines: Span[] = [];
	for (let lineStart = 0; lineStart <= text.length;) {
		const lineFeed = text.indexOf('\n', lineStart);
		const lineEnd = lineFeed < 0 ? text.length : lineFeed;
		const first = skipBlanks(text, lineStart, lineEnd);
		// The first line starts with the target, so what is a comment below is none there.
		if (lineStart === 0 || !/^(?:#|\/\/)/u.test(text.slice(first, first + 2))) {
			lines.push({ start: first, end: versionStart(text, first, trimEnd(text, first, lineEnd)) });
		}
		lineStart = lineEnd + 1;
	}
	return lines;
}

/**
 * REST Client and httpYac continue the target by lines that start with `?` or `&`, indented or not; JetBrains by all
 * that are indented, as long as no version has ended it. What is joined is the trimmed text of the lines.
 */
function isContinuation({ lines }: ParserState, draft: Draft, hasVersion: boolean): boolean {
	if (lines.code === -1) {
		return false;
	}
	if (lines.code === 63 || lines.code === 38) {
		return lines.peek(1) !== 63;
	}
	if (lines.isComment) {
		return true;
	}
	return (
		!hasVersion &&
		lines.first - lines.start > draft.indent &&
		lines.code !== 60 &&
		lines.code !== 62 &&
		!looksLikeHeader(lines)
	);
}

/** httpYac starts a request at such a line, the others send it: only a separator makes clear what is meant. */
export function looksLikeRequestLine(text: string, start: number, end: number): boolean {
	const methodEnd = wordEnd(text, start, end);
	if (methodEnd === end || methodEnd - start > 20 || methodKind(text.slice(start, methodEnd)) === undefined) {
		return false;
	}
	const targetStart = skipBlanks(text, methodEnd, end);
	return targetProblem(text.slice(targetStart, wordEnd(text, targetStart, end))) === undefined;
}

/** `Name:` at the start of a line. */
export function looksLikeHeader({ text, first, end }: ParserState['lines']): boolean {
	let offset = first;
	while (offset < end && /[\w-]/u.test(text.charAt(offset))) {
		offset++;
	}
	offset = skipBlanks(text, offset, end);
	return offset > first && offset < end && text.charCodeAt(offset) === 58 && text.charCodeAt(offset + 1) !== 47;
}

/** Where the target on a line ends. Reports a version that is not spoken here. */
function withoutVersion(text: string, start: number, end: number, draft: Draft): number {
	const targetEnd = versionStart(text, start, end);
	if (targetEnd < end) {
		const word = skipBlanks(text, targetEnd, end);
		const version = text.slice(word + 5, end);
		if (version !== '1.1' && version !== '1.0') {
			report(draft, 'httpVersion', { start: word, end }, version);
		}
	}
	return targetEnd;
}

/** The end of what stands before `HTTP/1.1` or `HTTP/2 (Prior Knowledge)`, if that is the end; else `end`. */
function versionStart(text: string, start: number, end: number): number {
	const versionEnd = text.charCodeAt(end - 1) === 41 ? beforeKnowledge(text, start, end) : end;
	const word = lastWord(text, start, versionEnd);
	// A letter costs less to compare than an expression to run.
	if ((text.charCodeAt(word) | 32) !== 104 || !/^HTTP\/\S*$/iu.test(text.slice(word, versionEnd))) {
		return end;
	}
	return trimEnd(text, start, word);
}

/** JetBrains: that a server knows HTTP/2 need not be found out first. */
function beforeKnowledge(text: string, start: number, end: number): number {
	const words = '(prior knowledge)';
	const from = end - words.length;
	return from > start && text.slice(from, end).toLowerCase() === words ? trimEnd(text, start, from) : end;
}

function lastWord(text: string, start: number, end: number): number {
	let offset = end;
	while (offset > start && !isBlank(text.charCodeAt(offset - 1))) {
		offset--;
	}
	return offset;
}
