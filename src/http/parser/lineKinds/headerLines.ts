import { type Draft, type ParserState, readUses, report, reportLine } from '../draft';
import type { Header } from '../../document/document';
import { find, skipBlanks, trimEnd } from '../lines';
import { boundaryIn, charsetIn, mediaTypeIn } from '../../build/body/contentType';
import { readComment } from './metadata';
import type { ProblemCode, Span } from '../../problem';
import { looksLikeHeader } from './requestLine';
import { readDefinition } from './definitions';
import { directiveAt } from './directives';

/** Reads the header lines up to the blank line, to a file, a handler or a check, which httpYac takes without one, or to the end of the block. */
export function readHeaders(state: ParserState, draft: Draft): void {
	const { lines } = state;
	while (!lines.done && lines.code !== -1 && directiveAt(lines) === undefined) {
		if (lines.isComment) {
			readComment(state, draft);
		} else if (lines.code === 64) {
			readDefinition(state, draft);
		} else if (lines.first - lines.start > draft.indent) {
			continueHeader(state, draft);
		} else {
			readHeader(state, draft);
		}
		lines.advance();
	}
	if (draft.contentTypeSpan !== undefined) {
		const content = headerText(state.text, draft.contentTypeSpan);
		draft.contentType = mediaTypeIn(content);
		const hasParameters = content.includes(';');
		draft.boundary = hasParameters ? boundaryIn(content) : undefined;
		draft.charset = hasParameters ? charsetIn(content) : undefined;
	}
}

/** RFC 7230 joins what is indented to the line above, REST Client and httpYac take it for a header of its own. */
function continueHeader(state: ParserState, draft: Draft): void {
	const { lines } = state;
	readUses(state, draft);
	if (draft.lastHeader === undefined || looksLikeHeader(lines)) {
		reportLine(state, draft, 'ambiguousIndent');
		return;
	}
	const headers = draft.details?.headers;
	const header = headers?.pop();
	if (header !== undefined) {
		headers?.push({ name: header.name, value: { start: header.value.start, end: lines.end } });
	}
	if (draft.lastHeader === 'contentType' && draft.contentTypeSpan !== undefined) {
		draft.contentTypeSpan = { start: draft.contentTypeSpan.start, end: lines.end };
	}
}

function readHeader(state: ParserState, draft: Draft): void {
	const { lines, text } = state;
	const { first, end } = lines;
	const colon = find(text, 58, first, end);
	readUses(state, draft);
	if (isVariable(text, first, end)) {
		// Its value is the whole header, which nothing continues.
		draft.lastHeader = undefined;
		const nameEnd = trimEnd(text, first, end);
		draft.details?.headers.push({ name: { start: first, end: nameEnd }, value: { start: nameEnd, end: nameEnd } });
		return;
	}
	if (colon < 0) {
		reportLine(state, draft, 'invalidHeader');
		return;
	}
	const nameEnd = trimEnd(text, first, colon);
	const valueStart = skipBlanks(text, colon + 1, end);
	draft.lastHeader = 'other';
	draft.details?.headers.push({ name: { start: first, end: nameEnd }, value: { start: valueStart, end } });
	if (!isHeaderName(text, first, nameEnd)) {
		report(draft, 'invalidHeaderName', { start: first, end: nameEnd }, text.slice(first, nameEnd));
	} else if (isSpecialLength(nameEnd - first)) {
		checkHeader(text, { name: { start: first, end: nameEnd }, value: { start: valueStart, end } }, draft);
	}
}

/** Is one use of a variable all that stands on the line? */
function isVariable(text: string, start: number, end: number): boolean {
	return text.charCodeAt(start) === 123 && /^\{\{[^{}]+\}\}[ \t]*$/u.test(text.slice(start, end));
}

/** RFC 7230's token; a name with a variable in it is judged when that is resolved. */
function isHeaderName(text: string, start: number, end: number): boolean {
	for (let offset = start; offset < end; offset++) {
		const code = text.charCodeAt(offset);
		const isPlain = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 45;
		if (!isPlain) {
			const name = text.slice(start, end);
			return /^[\w!#$%&'*+.^`|~-]+$/u.test(name) || name.includes('{{');
		}
	}
	return end > start;
}

/** A length of the names below: all others need not be copied. */
function isSpecialLength(length: number): boolean {
	return length === 4 || length === 10 || length === 17 || (length >= 12 && length <= 14);
}

function checkHeader(text: string, { name, value }: Header, draft: Draft): void {
	const plainName = text.slice(name.start, name.end).toLowerCase();
	if (plainName === 'content-type') {
		// Lines below may continue it.
		draft.lastHeader = 'contentType';
		draft.contentTypeSpan = value;
		return;
	}
	const content = text.slice(value.start, value.end);
	switch (plainName) {
		case 'host':
			report(draft, 'hostHeader', name, content);
			break;
		case 'connection':
		case 'content-length':
		case 'transfer-encoding':
			report(draft, 'computedHeader', name, text.slice(name.start, name.end));
			break;
		case 'x-request-type':
			reportIf(/^graphql$/iu.test(content), draft, 'graphqlBody', { start: name.start, end: value.end });
			break;
		case 'authorization':
			reportIf(isShorthand(content), draft, 'authorizationShorthand', value, content.split(/\s/u, 1)[0]);
			break;
	}
}

/**
 * The value of a header as it is sent: continuation lines are joined by a blank (RFC 7230, 3.2.4), comments between them left out.
 * @param value where it stands
 */
export function headerText(text: string, { start, end }: Span): string {
	const content = text.slice(start, end);
	if (!content.includes('\n')) {
		return content;
	}
	const [first = '', ...others] = content.split('\n').map(line => line.trim());
	return [first, ...others.filter(line => !/^(?:#|\/\/)/u.test(line))].join(' ').trim();
}

function reportIf(condition: boolean, draft: Draft, code: ProblemCode, span: Span, detail = ''): void {
	if (condition) {
		report(draft, code, span, detail);
	}
}

/** REST Client and httpYac compute the header from `Basic user password`, `Basic user:password`, `Digest …` and such. */
function isShorthand(value: string): boolean {
	return /^(?:Basic\s+(?:\S+\s+\S|\S*:)|(?:Digest|AWS|COGNITO|NTLM|OpenID|OAuth2)\b(?!.*=))/iu.test(value);
}
