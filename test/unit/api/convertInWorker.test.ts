import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { convertInWorker, type WorkerLimits, type WorkerResult } from '../../../src/features/api/convertInWorker';

const inputOf = () => ({ bytes: new Uint8Array(1), name: 'made.json', bundled: '{}' });

suite('Reading a document in a thread of its own', () => {
	let folder: string;
	suiteSetup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'worker-'));
	});
	suiteTeardown(() => rm(folder, { recursive: true }));

	/** A program that does this instead. */
	async function programOf(text: string): Promise<string> {
		const file = join(folder, 'program.mjs');
		await writeFile(file, text);
		return file;
	}

	async function convertedBy(text: string, limits: WorkerLimits = {}): Promise<WorkerResult> {
		return convertInWorker(await programOf(text), inputOf(), new AbortController().signal, limits);
	}

	test('is not begun where it was cancelled before', async () => {
		await assert.rejects(convertInWorker('/there/is/no/such/program.mjs', inputOf(), AbortSignal.abort()), {
			name: 'CancelledError',
		});
	});

	test('ends when it is cancelled', async () => {
		const file = await programOf('for (;;);');
		const controller = new AbortController();
		const converting = convertInWorker(file, inputOf(), controller.signal);
		controller.abort();
		await assert.rejects(converting, { name: 'CancelledError' });
	});

	test('says that it takes too long', async () => {
		assert.deepEqual(await convertedBy('for (;;);', { timeoutMs: 1 }), {
			kind: 'failed',
			problem: 'tooSlow',
			detail: '',
		});
	});

	test('says that it needs too much memory', async () => {
		const program = 'const all = []; for (;;) { all.push(new Array(1000).fill({})); }';
		assert.deepEqual(await convertedBy(program, { maxMemoryMb: 16 }), {
			kind: 'failed',
			problem: 'tooComplex',
			detail: '',
		});
	});

	test('fails as its thread does', async () => {
		await assert.rejects(convertedBy('throw new Error("made up");'), { message: 'made up' });
		await assert.rejects(convertedBy('process.exit(3);'), { message: 'The thread ended without a result (3).' });
	});
});
