import { stringAt, textAt } from '../../json/values';
import type { ColumnFacts } from './columnFacts';
import type { Cell } from './rows';

/** What stands in a cell; `absent`: the record has no such field. `blank` is the text without a character. */
export type CellKind = 'absent' | 'null' | 'blank' | 'text' | 'number' | 'boolean' | 'object' | 'list';

export function cellKind(cell: Cell | undefined): CellKind {
	if (cell === undefined) {
		return 'absent';
	}
	switch (cell.bytes[cell.start] ?? 0) {
		case 0x22:
			return cell.end - cell.start === 2 ? 'blank' : 'text';
		case 0x7b:
			return 'object';
		case 0x5b:
			return 'list';
		case 0x6e:
			return 'null';
		case 0x74:
		case 0x66:
			return 'boolean';
		default:
			return 'number';
	}
}

/** Has it nothing: no field, `null`, or a text without a character? */
export function isEmptyCell(cell: Cell | undefined): boolean {
	const kind = cellKind(cell);
	return kind === 'absent' || kind === 'null' || kind === 'blank';
}

/** What a text says; every other value as it came, with each digit. Nothing for what is empty. */
export function cellText(cell: Cell | undefined): string {
	if (cell === undefined || isEmptyCell(cell)) {
		return '';
	}
	return cell.bytes[cell.start] === 0x22 ? stringAt(cell.bytes, cell) : textAt(cell.bytes, cell);
}

/** Says a cell nothing? Flowlu also writes a date that is not set as one that there is not. @param text as `cellText` has it */
export function isEmptyText(text: string): boolean {
	return text === '' || text === '0000-00-00' || text === '0000-00-00 00:00:00';
}

/** What a value means, which a cell shows beside it: of a choice, a flag, or an id whose record is known. @param text as `cellText` has it */
export function meaningOf(
	text: string,
	facts: ColumnFacts | undefined,
	flags: { readonly yes: string; readonly no: string },
): string | undefined {
	if (facts?.kind === 'flag') {
		return text === '1' ? flags.yes : text === '0' ? flags.no : undefined;
	}
	return facts !== undefined && Object.hasOwn(facts.meanings, text) ? facts.meanings[text] : undefined;
}

/** The JSON as it came; undefined where the record has no such field. */
export function cellJson(cell: Cell | undefined): string | undefined {
	return cell && textAt(cell.bytes, cell);
}
