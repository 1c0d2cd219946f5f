import { requestErrors } from '../../http/build/request';
import { guardedName, promptsOf, rowFileOf } from '../../http/build/sendingMetadata';
import { isPlainName } from '../../http/build/variables';
import { filledIn } from '../../http/service/shownValues';
import type { Place } from '../../http/document/blockTracker';
import { type Problem, problemAt, type Span } from '../../http/problem';
import { originOf } from '../../flowlu/targetUrl';
import type { FileRefusal, Files } from '../ports';
import { stretchesAbove } from '../sessionChoice';
import { namedRows, readRowTable, type Row } from './readRows';
import type { RowFault, RowTable } from './rowTable';

/** The rows that a request is sent for, undefined where it names no file, or what keeps it from being sent. */
export interface PlannedRows {
	readonly rows: readonly Row[] | undefined;
	readonly problems: readonly Problem[];
}

/**
 * Reads the rows of a request, and looks whether all that it uses has a value then.
 * @param given names of variables that have values whatever the rows have
 * @param only what the rows are called by that are wanted; all where it is undefined
 */
export async function plannedRows(
	place: Place,
	given: ReadonlySet<string>,
	files: Pick<Files, 'read'>,
	only?: ReadonlySet<string>,
): Promise<PlannedRows> {
	const { uri, block } = place;
	const file = rowFileOf(block.metadata);
	const textErrors = [
		...misspeltAbove(place),
		...requestErrors(block, file === undefined ? given : { has: () => true }),
	];
	if (file === undefined || textErrors.length > 0) {
		const missing = file === undefined && only !== undefined ? missingRows(only, [], block.requestLine) : [];
		return { rows: undefined, problems: [...textErrors, ...missing] };
	}
	const bytes = await files.read(uri, file.path);
	const read = bytes instanceof Uint8Array ? await readRowTable(bytes, file.path) : bytes;
	const problems = rowProblems(place, read, given);
	if ('code' in read) {
		return { rows: undefined, problems };
	}
	const rows = namedRows(read, file.keyColumn?.name);
	const names = new Set([...given, ...read.columns]);
	const missing = missingRows(only ?? new Set(), rows, file.span);
	return {
		rows: only === undefined ? rows : rows.filter(({ name }) => only.has(name)),
		problems: [...requestErrors(block, names), ...problems, ...missing],
	};
}

/** A slip in the account or the key above the first request is one of every request that names none of its own. */
function misspeltAbove({ document, block }: Place): readonly Problem[] {
	const above = Array.from(stretchesAbove(document)).at(-1);
	if (above === undefined) {
		return [];
	}
	const isForBlock = (name: string | undefined): boolean =>
		name === 'key'
			? block.key === undefined
			: name === 'account' &&
				block.account === undefined &&
				originOf(filledIn(block.target, document.variableTable)) === undefined;
	return document.problems.filter(
		({ code, span, detail }) =>
			code === 'misspeltMetadata' && span.end <= above.start + above.text.length && isForBlock(guardedName(detail)),
	);
}

/** Rows that are wanted, and were there when the file was read before. */
function missingRows(wanted: ReadonlySet<string>, rows: readonly Row[], span: Span): readonly Problem[] {
	const names = new Set(rows.map(({ name }) => name));
	return [...wanted].filter(name => !names.has(name)).map(name => problemAt('missingRow', span, name));
}

/**
 * What is wrong with the file of rows of a request, and with what the request takes from it.
 * @param read of the file that it names: its columns, or why it cannot be used
 * @param given names of variables that have values whatever the rows have
 */
export function rowProblems(
	place: Pick<Place, 'document' | 'block'>,
	read: Pick<RowTable, 'columns'> | RowFault | FileRefusal,
	given: ReadonlySet<string>,
): readonly Problem[] {
	const file = rowFileOf(place.block.metadata);
	if (file === undefined) {
		return [];
	}
	if ('code' in read) {
		return [problemAt(read.code, file.span, read.detail === '' ? file.path : read.detail)];
	}
	const { keyColumn } = file;
	return keyColumn === undefined || read.columns.includes(keyColumn.name)
		? missingColumns(place, new Set([...given, ...read.columns]))
		: [problemAt('unknownKeyColumn', keyColumn.span, keyColumn.name)];
}

/** Variables that were taken for columns, and are none. */
function missingColumns(
	{ document, block }: Pick<Place, 'document' | 'block'>,
	names: ReadonlySet<string>,
): readonly Problem[] {
	const prompts = new Set(promptsOf(block.metadata).map(({ name }) => name));
	return block.uses
		.filter(
			({ name }) => isPlainName(name) && !names.has(name) && !prompts.has(name) && !document.variableTable.has(name),
		)
		.map(({ name, span }) => problemAt('unknownVariable', span, name));
}
