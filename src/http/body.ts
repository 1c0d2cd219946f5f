import { looksLikeDefinition } from './definitions';
import { directiveAt, skipDirective } from './directives';
import type { BodyKind } from './document';
import { type Draft, type ParserState, readUses, report } from './draft';
import { checkForm } from './form';
import { find, type LineCursor, skipBlanks, wordEnd } from './lines';
import { readComment } from './metadata';
import { problemAt, type Span } from './problem';
import { methodKind, targetProblem } from './target';

interface BodyDraft {
	/** -1 before the first line. */
	start: number;
	end: number;
	readonly comments: Span[];
	/** Comments below the last line so far: within the body only if another line follows. */
	pendingComments: Span[];
	afterBlank: boolean;
	afterHandler: boolean;
	/** Its lines are then not what is sent. */
	hasFile: boolean;
}

/**
 * Reads what stands below the blank line: the body, then handlers. Blank lines around the body are not sent (as in httpYac;
 * REST Client keeps those above it).
 */
export function readBody(state: ParserState, draft: Draft): void {
	const { lines } = state;
	const body: BodyDraft = {
		start: -1,
		end: -1,
		comments: [],
		pendingComments: [],
		afterBlank: true,
		afterHandler: false,
		hasFile: false,
	};
	while (lines.inSegment) {
		const directive = directiveAt(lines);
		if (directive !== undefined) {
			report(draft, directive, lines.span, lines.text.slice(lines.first, lines.end));
			body.afterHandler ||= directive !== 'fileBody';
			body.hasFile ||= directive === 'fileBody';
			skipDirective(lines);
			continue;
		}
		if (lines.code === -1) {
			body.afterBlank = true;
		} else if (lines.isComment) {
			readComment(lines, draft);
			body.pendingComments.push({ start: lines.start, end: lines.next });
		} else {
			readBodyLine(state, draft, body);
		}
		lines.advance();
	}
	finishBody(state, draft, body);
}

function readBodyLine(state: ParserState, draft: Draft, body: BodyDraft): void {
	const { lines, text } = state;
	if (body.afterHandler) {
		report(draft, 'afterHandler', lines.span, text.slice(lines.first, lines.end));
		return;
	}
	checkBodyLine(lines, draft, body);
	readUses(state, draft);
	if (body.start < 0) {
		body.start = lines.start;
		body.pendingComments = [];
	} else if (body.pendingComments.length > 0) {
		body.comments.push(...body.pendingComments.splice(0));
	}
	body.end = lines.end;
	body.afterBlank = false;
}

/** What looks like a part of the language that another tool would not send as text. */
function checkBodyLine(lines: LineCursor, draft: Draft, body: BodyDraft): void {
	const { code, text, first, end } = lines;
	if (code === 64) {
		if (looksLikeDefinition(text, first, end)) {
			report(draft, 'definitionInBody', lines.span, text.slice(first, end));
		}
	} else if (code >= 65 && code <= 90 && body.afterBlank) {
		if (/^HTTP\/\d/u.test(text.slice(first, first + 6))) {
			report(draft, 'storedResponse', lines.span, text.slice(first, end));
		} else if (looksLikeRequestLine(text, first, end)) {
			report(draft, 'missingSeparator', lines.span, text.slice(first, end));
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

function finishBody({ text }: ParserState, draft: Draft, body: BodyDraft): void {
	if (draft.contentType?.startsWith('multipart/') === true) {
		report(draft, 'multipartBody', draft.requestLine, draft.contentType);
	}
	if (body.start < 0) {
		return;
	}
	const span = { start: body.start, end: body.end };
	const kind = bodyKind(text, span, draft.contentType);
	draft.body = { kind, span, comments: body.comments };
	if (draft.method === 'GET' || draft.method === 'HEAD') {
		report(draft, 'bodyOfGet', draft.requestLine, draft.method);
	}
	if (body.hasFile) {
		return;
	}
	if (kind === 'form') {
		checkForm(text, draft.body, draft.problems);
	} else if (kind === 'text') {
		// In JSON a comment cannot be meant as data; a heading of Markdown can.
		for (const comment of body.comments) {
			draft.problems.push(problemAt('commentInBody', comment, text.slice(comment.start, comment.end).trim()));
		}
	}
}

function bodyKind(text: string, { start, end }: Span, contentType: string | undefined): BodyKind {
	if (contentType !== undefined && !contentType.includes('{{')) {
		if (contentType === 'application/x-www-form-urlencoded') {
			return 'form';
		}
		return /[/+]json$/u.test(contentType) ? 'json' : 'text';
	}
	const first = text.charCodeAt(skipBlanks(text, start, end));
	if (first === 123 || first === 91) {
		return text.startsWith('{{', skipBlanks(text, start, end)) ? firstLineKind(text, start, end) : 'json';
	}
	return first === 60 || first === 34 ? 'text' : firstLineKind(text, start, end);
}

function firstLineKind(text: string, start: number, end: number): BodyKind {
	const lineFeed = find(text, 10, start, end);
	return find(text, 61, start, lineFeed < 0 ? end : lineFeed) < 0 ? 'text' : 'form';
}
