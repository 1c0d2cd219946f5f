import { writtenStep } from '../../json/paths/singularPath';
import { type JsonStep, membersOf } from '../../json/values';
import type { Cell, RecordRows } from './rows';

/**
 * The JSONPath (RFC 9535) of a value of a list response: `$.response.items[3].name`, `$.response.items[3]['a b']`.
 * @param list the path of the list itself
 * @param column its number, undefined for the whole record
 */
export function valuePath(list: string, rows: RecordRows, row: number, column: number | undefined): string {
	const steps = column === undefined ? [] : stepsTo(rows, row, column);
	return list + [row, ...steps].map(writtenStep).join('');
}

/** From the record to the value of a column. */
function stepsTo(rows: RecordRows, row: number, column: number): readonly JsonStep[] {
	const name = rows.columns[column]?.name;
	const cell = rows.cell(row, column);
	if (name === undefined || cell === undefined) {
		return name === undefined ? [] : [name];
	}
	const definitions = rows.cell(row, rows.columnOf('customfields') ?? -1);
	if (definitions !== undefined && definitions.start < cell.start && cell.end < definitions.end) {
		const { bytes } = definitions;
		const index = [...membersOf({ bytes, large: new Map() }, definitions)].findIndex(({ end }) => end >= cell.end);
		return ['customfields', index, 'value'];
	}
	return isMember(cell) ? [name] : [];
}

/** Else it is the record itself, which is no object: a colon stands before a member only. */
function isMember({ bytes, start }: Cell): boolean {
	let before = start - 1;
	while (spaces.has(bytes[before] ?? 0)) {
		before--;
	}
	return bytes[before] === colon;
}

const colon = 0x3a;
const spaces: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
