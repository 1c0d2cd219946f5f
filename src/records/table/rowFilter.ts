import { cellText, isEmptyText } from './cellText';
import { compareDecimals, parseDecimal } from '../../json/decimal';
import type { RecordRows } from './rows';

/** What is looked for: in all columns, and in single ones by their number. */
export interface RowFilter {
	readonly everywhere: string;
	readonly byColumn: ReadonlyMap<number, string>;
}

/** Cells that are looked at in one step: a few milliseconds. */
const workPerStep = 8000;

/** What a cell shows beside its value: `Zoë Müller` beside an id. @param text of the cell @param column its number */
type MeaningOf = (text: string, column: number) => string | undefined;

/**
 * The rows that fit, in steps and in the order that they came. What is written into the filter of a column may begin with `=`, `!=`, `<`, `<=`, `>` or
 * `>=`; `=` alone fits what is empty, `!=` alone what is not; else a cell fits that contains it with what it means, in capitals or not.
 * @param columns that are looked in for what is to be anywhere
 */
export function* filterRows(
	rows: RecordRows,
	{ everywhere, byColumn }: RowFilter,
	columns: readonly number[],
	meaningOf: MeaningOf,
): Generator<void, Uint32Array> {
	const wanted = everywhere.trim().toLowerCase();
	const contains = (text: string, column: number, part: string): boolean => {
		const meaning = meaningOf(text, column);
		return (meaning === undefined ? text : `${text} ${meaning}`).toLowerCase().includes(part);
	};
	const conditions = Array.from(byColumn, ([column, written]) => {
		const { operator, value } = conditionIn(written);
		const part = value.toLowerCase();
		const fits = operator === '' ? (text: string) => contains(text, column, part) : textCondition(operator, value);
		return { column, fits };
	});
	const found = new Uint32Array(rows.length);
	const cellsOfRow = 1 + conditions.length + (wanted === '' ? 0 : columns.length);
	let count = 0;
	let work = 0;
	for (let row = 0; row < rows.length; row++) {
		const fits =
			conditions.every(condition => condition.fits(cellText(rows.cell(row, condition.column)))) &&
			(wanted === '' || columns.some(column => contains(cellText(rows.cell(row, column)), column, wanted)));
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
	'=': '=',
	'!=': '!=',
	'≠': '!=',
	'<': '<',
	'>': '>',
	'<=': '<=',
	'≤': '<=',
	'>=': '>=',
	'≥': '>=',
};

export function conditionIn(written: string): WrittenCondition {
	const text = written.trim();
	const [sign = ''] = /^(?:!=|≠|<=|≤|>=|≥|=|<|>)/u.exec(text) ?? [];
	return { operator: operators[sign] ?? '', value: text.slice(sign.length).trimStart() };
}

/** Whether the text of a cell fits a condition with a sign. */
function textCondition(operator: Exclude<WrittenCondition['operator'], ''>, value: string): (text: string) => boolean {
	switch (operator) {
		case '=':
			return text => (value === '' ? isEmptyText(text) : isEqual(text, value));
		case '!=':
			return text => (value === '' ? !isEmptyText(text) : !isEqual(text, value));
		case '<':
		case '<=':
		case '>':
		case '>=':
			// While the value is not yet written, nothing is left out.
			return text => value === '' || (!isEmptyText(text) && isInOrder(operator, order(text, value)));
	}
}

function isInOrder(operator: string, difference: number): boolean {
	const isEqualToo = (operator === '<=' || operator === '>=') && difference === 0;
	return isEqualToo || (operator.startsWith('<') ? difference < 0 : difference > 0);
}

function isEqual(text: string, value: string): boolean {
	return text.toLowerCase() === value.toLowerCase() || order(text, value) === 0;
}

const day = /^\d{4}-\d\d-\d\d$/u;
const moment = /^\d{4}-\d\d-\d\d[ T]\d\d:/u;

/** Numbers by their value; all else, such as dates, by their characters. A day stands for all of its moments, as it does at the server. */
function order(text: string, value: string): number {
	const [one, other] = [parseDecimal(text), parseDecimal(value)];
	if (one !== undefined && other !== undefined) {
		return compareDecimals(one, other);
	}
	const compared = day.test(value) && moment.test(text) ? text.slice(0, value.length) : text;
	return compared < value ? -1 : compared > value ? 1 : 0;
}
