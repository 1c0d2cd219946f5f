import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteBeside, PartFile, partOf, targetOf } from '../../../src/disk/partFile';

const bytesOf = (text: string) => new TextEncoder().encode(text);

suite('the file of an export', () => {
	let folder: string;
	let target: string;

	setup(() => {
		folder = mkdtempSync(join(tmpdir(), 'export-'));
		target = join(folder, 'leads.csv');
	});

	teardown(() => {
		rmSync(folder, { recursive: true });
	});

	test('has its name only when it is whole', async () => {
		const file = await PartFile.open(target);
		await file.append(bytesOf('id\r\n'));
		await file.note(() => 'note', true);
		assert.deepEqual(readdirSync(folder).toSorted(), ['leads.csv.part', 'leads.csv.part.resume']);
		await file.append(bytesOf('1\r\n'));
		await file.finish();
		assert.deepEqual(readdirSync(folder), ['leads.csv']);
		assert.equal(readFileSync(target, 'utf8'), 'id\r\n1\r\n');
	});

	test('is written on behind what belongs to it, without what came before a crash', async () => {
		const first = await PartFile.open(target);
		await first.append(bytesOf('kept'));
		await first.append(bytesOf('half a pa'));
		await first.close();
		const second = await PartFile.open(target, 4);
		await second.append(bytesOf(' whole'));
		await second.finish();
		assert.equal(readFileSync(target, 'utf8'), 'kept whole');
	});

	test('has a note beside it that is written once a second and at the end, and goes where there is none', async () => {
		const file = await PartFile.open(target);
		assert.equal(await noteBeside(target), undefined);
		await file.note(() => 'one', false);
		await file.note(() => 'two', false);
		assert.equal(await noteBeside(target), 'one');
		await file.note(() => 'three', true);
		assert.equal(await noteBeside(target), 'three');
		await file.note(() => undefined, true);
		assert.equal(await noteBeside(target), undefined);
		await file.close();
		assert.ok(existsSync(partOf(target)));
	});

	test('is found by the unfinished one and by the note', () => {
		assert.deepEqual(['/a/b.csv.part', '/a/b.csv.part.resume', '/a/b.csv', '.part'].map(targetOf), [
			'/a/b.csv',
			'/a/b.csv',
			undefined,
			undefined,
		]);
	});
});
