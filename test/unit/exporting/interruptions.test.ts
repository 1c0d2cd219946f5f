import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, symlinkSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { partOf } from '../../../src/disk/partFile';
import { describeFault } from '../../../src/messages/faultMessages';
import { exportFormats } from '../../../src/records/export/exportFormat';
import { CommandLine } from '../../support/commandLine';
import { changingRecords, ExportedList } from '../../support/exportedList';

suite('an export that is interrupted', () => {
	let list: ExportedList;

	setup(async () => {
		list = await ExportedList.start();
		list.records = changingRecords(2);
	});
	teardown(() => list.close());

	test('goes on after a pause at any page, whatever a crash left behind the last note', async () => {
		for (const format of exportFormats) {
			for (let page = 3; page <= 9; page += 2) {
				list.restart();
				list.beforePage = asked => {
					assert.ok(asked !== page && asked !== page + 2);
				};
				const job = list.job(format);
				assert.equal((await list.write(job)).end.kind, 'paused');
				appendFileSync(partOf(job.target), '1,2,"3\r\n{"id":');
				await list.resume(job);
				if (list.names.length > 1) {
					await list.resume(job);
				}
				await list.takeWhole(format);
			}
		}
	});

	test('goes on after it was cancelled at any page', async () => {
		for (const format of exportFormats) {
			for (let page = 2; page <= 9; page += 3) {
				const job = list.job(format);
				const controller = new AbortController();
				const { end } = await list.write(job, {
					signal: controller.signal,
					onPage: ({ place }) => {
						if (place.pages === page) {
							controller.abort();
						}
					},
				});
				assert.deepEqual(end, { kind: 'short', because: 'cancelled' });
				await list.resume(job);
				await list.takeWhole(format);
			}
		}
	});

	test('goes on after it was cancelled while the columns of a CSV file are completed', async () => {
		const controller = new AbortController();
		const job = list.job('csv');
		const { end } = await list.write(job, {
			signal: controller.signal,
			yieldToEventLoop: () => {
				if (list.names.includes('leads.csv.part.new')) {
					controller.abort();
				}
				return Promise.resolve();
			},
		});
		assert.deepEqual(end, { kind: 'short', because: 'cancelled' });
		assert.deepEqual(list.names, ['leads.csv.part', 'leads.csv.part.resume']);
		await list.resume(job);
		await list.takeWhole('csv');
	});

	test('keeps what came where the last file cannot be written, and goes on when it can', async () => {
		for (const format of ['csv', 'xlsx'] as const) {
			const job = list.job(format);
			const inTheWay = `${partOf(job.target)}.new`;
			mkdirSync(inTheWay);
			const { end } = await list.write(job);
			assert.ok(end.kind === 'paused');
			assert.match(String(end.error), /EISDIR/u);
			rmdirSync(inTheWay);
			await list.resume(job);
			await list.takeWhole(format);
		}
	});

	test('pauses and goes on where only its note cannot be written', async () => {
		const job = list.job('csv');
		const inTheWay = `${partOf(job.target)}.resume.new`;
		const controller = new AbortController();
		const { end } = await list.write(job, {
			signal: controller.signal,
			onPage: ({ place }) => {
				if (place.pages === 4) {
					mkdirSync(inTheWay);
					controller.abort();
				}
			},
		});
		assert.ok(end.kind === 'paused');
		assert.match(String(end.error), /EISDIR/u);
		rmdirSync(inTheWay);
		await list.resume(job);
		await list.takeWhole('csv');
	});

	test('keeps what came where the whole file cannot have its name, and goes on when it can', async () => {
		for (const format of exportFormats) {
			const job = list.job(format);
			mkdirSync(join(job.target, 'in the way'), { recursive: true });
			const { end } = await list.write(job);
			assert.ok(end.kind === 'paused');
			assert.match(String(end.error), /EISDIR|ENOTEMPTY|EEXIST/u);
			rmSync(job.target, { recursive: true });
			await list.resume(job);
			rmSync(`${partOf(job.target)}.new`, { force: true });
			await list.takeWhole(format);
		}
	});

	test('has the rest of a page that --max cut when it goes on without that', async () => {
		const job = list.job('csv');
		mkdirSync(join(job.target, 'in the way'), { recursive: true });
		const { end, state } = await list.write({ ...job, plan: { ...job.plan, max: 17 } });
		assert.deepEqual([end.kind, state.place.records], ['paused', 17]);
		rmSync(job.target, { recursive: true });
		await list.write({ ...job, state });
		await list.takeWhole('csv');
	});

	test('does not go on in a file that another export has begun anew', async () => {
		const pauseAt = (page: number) => {
			list.restart();
			list.beforePage = asked => {
				assert.notEqual(asked, page);
			};
		};
		const job = list.job('csv');
		pauseAt(3);
		const { state } = await list.write(job);
		list.records = changingRecords(5);
		pauseAt(7);
		await list.write(job);
		const { end } = await list.write({ ...job, state });
		assert.ok(end.kind === 'paused');
		assert.match(describeFault(end.error), /leads\.csv\.part was changed/u);
		pauseAt(0);
		await list.resume(job);
		await list.takeWhole('csv');
	});

	test('stays where it was when its file cannot be opened', async () => {
		list.beforePage = asked => {
			assert.notEqual(asked, 3);
		};
		const job = list.job('csv');
		const { state } = await list.write(job);
		const away = `${list.folder}-away`;
		await rename(list.folder, away);
		const again = await list.write({ ...job, state });
		assert.deepEqual([again.end.kind, again.state], ['paused', state]);
		await rename(away, list.folder);
		await list.write({ ...job, state });
		await list.takeWhole('csv');
	});

	test('says that the disk is full', async function () {
		if (!existsSync('/dev/full')) {
			this.skip();
		}
		for (const format of exportFormats) {
			const job = list.job(format);
			symlinkSync('/dev/full', partOf(job.target));
			const { end } = await list.write(job);
			assert.ok(end.kind === 'paused');
			assert.equal(describeFault(end.error), 'The disk is full.');
			assert.deepEqual(list.names, [`leads.${format}.part`]);
			rmSync(partOf(job.target));
			await list.write(job);
			await list.takeWhole(format);
		}
	});

	test('has no note, and goes on in the same window only, where the request holds a secret', async () => {
		list.beforePage = asked => {
			assert.notEqual(asked, 4);
		};
		const job = { ...list.job('csv'), headers: [['X-Note', `see ${list.secret}`]] as const };
		const { end, state } = await list.write(job);
		assert.equal(end.kind, 'paused');
		assert.deepEqual(list.names, ['leads.csv.part']);
		await list.write({ ...job, state });
		await list.takeWhole('csv');
	});
});

suite('an export whose process is killed', () => {
	let list: ExportedList;
	let line: CommandLine;

	setup(async () => {
		list = await ExportedList.start();
		list.records = changingRecords(3);
		line = await CommandLine.in({});
	});
	teardown(async () => {
		await line.close();
		await list.close();
	});

	const start = (onStart?: (process: ChildProcess) => void) =>
		line.start(['export', 'crm/lead/list', '--to', 'leads.csv'], {
			env: { FLOWLU_API_KEY: list.secret, FLOWLU_ACCOUNT: list.origin },
			...(onStart && { onStart }),
		});

	test('is alone in its file as long as it runs', async () => {
		let goOn = (): void => undefined;
		const reached = new Promise<void>(resolve => {
			list.beforePage = asked => {
				if (asked === 4) {
					resolve();
					return new Promise(released => (goOn = released));
				}
				return undefined;
			};
		});
		const first = start();
		await reached;
		const second = await start();
		assert.equal(second.code, 2);
		assert.match(
			second.stderr,
			/Another window or program writes this file\. If none does, delete leads\.csv\.part\.lock/u,
		);
		goOn();
		assert.equal((await first).code, 0);
		await rename(join(line.folder, 'leads.csv'), join(list.folder, 'leads.csv'));
		await list.takeWhole('csv');
	});

	test('leaves no lock that says nothing where nothing can be written', async function () {
		if (process.platform === 'win32') {
			this.skip();
		}
		const args = ['-c', 'ulimit -f 0 && exec "$@"', 'sh', process.execPath, resolve('out/cli/cli.cjs')];
		const child = spawn('sh', [...args, 'export', 'crm/lead/list', '--to', 'leads.csv'], {
			cwd: line.folder,
			env: { PATH: process.env['PATH'], FLOWLU_API_KEY: list.secret, FLOWLU_ACCOUNT: list.origin },
			stdio: 'ignore',
		});
		assert.deepEqual(await once(child, 'close'), [2, null]);
		assert.deepEqual(readdirSync(line.folder), []);
	});

	test('says that the disk is full, as of a file', async function () {
		if (!existsSync('/dev/full')) {
			this.skip();
		}
		symlinkSync('/dev/full', join(line.folder, 'leads.csv.part'));
		const { code, stderr } = await start();
		assert.equal(code, 2);
		assert.match(stderr, /The disk is full\./u);
	});

	test('has all records once when the same command has ended', async () => {
		for (const format of ['csv', 'json'] as const) {
			list.restart();
			let running: ChildProcess | undefined;
			list.beforePage = async asked => {
				if (asked === 4 || asked === 8) {
					running?.kill('SIGKILL');
					// Nobody waits for this page any more.
					await new Promise(() => undefined);
				}
			};
			const ended: (readonly [code: number | null, place: string])[] = [];
			for (let start = 0; start < 3; start++) {
				const env = { FLOWLU_API_KEY: list.secret, FLOWLU_ACCOUNT: list.origin };
				const args = ['export', 'crm/lead/list', '--to', `leads.${format}`];
				const { code, stderr } = await line.start(args, { env, onStart: process => (running = process) });
				ended.push([code, /^Continuing after/u.exec(stderr)?.[0] ?? '']);
			}
			assert.deepEqual(ended, [
				[null, ''],
				[null, 'Continuing after'],
				[0, 'Continuing after'],
			]);
			await rename(join(line.folder, `leads.${format}`), join(list.folder, `leads.${format}`));
			await list.takeWhole(format);
		}
	});
});
