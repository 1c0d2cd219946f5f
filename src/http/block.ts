import type { Body, Header, Metadata, RequestBlock, VariableUse } from './document';
import type { Draft } from './draft';
import type { Problem, Span } from './problem';
import { createState, readSegment } from './segment';

/** A block that keeps little more than offsets. */
export class ParsedBlock implements RequestBlock {
	readonly title: string | undefined;
	readonly name: string | undefined;
	readonly account: string | undefined;
	readonly key: string | undefined;
	readonly method: string;
	private readonly start: number;
	private readonly end: number;
	private readonly lineStart: number;
	private readonly lineEnd: number;
	protected readonly foundProblems: Problem[];
	private kept: Draft | undefined;

	constructor(
		private readonly text: string,
		draft: Draft,
	) {
		this.foundProblems = draft.problems;
		this.title = draft.title;
		this.name = draft.name;
		this.account = draft.account;
		this.key = draft.key;
		this.method = draft.method;
		this.start = draft.span.start;
		this.end = draft.span.end;
		this.lineStart = draft.requestLine.start;
		this.lineEnd = draft.requestLine.end;
	}

	get span(): Span {
		return { start: this.start, end: this.end };
	}

	get requestLine(): Span {
		return { start: this.lineStart, end: this.lineEnd };
	}

	get targetSpan(): Span {
		return this.draft.targetSpan;
	}

	get target(): string {
		return this.draft.target;
	}

	get headers(): readonly Header[] {
		return this.draft.headers;
	}

	get body(): Body | undefined {
		return this.draft.body;
	}

	get metadata(): readonly Metadata[] {
		return this.draft.metadata;
	}

	get uses(): readonly VariableUse[] {
		return this.draft.uses;
	}

	get problems(): readonly Problem[] {
		return this.foundProblems;
	}

	/** Reads the block anew. The text is cut off where the block ends, so that no search goes on below it. */
	read(): Draft {
		return readSegment(createState(this.text.slice(0, this.end), this.start));
	}

	private get draft(): Draft {
		this.kept ??= this.read();
		return this.kept;
	}
}
