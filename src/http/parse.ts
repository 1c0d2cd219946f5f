import { ParsedBlock } from './block';
import type { HttpDocument, VariableDefinition } from './document';
import { type Problem, problemAt, type Span } from './problem';
import { createState, readSegment } from './segment';
import { settleVariables, useFailure, variableTable } from './variables';

/** Reads a scratchpad. Never throws: whatever the text holds, there is a document, and problems say what is wrong with it. */
export function parseDocument(text: string): HttpDocument {
	const state = createState(text, 0);
	const { definitions, problems } = state;
	const blocks: OpenBlock[] = [];
	const gaps: Span[] = [];
	const users = new Map<string, OpenBlock[]>();
	while (!state.lines.done) {
		const draft = readSegment(state);
		if (!draft.isRequest) {
			gaps.push(draft.span);
			problems.push(...draft.problems);
			continue;
		}
		const block = new OpenBlock(text, draft);
		blocks.push(block);
		for (const { name } of draft.uses) {
			addUser(users, name, block);
		}
	}
	checkVariables(users, definitions, problems);
	checkNames(blocks);
	return { length: text.length, blocks, gaps, variables: definitions, problems };
}

/** A block to which problems may be added that show only at the end of the text. */
class OpenBlock extends ParsedBlock {
	report(problem: Problem): void {
		this.foundProblems.push(problem);
	}
}

function addUser(users: Map<string, OpenBlock[]>, name: string, block: OpenBlock): void {
	const blocks = users.get(name);
	if (blocks === undefined) {
		users.set(name, [block]);
	} else if (blocks.at(-1) !== block) {
		blocks.push(block);
	}
}

function checkVariables(
	users: ReadonlyMap<string, readonly OpenBlock[]>,
	definitions: readonly VariableDefinition[],
	problems: Problem[],
): void {
	const table = variableTable(definitions);
	for (const definition of definitions) {
		if (table.get(definition.name) !== definition) {
			problems.push(problemAt('duplicateDefinition', definition.nameSpan, definition.name));
		}
	}
	const outcomes = settleVariables(table, table.keys(), problem => problems.push(problem));
	for (const [name, blocks] of users) {
		const failure = useFailure(name, table, outcomes);
		if (failure === undefined) {
			continue;
		}
		for (const block of blocks) {
			for (const use of block.read().uses.filter(candidate => candidate.name === name)) {
				block.report(problemAt(failure.code, use.span, failure.detail));
			}
		}
	}
}

function checkNames(blocks: readonly OpenBlock[]): void {
	const names = new Set<string>();
	for (const block of blocks) {
		const { name } = block;
		if (name === undefined) {
			continue;
		}
		if (names.has(name)) {
			const metadata = block.read().metadata.find(candidate => candidate.value === name);
			block.report(problemAt('duplicateName', metadata?.valueSpan ?? block.requestLine, name));
		}
		names.add(name);
	}
}
