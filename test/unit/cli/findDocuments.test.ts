import assert from 'node:assert/strict';
import { chmod, mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { findDocuments, type UnfoundDocument } from '../../../src/cli/documents/findDocuments';

suite('documents that are not found', () => {
	let folder: string;

	suiteSetup(async function () {
		if (process.platform === 'win32') {
			this.skip();
		}
		folder = await mkdtemp(join(tmpdir(), 'documents-'));
		await chmod(folder, 0o755);
		await mkdir(join(folder, 'tests', 'closed'), { recursive: true });
		for (const name of ['a', 'closed', 'z']) {
			await writeFile(join(folder, 'tests', `${name}.flowlu.http`), 'GET crm/lead/list\n');
		}
		await chmod(join(folder, 'tests', 'closed.flowlu.http'), 0);
		await chmod(join(folder, 'tests', 'closed'), 0);
		await symlink('loop.flowlu.http', join(folder, 'loop.flowlu.http'));
	});
	suiteTeardown(() => rm(folder, { recursive: true, force: true }));

	/** As somebody who may not read everything, which root may. */
	async function unfound(...named: readonly string[]): Promise<readonly UnfoundDocument[]> {
		const isRoot = process.getuid?.() === 0;
		if (isRoot) {
			process.seteuid?.(65_534);
		}
		try {
			return (await findDocuments(named, folder)).unfound;
		} finally {
			if (isRoot) {
				process.seteuid?.(0);
			}
		}
	}

	test('below a folder, they go by their own names', async () => {
		assert.deepEqual(await unfound('tests'), [
			{ path: 'tests/closed', because: 'unreadable' },
			{ path: 'tests/closed.flowlu.http', because: 'unreadable' },
		]);
	});

	test('a link to itself is there, and no file', async () => {
		assert.deepEqual(await unfound('loop.flowlu.http', 'nobody', 'tests/a.flowlu.http/b', 'n'.repeat(300)), [
			{ path: 'loop.flowlu.http', because: 'unreadable' },
			{ path: 'nobody', because: 'missing' },
			{ path: 'tests/a.flowlu.http/b', because: 'missing' },
			{ path: 'n'.repeat(300), because: 'missing' },
		]);
	});
});
