import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { summarize } from '../../../../src/records/table/summary';
import { topValues } from '../../../../src/records/table/topValues';
import { done, rowsOf } from './tableRows';

suite('the summary of cells', () => {
	function summary(json: string) {
		const rows = rowsOf(json);
		return done(summarize(Array.from({ length: rows.length }, (_, row) => rows.cell(row, 0))));
	}

	test('loses no digit of amounts, as text or not', () => {
		assert.deepEqual(summary('["0.10",0.2,"",null,"9007199254740993.07","0.10"]'), {
			count: 6,
			empty: 2,
			distinct: 3,
			numbers: {
				sum: '9007199254740993.47',
				average: '2251799813685248.3675',
				isRounded: false,
				min: '0.1',
				max: '9007199254740993.07',
			},
		});
		assert.deepEqual(summary('[-1,1e2,"-0.005"]').numbers, {
			sum: '98.995',
			average: '32.998333333',
			isRounded: true,
			min: '-1',
			max: '100',
		});
		assert.equal(summary('[-1,-1,0]').numbers?.average, '-0.666667');
	});

	test('has the earliest and the latest of dates, and neither of texts', () => {
		assert.deepEqual(summary('["2026-02-01","2025-12-31 10:00:00",""]').dates, {
			min: '2025-12-31 10:00:00',
			max: '2026-02-01',
		});
		assert.deepEqual(summary('["2026-02-01","0000-00-00","0000-00-00 00:00:00"]'), {
			count: 3,
			empty: 2,
			distinct: 1,
			dates: { min: '2026-02-01', max: '2026-02-01' },
		});
		assert.deepEqual(summary('["a",1,"2026-02-01"]'), { count: 3, empty: 0, distinct: 3 });
		assert.deepEqual(summary('[]'), { count: 0, empty: 0, distinct: 0 });
	});

	test('adds no number that would take long to write', () => {
		assert.equal(summary('[1e999999999]').numbers, undefined);
		assert.equal(summary('[1e300,1]').numbers?.sum, `1${'0'.repeat(299)}1`);
	});

	test('is a list of the most frequent values, too', () => {
		const rows = rowsOf('["b","a",1,"1",null,"c","a","0000-00-00",[1],"a"]');
		const cells = Array.from({ length: rows.length }, (_, row) => rows.cell(row, 0));
		assert.deepEqual(done(topValues(cells, 3)), {
			count: 10,
			empty: 2,
			top: [
				{ text: 'a', count: 3 },
				{ text: '1', count: 2 },
				{ text: 'b', count: 1 },
			],
			others: { distinct: 2, count: 2 },
		});
		assert.deepEqual(done(topValues([], 3)), { count: 0, empty: 0, top: [], others: { distinct: 0, count: 0 } });
	});
});
