import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partOf } from '../../../src/disk/partFile';
import { exportFormats } from '../../../src/records/export/exportFormat';
import { findLeaks } from '../../support/canary';
import { changingRecords, ExportedList, pageSize, readBack } from '../../support/exportedList';

suite('the columns of an export', () => {
	let list: ExportedList;

	setup(async () => {
		list = await ExportedList.start();
	});
	teardown(() => list.close());

	test('are the members of all records, on whichever page they come, with every cell, in every format', async () => {
		for (let seed = 0; seed < 5; seed++) {
			list.records = changingRecords(seed);
			for (const format of exportFormats) {
				assert.equal((await list.write(list.job(format))).end.kind, 'whole');
				await list.takeWhole(format);
			}
		}
	});

	test('are those of the first page where no others come', async () => {
		list.records = changingRecords(1).map(({ id = 0 }) => ({ id, name: 'n' }));
		await list.write(list.job('csv'));
		await list.takeWhole('csv');
	});

	test('are those of a file that may lack records, too', async () => {
		list.records = changingRecords(4);
		list.isMoving = true;
		assert.equal((await list.write(list.job('csv', '?order_by[desc][]=id'))).end.kind, 'short');
		assert.deepEqual(list.names, ['leads.csv.part']);
		await list.assertCells('leads.csv.part', 'csv');
	});

	test('have no secret in their names or cells, on whichever page they come, nor has what stands beside them', async () => {
		const { secret } = list;
		list.records = changingRecords(5).map((record, index) =>
			index < 30 ? record : { ...record, [secret]: `x${secret}` },
		);
		list.beforePage = asked => {
			assert.notEqual(asked, 8);
		};
		for (const format of exportFormats) {
			list.restart();
			const { target } = list.job(format);
			assert.equal((await list.write(list.job(format))).end.kind, 'paused');
			const unfinished = [partOf(target), `${partOf(target)}.resume`].map(name => ({
				name,
				content: readFileSync(name),
			}));
			await list.resume({ target });
			const content = JSON.stringify(await readBack(target, format));
			assert.deepEqual(findLeaks({ secret }, [...unfinished, { name: target, content }]), []);
			assert.match(content, /x•••/u);
		}
	});

	test('are 16,384 at most: beyond that the export pauses and what came stays', async () => {
		const many = Object.fromEntries(Array.from({ length: 16_384 }, (_, index) => [`f${index}`, index]));
		list.records = [...changingRecords(6).slice(0, pageSize), { id: pageSize + 1, ...many }];
		for (const format of ['csv', 'xlsx'] as const) {
			const { end, state } = await list.write(list.job(format));
			assert.ok(end.kind === 'paused');
			assert.match(String(end.error), /^SheetLimitError/u);
			assert.equal(state.place.records, pageSize);
			assert.equal(readFileSync(join(list.folder, `leads.${format}.part`)).length, state.bytes);
		}
	});
});
