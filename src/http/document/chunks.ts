import type { Segment } from '../parser/segment';
import { shiftedSpan, type Span } from '../problem';
import type { Reference } from './document';

/**
 * A run of neighbouring segments. A document is a row of chunks, so that an edit makes one of them anew and adds up some
 * hundred lengths, instead of moving the offsets of all that stands below it.
 */
export interface Chunk {
	readonly segments: readonly Segment[];
	readonly length: number;
	readonly lineBreaks: number;
	/** How many segments are requests. So with the others: most documents have few, and whoever looks for them passes over the rest. */
	readonly requests: number;
	/** Are requests, but no plain ones. */
	readonly statements: number;
	/** Hold variable definitions, good ones or not. */
	readonly definers: number;
	/** Point to files or other requests. */
	readonly referrers: number;
	/** Have problems of their own. */
	readonly faulty: number;
}

const size = 128;

/** The segments in chunks of equal sizes. */
export function chunksOf(segments: readonly Segment[]): Chunk[] {
	const count = Math.ceil(segments.length / size);
	return Array.from({ length: count }, (_, index) =>
		chunkOf(
			segments.slice(
				Math.round((index * segments.length) / count),
				Math.round(((index + 1) * segments.length) / count),
			),
		),
	);
}

function chunkOf(segments: readonly Segment[]): Chunk {
	let length = 0;
	let lineBreaks = 0;
	let requests = 0;
	let statements = 0;
	let definers = 0;
	let referrers = 0;
	let faulty = 0;
	for (const segment of segments) {
		length += segment.text.length;
		lineBreaks += segment.lineBreaks;
		requests += segment.isRequest ? 1 : 0;
		statements += segment.form === 'plain' ? 0 : 1;
		referrers += segment.references.length > 0 ? 1 : 0;
		faulty += segment.problems.length > 0 ? 1 : 0;
		definers += segment.definitions.length > 0 || segment.definitionProblems.length > 0 ? 1 : 0;
	}
	return { segments, length, lineBreaks, requests, statements, definers, referrers, faulty };
}

/** A segment where it stands. */
export interface SegmentPlace {
	readonly chunk: number;
	readonly index: number;
	readonly segment: Segment;
	/** The offset and the line in the document. */
	readonly start: number;
	readonly line: number;
}

/** The last segment that starts at or before the offset; undefined in an empty document. */
export function placeAt(chunks: readonly Chunk[], offset: number): SegmentPlace | undefined {
	let start = 0;
	let line = 0;
	let found: SegmentPlace | undefined;
	for (const [number, chunk] of chunks.entries()) {
		if (start + chunk.length > offset || number === chunks.length - 1) {
			found = placeIn(chunk, offset, { chunk: number, start, line });
			break;
		}
		start += chunk.length;
		line += chunk.lineBreaks;
	}
	return found;
}

function placeIn(
	{ segments }: Chunk,
	offset: number,
	from: { readonly chunk: number; readonly start: number; readonly line: number },
): SegmentPlace | undefined {
	let { start, line } = from;
	for (const [index, segment] of segments.entries()) {
		if (start + segment.text.length > offset || index === segments.length - 1) {
			return { chunk: from.chunk, index, segment, start, line };
		}
		start += segment.text.length;
		line += segment.lineBreaks;
	}
	return undefined;
}

/** The segments from one to another, both included. */
export function segmentsBetween(
	chunks: readonly Chunk[],
	from: Pick<SegmentPlace, 'chunk' | 'index'>,
	to: Pick<SegmentPlace, 'chunk' | 'index'>,
): Segment[] {
	return chunks.slice(from.chunk, to.chunk + 1).flatMap(({ segments }, number) => {
		const first = number === 0 ? from.index : 0;
		const last = from.chunk + number === to.chunk ? to.index : segments.length - 1;
		return segments.slice(first, last + 1);
	});
}

/**
 * The chunks with other segments in the place of some.
 * @param from the first segment that goes; `to` the last one
 */
export function replaceSegments(
	chunks: readonly Chunk[],
	from: Pick<SegmentPlace, 'chunk' | 'index'>,
	to: Pick<SegmentPlace, 'chunk' | 'index'>,
	segments: readonly Segment[],
): Chunk[] {
	let first = from.chunk;
	let last = to.chunk;
	let merged = [
		...(chunks[first]?.segments.slice(0, from.index) ?? []),
		...segments,
		...(chunks[last]?.segments.slice(to.index + 1) ?? []),
	];
	// Many small edits would leave many small chunks.
	if (merged.length < size / 4 && last + 1 < chunks.length) {
		last++;
		merged = [...merged, ...(chunks[last]?.segments ?? [])];
	} else if (merged.length < size / 4 && first > 0) {
		first--;
		merged = [...(chunks[first]?.segments ?? []), ...merged];
	}
	const fresh = merged.length <= 2 * size && merged.length > 0 ? [chunkOf(merged)] : chunksOf(merged);
	return [...chunks.slice(0, first), ...fresh, ...chunks.slice(last + 1)];
}

/** Visits the segments of the chunks that are asked for, in the order of the text. */
export function visitSegments(
	chunks: readonly Chunk[],
	isWanted: (chunk: Chunk, start: number) => boolean,
	visitor: (segment: Segment, start: number, line: number) => void,
): void {
	let chunkStart = 0;
	let chunkLine = 0;
	for (const chunk of chunks) {
		if (isWanted(chunk, chunkStart)) {
			let start = chunkStart;
			let line = chunkLine;
			for (const segment of chunk.segments) {
				visitor(segment, start, line);
				start += segment.text.length;
				line += segment.lineBreaks;
			}
		}
		chunkStart += chunk.length;
		chunkLine += chunk.lineBreaks;
	}
}

/** What is no request. */
export function gapsIn(chunks: readonly Chunk[]): readonly Span[] {
	const gaps: Span[] = [];
	visitSegments(
		chunks,
		chunk => chunk.requests < chunk.segments.length,
		({ isRequest, text }, start) => {
			if (!isRequest) {
				gaps.push({ start, end: start + text.length });
			}
		},
	);
	return gaps;
}

/** Those of all segments. */
export function referencesIn(chunks: readonly Chunk[]): readonly Reference[] {
	const references: Reference[] = [];
	visitSegments(
		chunks,
		chunk => chunk.referrers > 0,
		(segment, start) => {
			for (const reference of segment.references) {
				references.push({ ...reference, span: shiftedSpan(reference.span, start) });
			}
		},
	);
	return references;
}
