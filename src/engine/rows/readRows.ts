import { isPlainName, type GivenValues } from '../../http/build/variables';
import type { RowFault, RowTable } from './rowTable';

/** A row of the file that a request is sent for. */
export interface Row {
	/** What it alone is called by: the value of its key column, else its number, the first one is 1. */
	readonly name: string;
	/** Its columns as variables. */
	readonly values: GivenValues;
}

/** Names of files that can be read. */
export const rowFileName = /\.(?:csv|tsv|json|ndjson|jsonl)$/iu;

/** Bytes: more than ten thousand rows of what a request sends. */
const maxBytes = 20_000_000;

/**
 * Reads the rows of a file whose ending says what it is: CSV, TSV, a JSON array of objects, or an object a line. What is not told beyond doubt is
 * refused: a value that goes to the wrong place is worse than none.
 */
export async function readRowTable(bytes: Uint8Array, path: string): Promise<RowTable | RowFault> {
	if (bytes.length > maxBytes) {
		return { code: 'fileTooLarge', detail: '' };
	}
	const text = utf8Text(bytes);
	if (text === undefined) {
		return { code: 'rowFileEncoding', detail: '' };
	}
	const table = await tableIn(text, path);
	return 'code' in table ? table : (faultIn(table) ?? table);
}

/** Without byte order mark; undefined where it is another encoding, which would only be guessed. */
function utf8Text(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

/** What reads a format is loaded with its first file. */
async function tableIn(text: string, path: string): Promise<RowTable | RowFault> {
	const { ending = '' } = /\.(?<ending>[^./\\]+)$/u.exec(path)?.groups ?? {};
	switch (ending.toLowerCase()) {
		case 'csv':
			return (await import('./csvTable')).csvTable(text);
		case 'tsv':
			return (await import('./csvTable')).csvTable(text, '\t');
		case 'json':
			return (await import('./jsonTable')).jsonTable(text);
		case 'ndjson':
		case 'jsonl':
			return (await import('./jsonTable')).ndjsonTable(text);
		default:
			return { code: 'rowFileFormat', detail: '' };
	}
}

function faultIn({ columns, records }: RowTable): RowFault | undefined {
	const empty = columns.indexOf('');
	const repeated = columns.find((name, index) => columns.indexOf(name) !== index);
	const unusable = columns.find(name => !isPlainName(name));
	if (records.length === 0) {
		return { code: 'noRows', detail: '' };
	}
	if (empty >= 0) {
		return { code: 'emptyColumn', detail: String(empty + 1) };
	}
	if (repeated !== undefined) {
		return { code: 'repeatedColumn', detail: repeated };
	}
	return unusable === undefined ? undefined : { code: 'columnName', detail: unusable };
}

/**
 * The rows by their names: no two have the same, so that nothing that is told of one is taken for the other's.
 * @param keyColumn whose values the rows are called by
 */
export function namedRows({ columns, records }: RowTable, keyColumn: string | undefined): readonly Row[] {
	const names = new Set<string>();
	return records.map(({ cells }, index) => {
		const values = new Map(columns.map((name, column) => [name, cells[column] ?? '']));
		const number = String(index + 1);
		const key = (keyColumn === undefined ? undefined : values.get(keyColumn)) ?? '';
		let name = key === '' ? number : key;
		while (names.has(name)) {
			name += ` (${number})`;
		}
		names.add(name);
		return { name, values };
	});
}
