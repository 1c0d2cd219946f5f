import { readDefinition } from './lineKinds/definitions';
import { directiveAt, readCheck, skipDirective } from './lineKinds/directives';
import { type Draft, type ParserState, report, reportLine } from './draft';
import { looksLikeRequestLine } from './lineKinds/requestLine';
import { skipBlanks } from './lines';
import { readComment } from './lineKinds/metadata';

/** Reads what stands above a request line, and stops on that. */
export function readHead(state: ParserState, draft: Draft): void {
	const { lines } = state;
	while (!lines.done) {
		if (lines.code === -1) {
			lines.advance();
		} else if (lines.isComment) {
			readComment(state, draft);
			lines.advance();
		} else if (lines.code === 64) {
			readDefinition(state, draft);
			lines.advance();
		} else if (!readStatement(state, draft)) {
			return;
		}
	}
}

/** Scripts, imports and stored responses. Returns false on a request line. */
function readStatement(state: ParserState, draft: Draft): boolean {
	const { lines } = state;
	// Letters cost less to compare than expressions to run: nearly every line here is a request.
	if (lines.code === 71 || lines.code === 80 || lines.code === 47) {
		return false;
	}
	const line = lines.text.slice(lines.first, Math.min(lines.end, lines.first + 80));
	const directive = directiveAt(lines);
	if (directive === 'check') {
		readCheck(state, draft);
		lines.advance();
		return true;
	}
	if (directive !== undefined) {
		reportLine(state, draft, directive === 'fileBody' ? 'requestScript' : directive);
		skipDirective(state, draft);
		return true;
	}
	if (/^import\s/u.test(line)) {
		readImport(state, draft);
		lines.advance();
		return true;
	}
	// REST Client and httpYac keep responses in the same file.
	if (/^HTTP\/\d/u.test(line)) {
		skipResponse(state, draft);
		return true;
	}
	return false;
}

/** JetBrains: `import other.http` */
function readImport({ lines }: ParserState, draft: Draft): void {
	const start = skipBlanks(lines.text, lines.first + 6, lines.end);
	draft.references.push({
		kind: 'document',
		text: lines.text.slice(start, lines.end),
		span: { start, end: lines.end },
	});
}

/** All that follows in the segment belongs to it, unless a separator is missing. */
function skipResponse({ text, lines }: ParserState, draft: Draft): void {
	const { first: start, content } = lines;
	let { end } = lines;
	while (!lines.done) {
		if (lines.code >= 65 && lines.code <= 90 && looksLikeRequestLine(text, lines.first, lines.end)) {
			report(draft, 'missingSeparator', { start: lines.first, end: lines.end }, lines.content);
		}
		end = lines.code === -1 ? end : lines.end;
		lines.advance();
	}
	report(draft, 'responseReference', { start, end }, content);
}
