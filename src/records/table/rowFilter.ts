import { cellText, isEmptyCell } from './cellText';
import { compareDecimals, parseDecimal } from '../../json/decimal';
import type { Cell, RecordRows } from './rows';

/** What is looked for: in all columns, and in single ones by their number. */
export interface RowFilter {
	readonly everywhere: string;
	readonly byColumn: ReadonlyMap<number, string>;
}

/** Cells that are looked at in one step: a few milliseconds. */
const workPerStep = 8000;

/**
 * The rows that fit, in steps and in the order that they came. What is written into the filter of a column may begin with `=`, `!=`, `<`, `<=`, `>` or
 * `>=`; `=` alone fits what is empty, `!=` alone what is not; else a cell fits that contains it, in capitals or not.
 * @param columns that are looked in for what is to be anywhere
 */
export function* filterRows(
	rows: RecordRows,
	{ everywhere, byColumn }: RowFilter,
	columns: readonly number[],
): Generator<void, Uint32Array> {
	const wanted = everywhere.trim().toLowerCase();
	const conditions = Array.from(byColumn, ([column, text]) => ({ column, fits: cellCondition(text) }));
	const found = new Uint32Array(rows.length);
	const cellsOfRow = 1 + conditions.length + (wanted === '' ? 0 : columns.length);
	let count = 0;
	let work = 0;
	for (let row = 0; row < rows.length; row++) {
		const fits =
			conditions.every(condition => condition.fits(rows.cell(row, condition.column))) &&
			(wanted === '' || columns.some(column => cellText(rows.cell(row, column)).toLowerCase().includes(wanted)));
		if (fits) {
			found[count++] = row;
		}
		work += cellsOfRow;
		if (work > workPerStep) {
			work = 0;
			yield;
		}
	}
	return found.slice(0, count);
}

/** What is written into the filter of a column: its sign, empty where there is none, and what is behind it. */
export interface WrittenCondition {
	readonly operator: '' | '=' | '!=' | '<' | '<=' | '>' | '>=';
	readonly value: string;
}

const operators: Readonly<Record<string, WrittenCondition['operator']>> = {
	...{ '=': '=', '!=': '!=', '≠': '!=', '<': '<', '>': '>' },
	...{ '<=': '<=', '≤': '<=', '>=': '>=', '≥': '>=' },
};

export function conditionIn(written: string): WrittenCondition {
	const text = written.trim();
	const [sign = ''] = /^(?:!=|≠|<=|≤|>=|≥|=|<|>)/u.exec(text) ?? [];
	return { operator: operators[sign] ?? '', value: text.slice(sign.length).trimStart() };
}

/** Whether a cell fits what is written into the filter of its column. */
function cellCondition(written: string): (cell: Cell | undefined) => boolean {
	const { operator, value } = conditionIn(written);
	const wanted = value.toLowerCase();
	switch (operator) {
		case '':
			return cell => cellText(cell).toLowerCase().includes(wanted);
		case '=':
			return cell => (wanted === '' ? isEmptyCell(cell) : isEqual(cellText(cell), value));
		case '!=':
			return cell => (wanted === '' ? !isEmptyCell(cell) : !isEqual(cellText(cell), value));
		case '<':
		case '<=':
		case '>':
		case '>=':
			// While the value is not yet written, nothing is left out.
			return cell => wanted === '' || (!isEmptyCell(cell) && isInOrder(operator, order(cellText(cell), value)));
	}
}

function isInOrder(operator: string, difference: number): boolean {
	const isEqualToo = (operator === '<=' || operator === '>=') && difference === 0;
	return isEqualToo || (operator.startsWith('<') ? difference < 0 : difference > 0);
}

function isEqual(text: string, value: string): boolean {
	return text.toLowerCase() === value.toLowerCase() || order(text, value) === 0;
}

/** Numbers by their value; all else, such as dates, by their characters. */
function order(text: string, value: string): number {
	const [one, other] = [parseDecimal(text), parseDecimal(value)];
	if (one !== undefined && other !== undefined) {
		return compareDecimals(one, other);
	}
	return text < value ? -1 : text > value ? 1 : 0;
}
