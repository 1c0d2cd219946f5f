/** The names that a misspelt one may have been meant for, nearest first: two slips at most, and fewer than half of its letters. */
export function nearest(misspelt: string, names: readonly string[]): readonly string[] {
	const wanted = misspelt.toLowerCase();
	return names
		.map(name => ({ name, slips: slipsBetween(wanted, name.toLowerCase()) }))
		.filter(({ name, slips }) => name !== misspelt && slips <= Math.min(2, Math.floor((name.length - 1) / 2)))
		.sort((a, b) => a.slips - b.slips)
		.slice(0, 3)
		.map(({ name }) => name);
}

/** Letters to put in, leave out, change, or swap with the next one; far apart is far apart. */
export function slipsBetween(a: string, b: string): number {
	if (Math.abs(a.length - b.length) > 2) {
		return Infinity;
	}
	let before: readonly number[] = [];
	let last = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let row = 1; row <= a.length; row++) {
		const next = [row];
		for (let column = 1; column <= b.length; column++) {
			const same = a[row - 1] === b[column - 1];
			const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
			next.push(
				Math.min(
					(last[column] ?? 0) + 1,
					(next[column - 1] ?? 0) + 1,
					(last[column - 1] ?? 0) + (same ? 0 : 1),
					swapped ? (before[column - 2] ?? 0) + 1 : Infinity,
				),
			);
		}
		before = last;
		last = next;
	}
	return last[b.length] ?? Infinity;
}
