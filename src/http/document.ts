import type { Problem, Span } from './problem';

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
	readonly name: Span;
	readonly value: Span;
}

/**
 * What the body is taken for: by its Content-Type where one is written; else JSON when it starts with a bracket,
 * a form when its first line holds an equals sign, text otherwise.
 */
export type BodyKind = 'json' | 'form' | 'text';

export interface Body {
	readonly kind: BodyKind;
	/** From the first line to the last one that is sent, without the line break after it. */
	readonly span: Span;
	/** The lines within the span that are comments and not sent, line breaks included. */
	readonly comments: readonly Span[];
}

/** `{{name}}`. The span holds the braces too. */
export interface VariableUse {
	readonly name: string;
	readonly span: Span;
}

/** `@name = value`. It holds for the whole document, wherever it stands. */
export interface VariableDefinition {
	readonly name: string;
	/** The whole line, from the at sign on. */
	readonly span: Span;
	readonly nameSpan: Span;
	readonly valueSpan: Span;
	readonly uses: readonly VariableUse[];
	/** False where braces open in the value and do not close. */
	readonly closed: boolean;
}

/**
 * One request with all that stands between two separators. What only a request that is looked at or sent needs (target,
 * headers, body, metadata, uses) is read again from the text when it is first asked for: keeping it for all blocks would take
 * six times the text and most of the parser's time.
 */
export interface RequestBlock {
	/** From the start of its separator line (of the text, for a first block without one) to the next separator line. */
	readonly span: Span;
	/** The method and the target on their first line: where the block's lens belongs. */
	readonly requestLine: Span;
	/** From the target's start to the end of its last continuation line. */
	readonly targetSpan: Span;
	/** The text after `###`, else `# @title`. */
	readonly title: string | undefined;
	/** `# @name` */
	readonly name: string | undefined;
	/** `# @account` */
	readonly account: string | undefined;
	/** `# @key` */
	readonly key: string | undefined;
	/** Upper-case; `GET` where none is written. */
	readonly method: string;
	/** As written, continuation lines joined, variables unresolved. Empty for what is no request line, such as curl. */
	readonly target: string;
	readonly headers: readonly Header[];
	readonly body: Body | undefined;
	readonly metadata: readonly Metadata[];
	readonly uses: readonly VariableUse[];
	readonly problems: readonly Problem[];
}

/** Blocks and gaps in the order of the text cover it without an overlap or a hole. */
export interface HttpDocument {
	/** Of the text, in UTF-16 code units. */
	readonly length: number;
	readonly blocks: readonly RequestBlock[];
	/** The stretches between separators that hold no request. */
	readonly gaps: readonly Span[];
	readonly variables: readonly VariableDefinition[];
	/** Those of the gaps and of all variable definitions. */
	readonly problems: readonly Problem[];
}

/** The block that a cursor at the offset is in. A cursor at the very end of the text is in the last block, if that ends there. */
export function blockAt(document: HttpDocument, offset: number): RequestBlock | undefined {
	let low = 0;
	let high = document.blocks.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((document.blocks[middle]?.span.start ?? Infinity) <= offset) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	const block = document.blocks[low - 1];
	if (block === undefined || offset > block.span.end) {
		return undefined;
	}
	return offset < block.span.end || offset === document.length ? block : undefined;
}
