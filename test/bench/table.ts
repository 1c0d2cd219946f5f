/** How a figure is judged: itself, what it adds to the one beside it, how many times that it is, or how many times better. */
export interface Target {
	readonly quantity: 'value' | 'difference' | 'ratio' | 'timesBetter';
	readonly bound: 'atMost' | 'atLeast';
	readonly limit: number;
}

export interface Measured {
	readonly name: string;
	readonly value: number;
}

/** One figure of ours, beside a peer or floor that was measured in the same run. */
export interface Figure {
	readonly what: string;
	/** MB and kB are millions and thousands of bytes. Of what is a second more is better, of everything else less. */
	readonly unit: 'ms' | 'MB/s' | 'records/s' | 'MB' | 'kB';
	readonly ours: number;
	readonly beside?: Measured;
	readonly target?: Target;
	/** How it was measured, where the numbers alone would mislead. */
	readonly note?: string;
}

/** What could not be measured on this machine, or broke. */
export interface Missing {
	readonly what: string;
	readonly skipped: string;
}

export type Row = Figure | Missing;

export type Verdict = 'ok' | 'missed' | '';

/** Nothing for a figure without a target: a floor is there to compare with. */
export function verdictOf(figure: Figure): Verdict {
	if (figure.target === undefined) {
		return '';
	}
	const { quantity, bound, limit } = figure.target;
	const value = quantityOf(figure, quantity);
	return (bound === 'atMost' ? value <= limit : value >= limit) ? 'ok' : 'missed';
}

function quantityOf(figure: Figure, quantity: Target['quantity']): number {
	const { ours, unit, beside } = figure;
	const other = beside?.value ?? Number.NaN;
	switch (quantity) {
		case 'value':
			return ours;
		case 'difference':
			return ours - other;
		case 'ratio':
			return ours / other;
		case 'timesBetter':
			return unit.endsWith('/s') ? ours / other : other / ours;
	}
}

/** The rows as lines with aligned columns, then the notes. */
export function tableText(rows: readonly Row[]): string {
	const cells = rows.map(row => ('skipped' in row ? [row.what, 'skipped', row.skipped] : cellsOf(row)));
	const header = ['what', 'ours', 'peer or floor', 'ours / it', 'target', ''];
	const widths = header.map((title, column) =>
		// A reason may be as long as it likes: nothing stands to the right of it.
		Math.max(title.length, ...cells.filter(row => row.length === header.length).map(row => row[column]?.length ?? 0)),
	);
	const lines = [header, widths.map(width => '-'.repeat(width)), ...cells].map(row =>
		row
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join('  ')
			.trimEnd(),
	);
	const notes = new Set(rows.flatMap(row => ('skipped' in row || row.note === undefined ? [] : [row.note])));
	return [...lines, '', ...notes].join('\n');
}

function cellsOf(figure: Figure): string[] {
	const { what, unit, ours, beside, target } = figure;
	return [
		what,
		`${digits(ours)} ${unit}`,
		beside ? `${beside.name} ${digits(beside.value)} ${unit}` : '',
		beside ? digits(ours / beside.value) : '',
		target ? targetText(target, unit) : '',
		verdictText(figure),
	];
}

function targetText({ quantity, bound, limit }: Target, unit: Figure['unit']): string {
	const words = { value: unit, difference: `${unit} more`, ratio: 'x', timesBetter: 'x better' };
	return `${bound === 'atMost' ? '<=' : '>='} ${limit} ${words[quantity]}`;
}

function verdictText(figure: Figure): string {
	const { target } = figure;
	if (target?.quantity !== 'difference' && target?.quantity !== 'timesBetter') {
		return verdictOf(figure);
	}
	// The other columns show neither of these.
	return `${verdictOf(figure)} (${digits(quantityOf(figure, target.quantity))})`;
}

/** Three digits, but never fewer than stand before the point. */
function digits(value: number): string {
	const before = Math.floor(Math.log10(Math.max(Math.abs(value), 0.001))) + 1;
	return value.toFixed(Math.max(0, Math.min(3, 3 - before)));
}

/** Of no values: NaN. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Why something is skipped, from what was thrown. */
export function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
