import type { ProblemCode } from '../../http/problem';

/** A file of rows as it was read: every value is text. */
export interface RowTable {
	readonly columns: readonly string[];
	readonly records: readonly RowRecord[];
}

export interface RowRecord {
	/** Where it begins in the file; the first line is 1. */
	readonly line: number;
	/** As many as there are columns, in their order. */
	readonly cells: readonly string[];
}

/** Why a file of rows cannot be used. */
export interface RowFault {
	readonly code: Extract<
		ProblemCode,
		| 'rowFileFormat'
		| 'rowFileEncoding'
		| 'rowFileSyntax'
		| 'noRows'
		| 'tooManyRows'
		| 'rowWithoutCells'
		| 'emptyColumn'
		| 'repeatedColumn'
		| 'columnName'
		| 'fileTooLarge'
	>;
	/** The line, the name of the column, or the limit that the message names; empty where it names the file. */
	readonly detail: string;
}

/** Rows of one file; each is a request. */
export const maxRows = 10_000;

/** Counts lines on the way through a text. */
export function lineCounter(text: string): (offset: number) => number {
	let [line, counted] = [1, 0];
	return offset => {
		for (let next = text.indexOf('\n', counted); next >= 0 && next < offset; next = text.indexOf('\n', counted)) {
			line++;
			counted = next + 1;
		}
		return line;
	};
}
