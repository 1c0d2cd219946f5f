import assert from 'node:assert/strict';
import fc from 'fast-check';
import { columnLetters } from '../../../../src/records/export/xlsx/sheetText';
import { digits, hostileText as text } from '../../../support/hostileTexts';
import { runs } from '../../../support/runs';
import { digitsOf, NumberCell, readSheets, xlsxOf } from '../../../support/xlsx';

const number = fc
	.tuple(fc.constantFrom('', '-'), digits, fc.option(digits, { nil: '' }))
	.map(([sign, whole, decimals]) => {
		const shortest = whole.replace(/^0+(?=\d)/u, '');
		return `${sign}${shortest}${decimals === '' ? '' : `.${decimals}`}`;
	});

suite('hostile values in XLSX', () => {
	test('come back exactly, by a reader of others', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.tuple(text, text, number), { minLength: 1, maxLength: 6 }), async records => {
				const { bytes } = await xlsxOf(
					records.map(([a, b, c]) => `{"a":${JSON.stringify(a)},"b":${JSON.stringify(b)},"c":${c}}`),
				);
				const [sheet] = await readSheets(bytes);
				const rows = sheet?.data.slice(1) ?? [];
				assert.equal(rows.length, records.length);
				records.forEach(([a, b, c], index) => {
					const row = rows[index] ?? [];
					const [first = '', second = '', third, ...rest] = row.map(digitsOf);
					// The pieces of long texts stand behind, one text after the other.
					const pieces = rest.join('');
					const restOfFirst = a.length - first.length;
					assert.equal(`${first}${pieces.slice(0, restOfFirst)}`, a);
					assert.equal(`${second}${pieces.slice(restOfFirst)}`, b);
					assert.equal(third, c);
					if (row[2] instanceof NumberCell) {
						assert.equal(Number(c).toFixed(c.includes('.') ? c.length - c.indexOf('.') - 1 : 0), c);
					}
				});
			}),
			{ numRuns: runs(100) },
		);
	});

	test('come back as names of columns', async () => {
		const names = ['_x0041_', '=1+1', ' a ', '<b>', '\u0001', '😀', '', '\ud800', 'a\r\nb'];
		const [sheet] = await readSheets(
			(await xlsxOf([JSON.stringify(Object.fromEntries(names.map(name => [name, 1])))])).bytes,
		);
		assert.deepEqual(
			sheet?.data[0]?.map(cell => cell ?? ''),
			names,
		);
	});
});

suite('the columns of a sheet', () => {
	test('are counted in letters', () => {
		assert.deepEqual([0, 25, 26, 51, 701, 702, 16_383].map(columnLetters), ['A', 'Z', 'AA', 'AZ', 'ZZ', 'AAA', 'XFD']);
	});
});
