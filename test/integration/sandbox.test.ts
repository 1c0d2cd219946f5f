import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setup, suite, teardown, test } from 'mocha';
import { thisComputer } from '../../src/disk/processes';
import { SandboxSessions } from '../../src/features/sandbox/sandboxSessions';
import { RunningSandbox } from '../../src/features/sandbox/runningSandbox';
import { verify } from '../../src/flowlu/verify';
import { openSecret, Secret } from '../../src/net/redaction/secret';
import { secretOf } from '../../src/flowlu/session';
import { rememberedTokenUrl } from '../../src/ui/signInMemory';
import { MemorySecrets } from '../support/memorySecrets';
import { createTestDependencies, type TestDependencies } from './support/testDependencies';

const neverCancelled = new AbortController().signal;

suite('sandbox of the window', () => {
	let dependencies: TestDependencies;
	let running: RunningSandbox;

	setup(() => {
		dependencies = createTestDependencies();
		running = new RunningSandbox(dependencies);
	});
	teardown(() => running.stop());

	test('brings a session that works, like any other', async () => {
		const sandbox = await running.start();
		const [entry, ...others] = await dependencies.sessions.list();
		assert.ok(entry);
		const access = await dependencies.sessions.accessOf(entry.session.id);
		assert.ok(access);
		const { session, active, verification } = entry;
		assert.deepEqual(
			{ ...session, id: '', tail: '', active, result: verification?.result, others },
			{
				id: '',
				account: { name: 'Sandbox', origin: sandbox.origin },
				grant: 'apiKey',
				label: 'Workbench',
				tail: '',
				active: true,
				result: 'verified',
				others: [],
			},
		);
		assert.deepEqual(await verify(dependencies.flowlu, access, { signal: neverCancelled }), { result: 'verified' });
	});

	test('started twice is the one that runs', async () => {
		const [first, second] = await Promise.all([running.start(), running.start()]);
		assert.equal(first, second);
		assert.equal((await dependencies.sessions.list()).length, 1);
	});

	test('started while it stops is another one, with a session that the next stop removes', async () => {
		const first = await running.start();
		const [, again] = await Promise.all([running.stop(), running.start()]);
		assert.notEqual(again, first);
		const account = { name: 'x', origin: again.origin };
		assert.equal(rememberedTokenUrl(dependencies.memento, account), again.tokenUrl);
		assert.equal((await dependencies.sessions.list()).length, 1);
		await running.stop();
		assert.deepEqual(await dependencies.sessions.list(), []);
		await assert.rejects(fetch(again.origin));
	});

	test('offers its token URL to the sign-in', async () => {
		const sandbox = await running.start();
		const account = { name: 'x', origin: sandbox.origin };
		assert.equal(rememberedTokenUrl(dependencies.memento, account), sandbox.tokenUrl);
		await running.stop();
		assert.equal(rememberedTokenUrl(dependencies.memento, account), undefined);
	});

	test('stopped, it leaves neither a server nor its session, but the sessions of others', async () => {
		const sandbox = await running.start();
		const account = { name: 'acme', origin: 'https://acme.flowlu.com' };
		const other = { id: 'other', account, grant: 'apiKey', label: 'Mine', tail: '' } as const;
		const here = { ...other, id: 'here', account: { name: 'Sandbox', origin: sandbox.origin }, label: 'Second' };
		const verification = { result: 'verified', at: Date.now() } as const;
		for (const session of [other, here]) {
			const apiKey = new Secret(`a key of ${session.label}, of some length`);
			await dependencies.sessions.add(session, { kind: 'apiKey', apiKey }, { verification });
		}
		await running.stop();
		assert.deepEqual(
			(await dependencies.sessions.list()).map(entry => [entry.session.label, entry.verification?.result]),
			[
				['Mine', 'verified'],
				// Nothing responds there any more.
				['Second', 'unreachable'],
			],
		);
		await assert.rejects(fetch(sandbox.origin));
	});

	test('starts again on the same port, with another key', async () => {
		const keyOf = async () => {
			const [entry] = await dependencies.sessions.list();
			const access = entry && (await dependencies.sessions.accessOf(entry.session.id));
			return access && openSecret(secretOf(access.credential));
		};
		const first = await running.start();
		const firstKey = await keyOf();
		await running.stop();
		const second = await running.start();
		assert.equal(second.origin, first.origin);
		assert.notEqual(await keyOf(), firstKey);
	});

	test('starts again where an earlier one was', async () => {
		const { origin } = await running.start();
		await running.stop();
		await dependencies.memento.update('sandbox.port', 1);
		assert.equal((await running.start(origin)).origin, origin);
		await running.stop();
		// Not at an address of another account.
		assert.match((await running.start('https://acme.flowlu.com:8443')).origin, /^http:\/\/127\.0\.0\.1:\d+$/u);
	});

	test('takes another port when that of the last time is taken', async () => {
		const first = await running.start();
		const other = createTestDependencies();
		await other.memento.update('sandbox.port', Number(new URL(first.origin).port));
		const second = new RunningSandbox(other);
		try {
			assert.notEqual((await second.start()).origin, first.origin);
		} finally {
			await second.stop();
		}
	});

	test('a keyring that fails leaves no sandbox running, and the next start works', async () => {
		dependencies.secrets.failing = ['store'];
		await assert.rejects(running.start(), { name: 'SecretStorageError' });
		dependencies.secrets.failing = [];
		await running.start();
		assert.equal((await dependencies.sessions.list()).length, 1);
	});

	test('a keyring that fails leaves a key of a sandbox that is stopped, which stopping again removes', async () => {
		const sandbox = await running.start();
		dependencies.secrets.failing = ['delete'];
		await assert.rejects(running.stop(), { name: 'SecretStorageError' });
		await assert.rejects(fetch(sandbox.origin));
		dependencies.secrets.failing = [];
		await running.stop();
		assert.deepEqual(await dependencies.sessions.list(), []);
	});

	test('what is logged of requests has no key in it', async () => {
		const sandbox = await running.start();
		const key = sandbox.apiKeys[0]?.key ?? '';
		await fetch(`${sandbox.origin}/api/v1/module/crm/lead/list?api_key=${encodeURIComponent(key)}`);
		const requests = dependencies.logged.filter(line => line.startsWith('Sandbox:'));
		assert.deepEqual(requests, ['Sandbox: GET /api/v1/module/crm/lead/list 200']);
	});
});

suite('sandbox sessions of windows that are closed', () => {
	/** The id of a process that has ended. */
	async function endedProcess(): Promise<number> {
		const child = spawn(process.execPath, ['-e', '']);
		await once(child, 'exit');
		return child.pid ?? 0;
	}

	test('are removed, and those of windows that run are not', async () => {
		const dependencies = createTestDependencies(new MemorySecrets());
		const origin = 'http://127.0.0.1:1';
		for (const id of ['closed', 'running', 'elsewhere', 'mine']) {
			const session = { id, account: { name: 'Sandbox', origin }, grant: 'apiKey', label: id, tail: '' } as const;
			await dependencies.sessions.add(session, { kind: 'apiKey', apiKey: new Secret(`key of ${id}, of some length`) });
		}
		await dependencies.memento.update('sandbox.sessions', [
			{ id: 'closed', pid: await endedProcess(), computer: thisComputer },
			{ id: 'running', pid: process.ppid, computer: thisComputer },
			{ id: 'elsewhere', pid: await endedProcess(), computer: 'another' },
			'what another version wrote',
		]);
		await new SandboxSessions(dependencies.sessions, dependencies.memento).removeLeftovers();
		assert.deepEqual(
			(await dependencies.sessions.list()).map(({ session, verification }) => [session.id, verification]),
			[
				['running', undefined],
				['elsewhere', undefined],
				['mine', undefined],
			],
		);
	});
});
