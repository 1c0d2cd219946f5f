import type { Span } from '../../http/problem';
import type { TypedKey } from './findTypedKeys';

/** A key that was found, without the secret: this is kept. */
export type FoundKey = Pick<TypedKey, 'place' | 'start' | 'end'>;

/** Another text in the place of a stretch, as VS Code tells of it. */
export interface Change {
	readonly rangeOffset: number;
	readonly rangeLength: number;
	readonly text: string;
}

/** Which stretches of a text are still to be searched for keys, and what was found in the rest; both move with the text as it is edited. */
export class SearchedText {
	private keys: readonly FoundKey[] = [];
	private waiting: readonly Span[];

	/** @param textLength of a text of which nothing was searched */
	constructor(private textLength: number) {
		this.waiting = [{ start: 0, end: textLength }];
	}

	get length(): number {
		return this.textLength;
	}

	get found(): readonly FoundKey[] {
		return this.keys;
	}

	get unsearched(): readonly Span[] {
		return this.waiting;
	}

	edit({ rangeOffset, rangeLength, text }: Change): void {
		const end = rangeOffset + rangeLength;
		const by = text.length - rangeLength;
		// What touches them is searched with what is new.
		const touched = [...this.keys, ...this.waiting].filter(span => span.start <= end && span.end >= rangeOffset);
		const isApart = (span: Span): boolean => span.start > end || span.end < rangeOffset;
		const fresh = {
			start: touched.reduce((first, span) => Math.min(first, span.start), rangeOffset),
			end: touched.reduce((last, span) => Math.max(last, span.end), end) + by,
		};
		this.keys = this.keys.filter(isApart).map(key => movedFrom(end, by, key));
		this.waiting = [...this.waiting.filter(isApart).map(span => movedFrom(end, by, span)), fresh];
		this.textLength += by;
	}

	/** @param searched stretches that hold all that were unsearched; `found` is what is in them */
	settle(searched: readonly Span[], found: readonly FoundKey[]): void {
		const isOutside = (key: FoundKey): boolean =>
			searched.every(({ start, end }) => key.end <= start || key.start >= end);
		this.keys = [...this.keys.filter(isOutside), ...found];
		this.waiting = [];
	}
}

function movedFrom<T extends Span>(offset: number, by: number, span: T): T {
	return span.start > offset ? { ...span, start: span.start + by, end: span.end + by } : span;
}
