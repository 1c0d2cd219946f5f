import * as assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { setup, suite, test } from 'mocha';
import { openSecret, Secret, secretTail } from '../../src/net/secret';
import { secretOf, type Credential, type Session } from '../../src/flowlu/session';
import { createRedactor } from '../../src/net/redact';
import { SecretStorageError, SessionStore } from '../../src/sessions/sessionStore';
import { MemorySecrets } from '../support/memorySecrets';

const acme = { name: 'acme', origin: 'https://acme.flowlu.com' };
const globex = { name: 'globex', origin: 'https://globex.flowlu.com' };

function newKey(): Credential {
	return { kind: 'apiKey', apiKey: new Secret(randomBytes(30).toString('base64url')) };
}

function newSession(label: string, credential: Credential, account = acme): Session {
	return { id: randomUUID(), account, grant: 'apiKey', label, tail: secretTail(secretOf(credential)) };
}

suite('sessions', () => {
	let secrets: MemorySecrets;
	let warnings: string[];
	let store: SessionStore;

	function openStore(): SessionStore {
		return new SessionStore(secrets, createRedactor(), { warn: message => warnings.push(message) });
	}
	setup(() => {
		secrets = new MemorySecrets();
		warnings = [];
		store = openStore();
	});

	async function add(label: string, account = acme): Promise<Session> {
		const credential = newKey();
		const session = newSession(label, credential, account);
		await store.add(session, credential);
		return session;
	}

	/** The labels; the active ones with a star. */
	async function labelsIn(sessions = store): Promise<readonly string[]> {
		return (await sessions.list()).map(({ session, active }) => session.label + (active ? '*' : ''));
	}

	test('are stored one secret each and come back with their credential', async () => {
		const credential = newKey();
		const session = newSession('Main', credential);
		await store.add(session, credential);
		const access = await openStore().accessOf(session.id);
		assert.deepEqual([...secrets.values.keys()], [`session:${session.id}`]);
		assert.deepEqual(
			(await openStore().list()).map(entry => entry.session),
			[session],
		);
		assert.equal(access && openSecret(secretOf(access.credential)), openSecret(secretOf(credential)));
	});

	test('of an account: the first is the active one until another is used', async () => {
		await add('First');
		const second = await add('Second');
		await add('Other', globex);
		const before = await labelsIn();
		await store.use(second);
		assert.deepEqual(
			[before, await labelsIn()],
			[
				['First*', 'Second', 'Other*'],
				['First', 'Second*', 'Other*'],
			],
		);
	});

	test('the first takes over when the active one is removed', async () => {
		await add('First');
		const second = await add('Second');
		await store.use(second);
		await store.remove(second.id);
		assert.deepEqual(await labelsIn(), ['First*']);
	});

	test('removal leaves nothing', async () => {
		const session = await add('Main');
		await store.rename(session.id, 'Renamed');
		await store.mark(session.id, { result: 'verified', at: 5 });
		await store.use(session);
		await store.remove(session.id);
		assert.deepEqual([...secrets.values.keys()], []);
	});

	test('names and marks are kept beside the secret', async () => {
		const session = await add('Main');
		await store.rename(session.id, 'Renamed');
		await store.mark(session.id, { result: 'refused', at: 5 });
		const [entry] = await openStore().list();
		assert.deepEqual(
			{ label: entry?.session.label, verification: entry?.verification },
			{ label: 'Renamed', verification: { result: 'refused', at: 5 } },
		);
	});

	test('another window sees what is added, renamed, used and removed', async () => {
		const other = openStore();
		let changes = 0;
		other.onDidChange(() => changes++);
		await other.list();
		const first = await add('First');
		const afterAdd = await labelsIn(other);
		const second = await add('Second');
		await store.use(second);
		await store.rename(first.id, 'Renamed');
		const afterRename = await labelsIn(other);
		await store.remove(second.id);
		assert.deepEqual(
			[afterAdd, afterRename, await labelsIn(other)],
			[['First*'], ['Renamed', 'Second*'], ['Renamed*']],
		);
		assert.ok(changes >= 5);
	});

	test('two windows that add at once keep both', async () => {
		const other = openStore();
		const credential = newKey();
		await Promise.all([add('Here'), other.add(newSession('There', credential), credential)]);
		assert.deepEqual((await labelsIn()).map(label => label.replace('*', '')).sort(), ['Here', 'There']);
	});

	test('what this version did not write is skipped, said and left alone', async () => {
		await add('Main');
		const foreign = [
			['session:broken', '{"version":1'],
			['session:newer', JSON.stringify({ version: 2, account: acme })],
			['session:evil', JSON.stringify({ version: 1, account: { name: 'x', origin: 'http://x.example' } })],
			['someone-else', 'text'],
		] as const;
		for (const [key, value] of foreign) {
			await secrets.store(key, value);
		}
		assert.deepEqual(await labelsIn(), ['Main*']);
		assert.deepEqual(
			foreign.map(([key]) => secrets.values.get(key)),
			foreign.map(([, value]) => value),
		);
		assert.deepEqual(
			new Set(warnings.map(warning => /session:\w+/u.exec(warning)?.[0])),
			new Set(['session:broken', 'session:newer', 'session:evil']),
		);
	});

	test('a mark that cannot be read counts as none', async () => {
		const session = await add('Main');
		await secrets.store(`verification:${session.id}`, JSON.stringify({ result: 'splendid', at: 5 }));
		assert.deepEqual(
			(await store.list()).map(entry => entry.verification),
			[undefined],
		);
	});

	test('the same secret is found in its account only', async () => {
		const credential = newKey();
		const session = newSession('Main', credential);
		await store.add(session, credential);
		const found = [acme, globex].map(account => store.findSame(account, credential));
		assert.deepEqual(
			(await Promise.all(found)).map(entry => entry?.session.id),
			[session.id, undefined],
		);
	});

	for (const operation of ['keys', 'get'] as const) {
		test(`a keyring that fails to ${operation} is not an empty one, and is asked again`, async () => {
			await add('Main');
			secrets.failing = [operation];
			await assert.rejects(
				openStore().list(),
				error => error instanceof SecretStorageError && error.operation === 'read',
			);
			const recovering = openStore();
			await assert.rejects(recovering.list());
			secrets.failing = [];
			assert.deepEqual(await labelsIn(recovering), ['Main*']);
		});
	}

	test('a keyring that fails to store saves nothing', async () => {
		secrets.failing = ['store'];
		await assert.rejects(add('Main'), error => error instanceof SecretStorageError && error.operation === 'write');
		assert.deepEqual(await labelsIn(), []);
	});

	test('a keyring that fails to delete keeps the session', async () => {
		const session = await add('Main');
		secrets.failing = ['delete'];
		await assert.rejects(store.remove(session.id), SecretStorageError);
		assert.deepEqual(await labelsIn(), ['Main*']);
	});

	test('secrets are known to the redactor once they are stored or read', async () => {
		const credential = newKey();
		await store.add(newSession('Main', credential), credential);
		const redactor = createRedactor();
		await new SessionStore(secrets, redactor, { warn: () => undefined }).list();
		assert.equal(redactor.redact(`key ${openSecret(secretOf(credential))}`), 'key •••');
	});
});
