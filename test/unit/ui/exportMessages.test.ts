import { suite, test } from 'mocha';
import assert from 'node:assert/strict';
import { exportedText, progressText, recordsProgressText } from '../../../src/messages/exportMessages';
import type { PagingEnd, PagingPlace } from '../../../src/records/pages/pagingPlace';

suite('what is said of an export', () => {
	const place = (records: number, totalAtStart?: number): PagingPlace => ({
		way: { kind: 'byId', isProven: true },
		records,
		pages: 1,
		repeats: 0,
		twice: 0,
		pageSize: 100,
		...(totalAtStart !== undefined && { totalAtStart }),
	});
	const said = (end: PagingEnd, records: number, totalAtStart?: number) =>
		exportedText({ end, state: { place: place(records, totalAtStart), writer: {}, bytes: 0 } }, 'a.csv', String);

	test('has the form of the count, and its separators', () => {
		assert.equal(said({ kind: 'whole' }, 1), '1 record exported to a.csv.');
		assert.equal(said({ kind: 'whole' }, 1204), '1,204 records exported to a.csv.');
		assert.equal(said({ kind: 'max' }, 1), '1 record exported to a.csv, as many as were wanted. There may be more.');
		const cancelled: PagingEnd = { kind: 'short', because: 'cancelled' };
		assert.equal(said(cancelled, 1), 'a.csv is incomplete: it has 1 record. The export was cancelled.');
		assert.equal(said(cancelled, 1, 1204), 'a.csv is incomplete: it has 1 of 1,204 records. The export was cancelled.');
		const time = { milliseconds: 2000, pagesRead: 1 };
		assert.equal(progressText(place(1), undefined, time), '1 record · page 1');
		assert.equal(progressText(place(100, 1204), undefined, time), '100 of 1,204 records · page 1 of 13 · 24 s left');
		assert.equal(recordsProgressText(0, 1), '0 of 1 record written');
	});
});
