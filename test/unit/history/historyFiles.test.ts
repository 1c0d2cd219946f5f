import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
	appendFileSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setup, suite, teardown, test } from 'mocha';
import type { HistoryEntry } from '../../../src/features/history/historyEntry';
import { HistoryFiles } from '../../../src/features/history/historyFiles';

suite('the files of the history', () => {
	let folder: string;
	let now = 1_000_000;
	let unreadable: string[] = [];

	setup(() => {
		folder = join(mkdtempSync(join(tmpdir(), 'history-')), 'history');
		now = 1_000_000;
		unreadable = [];
	});
	teardown(() => {
		rmSync(join(folder, '..'), { recursive: true, force: true });
	});

	/** As another window has it. */
	function openFiles(): HistoryFiles {
		return new HistoryFiles(folder, {
			onUnreadable: (file, lines) => unreadable.push(`${file} ${lines}`),
			limits: { entries: 20, age: 1000 },
			now: () => now,
		});
	}

	function entry(target: string, at = now, account = 'acme'): HistoryEntry {
		return {
			id: randomUUID(),
			at,
			account: { name: account, origin: `https://${account}.flowlu.com` },
			key: 'Main',
			writes: false,
			result: { kind: 'failed' },
			request: { method: 'GET', target, headers: [['A', 'b']] },
		};
	}

	function linesOf(name = ''): number {
		return readFileSync(join(folder, name), 'utf8')
			.split('\n')
			.filter(line => line !== '').length;
	}

	async function targets(files = openFiles()): Promise<readonly (readonly string[])[]> {
		return (await files.all()).map(entries => entries.map(({ request }) => request.target));
	}

	test('have the entries of each account, the newest first', async () => {
		const files = openFiles();
		assert.deepEqual(await files.all(), []);
		const first = entry('a', now);
		await files.append(first);
		await files.append(entry('x', now + 1, 'other'));
		await files.append(entry('b', now + 2));
		assert.deepEqual(await targets(files), [['b', 'a'], ['x']]);
		assert.deepEqual((await files.all())[0]?.[1], first);
		assert.equal(statSync(folder).mode & 0o077, 0, 'nobody else reads the folder');
		assert.ok(readdirSync(folder).every(name => (statSync(join(folder, name)).mode & 0o077) === 0));
	});

	test('lose what is too old or too much when a window first uses them', async () => {
		const files = openFiles();
		for (let number = 0; number < 30; number++) {
			await files.append(entry(String(number), now + number));
		}
		const lines = () => linesOf(readdirSync(folder)[0]);
		assert.ok(lines() > 20, 'not at each entry');
		assert.deepEqual((await targets())[0]?.length, 20);
		assert.equal(lines(), 20);
		now += 1025;
		assert.deepEqual(await targets(), [['29', '28', '27', '26', '25']]);
		now += 2000;
		assert.deepEqual(await targets(), []);
		assert.deepEqual(readdirSync(folder), [], 'an account without entries has no file');
	});

	test('lose what is too old of every account, when a window first adds to one and after a day', async () => {
		await openFiles().append(entry('a', now, 'left'));
		now += 2000;
		const files = openFiles();
		await files.append(entry('b'));
		const names = () => readdirSync(folder).map(name => /https%3A%2F%2F(\w+)/u.exec(name)?.[1]);
		assert.deepEqual(names(), ['acme']);
		await files.append(entry('c', now, 'other'));
		now += 2000;
		await files.append(entry('d'));
		assert.deepEqual(names(), ['acme', 'other']);
		now += 24 * 3_600_000;
		await files.append(entry('e'));
		assert.deepEqual(names(), ['acme']);
		assert.equal(linesOf(readdirSync(folder)[0]), 1);
	});

	test('do not grow without an end while a window is open', async () => {
		const files = openFiles();
		for (let number = 0; number < 95; number++) {
			await files.append(entry(String(number), now + number));
		}
		const lines = linesOf(readdirSync(folder)[0]);
		assert.ok(lines <= 40, `${lines} lines where 20 are kept`);
		assert.deepEqual((await targets(files))[0]?.slice(0, 2), ['94', '93']);
	});

	test('say once that lines cannot be read, and keep the others', async () => {
		const files = openFiles();
		await files.append(entry('a'));
		const name = readdirSync(folder)[0] ?? '';
		appendFileSync(join(folder, name), '{"id":"cut o');
		await files.append(entry('b', now + 1));
		appendFileSync(join(folder, name), '\n7\n{"at":1}\n{"at":1,"id":"x","request":{"headers":[1]}}\n');
		const other = openFiles();
		assert.deepEqual(await targets(other), [['b', 'a']]);
		assert.deepEqual(await targets(other), [['b', 'a']]);
		assert.deepEqual(unreadable, [`${name} 4`]);
	});

	test('take an entry also where the file of another account cannot be read', async () => {
		await openFiles().append(entry('a', now, 'other'));
		const [other = ''] = readdirSync(folder);
		rmSync(join(folder, other));
		mkdirSync(join(folder, other));
		const files = openFiles();
		await assert.rejects(files.append(entry('b')));
		await files.append(entry('c'));
		rmSync(join(folder, other), { recursive: true });
		assert.deepEqual(await targets(), [['c', 'b']]);
	});

	test('have entries deleted and cleared, for other windows too', async () => {
		const [files, other] = [openFiles(), openFiles()];
		const [a, b] = [entry('a'), entry('b', now + 1)];
		await files.append(a);
		await files.append(b);
		await files.append(entry('x', now, 'other'));
		await targets(other);
		await other.delete(a);
		assert.deepEqual(await targets(files), [['b'], ['x']]);
		assert.ok(!readdirSync(folder).some(name => readFileSync(join(folder, name), 'utf8').includes(`"id":"${a.id}"`)));
		// Another window that held the entry while it was deleted writes it again.
		await files.append(a);
		assert.deepEqual(await targets(), [['b'], ['x']]);
		await files.clear(b.account.origin);
		assert.deepEqual(await targets(other), [['x']]);
		await files.clear();
		assert.deepEqual(await targets(other), []);
		assert.deepEqual(readdirSync(folder), []);
	});

	test('lose nothing when a window dies while it leaves out what is old', async () => {
		await openFiles().append(entry('a'));
		const [name = ''] = readdirSync(folder);
		renameSync(join(folder, name), join(folder, `${name}.dead.old`));
		await openFiles().append(entry('b', now + 1));
		assert.deepEqual(await targets(), [['b', 'a']]);
		assert.deepEqual(readdirSync(folder), [name]);
	});

	test('lose nothing of two windows that write, read and leave out at once', async () => {
		const before = openFiles();
		for (let number = 0; number < 10; number++) {
			await before.append(entry(`old ${number}`, now - 2000));
		}
		const windows = [openFiles(), openFiles(), openFiles()];
		await Promise.all(
			windows.flatMap((files, window) =>
				Array.from({ length: 6 }, async (_none, number) => {
					await files.append(entry(`${window}/${number}`));
					await files.delete(entry('never there'));
					await files.all();
				}),
			),
		);
		const [found = []] = await targets();
		assert.deepEqual(
			found.toSorted(),
			[0, 1, 2].flatMap(window => Array.from({ length: 6 }, (_none, number) => `${window}/${number}`)),
		);
	});
});
