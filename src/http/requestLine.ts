import { type Draft, type ParserState, report } from './draft';
import { isBlank, skipBlanks, trimEnd, wordEnd } from './lines';
import { readComment } from './metadata';
import { methodKind, targetProblem } from './target';

/** Reads the request line that the lines are on, and the lines that continue it. */
export function readRequestLine(state: ParserState, draft: Draft): void {
	const { lines, text } = state;
	draft.isRequest = true;
	draft.indent = lines.first - lines.start;
	draft.requestLine = lines.span;
	const firstWordEnd = wordEnd(text, lines.first, lines.end);
	const word = text.slice(lines.first, firstWordEnd);
	const kind = methodKind(word);
	if (kind === 'foreign' || isStatement(word, firstWordEnd < lines.end)) {
		skipForeignRequest(state, draft, word);
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

/** JetBrains runs other requests by `run #name`; a line that starts with curl is one of the shell. */
function isStatement(word: string, hasMore: boolean): boolean {
	return hasMore && /^(?:curl|run)$/iu.test(word);
}

/** What follows has a form that is not ours: nothing of it is read, so that nothing of it is sent. */
function skipForeignRequest({ lines }: ParserState, draft: Draft, word: string): void {
	draft.method = word.toUpperCase();
	draft.targetSpan = { start: lines.end, end: lines.end };
	const codes = { CURL: 'curlCommand', RUN: 'runStatement' } as const;
	const code = draft.method === 'CURL' || draft.method === 'RUN' ? codes[draft.method] : undefined;
	report(draft, code ?? 'unsupportedMethod', { start: lines.first, end: lines.first + word.length }, word);
	while (lines.inSegment) {
		lines.advance();
	}
}

function readTarget(state: ParserState, draft: Draft, start: number): void {
	const { lines, text, useReader } = state;
	const end = withoutVersion(text, start, lines.end, draft);
	useReader.read(start, end, draft.uses, draft.problems);
	let target = text.slice(start, end);
	let targetEnd = end;
	lines.advance();
	while (isContinuation(state, draft)) {
		if (lines.isComment) {
			readComment(lines, draft);
		} else {
			targetEnd = withoutVersion(text, lines.first, lines.end, draft);
			useReader.read(lines.first, targetEnd, draft.uses, draft.problems);
			target += text.slice(lines.first, targetEnd);
		}
		lines.advance();
	}
	draft.target = target;
	draft.targetSpan = { start, end: targetEnd };
	const problem = targetProblem(target);
	if (problem !== undefined) {
		report(draft, problem, target === '' ? draft.requestLine : draft.targetSpan, target);
	}
	// JetBrains' specification: the fragment is not sent.
	const fragment = target.indexOf('#');
	if (fragment >= 0) {
		report(draft, 'fragment', draft.targetSpan, target.slice(fragment));
	}
}

/**
 * REST Client and httpYac continue the target by lines that start with `?` or `&`, indented or not; JetBrains by all
 * that are indented. What is joined is the trimmed text of the lines.
 */
function isContinuation({ lines }: ParserState, draft: Draft): boolean {
	if (!lines.inSegment || lines.code === -1) {
		return false;
	}
	if (lines.isComment) {
		return true;
	}
	if (lines.code === 63 || lines.code === 38) {
		return lines.peek(1) !== 63;
	}
	return lines.first - lines.start > draft.indent && lines.code !== 60 && lines.code !== 62 && !looksLikeHeader(lines);
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

/** Where the target on a line ends: before `HTTP/1.1`, if that is the last word. */
function withoutVersion(text: string, start: number, end: number, draft: Draft): number {
	const word = lastWord(text, start, end);
	// A letter costs less to compare than an expression to run.
	if ((text.charCodeAt(word) | 32) !== 104) {
		return end;
	}
	const version = /^HTTP\/(?<version>\S*)$/iu.exec(text.slice(word, end))?.groups?.['version'];
	if (version === undefined) {
		return end;
	}
	if (version !== '1.1' && version !== '1.0') {
		report(draft, 'httpVersion', { start: word, end }, version);
	}
	return trimEnd(text, start, word);
}

function lastWord(text: string, start: number, end: number): number {
	let offset = end;
	while (offset > start && !isBlank(text.charCodeAt(offset - 1))) {
		offset--;
	}
	return offset;
}
