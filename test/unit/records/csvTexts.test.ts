import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'papaparse';
import { CsvWidener } from '../../../src/records/export/csvWidener';
import { CsvWriter } from '../../../src/records/export/csvWriter';
import { guardFormulas } from '../../../src/records/formulaGuard';
import { listItems } from '../../../src/records/listItems';
import { hostileText } from '../../support/hostileTexts';
import { jsonOf } from '../../support/pagedList';
import { runs } from '../../support/runs';

suite('hostile values in CSV', () => {
	test('come back but for the guard, as cells and as names of columns, by a reader of others', () => {
		const rows = fc.array(fc.tuple(hostileText, hostileText), { minLength: 1, maxLength: 6 });
		fc.assert(
			fc.property(hostileText, rows, fc.constantFrom(',', ';', '\t', '|'), (name, records, delimiter) => {
				const items = records.map(([a, b]) => JSON.stringify({ a, [`b${name}`]: b }));
				const json = jsonOf(`{"response":{"items":[${items.join()}]}}`);
				const options = { delimiter, hasMark: true };
				const bytes = new CsvWriter(options).write(json, [...listItems(json)]);
				const read: (readonly string[])[] = [];
				// Behind the mark, for one that a cell begins with is its own.
				parse(inUtf8(bytes.subarray(3)), {
					delimiter,
					newline: '\r\n',
					step: ({ data, errors }) => {
						assert.deepEqual(errors, []);
						read.push(data);
					},
				});
				const columns = ['a', `b${name}`];
				const cells = [columns, ...records].map(row => row.map(guardFormulas));
				// Half of a surrogate pair is no character that UTF-8 has.
				assert.deepEqual(read, [...cells.map(row => row.map(text => inUtf8(new TextEncoder().encode(text)))), ['']]);
				// What has all of its columns stays as it is.
				assert.deepEqual(new CsvWidener(columns, options).write(bytes), bytes);
			}),
			{ numRuns: runs(300) },
		);
	});
});

function inUtf8(bytes: Uint8Array): string {
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
