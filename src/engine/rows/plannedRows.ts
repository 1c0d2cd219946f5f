import { requestErrors } from '../../http/build/request';
import { promptsOf, rowFileOf } from '../../http/build/sendingMetadata';
import { isPlainName } from '../../http/build/variables';
import type { Place } from '../../http/document/blockTracker';
import { type Problem, problemAt } from '../../http/problem';
import type { Files } from '../ports';
import { readRows, type Row } from './readRows';

/** The rows that a request is sent for, undefined where it names no file, or what keeps it from being sent. */
export interface PlannedRows {
	readonly rows: readonly Row[] | undefined;
	readonly problems: readonly Problem[];
}

/**
 * Reads the rows of a request, and looks whether all that it uses has a value then.
 * @param given names of variables that have values whatever the rows have
 */
export async function plannedRows(
	place: Place,
	given: ReadonlySet<string>,
	files: Pick<Files, 'read'>,
): Promise<PlannedRows> {
	const { uri, block } = place;
	const file = rowFileOf(block.metadata);
	const textErrors = requestErrors(block, file === undefined ? given : { has: () => true });
	if (file === undefined || textErrors.length > 0) {
		return { rows: undefined, problems: textErrors };
	}
	const bytes = await files.read(uri, file.path);
	const read = bytes instanceof Uint8Array ? await readRows(bytes, file.path, file.keyColumn) : bytes;
	if ('code' in read) {
		return { rows: undefined, problems: [problemAt(read.code, file.span, read.detail)] };
	}
	const names = new Set([...given, ...(read[0]?.values.keys() ?? [])]);
	return { rows: read, problems: [...requestErrors(block, names), ...missingColumns(place, names)] };
}

/** Variables that were taken for columns, and are none. */
function missingColumns({ document, block }: Place, names: ReadonlySet<string>): readonly Problem[] {
	const prompts = new Set(promptsOf(block.metadata).map(({ name }) => name));
	return block.uses
		.filter(
			({ name }) => isPlainName(name) && !names.has(name) && !prompts.has(name) && !document.variableTable.has(name),
		)
		.map(({ name, span }) => problemAt('unknownVariable', span, name));
}
