import { readDefinition } from './definitions';
import { directiveAt, skipDirective, skipPast } from './directives';
import { type Draft, type ParserState, report } from './draft';
import type { LineCursor } from './lines';
import { readComment } from './metadata';
import type { ProblemCode } from './problem';

/** Reads what stands above a request line, and stops on that. */
export function readHead(state: ParserState, draft: Draft): void {
	const { lines } = state;
	while (lines.inSegment) {
		if (lines.code === -1) {
			lines.advance();
		} else if (lines.isComment) {
			readComment(lines, draft);
			lines.advance();
		} else if (lines.code === 64) {
			readDefinition(state);
			lines.advance();
		} else if (!readStatement(lines, draft)) {
			return;
		}
	}
}

/** Scripts, imports and stored responses. Returns false on a request line. */
function readStatement(lines: LineCursor, draft: Draft): boolean {
	const line = lines.text.slice(lines.first, Math.min(lines.end, lines.first + 80));
	const directive = directiveAt(lines);
	if (directive !== undefined) {
		reportLine(lines, draft, directive === 'fileBody' ? 'requestScript' : directive);
		skipDirective(lines);
		return true;
	}
	// httpYac: JavaScript between two lines of braces.
	if (/^\{\{(?:[@+]\w*)?$/u.test(line)) {
		reportLine(lines, draft, 'requestScript');
		lines.advance();
		skipPast(lines, '}}');
		return true;
	}
	if (/^import\s/u.test(line)) {
		reportLine(lines, draft, 'importStatement');
		lines.advance();
		return true;
	}
	// REST Client and httpYac keep responses in the same file.
	if (/^HTTP\/\d/u.test(line)) {
		reportLine(lines, draft, 'responseReference');
		skipSegment(lines);
		return true;
	}
	return false;
}

function reportLine(lines: LineCursor, draft: Draft, code: ProblemCode): void {
	report(draft, code, lines.span, lines.text.slice(lines.first, lines.end));
}

function skipSegment(lines: LineCursor): void {
	while (lines.inSegment) {
		lines.advance();
	}
}
