import { readBody } from './body';
import { createDraft, type Draft, type ParserState } from './draft';
import { readHead } from './head';
import { readHeaders } from './headers';
import { LineCursor, skipBlanks } from './lines';
import { readRequestLine } from './requestLine';
import { VariableUseReader } from './variableUses';

export function createState(text: string, start: number): ParserState {
	return {
		text,
		lines: new LineCursor(text, start),
		useReader: new VariableUseReader(text, start),
		definitions: [],
		problems: [],
	};
}

/**
 * Reads from the line that the lines are on, the first one or a separator, to the next separator. A segment is read by itself:
 * nothing but variable definitions and names reaches beyond it.
 */
export function readSegment(state: ParserState): Draft {
	const { lines } = state;
	const { start } = lines;
	const draft = createDraft(start);
	if (lines.isSeparator) {
		readTitle(lines, draft);
		lines.advance();
	}
	readHead(state, draft);
	if (lines.inSegment) {
		readRequestLine(state, draft);
		readHeaders(state, draft);
		readBody(state, draft);
	}
	draft.span = { start, end: lines.start };
	return draft;
}

function readTitle({ text, first, end }: LineCursor, draft: Draft): void {
	let offset = first;
	while (text.charCodeAt(offset) === 35) {
		offset++;
	}
	const start = skipBlanks(text, offset, end);
	draft.title = start < end ? text.slice(start, end) : undefined;
}
