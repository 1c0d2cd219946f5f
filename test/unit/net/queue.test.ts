import assert from 'node:assert/strict';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { suite, test } from 'mocha';
import { CancelledError } from '../../../src/net/networkErrors';
import { createRequestQueue, type QueueOptions } from '../../../src/net/queue';

const never = new AbortController().signal;
const plain: QueueOptions = { signal: never, gap: 0 };

/** A task that starts when the queue says so and ends when the test says so. */
function gate() {
	const { promise, resolve } = deferred();
	return { open: resolve, task: () => promise };
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
	let resolve = () => {
		// Replaced at once by the promise's own.
	};
	const promise = new Promise<void>(done => {
		resolve = done;
	});
	return { promise, resolve };
}

suite('Queue', () => {
	test('runs the tasks of a key one after another, in their order', async () => {
		const queue = createRequestQueue();
		const events: string[] = [];
		const tasks = ['a', 'b', 'c'].map(name =>
			queue.run(
				'key',
				async () => {
					events.push(`${name} starts`);
					await turn();
					events.push(`${name} ends`);
				},
				plain,
			),
		);
		await Promise.all(tasks);
		assert.deepEqual(events, ['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
	});

	test('keys do not wait for one another', async () => {
		const queue = createRequestQueue();
		const busy = gate();
		const first = queue.run('one', busy.task, plain);
		assert.equal(await queue.run('two', () => Promise.resolve('done'), plain), 'done');
		busy.open();
		await first;
	});

	test('goes on after a task that failed, and gives each its own result', async () => {
		const queue = createRequestQueue();
		const failure = new Error('failed');
		const results = await Promise.allSettled([
			queue.run('key', () => Promise.reject(failure), plain),
			queue.run(
				'key',
				() => {
					throw failure;
				},
				plain,
			),
			queue.run('key', () => Promise.resolve(3), plain),
		]);
		assert.deepEqual(results, [
			{ status: 'rejected', reason: failure },
			{ status: 'rejected', reason: failure },
			{ status: 'fulfilled', value: 3 },
		]);
	});

	test('holds the next task back for the gap, counted from start to start', async () => {
		const queue = createRequestQueue();
		const starts: number[] = [];
		await Promise.all(
			[0, 0, 0].map(() =>
				queue.run(
					'key',
					() => {
						starts.push(performance.now());
						return Promise.resolve();
					},
					{ signal: never, gap: 20 },
				),
			),
		);
		assert.deepEqual(
			starts.slice(1).map((start, index) => start - (starts[index] ?? 0) >= 19),
			[true, true],
		);
	});

	test('a task that took longer than the gap is followed at once', async () => {
		const queue = createRequestQueue();
		const heard: number[] = [];
		const busy = gate();
		const first = queue.run('key', busy.task, { signal: never, gap: 1 });
		const second = queue.run('key', () => Promise.resolve(), {
			signal: never,
			gap: 1,
			onWait: ahead => heard.push(ahead),
		});
		await wait(10);
		busy.open();
		await Promise.all([first, second]);
		// With a gap to wait for it would also have heard 0.
		assert.deepEqual(heard, [1]);
	});

	test('serves a thousand tasks in their order, however many keep coming', async () => {
		const queue = createRequestQueue();
		const order: number[] = [];
		await Promise.all(
			Array.from({ length: 1000 }, (_, index) =>
				queue.run(
					'key',
					async () => {
						order.push(index);
						if (index % 3 === 0) {
							await turn();
						}
					},
					{ signal: new AbortController().signal, gap: 0 },
				),
			),
		);
		assert.deepEqual(
			order,
			Array.from({ length: 1000 }, (_, index) => index),
		);
	});

	test('never starts a task that was cancelled while waiting, nor one cancelled before', async () => {
		const queue = createRequestQueue();
		const started: string[] = [];
		const start = (name: string) => () => Promise.resolve(started.push(name));
		const busy = gate();
		const first = queue.run('key', busy.task, plain);
		const cancellation = new AbortController();
		const cancelled = queue.run('key', start('cancelled'), { signal: cancellation.signal, gap: 0 });
		const early = queue.run('key', start('early'), { signal: AbortSignal.abort(), gap: 0 });
		const last = queue.run('key', start('last'), plain);
		cancellation.abort();
		await assert.rejects(cancelled, CancelledError);
		await assert.rejects(early, CancelledError);
		busy.open();
		await Promise.all([first, last]);
		assert.deepEqual(started, ['last']);
	});

	test('a task cancelled during the gap makes way for the next', async () => {
		const queue = createRequestQueue();
		await queue.run('key', () => Promise.resolve(), plain);
		const cancellation = new AbortController();
		const patient = queue.run('key', () => Promise.resolve('started'), { signal: cancellation.signal, gap: 60_000 });
		const next = queue.run('key', () => Promise.resolve('next'), plain);
		cancellation.abort();
		await assert.rejects(patient, CancelledError);
		assert.equal(await next, 'next');
	});

	test('a cancellation after the end changes nothing', async () => {
		const queue = createRequestQueue();
		const cancellation = new AbortController();
		const options = { signal: cancellation.signal, gap: 0 };
		const busy = gate();
		await queue.run('key', () => Promise.resolve(), options);
		const running = queue.run('key', busy.task, plain);
		const waiting = queue.run('key', () => Promise.resolve('waited'), plain);
		cancellation.abort();
		busy.open();
		await running;
		assert.equal(await waiting, 'waited');
	});
});

suite('Queue: how long the wait is', () => {
	test('a task that starts at once hears nothing', async () => {
		const heard: number[] = [];
		await createRequestQueue().run('key', () => Promise.resolve(), { ...plain, onWait: ahead => heard.push(ahead) });
		assert.deepEqual(heard, []);
	});

	test('hears once of every change of the number ahead', async () => {
		const queue = createRequestQueue();
		const heard: (readonly [name: string, ahead: number])[] = [];
		const gates = [gate(), gate(), gate()];
		const runs = gates.map(({ task }, index) =>
			queue.run('key', task, { ...plain, onWait: ahead => heard.push([`task ${index}`, ahead]) }),
		);
		assert.deepEqual(heard.splice(0), [
			['task 1', 1],
			['task 2', 2],
		]);
		gates[0]?.open();
		await runs[0];
		assert.deepEqual(heard.splice(0), [['task 2', 1]]);
		gates[1]?.open();
		gates[2]?.open();
		await Promise.all(runs);
		assert.deepEqual(heard, []);
	});

	test('hears that one ahead was cancelled', async () => {
		const queue = createRequestQueue();
		const heard: number[] = [];
		const busy = gate();
		const first = queue.run('key', busy.task, plain);
		const cancellation = new AbortController();
		const cancelled = queue.run('key', () => Promise.resolve(), { ...plain, signal: cancellation.signal });
		const last = queue.run('key', () => Promise.resolve(), { ...plain, onWait: ahead => heard.push(ahead) });
		cancellation.abort();
		await assert.rejects(cancelled, CancelledError);
		assert.deepEqual(heard, [2, 1]);
		busy.open();
		await Promise.all([first, last]);
	});

	test('hears that only the gap is left to wait for', async () => {
		const queue = createRequestQueue();
		const heard: number[] = [];
		const busy = gate();
		const first = queue.run('key', busy.task, plain);
		const cancellation = new AbortController();
		const second = queue.run('key', () => Promise.resolve(), {
			signal: cancellation.signal,
			gap: 60_000,
			onWait: ahead => heard.push(ahead),
		});
		busy.open();
		await first;
		assert.deepEqual(heard, [1, 0]);
		cancellation.abort();
		await assert.rejects(second, CancelledError);
	});
});
