import { createState, readSegment, type Segment } from './segment';
import { separatorFrom } from './lineKinds/separators';

/** All segments of a text. */
export function readSegments(text: string): Segment[] {
	const state = createState(text);
	const segments: Segment[] = [];
	for (let start = 0; start < text.length;) {
		const end = separatorFrom(text, start + 1);
		segments.push(readSegment(state, start, end));
		start = end;
	}
	return segments;
}
