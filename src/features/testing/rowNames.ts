import type { BlockId } from '../../http/document/blockTracker';
import type { ShownText } from '../../net/redaction/shownText';

/** What the rows of a run are shown as: two whose names are masked alike stay two, so that none hides what came of the other. */
export class RowNames {
	private readonly shownBy = new Map<string, ShownText>();
	/** How often a text was wanted, by request and text; not at all where it is free. */
	private readonly counts = new Map<string, number>();

	constructor(private readonly redact: (text: string) => ShownText) {}

	/** @param row what the row is called by */
	shown(block: BlockId, row: string): ShownText {
		const key = JSON.stringify([block, row]);
		const known = this.shownBy.get(key);
		if (known !== undefined) {
			return known;
		}
		const plain = this.redact(row);
		let shown = plain;
		while (this.counts.has(JSON.stringify([block, shown]))) {
			shown = this.redact(`${row} (${this.counted(block, plain)})`);
		}
		this.counted(block, shown);
		this.shownBy.set(key, shown);
		return shown;
	}

	private counted(block: BlockId, shown: ShownText): number {
		const key = JSON.stringify([block, shown]);
		const count = (this.counts.get(key) ?? 0) + 1;
		this.counts.set(key, count);
		return count;
	}
}
