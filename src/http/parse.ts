import { readBody } from './body';
import type { HttpDocument, RequestBlock, VariableDefinition } from './document';
import { createDraft, type Draft, type ParserState, report } from './draft';
import { readHead } from './head';
import { readHeaders } from './headers';
import { LineCursor, skipBlanks } from './lines';
import { type Problem, problemAt, type Span } from './problem';
import { readRequestLine } from './requestLine';
import { settleVariables, useFailure, variableTable } from './variables';
import { VariableUseReader } from './variableUses';

/** Reads a scratchpad. Never throws: whatever the text holds, there is a document, and problems say what is wrong with it. */
export function parseDocument(text: string): HttpDocument {
	const lines = new LineCursor(text);
	const variables: VariableDefinition[] = [];
	const problems: Problem[] = [];
	const state = { text, lines, useReader: new VariableUseReader(text), definitions: variables, problems };
	const drafts: Draft[] = [];
	const gaps: Span[] = [];
	while (!lines.done) {
		const draft = readSegment(state);
		if (draft.isRequest) {
			drafts.push(draft);
		} else {
			gaps.push(draft.block.span);
			problems.push(...draft.problems);
		}
	}
	checkVariables(drafts, variables, problems);
	checkNames(drafts);
	return { length: text.length, blocks: drafts.map(draft => draft.block), gaps, variables, problems };
}

/** A segment goes from a separator line to the next; nothing but variable definitions and names reaches beyond it. */
function readSegment(state: ParserState): Draft {
	const { lines } = state;
	const start = lines.start;
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
	draft.block.span = { start, end: lines.start };
	return draft;
}

function readTitle({ text, first, end }: LineCursor, draft: Draft): void {
	let offset = first;
	while (text.charCodeAt(offset) === 35) {
		offset++;
	}
	const titleStart = skipBlanks(text, offset, end);
	if (titleStart < end) {
		draft.block.title = text.slice(titleStart, end);
	}
}

function checkVariables(drafts: readonly Draft[], variables: readonly VariableDefinition[], problems: Problem[]): void {
	const table = variableTable(variables);
	for (const definition of variables) {
		if (table.get(definition.name) !== definition) {
			problems.push(problemAt('duplicateDefinition', definition.nameSpan, definition.name));
		}
	}
	const outcomes = settleVariables(table, table.keys(), problem => problems.push(problem));
	for (const draft of drafts) {
		for (const use of draft.uses) {
			const failure = useFailure(use, table, outcomes);
			if (failure !== undefined) {
				report(draft, failure.code, use.span, failure.detail);
			}
		}
	}
}

function checkNames(drafts: readonly Draft[]): void {
	const blocks = new Map<string, RequestBlock>();
	for (const draft of drafts) {
		const { block } = draft;
		if (block.name === undefined) {
			continue;
		}
		if (blocks.has(block.name)) {
			const span = block.metadata.find(({ name }) => name.toLowerCase() === 'name')?.valueSpan;
			report(draft, 'duplicateName', span ?? block.requestLine, block.name);
		}
		blocks.set(block.name, block);
	}
}
