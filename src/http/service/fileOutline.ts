import type { RequestBlock } from '../document/document';
import { parseDocument } from '../document/parse';
import { outlinedRequests } from './outline';

/** What a list of the workspace needs of a request. */
export interface OutlinedLine {
	readonly label: string;
	readonly detail: string;
	/** Empty where it has none. */
	readonly name: string;
	/** Counted from zero. */
	readonly line: number;
}

/** Bytes of memory that a segment takes besides its text. */
const bytesPerSegment = 500;

/** Bytes that a file may take while it is read. */
const maxMemory = 20_000_000;

/** Of one file; nobody looks for one among more. */
const maxLines = 5000;

/** In UTF-16 code units. */
const maxTextLength = 200;

/** What a parsed text takes of the memory, in bytes, roughly. A line of number signs is a segment. */
export function parsedSize(text: string): number {
	return 2 * text.length + bytesPerSegment * (text.match(/#{3,}/gu)?.length ?? 0);
}

/** The requests of a text; none of one that would take too much memory. */
export function fileOutline(text: string): readonly OutlinedLine[] {
	if (parsedSize(text) > maxMemory) {
		return [];
	}
	return outlineOf(parseDocument(text).blocks.slice(0, maxLines)).map(({ label, detail, name, line }) => ({
		label: copied(label),
		detail: copied(detail),
		name: copied(name),
		line,
	}));
}

/** The same of a document that is read. */
export function outlineOf(blocks: readonly RequestBlock[]): readonly OutlinedLine[] {
	return outlinedRequests(blocks).map(({ label, detail, block }) => ({
		label,
		detail,
		name: block.name ?? '',
		line: block.lines.request,
	}));
}

/** Of its beginning: a part of a text keeps the whole of it in memory, a copy does not. */
function copied(text: string): string {
	return text.slice(0, maxTextLength).split('').join('');
}
