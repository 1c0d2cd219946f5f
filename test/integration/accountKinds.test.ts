import * as assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { setup, suite, test } from 'mocha';
import type { Account } from '../../src/flowlu/account';
import { Secret } from '../../src/net/redaction/secret';
import { accountsOf } from '../../src/sessions/accountsOf';
import { createRedactor } from '../../src/net/redaction/redact';
import { SessionStore } from '../../src/sessions/sessionStore';
import { MemorySecrets } from '../support/memorySecrets';

const acme: Account = { name: 'acme', origin: 'https://acme.flowlu.com' };

suite('kinds of accounts', () => {
	let secrets: MemorySecrets;
	let store: SessionStore;
	setup(() => {
		secrets = new MemorySecrets();
		store = openStore();
	});

	function openStore(): SessionStore {
		return new SessionStore(secrets, createRedactor(), { warn: () => undefined });
	}

	async function add(account: Account): Promise<string> {
		const id = randomUUID();
		const session = { id, account, grant: 'apiKey', label: id, tail: '' } as const;
		await store.add(session, { kind: 'apiKey', apiKey: new Secret(randomBytes(30).toString('base64url')) });
		return id;
	}

	async function kinds(sessions = store): Promise<readonly string[]> {
		return accountsOf(await sessions.list()).map(({ name, kind }) => `${name}: ${kind}`);
	}

	test('an account is production, one of this machine is not', async () => {
		await add(acme);
		await add({ name: 'white label', origin: 'https://crm.example' });
		await add({ name: 'loopback', origin: 'http://127.0.0.1:4000' });
		await add({ name: 'localhost', origin: 'https://localhost:4000' });
		// Names that only look like loopback.
		await add({ name: 'lookalike', origin: 'https://127.0.0.1.example' });
		await add({ name: 'sandbox', origin: 'https://sandbox.flowlu.com' });
		assert.deepEqual(await kinds(), [
			'acme: production',
			'white label: production',
			'loopback: test',
			'localhost: test',
			'lookalike: production',
			'sandbox: production',
		]);
	});

	test('what the user says holds for all sessions of the account, in every window', async () => {
		await add(acme);
		await add(acme);
		const other = openStore();
		assert.deepEqual(await kinds(other), ['acme: production']);
		await store.markAccount(acme, 'test');
		assert.deepEqual([await kinds(), await kinds(other)], [['acme: test'], ['acme: test']]);
		await other.markAccount(acme, 'production');
		assert.deepEqual([await kinds(), await kinds(openStore())], [['acme: production'], ['acme: production']]);
	});

	test('a word that is none leaves the account as it is by nature', async () => {
		await add(acme);
		for (const junk of ['', 'TEST', 'sandbox', '{"kind":"test"}', ' test']) {
			await secrets.store(`kind:${acme.origin}`, junk);
			assert.deepEqual(await kinds(), ['acme: production'], junk);
		}
	});

	test('goes with the last session: an account that is added again is production', async () => {
		const first = await add(acme);
		const second = await add(acme);
		await store.markAccount(acme, 'test');
		await store.remove(first);
		assert.deepEqual(await kinds(), ['acme: test']);
		await store.remove(second);
		await add(acme);
		assert.deepEqual(await kinds(), ['acme: production']);
	});
});
