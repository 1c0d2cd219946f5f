import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteBeside, PartFile, partOf, refuseInUse, targetOf } from '../../../src/disk/partFile';
import { thisComputer } from '../../../src/disk/processes';
import { UnfinishedFileError } from '../../../src/records/export/unfinishedFileError';

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
		assert.deepEqual(readdirSync(folder).toSorted(), [
			'leads.csv.part',
			'leads.csv.part.lock',
			'leads.csv.part.resume',
		]);
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
		const second = await PartFile.open(target, { bytes: 4 });
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

	test('is written by one at a time', async () => {
		const first = await PartFile.open(target);
		await first.append(bytesOf('kept'));
		const others = [PartFile.open(target), PartFile.open(target, { bytes: 2 }), PartFile.create(target)];
		for (const refused of [...others, refuseInUse(target)]) {
			await assert.rejects(refused, new UnfinishedFileError('inUse', 'leads.csv.part.lock'));
		}
		await first.finish();
		await refuseInUse(target);
		assert.equal(readFileSync(target, 'utf8'), 'kept');
		await (await PartFile.open(target)).discard();
		assert.deepEqual(readdirSync(folder), ['leads.csv']);
	});

	test('is free again when the process that wrote it has ended, and on another computer only the user knows that', async () => {
		const lock = `${partOf(target)}.lock`;
		const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
		const write = (holder: object) => {
			writeFileSync(lock, JSON.stringify({ process: other.pid, computer: thisComputer, run: 'other', ...holder }));
		};
		write({});
		await assert.rejects(PartFile.open(target), UnfinishedFileError);
		other.kill();
		await once(other, 'exit');
		write({ computer: 'elsewhere' });
		await assert.rejects(PartFile.open(target), UnfinishedFileError);
		for (const text of ['', '{"process":', 'null', '[]']) {
			writeFileSync(lock, text);
			await assert.rejects(PartFile.open(target), UnfinishedFileError);
		}
		// Its number was given to this process.
		for (const holder of [{}, { process: process.pid }]) {
			write(holder);
			await (await PartFile.open(target)).discard();
			assert.deepEqual(readdirSync(folder), []);
		}
	});

	test('is not written on where it is not what was written', async () => {
		writeFileSync(partOf(target), 'id');
		await assert.rejects(PartFile.open(target, { bytes: 3 }), new UnfinishedFileError('changed', 'leads.csv.part'));
		assert.equal(readFileSync(partOf(target), 'utf8'), 'id');
		rmSync(partOf(target));
		await assert.rejects(PartFile.open(target, { bytes: 3 }), UnfinishedFileError);
		assert.deepEqual(readdirSync(folder), []);
		writeFileSync(partOf(target), 'id,name');
		const tail = (text: string) => ({ bytes: text.length, tail: Buffer.from(text.slice(-2)).toString('base64') });
		await assert.rejects(PartFile.open(target, tail('id;')), UnfinishedFileError);
		await (await PartFile.open(target, tail('id,'))).close();
		assert.equal(readFileSync(partOf(target), 'utf8'), 'id,');
	});

	test('leaves no lock where it cannot get its name', async () => {
		mkdirSync(join(target, 'in the way'), { recursive: true });
		const file = await PartFile.open(target);
		await assert.rejects(file.finish());
		await file.close();
		assert.deepEqual(readdirSync(folder).toSorted(), ['leads.csv', 'leads.csv.part']);
	});

	test('keeps the note before where the next cannot be written', async () => {
		const file = await PartFile.open(target);
		await file.note(() => 'one', true);
		mkdirSync(`${partOf(target)}.resume.new`);
		await assert.rejects(file.note(() => 'two', true));
		assert.equal(await noteBeside(target), 'one');
		await file.close();
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
