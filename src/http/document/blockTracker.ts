import type { Span } from '../problem';
import type { HttpDocument, RequestBlock } from './document';

/** Stands for one request of one document, wherever edits move it. Ids are not reused. */
export type BlockId = number;

/** A request in a document as it is now. */
export interface Place {
	/** Of the document, as text. */
	readonly uri: string;
	readonly document: HttpDocument;
	readonly block: RequestBlock;
}

/** Where the request line of a request begins. */
export interface RequestPosition {
	/** Of the document, as text. */
	readonly uri: string;
	/** From the start of the document, in UTF-16 code units. */
	readonly offset: number;
}

/** Where a request stands now, also where its document was closed; undefined where it is no more. */
export type LocateBlock = (block: BlockId) => Promise<RequestPosition | undefined>;

/** One change of a text: what is put in the place of the span. */
export interface Edit {
	readonly span: Span;
	readonly text: string;
}

/** Texts of a request that it is known again by: as many as somebody may undo in a row. */
const maxTexts = 20;

/** In UTF-16 code units; of a longer text only marks are kept. */
const maxTextLength = 10_000;

/** Requests that are in no open document, of all documents. */
export const maxLost = 20_000;

interface Tracked {
	readonly id: BlockId;
	readonly uri: string;
	/** The request line where it is now; undefined while the document has no such request, or is closed. */
	line: Span | undefined;
	/** What the block looked like when it was first asked for, and each time when it went, without white space at the end; the latest ones. */
	readonly texts: string[];
	/** Where it was when it went. */
	offset: number;
}

/**
 * Which request is which while documents are edited, closed and reopened. A request is its request line: it stays the same while a part of that line
 * survives each edit, and ends with an edit that takes the line away or joins it with another's. A request that comes back with a text that it had (undo, a
 * move, a reopened file) is the one it was. So nothing that belongs to one request is ever found at another.
 */
export class BlockTracker {
	private readonly tracked = new Map<BlockId, Tracked>();
	private readonly documents = new Map<string, Tracked[]>();
	/** Those without a line; what was lost longest ago is forgotten first. */
	private readonly lost = new Set<Tracked>();

	/**
	 * @param documentOf the open document as it is now
	 * @param lastId every id given is higher
	 */
	constructor(
		private readonly documentOf: (uri: string) => HttpDocument | undefined,
		private readonly limit = maxLost,
		private lastId = 0,
	) {}

	/** @param block of the document as it is now */
	idOf(uri: string, block: RequestBlock): BlockId {
		const known = this.known(uri, block);
		if (known !== undefined) {
			return known;
		}
		const { requestLine: line, text } = block;
		const fresh: Tracked = { id: ++this.lastId, uri, line, texts: [rememberedText(text)], offset: line.start };
		this.tracked.set(fresh.id, fresh);
		this.documents.set(uri, [...this.trackedIn(uri), fresh]);
		return fresh.id;
	}

	/** The id of a block that was asked for before. */
	known(uri: string, { requestLine: { start } }: RequestBlock): BlockId | undefined {
		return this.trackedIn(uri).find(({ line }) => line?.start === start)?.id;
	}

	/** Undefined while the request is in no open document. */
	find(id: BlockId): Place | undefined {
		const { uri, line } = this.tracked.get(id) ?? {};
		const document = uri === undefined ? undefined : this.documentOf(uri);
		const block = line && document?.blockAt(line.start);
		return uri !== undefined && document !== undefined && block !== undefined ? { uri, document, block } : undefined;
	}

	/** The document that the request is in, or was in last. */
	uriOf(id: BlockId): string | undefined {
		return this.tracked.get(id)?.uri;
	}

	/** Whether the document has, or had, a request that was asked for. */
	isTracked(uri: string): boolean {
		return this.documents.has(uri);
	}

	/** Follows one change; to be told of each one, in the order in which they were made. */
	edited(uri: string, before: HttpDocument, edit: Edit, after: HttpDocument): void {
		const tracked = this.trackedIn(uri);
		if (tracked.length === 0) {
			return;
		}
		const touched = touchedSpan(before, edit.span);
		const shift = edit.text.length - (edit.span.end - edit.span.start);
		for (const block of tracked) {
			const { line } = block;
			if (line !== undefined && line.start >= touched.start && line.start < touched.end) {
				const moved = survivor(line, edit, before, after);
				if (moved === undefined) {
					this.lose(block, before);
				} else {
					block.line = moved;
				}
			} else if (line !== undefined && line.start >= touched.end) {
				block.line = { start: line.start + shift, end: line.end + shift };
			}
		}
		this.restore(tracked, after.blocksWithin({ start: edit.span.start, end: edit.span.start + edit.text.length }));
		this.forgetOldest();
	}

	/** Forgets the requests of a document that is gone: another one may get its URI. */
	forget(uri: string): void {
		for (const block of this.trackedIn(uri)) {
			this.tracked.delete(block.id);
			this.lost.delete(block);
		}
		this.documents.delete(uri);
	}

	/** @param document as it was when it was closed */
	closed(uri: string, document: HttpDocument): void {
		for (const block of this.trackedIn(uri)) {
			this.lose(block, document);
		}
		this.forgetOldest();
	}

	/** @param document as it is opened; what was tracked in it is found again by its text */
	opened(uri: string, document: HttpDocument): void {
		const tracked = this.trackedIn(uri);
		if (tracked.length > 0) {
			for (const block of tracked) {
				block.offset = block.line?.start ?? block.offset;
				block.line = undefined;
				this.lost.add(block);
			}
			this.restore(tracked, document.blocks);
			this.forgetOldest();
		}
	}

	private trackedIn(uri: string): readonly Tracked[] {
		return this.documents.get(uri) ?? [];
	}

	private restore(tracked: readonly Tracked[], blocks: readonly RequestBlock[]): void {
		const taken = new Set(tracked.flatMap(({ line }) => (line === undefined ? [] : [line.start])));
		const lost = tracked.filter(({ line }) => line === undefined);
		for (const found of lost.length === 0 ? [] : blocks) {
			const { requestLine: line } = found;
			const text = rememberedText(found.text);
			const [nearest] = lost
				.filter(block => block.line === undefined && block.texts.includes(text))
				.sort((one, other) => Math.abs(one.offset - line.start) - Math.abs(other.offset - line.start));
			if (nearest !== undefined && !taken.has(line.start)) {
				nearest.line = line;
				this.lost.delete(nearest);
				taken.add(line.start);
			}
		}
	}

	private lose(block: Tracked, document: HttpDocument): void {
		const { line } = block;
		if (line !== undefined) {
			const text = document.blockAt(line.start)?.text;
			remember(block, text === undefined ? undefined : rememberedText(text));
			block.offset = line.start;
			block.line = undefined;
			this.lost.add(block);
		}
	}

	private forgetOldest(): void {
		const concerned = new Set<string>();
		for (const oldest of this.lost) {
			if (this.lost.size <= this.limit) {
				break;
			}
			this.lost.delete(oldest);
			this.tracked.delete(oldest.id);
			concerned.add(oldest.uri);
		}
		for (const uri of concerned) {
			const left = this.trackedIn(uri).filter(({ id }) => this.tracked.has(id));
			if (left.length > 0) {
				this.documents.set(uri, left);
			} else {
				this.documents.delete(uri);
			}
		}
	}
}

/** Of all requests that the span is in or touches; what is outside of it is only moved. */
function touchedSpan(document: HttpDocument, span: Span): Span {
	// They come in the order of the text.
	const blocks = document.blocksWithin(span);
	return {
		start: Math.min(span.start, blocks[0]?.span.start ?? span.start),
		end: Math.max(span.end, blocks.at(-1)?.span.end ?? span.end),
	};
}

/**
 * The request line after the edit; undefined where it is no more the same one. An edit that leaves the line as it is may do what it likes around it; one that
 * changes the line has to leave a part of it, and may neither join two requests nor make two of one.
 */
function survivor(line: Span, { span, text }: Edit, before: HttpDocument, after: HttpDocument): Span | undefined {
	const shift = text.length - (span.end - span.start);
	const start = span.start > line.start ? line.start : Math.max(line.start, span.end) + shift;
	const own = before.blockAt(line.start);
	const found = after.blockAt(start);
	if (own === undefined || found === undefined) {
		return undefined;
	}
	const { requestLine } = found;
	// Another line of the same text is not this one.
	const isCut = span.start < line.end && span.end > line.start;
	if (!isCut && requestLine.start === start && lineText(found) === lineText(own)) {
		return requestLine;
	}
	const isChanged = found.span.start === own.span.start && found.span.end === own.span.end + shift;
	const isReplaced = span.start <= line.start && span.end >= line.end;
	return isChanged && !isReplaced && requestLine.start <= start && start < requestLine.end ? requestLine : undefined;
}

/** The text without white space at its end; of a long one its length and two sums of it, which no other text has by chance. */
function rememberedText(text: string): string {
	const trimmed = text.trimEnd();
	if (trimmed.length <= maxTextLength) {
		return trimmed;
	}
	let one = 0;
	let other = 0;
	for (let index = 0; index < trimmed.length; index++) {
		one = (Math.imul(one, 31) + trimmed.charCodeAt(index)) | 0;
		other = (Math.imul(other, 1_000_003) ^ trimmed.charCodeAt(index)) | 0;
	}
	return `${trimmed.length} ${one} ${other}`;
}

function lineText({ text, span, requestLine: { start, end } }: RequestBlock): string {
	return text.slice(start - span.start, end - span.start);
}

function remember({ texts }: Tracked, text: string | undefined): void {
	if (text !== undefined && !texts.includes(text)) {
		texts.push(text);
		// The first one stays: it is what was sent.
		texts.splice(1, texts.length - maxTexts);
	}
}
