import type { Header, Metadata, RequestBlock, VariableDefinition, VariableUse } from './document';
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

/** A block while it is read: the very object that the document gets, with the fields that are still to be filled. */
export interface Draft {
	readonly block: { -readonly [Key in keyof RequestBlock]: RequestBlock[Key] };
	readonly headers: Header[];
	readonly metadata: Metadata[];
	readonly uses: VariableUse[];
	readonly problems: Problem[];
	/** False until a request line was met. */
	isRequest: boolean;
	/** The column of the request line: only what is indented deeper continues the line above. */
	indent: number;
	/** Lower-case, without parameters. */
	contentType: string | undefined;
}

export function createDraft(start: number): Draft {
	const nowhere = { start, end: start };
	const headers: Header[] = [];
	const metadata: Metadata[] = [];
	const uses: VariableUse[] = [];
	const problems: Problem[] = [];
	const block: Draft['block'] = {
		span: nowhere,
		requestLine: nowhere,
		targetSpan: nowhere,
		method: 'GET',
		target: '',
		headers,
		metadata,
		uses,
		problems,
	};
	return { block, headers, metadata, uses, problems, isRequest: false, indent: 0, contentType: undefined };
}

export function report(draft: Draft, code: ProblemCode, span: Span, detail = ''): void {
	draft.problems.push(problemAt(code, span, detail));
}

/** Notes the variables on the current line. */
export function readUses({ lines, useReader }: ParserState, draft: Draft): void {
	useReader.read(lines.first, lines.end, draft.uses, draft.problems);
}
