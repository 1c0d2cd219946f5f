import { looksLikeDefinition } from './definitions';
import { directiveAt, skipDirective } from './directives';
import type { BodyKind } from './document';
import { type Draft, type ParserState, readUses, report, reportLine } from './draft';
import { checkFormLine } from './form';
import { find, skipBlanks, wordEnd } from './lines';
import { readComment } from './metadata';
import type { Span } from './problem';
import { methodKind, targetProblem } from './target';

interface BodyReading {
	/** Comments below the last line so far: within the body only if another line follows. */
	pendingComments: Span[];
	afterBlank: boolean;
	afterHandler: boolean;
	/** Its lines are then not what is sent. */
	hasFile: boolean;
	/** Of the first plus sign in a form, -1 before there is one. */
	plus: number;
}

/**
 * Reads what stands below the blank line: the body, then handlers. Blank lines around the body are not sent (as in httpYac;
 * REST Client keeps those above it).
 */
export function readBody(state: ParserState, draft: Draft): void {
	const { lines } = state;
	if (draft.contentType?.startsWith('multipart/') === true) {
		report(draft, 'multipartBody', { start: draft.start, end: draft.end }, draft.contentType);
	}
	const body: BodyReading = { pendingComments: [], afterBlank: true, afterHandler: false, hasFile: false, plus: -1 };
	while (!lines.done) {
		if (lines.code === -1) {
			body.afterBlank = true;
		} else if (lines.isComment) {
			readComment(state, draft);
			body.pendingComments.push({ start: lines.start, end: lines.next });
		} else if (readDirective(state, draft, body)) {
			continue;
		} else {
			readBodyLine(state, draft, body);
		}
		lines.advance();
	}
	if (draft.bodyStart >= 0 && (draft.method === 'GET' || draft.method === 'HEAD')) {
		report(draft, 'bodyOfGet', { start: draft.start, end: draft.end }, draft.method);
	}
}

/** Returns whether the line is a directive, and is then below it. */
function readDirective(state: ParserState, draft: Draft, body: BodyReading): boolean {
	const directive = directiveAt(state.lines);
	if (directive === undefined) {
		return false;
	}
	reportLine(state, draft, directive);
	body.afterHandler ||= directive !== 'fileBody';
	body.hasFile ||= directive === 'fileBody';
	skipDirective(state.lines);
	return true;
}

function readBodyLine(state: ParserState, draft: Draft, body: BodyReading): void {
	const { lines, text } = state;
	if (body.afterHandler) {
		reportLine(state, draft, 'afterHandler');
		return;
	}
	checkBodyLine(state, draft, body);
	readUses(state, draft);
	if (draft.bodyStart < 0) {
		draft.bodyStart = lines.start;
		draft.bodyFirstLine = lines.number;
		draft.bodyKind = bodyKind(text, { start: lines.first, end: lines.end }, draft.contentType);
		body.pendingComments = [];
	} else if (body.pendingComments.length > 0) {
		keepComments(state, draft, body);
	}
	if (draft.bodyKind === 'form' && !body.hasFile) {
		checkFormLine(state, draft, body);
	}
	draft.bodyEnd = lines.end;
	draft.bodyLastLine = lines.number;
	body.afterBlank = false;
}

function keepComments({ text }: ParserState, draft: Draft, body: BodyReading): void {
	for (const comment of body.pendingComments) {
		draft.details?.comments.push(comment);
		// In JSON a comment cannot be meant as data; a heading of Markdown can.
		if (draft.bodyKind === 'text' && !body.hasFile) {
			report(draft, 'commentInBody', comment, text.slice(comment.start, comment.end).trim());
		}
	}
	body.pendingComments = [];
}

/** What looks like a part of the language that another tool would not send as text. */
function checkBodyLine(state: ParserState, draft: Draft, body: BodyReading): void {
	const { code, text, first, end } = state.lines;
	if (code === 64) {
		if (looksLikeDefinition(text, first, end)) {
			reportLine(state, draft, 'definitionInBody');
		}
	} else if (code >= 65 && code <= 90 && body.afterBlank) {
		if (/^HTTP\/\d/u.test(text.slice(first, first + 6))) {
			reportLine(state, draft, 'storedResponse');
		} else if (looksLikeRequestLine(text, first, end)) {
			reportLine(state, draft, 'missingSeparator');
		}
	}
}

/** httpYac starts a request at such a line, the others send it: only a separator makes clear what is meant. */
function looksLikeRequestLine(text: string, start: number, end: number): boolean {
	const methodEnd = wordEnd(text, start, end);
	if (methodEnd === end || methodEnd - start > 20 || methodKind(text.slice(start, methodEnd)) === undefined) {
		return false;
	}
	const targetStart = skipBlanks(text, methodEnd, end);
	return targetProblem(text.slice(targetStart, wordEnd(text, targetStart, end))) === undefined;
}

/** @param line the first one, without the blanks around it */
function bodyKind(text: string, { start, end }: Span, contentType: string | undefined): BodyKind {
	if (contentType !== undefined && !contentType.includes('{{')) {
		if (contentType === 'application/x-www-form-urlencoded') {
			return 'form';
		}
		return /[/+]json$/u.test(contentType) ? 'json' : 'text';
	}
	const first = text.charCodeAt(start);
	if ((first === 123 && text.charCodeAt(start + 1) !== 123) || first === 91) {
		return 'json';
	}
	return first !== 60 && first !== 34 && find(text, 61, start, end) >= 0 ? 'form' : 'text';
}
