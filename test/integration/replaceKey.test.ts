import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setup, suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import { describeCheck, swapKey, tryNewKey } from '../../src/features/signIn/replaceKey';
import type { Permissions } from '../../src/flowlu/checkPermissions';
import { secretOf, type Session } from '../../src/flowlu/session';
import { openSecret, Secret } from '../../src/net/redaction/secret';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { CachedPermissions } from '../../src/sessions/cachedPermissions';
import { SecretStorageError } from '../../src/sessions/keyring';
import { until } from '../support/until';
import { startTestSandbox } from './support/extension';
import { createTestDependencies, type TestDependencies } from './support/testDependencies';

const neverCancelled = new AbortController().signal;
const found: Permissions = { at: 1, entities: new Map([['crm/lead', 'readable']]) };

suite('replacing a key', () => {
	let sandbox: Sandbox;
	let dependencies: TestDependencies;
	let kept: CachedPermissions;

	suiteSetup(async () => {
		sandbox = await startTestSandbox();
	});
	suiteTeardown(() => sandbox.close());
	setup(() => {
		dependencies = createTestDependencies();
		kept = new CachedPermissions(dependencies.memento, dependencies.sessions);
	});
	teardown(() => {
		kept.dispose();
	});

	async function add(label: string): Promise<{ readonly session: Session; readonly key: string }> {
		const { key } = sandbox.createApiKey(label);
		const account = { name: 'acme', origin: sandbox.origin };
		const session = { id: randomUUID(), account, grant: 'apiKey', label, tail: key.slice(-4) } as const;
		await dependencies.sessions.add(session, { kind: 'apiKey', apiKey: new Secret(key) });
		return { session, key };
	}

	/** Label, mark of the active one, tail and secret of every session, in their order. */
	async function stored(): Promise<readonly string[]> {
		const entries = await dependencies.sessions.list();
		const lines = entries.map(async ({ session, active }) => {
			const access = await dependencies.sessions.accessOf(session.id);
			return `${session.label}${active ? '*' : ''} …${session.tail} ${access ? openSecret(secretOf(access.credential)) : ''}`;
		});
		return Promise.all(lines);
	}

	function line(label: string, key: string): string {
		return `${label} …${key.slice(-4)} ${key}`;
	}

	async function problemOf(session: Session, key: string): Promise<string> {
		const accepted = await tryNewKey(dependencies, session, key, neverCancelled);
		return 'problem' in accepted ? accepted.problem : '';
	}

	test('keeps label, place and active mark, and forgets the old key', async () => {
		const first = await add('First');
		const second = await add('Second');
		await dependencies.sessions.use(second.session);
		await dependencies.sessions.rename(second.session.id, 'Renamed');
		const third = await add('Third');
		const { key } = sandbox.createApiKey('New');
		const accepted = await tryNewKey(dependencies, second.session, ` ${key}\n`, neverCancelled);
		assert.ok('value' in accepted);
		const fresh = await swapKey({ ...dependencies, permissions: kept }, second.session, accepted.value);
		assert.deepEqual(await stored(), [line('First', first.key), line('Renamed*', key), line('Third', third.key)]);
		assert.equal((await dependencies.sessions.find(fresh.id))?.verification?.result, 'verified');
		assert.ok(
			![...dependencies.secrets.values.values()].some(value => value.includes(second.key)),
			'The old key is gone.',
		);
	});

	test('takes the new key’s permissions, and none of the old one’s', async () => {
		const { session } = await add('Main');
		await kept.keep(session.id, { at: 1, entities: new Map([['crm/lead', 'refused']]) });
		const { key } = sandbox.createApiKey('New');
		const apiKey = new Secret(key);
		const fresh = await swapKey({ ...dependencies, permissions: kept }, session, {
			credential: { kind: 'apiKey', apiKey },
			verification: { result: 'verified' },
			check: { permissions: found },
		});
		assert.deepEqual([...(kept.of(fresh.id)?.entities ?? [])], [['crm/lead', 'readable']]);
		await until(() => Promise.resolve(dependencies.memento.keys().length === 1));
	});

	test('changes nothing when the new key is refused, known already, or cannot be verified', async () => {
		const { session, key } = await add('Main');
		const other = await add('Other');
		const before = [...dependencies.secrets.values];
		assert.match(await problemOf(session, 'a-key-that-is-nowhere'), /^acme refused the key: /u);
		assert.equal(await problemOf(session, key), 'This is the key to be replaced. Enter the new one.');
		assert.equal(await problemOf(session, other.key), '“Other” has this key already. Enter another one.');
		const closed = await startTestSandbox();
		await closed.close();
		const away = { ...session, account: { name: 'gone', origin: closed.origin } };
		assert.match(await problemOf(away, 'a-key-of-some-length'), /./u);
		assert.deepEqual([...dependencies.secrets.values], before);
	});

	for (const operation of ['store', 'keys'] as const) {
		test(`keeps the old key when the keyring fails to ${operation}`, async () => {
			const { session, key } = await add('Main');
			const apiKey = new Secret(sandbox.createApiKey('New').key);
			dependencies.secrets.failing = [operation];
			dependencies.sessions.refresh();
			const swapping = swapKey({ ...dependencies, permissions: kept }, session, {
				credential: { kind: 'apiKey', apiKey },
				verification: { result: 'verified' },
			});
			await assert.rejects(swapping, SecretStorageError);
			dependencies.secrets.failing = [];
			dependencies.sessions.refresh();
			assert.deepEqual(await stored(), [line('Main*', key)]);
		});
	}

	test('brings no session back that was removed meanwhile', async () => {
		const { session } = await add('Main');
		await dependencies.sessions.remove(session.id);
		const apiKey = new Secret(sandbox.createApiKey('New').key);
		const swapping = swapKey({ ...dependencies, permissions: kept }, session, {
			credential: { kind: 'apiKey', apiKey },
			verification: { result: 'verified' },
		});
		await assert.rejects(swapping, /removed in the meantime/u);
		assert.deepEqual(await stored(), []);
	});

	test('says what the new key may not read although the old one might', () => {
		const account = { name: 'acme', origin: 'https://acme.flowlu.com' };
		const permissions: Permissions = {
			at: 2,
			entities: new Map([
				['crm/lead', 'refused'],
				['crm/account', 'readable'],
				['fin/invoice', 'refused'],
			]),
		};
		assert.deepEqual(
			[describeCheck({ permissions }, found, account), describeCheck({ permissions }, undefined, account)],
			[
				'Refused, although the old key may read it: crm/lead · New key: 1 readable, 2 refused',
				'New key: 1 readable, 2 refused',
			],
		);
	});
});
