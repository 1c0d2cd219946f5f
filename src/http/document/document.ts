import type { Problem, Span } from '../problem';

/** `# @name value` or `// @name = value`, anywhere in a block. The value is trimmed and may be empty. */
export interface Metadata {
	readonly name: string;
	readonly value: string;
	/** The whole comment. */
	readonly span: Span;
	readonly nameSpan: Span;
	readonly valueSpan: Span;
}

/** The value may run over several indented lines; `headerText` joins them. */
export interface Header {
	/** Of a variable whose value is the whole header: its use, directly followed by an empty value. */
	readonly name: Span;
	readonly value: Span;
}

/**
 * What the body is taken for: by its Content-Type where one is written; else JSON when it starts with a bracket,
 * a file when its first line names one, a form when that holds an equals sign, text otherwise.
 */
export type BodyKind = 'json' | 'form' | 'text' | 'multipart' | 'file';

/** `< ./file`, `<@ ./file`, `<@latin1 ./file`: a line of the body in whose place the content of a file is sent. */
export interface BodyFile {
	/** The line, without the blanks around it. */
	readonly span: Span;
	readonly pathSpan: Span;
	/** How its bytes are read so that its variables can be filled in; undefined where they are sent as they are. */
	readonly encoding: string | undefined;
}

export interface Body {
	readonly kind: BodyKind;
	/** From the first line to the last one that is sent, without the line break after it. */
	readonly span: Span;
	/** The lines within the span that are comments and not sent, line breaks included. */
	readonly comments: readonly Span[];
	readonly files: readonly BodyFile[];
}

/** `{{name}}`. The span holds the braces too. */
export interface VariableUse {
	readonly name: string;
	readonly span: Span;
}

/** `@name = value`. It holds for the whole document, wherever it stands. */
export interface VariableDefinition {
	readonly name: string;
	/** As written, trimmed. */
	readonly value: string;
	/** The whole line, from the at sign on. */
	readonly span: Span;
	readonly nameSpan: Span;
	readonly valueSpan: Span;
	readonly uses: readonly VariableUse[];
	/** False where braces open in the value and do not close. */
	readonly closed: boolean;
	/** The file of environments that has it, where no document does; the values of a private one are not shown. */
	readonly environment?: 'shared' | 'private';
}

/** What a scratchpad takes from elsewhere. */
export interface Reference {
	/**
	 * `file`: its content is sent. `rows`: the request is sent for each of its rows. `document`: its variables and names are known here. `request`: the one of that name is sent before.
	 * `run`: the one of that name, else of that title, is sent instead. `requests`: all that the file has are sent instead.
	 */
	readonly kind: 'file' | 'rows' | 'document' | 'request' | 'run' | 'requests';
	/** The path, the name or the title; a path may hold variables. */
	readonly text: string;
	readonly span: Span;
}

/** `(@name = value)` behind what a `run` names: the value of a variable for what is sent by it. The value may hold variables. */
export interface Override {
	readonly name: string;
	readonly nameSpan: Span;
	readonly valueSpan: Span;
}

/** `run #name` or `run ./file`, as JetBrains has them. */
export interface RunStatement {
	readonly reference: Reference;
	readonly overrides: readonly Override[];
}

/** `curl` is a command line of curl, `run` sends the requests that it names. */
export type RequestForm = 'plain' | 'curl' | 'run';

/** What a request says, with offsets that count from the start of its own text. */
export interface RequestParts {
	readonly text: string;
	/** As written, continuation lines joined, variables unresolved. Empty for what is no request line, such as curl. */
	readonly target: string;
	readonly title: string | undefined;
	readonly headers: readonly Header[];
	readonly body: Body | undefined;
	readonly metadata: readonly Metadata[];
	readonly uses: readonly VariableUse[];
	/** Only where the form is `run`. */
	readonly runs: readonly RunStatement[];
	/** The lines of checks (`?? status == 200`), without the blanks around them; `readCheckLine` tells what they say. */
	readonly checks: readonly Span[];
}

/** Numbers of lines in the document, the first one is 0. */
export interface BlockLines {
	readonly first: number;
	/** The last one that is not blank. */
	readonly lastFilled: number;
	readonly request: number;
	readonly body: { readonly first: number; readonly last: number } | undefined;
}

/**
 * One request with all that stands between two separators. Its offsets are those of the document that it was asked of; an
 * edited document has blocks of its own.
 */
export interface RequestBlock {
	/** The text of the span; offsets of `parts` count in it. */
	readonly text: string;
	/** From the start of its separator line (of the text, for a first block without one) to the next separator line. */
	readonly span: Span;
	/** The method and the target on their first line: where the block's lens belongs. */
	readonly requestLine: Span;
	/** From the target's start to the end of its last continuation line. */
	readonly targetSpan: Span;
	readonly lines: BlockLines;
	readonly form: RequestForm;
	/** `# @name` */
	readonly name: string | undefined;
	/** `# @account` */
	readonly account: string | undefined;
	/** `# @key` */
	readonly key: string | undefined;
	/** Upper-case; `GET` where none is written. A guess where the form is `curl`, as the target is. */
	readonly method: string;
	readonly target: string;
	/** Read again from the text when first asked for: keeping it for all blocks would take six times the text. */
	readonly parts: RequestParts;
	/** The text after `###`, else `# @title`. */
	readonly title: string | undefined;
	readonly headers: readonly Header[];
	readonly body: Body | undefined;
	readonly metadata: readonly Metadata[];
	readonly uses: readonly VariableUse[];
	readonly references: readonly Reference[];
	readonly runs: readonly RunStatement[];
	/** The lines of checks, as `RequestParts` has them. */
	readonly checks: readonly Span[];
	readonly problems: readonly Problem[];
	/** What is wrong with the request that the text makes, with the values that the text has; none where `problems` has an error. */
	readonly sendingProblems: readonly Problem[];
}

/** The text from a separator line, or the start of the document, to the next separator. */
export interface Stretch {
	/** Where it starts in the document. */
	readonly start: number;
	readonly text: string;
	/** `# @account` and `# @key`, also where there is no request. */
	readonly account: string | undefined;
	readonly key: string | undefined;
	/** The request in it. */
	readonly block: RequestBlock | undefined;
}

/** What a scratchpad knows that its text does not say. */
export interface Surroundings {
	/** Of the chosen environment and of imported documents; the document's own count more. */
	readonly variables: readonly VariableDefinition[];
	/** Names of the requests of imported documents. */
	readonly requests: ReadonlySet<string>;
	/** Titles of the requests of imported documents, with how many have it in the first document that has it. */
	readonly titles: ReadonlyMap<string, number>;
}

/**
 * A scratchpad as it was read. It never changes: an edit makes another one, which shares with it all blocks but those that
 * the edit touches. What belongs to the whole document is put together when it is first asked for.
 * Blocks and gaps in the order of the text cover it without an overlap or a hole.
 */
export interface HttpDocument {
	/** Of the text, in UTF-16 code units. */
	readonly length: number;
	readonly text: string;
	readonly blocks: readonly RequestBlock[];
	/** The stretches between separators that hold no request. */
	readonly gaps: readonly Span[];
	/** The offsets are those of the document. */
	readonly variables: readonly VariableDefinition[];
	readonly references: readonly Reference[];
	/** Those of the gaps and of all variable definitions. */
	readonly problems: readonly Problem[];
	/** These and those of the blocks, of both kinds. */
	readonly allProblems: readonly Problem[];
	/** Each makes one of the requests that `allProblems` would have to make: thousands of them in a row take seconds. */
	readonly unknownSendingProblems: readonly (() => void)[];
	/** By name, the definition that counts, those of the environment included; its offsets are those of its segment. */
	readonly variableTable: ReadonlyMap<string, VariableDefinition>;
	/** The stretch that a cursor at the offset is in; undefined in an empty document. At the very end of the text it is the last one. */
	stretchAt(offset: number): Stretch | undefined;
	readonly requestNames: readonly string[];
	/** These and those of imported documents. */
	readonly knownRequests: readonly string[];
	/** The titles behind `###` of all requests but those that run others, with how many have it. */
	readonly titles: ReadonlyMap<string, number>;
	/** These and those of imported documents; one of the document's own counts more. */
	readonly knownTitles: ReadonlyMap<string, number>;
	/** The first request that has the name. */
	named(name: string): RequestBlock | undefined;
	/** The requests that are counted in `titles`. */
	titled(title: string): readonly RequestBlock[];
	/** Those that are no plain requests, without a look at the others. */
	blocksOf(form: Exclude<RequestForm, 'plain'>): readonly RequestBlock[];
	/** The block that a cursor at the offset is in. A cursor at the very end of the text is in the last block, if that ends there. */
	blockAt(offset: number): RequestBlock | undefined;
	/** The blocks that have a part of the span, or touch it. */
	blocksWithin(span: Span): readonly RequestBlock[];
	/**
	 * A span of `most` requests with about as many of them before the offset as after it, and no others; from the text's start and to its end where there
	 * are none to leave out.
	 */
	spanAround(offset: number, most: number): Span;
	/**
	 * The document with another text in the place of the span. Only what the edit touches is read.
	 * @param span within the text
	 */
	edited(span: Span, text: string): HttpDocument;
	/** The document in other surroundings. */
	within(surroundings: Surroundings): HttpDocument;
}
