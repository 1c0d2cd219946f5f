import type {
	BodyFile,
	BodyKind,
	Header,
	Metadata,
	Reference,
	RequestForm,
	RunStatement,
	VariableDefinition,
	VariableUse,
} from '../document/document';
import type { LineCursor } from './lines';
import { type Problem, type ProblemCode, problemAt, type Span } from '../problem';
import type { RecentWords } from './recentWords';
import type { VariableUseReader } from './variableUses';

/** What the parts of the parser share: the text, the line they are on, the next braces. */
export interface ParserState {
	readonly text: string;
	readonly lines: LineCursor;
	readonly useReader: VariableUseReader;
	readonly words: RecentWords;
}

/** What only a request that is looked at or sent needs; most of it objects, which would take six times the text for all. */
export interface Details {
	/** Where the text after `###` starts and ends, else that of `# @title`. */
	title: Span | undefined;
	readonly headers: Header[];
	readonly metadata: Metadata[];
	/** Comments within the body. */
	readonly comments: Span[];
	/** Within the body. */
	readonly files: BodyFile[];
	readonly runs: RunStatement[];
	/** The lines of checks, from their question marks on. */
	readonly checks: Span[];
}

/** What is read of a segment, the stretch from a separator line to the next. */
export interface Draft {
	/** False until a request line was met. */
	isRequest: boolean;
	form: RequestForm;
	/** The request line. */
	start: number;
	end: number;
	targetStart: number;
	targetEnd: number;
	/** From its first line to the last one that is sent; -1 without a body. */
	bodyStart: number;
	bodyEnd: number;
	/** Numbers of lines, counted from the segment's first one. */
	line: number;
	bodyFirstLine: number;
	bodyLastLine: number;
	/** The column of the request line: only what is indented deeper continues the line above. */
	indent: number;
	name: string | undefined;
	account: string | undefined;
	key: string | undefined;
	method: string;
	/** The header that an indented line continues. */
	lastHeader: 'contentType' | 'other' | undefined;
	/** Names of metadata that is about sending this one request, and would count for nothing above a `run`. */
	readonly requestMetadata: string[];
	/** `# @each`: its variables may be columns of a file. */
	takesRows: boolean;
	/** Of the name of `# @retry`. */
	retry: Span | undefined;
	/** Lower-case, without parameters. */
	contentType: string | undefined;
	/** Of the header's value. */
	contentTypeSpan: Span | undefined;
	/** Of a multipart Content-Type. */
	boundary: string | undefined;
	/** That the Content-Type names. */
	charset: string | undefined;
	bodyKind: BodyKind;
	readonly uses: VariableUse[];
	/** Names of the variables that `# @prompt` asks for. */
	readonly prompts: string[];
	readonly references: Reference[];
	readonly problems: Problem[];
	readonly definitions: VariableDefinition[];
	/** Of the variable definitions. */
	readonly definitionProblems: Problem[];
	readonly details: Details | undefined;
}

export function createDraft(details?: Details): Draft {
	return {
		isRequest: false,
		form: 'plain',
		start: 0,
		end: 0,
		targetStart: 0,
		targetEnd: 0,
		bodyStart: -1,
		bodyEnd: -1,
		line: 0,
		bodyFirstLine: 0,
		bodyLastLine: 0,
		indent: 0,
		name: undefined,
		account: undefined,
		key: undefined,
		method: 'GET',
		lastHeader: undefined,
		requestMetadata: [],
		takesRows: false,
		retry: undefined,
		contentType: undefined,
		contentTypeSpan: undefined,
		boundary: undefined,
		charset: undefined,
		bodyKind: 'text',
		uses: [],
		prompts: [],
		references: [],
		problems: [],
		definitions: [],
		definitionProblems: [],
		details,
	};
}

export function report(draft: Draft, code: ProblemCode, span: Span, detail = ''): void {
	draft.problems.push(problemAt(code, span, detail));
}

/** Reports the line that the lines are on, without the blanks around it. */
export function reportLine({ lines }: ParserState, draft: Draft, code: ProblemCode): void {
	report(draft, code, { start: lines.first, end: lines.end }, lines.content);
}

/** Notes the variables on the current line. */
export function readUses({ lines, useReader }: ParserState, draft: Draft): void {
	useReader.read(lines.first, lines.end, draft.uses, draft.problems);
}
