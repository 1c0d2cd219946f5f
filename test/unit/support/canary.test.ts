import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'mocha';
import { filesUnder, findLeaks, formsOf, processes } from '../../support/canary';

const text = 'cänary/+ "\\<1ÿ>?~ÿ>?~ÿ>?~ÿ';

function withFolder(work: (folder: string) => void): void {
	const folder = mkdtempSync(join(tmpdir(), 'canary-'));
	try {
		work(folder);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

suite('The search for secrets', () => {
	for (const [form, bytes] of formsOf(text)) {
		test(`finds a secret as ${form}, in the middle of bytes`, () => {
			const content = Buffer.concat([Buffer.from([0, 255, 0]), bytes, Buffer.from([0, 255])]);
			const leaks = findLeaks({ 'the key': text }, [{ name: 'here', content }]);
			assert.ok(leaks.includes(`the key as ${form} in here at 8`), leaks.join('\n'));
		});
	}

	test('finds a secret in base64 wherever it begins within the groups of three', () => {
		for (const before of ['', '1', '12', '123', 'api_key=', 'bearer:']) {
			for (const after of ['', '1', '12']) {
				const content = Buffer.from(before + text + after).toString('base64');
				assert.notDeepEqual(findLeaks({ key: text }, [{ name: 'here', content }]), [], `${before}…${after}`);
			}
		}
	});

	test('finds nothing where nothing is', () => {
		assert.deepEqual(findLeaks({ key: text }, [{ name: 'here', content: text.slice(1) }]), []);
	});

	test('reports no secret, also where one is the name of a place', () => {
		const [leak, ...others] = findLeaks({ key: text }, [{ name: `folder/${text}`, content: '' }]);
		assert.deepEqual([leak, others], ['key as raw in folder/••• at 7', []]);
	});

	test('looks into every file of a folder, and at the names', () => {
		withFolder(folder => {
			mkdirSync(join(folder, 'a/b/name-of-a-secret'), { recursive: true });
			writeFileSync(join(folder, 'a/b/file'), `x${text}`);
			const leaks = findLeaks({ first: text, second: 'name-of-a-secret' }, filesUnder(folder));
			assert.deepEqual(
				leaks.map(leak => leak.replace(folder, '').replace(/ at \d+$/u, '')),
				['first as raw in /a/b/file', 'second as raw in /a/b/•••'],
			);
		});
	});

	for (const [title, args, env] of [
		['arguments', [text], {}],
		['environment', [], { CANARY: text }],
	] as const) {
		test(`looks at the ${title} of processes`, async function () {
			if (process.platform !== 'linux') {
				this.skip();
			}
			const script = 'process.stdout.write("1"); setInterval(() => 1, 1000)';
			const child = spawn(process.execPath, ['-e', script, ...args], { env, stdio: ['ignore', 'pipe', 'ignore'] });
			try {
				await once(child.stdout, 'data');
				const leaks = findLeaks({ key: text }, processes());
				const file = title === 'arguments' ? 'cmdline' : 'environ';
				assert.ok(
					leaks.some(leak => leak.startsWith(`key as raw in /proc/${child.pid}/${file} `)),
					leaks.join('\n'),
				);
			} finally {
				child.kill();
			}
		});
	}
});
