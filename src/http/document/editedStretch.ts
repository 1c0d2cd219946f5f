import { type Chunk, type SegmentPlace, placeAt } from './chunks';
import type { Span } from '../problem';
import { startsWithSeparator } from '../parser/lineKinds/separators';

/** Neighbouring segments that an edit touches, and the text that takes the place of theirs. */
interface EditedStretch {
	readonly from: SegmentPlace;
	readonly to: SegmentPlace;
	readonly text: string;
}

/**
 * Segments are as long as they are because a separator follows a line break. Where an edit makes that no longer so, the
 * neighbour is part of what has to be read again.
 * @returns undefined for an empty document
 */
export function editedStretch(
	chunks: readonly Chunk[],
	{ start, end }: Span,
	insertion: string,
): EditedStretch | undefined {
	let from = placeAt(chunks, start);
	let to = placeAt(chunks, end);
	if (from === undefined || to === undefined) {
		return undefined;
	}
	let text = from.segment.text.slice(0, start - from.start) + insertion + to.segment.text.slice(end - to.start);
	const above = from.start > 0 && !startsWithSeparator(text) ? placeAt(chunks, from.start - 1) : undefined;
	if (above !== undefined) {
		text = above.segment.text + text;
		from = above;
	}
	const afterTo = to.start + to.segment.text.length;
	const below = text.endsWith('\n') ? undefined : placeAt(chunks, afterTo);
	if (below !== undefined && below.start >= afterTo) {
		text += below.segment.text;
		to = below;
	}
	return { from, to, text };
}
