import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { createRequestQueue, type QueueOptions } from '../../../src/net/queue';

const plain: QueueOptions = { signal: new AbortController().signal, gap: 0 };
const background: QueueOptions = { ...plain, background: true };

suite('Queue with tasks in the background', () => {
	test('starts what somebody waits for before what came earlier in the background', async () => {
		const queue = createRequestQueue();
		const started: string[] = [];
		function run(name: string, options: QueueOptions): Promise<void> {
			return queue.run(
				'key',
				() => {
					started.push(name);
					return Promise.resolve();
				},
				options,
			);
		}
		await Promise.all([
			run('running', background),
			run('background 1', background),
			run('background 2', background),
			run('user 1', plain),
			run('user 2', plain),
			run('background 3', background),
		]);
		assert.deepEqual(started, ['running', 'user 1', 'user 2', 'background 1', 'background 2', 'background 3']);
	});

	test('tells those in the background that more is ahead of them now', async () => {
		const queue = createRequestQueue();
		const heard: number[] = [];
		await Promise.all([
			queue.run('key', () => Promise.resolve(), plain),
			queue.run('key', () => Promise.resolve(), { ...background, onWait: ahead => heard.push(ahead) }),
			queue.run('key', () => Promise.resolve(), plain),
		]);
		assert.deepEqual(heard, [1, 2, 1]);
	});

	test('keeps the gap between a task in the background and the next one', async () => {
		const queue = createRequestQueue();
		const times: number[] = [];
		const note = () => {
			times.push(performance.now());
			return Promise.resolve();
		};
		await Promise.all([
			queue.run('key', note, { ...background, gap: 50 }),
			queue.run('key', note, { ...background, gap: 50 }),
			queue.run('key', note, { ...plain, gap: 50 }),
		]);
		const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
		assert.ok(
			gaps.every(gap => gap >= 49),
			String(gaps),
		);
	});
});
