import { readBody } from './lineKinds/bodyLines';
import { shiftedDefinition } from './lineKinds/definitions';
import type { Reference, RequestForm, VariableDefinition } from '../document/document';
import { createDraft, type Details, type Draft, type ParserState, report } from './draft';
import { readHead } from './head';
import { readHeaders } from './lineKinds/headerLines';
import { LineCursor, skipBlanks } from './lines';
import { type Problem, shiftedProblem, shiftedSpan } from '../problem';
import { RecentWords } from './recentWords';
import { readRequestLine } from './lineKinds/requestLine';
import { separatorEnd } from './lineKinds/separators';
import { VariableUseReader } from './variableUses';

/**
 * The stretch from a separator line to the next, with what is known of all of them at any time. It is read by itself, and all
 * its offsets count from its own start: so it stays as it is wherever edits elsewhere move it.
 */
export interface Segment {
	readonly text: string;
	/** False where there is no request line. */
	readonly isRequest: boolean;
	readonly form: RequestForm;
	readonly start: number;
	readonly end: number;
	readonly targetStart: number;
	readonly targetEnd: number;
	/** -1 without a body */
	readonly bodyStart: number;
	readonly bodyEnd: number;
	/** Of the request line, counted from the segment's first one; so are the others. */
	readonly line: number;
	readonly bodyFirstLine: number;
	readonly bodyLastLine: number;
	/** The last line that is not blank. */
	readonly lastFilledLine: number;
	readonly lineBreaks: number;
	readonly name: string | undefined;
	readonly account: string | undefined;
	readonly key: string | undefined;
	readonly method: string;
	/** The names of the variables that the request uses; a name may be there more than once. */
	readonly uses: readonly string[];
	/** Names of the variables that are asked for when the request is sent. */
	readonly prompts: readonly string[];
	/** May variables be columns of a file, which is not known before it is sent? */
	readonly takesRows: boolean;
	readonly references: readonly Reference[];
	readonly problems: readonly Problem[];
	readonly definitions: readonly VariableDefinition[];
	readonly definitionProblems: readonly Problem[];
}

/** The draft of a segment with its details, read again. */
export type DetailedDraft = Draft & { readonly details: Details };

export function createState(text: string): ParserState {
	const words = new RecentWords(text);
	return { text, lines: new LineCursor(text), useReader: new VariableUseReader(text, words), words };
}

/** Reads the stretch of the state's text. */
export function readSegment(state: ParserState, start: number, end: number): Segment {
	const draft = createDraft();
	readDraft(state, draft, start, end);
	const { uses, references, problems, definitions, definitionProblems } = draft;
	return {
		text: state.text.slice(start, end),
		isRequest: draft.isRequest,
		form: draft.form,
		start: draft.start - start,
		end: draft.end - start,
		targetStart: draft.targetStart - start,
		targetEnd: draft.targetEnd - start,
		bodyStart: draft.bodyStart < 0 ? -1 : draft.bodyStart - start,
		bodyEnd: draft.bodyEnd - start,
		line: draft.line,
		bodyFirstLine: draft.bodyFirstLine,
		bodyLastLine: draft.bodyLastLine,
		lastFilledLine: state.lines.lastFilled,
		lineBreaks: endsWithLineBreak(state.text, end) ? state.lines.number : state.lines.number - 1,
		name: draft.name,
		account: draft.account,
		key: draft.key,
		method: draft.method,
		uses: uses.length === 0 ? none : namesOf(draft),
		prompts: draft.prompts.length === 0 ? none : draft.prompts,
		takesRows: draft.takesRows,
		references:
			references.length === 0
				? none
				: references.map(reference => ({ ...reference, span: shiftedSpan(reference.span, -start) })),
		problems: problems.length === 0 ? none : problems.map(problem => shiftedProblem(problem, -start)),
		definitions: definitions.length === 0 ? none : definitions.map(definition => shiftedDefinition(definition, -start)),
		definitionProblems:
			definitionProblems.length === 0 ? none : definitionProblems.map(problem => shiftedProblem(problem, -start)),
	};
}

/** The text below the last line feed is a line of its own only if it is not empty. */
function endsWithLineBreak(text: string, end: number): boolean {
	return text.charCodeAt(end - 1) === 10;
}

/** One for all that have nothing: most segments. */
const none: readonly never[] = [];

function namesOf({ uses }: Draft): readonly string[] {
	const names: string[] = [];
	for (const { name } of uses) {
		// A block that names the same few variables again and again is common; one with many different ones is not searched.
		if (names.length > 8 || !names.includes(name)) {
			names.push(name);
		}
	}
	// Without the room that an array keeps for more.
	return names.slice();
}

/** Reads a segment again for what only a request that is looked at or sent needs. */
export function readDetails({ text }: Segment): DetailedDraft {
	const details: Details = {
		title: undefined,
		headers: [],
		metadata: [],
		comments: [],
		files: [],
		runs: [],
		checks: [],
	};
	const draft = createDraft(details);
	readDraft(createState(text), draft, 0, text.length);
	return { ...draft, details };
}

function readDraft(state: ParserState, draft: Draft, start: number, end: number): void {
	const { lines } = state;
	lines.enter(start, end);
	const titleStart = separatorEnd(lines);
	if (titleStart >= 0) {
		readTitle(lines, draft, titleStart);
		lines.advance();
	}
	readHead(state, draft);
	if (!lines.done) {
		readRequestLine(state, draft);
		readHeaders(state, draft);
		readBody(state, draft);
		// Of a command, and of a GET that deletes, it is told when they are sent.
		if (draft.retry !== undefined && draft.form === 'plain' && draft.method !== 'GET') {
			report(draft, 'retryOfWrite', draft.retry);
		}
	}
}

function readTitle({ text, end }: LineCursor, { details }: Draft, afterSeparator: number): void {
	const start = skipBlanks(text, afterSeparator, end);
	if (details !== undefined && start < end) {
		details.title = { start, end };
	}
}
