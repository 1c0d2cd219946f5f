import { RecordRows } from '../../../../src/records/table/rows';

/** Records as a list response has them. */
export function rowsOf(...json: readonly string[]): RecordRows {
	const rows = new RecordRows();
	for (const text of json) {
		done(rows.append(new TextEncoder().encode(text)));
	}
	return rows;
}

/** Carries out all steps at once. */
export function done<Result>(steps: Generator<unknown, Result>): Result {
	for (;;) {
		const { done: isDone, value } = steps.next();
		if (isDone === true) {
			return value;
		}
	}
}
