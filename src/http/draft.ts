import type { Body, Header, Metadata, VariableDefinition, VariableUse } from './document';
import type { LineCursor } from './lines';
import { type Problem, type ProblemCode, problemAt, type Span } from './problem';
import type { VariableUseReader } from './variableUses';

/** What the parts of the parser share: the line they are on, and what belongs to no single block. */
export interface ParserState {
	readonly text: string;
	readonly lines: LineCursor;
	readonly useReader: VariableUseReader;
	readonly definitions: VariableDefinition[];
	/** Of the variable definitions. */
	readonly problems: Problem[];
}

/** What is read of a segment, the stretch from a separator line to the next. */
export interface Draft {
	span: Span;
	/** False until a request line was met. */
	isRequest: boolean;
	requestLine: Span;
	targetSpan: Span;
	/** The column of the request line: only what is indented deeper continues the line above. */
	indent: number;
	title: string | undefined;
	name: string | undefined;
	account: string | undefined;
	key: string | undefined;
	method: string;
	target: string;
	/** Lower-case, without parameters. */
	contentType: string | undefined;
	body: Body | undefined;
	readonly headers: Header[];
	readonly metadata: Metadata[];
	readonly uses: VariableUse[];
	readonly problems: Problem[];
}

export function createDraft(start: number): Draft {
	const nowhere = { start, end: start };
	return {
		span: nowhere,
		isRequest: false,
		requestLine: nowhere,
		targetSpan: nowhere,
		indent: 0,
		title: undefined,
		name: undefined,
		account: undefined,
		key: undefined,
		method: 'GET',
		target: '',
		contentType: undefined,
		body: undefined,
		headers: [],
		metadata: [],
		uses: [],
		problems: [],
	};
}

export function report(draft: Draft, code: ProblemCode, span: Span, detail = ''): void {
	draft.problems.push(problemAt(code, span, detail));
}

/** Notes the variables on the current line. */
export function readUses({ lines, useReader }: ParserState, draft: Draft): void {
	useReader.read(lines.first, lines.end, draft.uses, draft.problems);
}
