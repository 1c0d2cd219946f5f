import { looksLikeDefinition } from './definitions';
import { directiveAt, readCheck, skipDirective } from './directives';
import type { BodyKind } from '../../document/document';
import { type Draft, type ParserState, readUses, report, reportLine } from '../draft';
import { bodyKind, kindByType } from '../writtenBodyKind';
import { delimiterKind } from '../../build/body/multipart';
import { isEncoding } from '../../build/body/fileText';
import { checkFormLine, type FormReading } from './formLines';
import { skipBlanks } from '../lines';
import { checkBodyType } from './bodyType';
import { readComment } from './metadata';
import type { Span } from '../../problem';
import { looksLikeRequestLine } from './requestLine';

interface Comment extends Span {
	readonly isMetadata: boolean;
}

interface BodyReading {
	/** Comments below the last line so far: within the body only if another line follows. */
	pendingComments: Comment[];
	afterBlank: boolean;
	afterHandler: boolean;
	/** Its first file. */
	file: Span | undefined;
	hasText: boolean;
	readonly form: FormReading;
	/** Of a multipart body: before its first boundary, in the headers of a part, in its content, behind the boundary that ends it. */
	part: 'before' | 'head' | 'content' | 'closed';
}

/**
 * Reads what stands below the blank line: the body, then handlers. Blank lines around the body are not sent (as in httpYac;
 * REST Client keeps those above it).
 */
export function readBody(state: ParserState, draft: Draft): void {
	const { lines } = state;
	const body: BodyReading = {
		pendingComments: [],
		afterBlank: true,
		afterHandler: false,
		file: undefined,
		hasText: false,
		form: { plus: -1, hasField: false, isSpaced: undefined },
		part: 'before',
	};
	while (!lines.done) {
		if (lines.code === -1) {
			body.afterBlank = true;
			body.part = body.part === 'head' ? 'content' : body.part;
		} else if (body.part === 'content' && directiveAt(lines) !== 'fileBody') {
			// Within a part, all is text.
			readBodyLine(state, draft, body);
		} else if (lines.isComment) {
			readBodyComment(state, draft, body);
		} else if (readDirective(state, draft, body)) {
			continue;
		} else {
			readBodyLine(state, draft, body);
		}
		lines.advance();
	}
	if (draft.bodyStart >= 0) {
		reportComments(state, draft, body);
		checkBody(state, draft, body);
	} else if (isTextType(draft.contentType) && draft.method !== 'GET' && draft.method !== 'HEAD') {
		// The heading of a text, more likely than a comment above none.
		body.pendingComments.forEach(comment => {
			reportComment(state, draft, comment);
		});
	}
}

function isTextType(contentType: string | undefined): boolean {
	return contentType !== undefined && !contentType.includes('{{') && kindByType(contentType) === 'text';
}

function readBodyComment(state: ParserState, draft: Draft, body: BodyReading): void {
	const { lines } = state;
	const isMetadata = readComment(state, draft);
	body.pendingComments.push({ start: lines.start, end: lines.next, isMetadata });
}

function checkBody(state: ParserState, draft: Draft, body: BodyReading): void {
	const requestLine = { start: draft.start, end: draft.end };
	if (draft.method === 'GET' || draft.method === 'HEAD') {
		report(draft, 'bodyOfGet', requestLine, draft.method);
	}
	if (draft.bodyKind === 'form' && body.file !== undefined && body.hasText) {
		report(draft, 'fileInForm', body.file);
	}
	checkBodyType(state, draft);
}

/** Returns whether the line is a directive, and is then below it. */
function readDirective(state: ParserState, draft: Draft, body: BodyReading): boolean {
	const { lines } = state;
	const directive = directiveAt(lines);
	if (directive === undefined) {
		return false;
	}
	if (directive === 'fileBody') {
		readFile(state, draft, body);
		lines.advance();
		return true;
	}
	body.afterHandler = true;
	if (directive === 'check') {
		readCheck(state, draft);
		lines.advance();
	} else {
		reportLine(state, draft, directive);
		skipDirective(state, draft);
	}
	return true;
}

/** The line names a file whose content stands in its place. */
function readFile(state: ParserState, draft: Draft, body: BodyReading): void {
	const { lines } = state;
	const { mark, path = '' } = /^<(?<mark>@[\w-]*)?\s+(?<path>\S.*)$/u.exec(lines.content)?.groups ?? {};
	const pathSpan = { start: lines.end - path.length, end: lines.end };
	const encoding = mark === '@' ? 'utf-8' : mark?.slice(1);
	if (body.afterHandler) {
		reportLine(state, draft, 'afterHandler');
		return;
	}
	if (encoding !== undefined && !isEncoding(encoding)) {
		report(draft, 'unknownEncoding', { start: lines.first, end: pathSpan.start }, encoding);
	}
	const span = { start: lines.first, end: lines.end };
	body.file ??= span;
	readUses(state, draft);
	extendBody(state, draft, body, draft.contentType === undefined ? 'file' : kindByType(draft.contentType));
	draft.references.push({ kind: 'file', text: path, span: pathSpan });
	draft.details?.files.push({ span, pathSpan, encoding });
}

function readBodyLine(state: ParserState, draft: Draft, body: BodyReading): void {
	const { lines } = state;
	if (body.afterHandler) {
		reportLine(state, draft, 'afterHandler');
		return;
	}
	if (body.part !== 'content') {
		checkBodyLine(state, draft, body);
	}
	readUses(state, draft);
	extendBody(state, draft, body, undefined);
	if (draft.bodyKind === 'form' && body.file === undefined) {
		checkFormLine(state, draft, body.form);
	} else if (draft.boundary !== undefined && body.part !== 'closed') {
		const kind = delimiterKind(lines.text.slice(lines.start, lines.end), draft.boundary);
		body.part = kind === 'part' ? 'head' : kind === 'end' ? 'closed' : body.part;
	}
	body.hasText = true;
}

/** @param kind what the body is if this is its first line; told by that line's text unless given */
function extendBody(state: ParserState, draft: Draft, body: BodyReading, kind: BodyKind | undefined): void {
	const { lines, text } = state;
	if (draft.bodyStart < 0) {
		draft.bodyStart = lines.start;
		draft.bodyFirstLine = lines.number;
		draft.bodyKind = kind ?? bodyKind(text, { start: lines.first, end: lines.end }, draft.contentType);
		if (draft.contentType !== undefined) {
			reportComments(state, draft, body);
		}
		body.pendingComments = [];
	} else if (body.pendingComments.length > 0) {
		for (const { start, end } of body.pendingComments) {
			draft.details?.comments.push({ start, end });
		}
		reportComments(state, draft, body);
		body.pendingComments = [];
	}
	draft.bodyEnd = lines.end;
	draft.bodyLastLine = lines.number;
	body.afterBlank = false;
}

/** In JSON and in forms a comment cannot be meant as data; a heading or a tag of a text can, and other tools leave it out. */
function reportComments(state: ParserState, draft: Draft, { pendingComments }: BodyReading): void {
	if (draft.bodyKind === 'text') {
		for (const comment of pendingComments) {
			reportComment(state, draft, comment);
		}
	}
}

function reportComment({ text }: ParserState, draft: Draft, { start, end, isMetadata }: Comment): void {
	if (!isMetadata) {
		const first = skipBlanks(text, start, end);
		const span = { start: first, end: first + text.slice(first, end).trimEnd().length };
		report(draft, 'commentInBody', span, text.slice(span.start, span.end));
	}
}

/** What looks like a part of the language that another tool would not send as text. */
function checkBodyLine(state: ParserState, draft: Draft, body: BodyReading): void {
	const { code, text, first, end } = state.lines;
	if (draft.bodyStart < 0 && code === 103 && /^gql\s/u.test(text.slice(first, first + 4))) {
		reportLine(state, draft, 'graphqlBody');
	} else if (code === 64) {
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
