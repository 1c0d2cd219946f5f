/** In UTF-16 code units: a search of as much is not felt. */
const atOnce = 50_000;

export interface Slice {
	/** Where it starts in the text. */
	readonly start: number;
	readonly text: string;
}

/** A long text in slices of whole lines, with a turn between them for what else the extension host has to do. */
export async function* slicesOf(text: string): AsyncGenerator<Slice> {
	for (let start = 0; start < text.length;) {
		const lineFeed = text.indexOf('\n', start + atOnce);
		const end = lineFeed < 0 ? text.length : lineFeed + 1;
		yield { start, text: text.slice(start, end) };
		start = end;
		await nextTurn();
	}
}

/** Waits for what else the extension host has to do: between the parts of work that would keep it for long. */
export function nextTurn(): Promise<void> {
	return new Promise(resolve => {
		setImmediate(resolve);
	});
}
