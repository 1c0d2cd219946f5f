import * as assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { setup, suite, test } from 'mocha';
import { openSecret, Secret, secretTail } from '../../src/net/redaction/secret';
import { secretOf, type Credential, type Session } from '../../src/flowlu/session';
import { createRedactor } from '../../src/net/redaction/redact';
import { SecretStorageError } from '../../src/sessions/keyring';
import { SessionStore } from '../../src/sessions/sessionStore';
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

	function openStore(keyring = secrets, timeoutMs?: number): SessionStore {
		return new SessionStore(keyring, createRedactor(), { warn: message => warnings.push(message) }, timeoutMs);
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

	test('two removes and a replace in two windows with old lists: what took the place stays, and is said', async () => {
		const old = await add('Main');
		await store.markAccount(old.account, 'test');
		const [second, third] = [openStore(), openStore(new MemorySecrets(secrets.values))];
		await Promise.all([second.list(), third.list()]);
		const credential = newKey();
		const fresh = newSession('New', credential);
		await store.replace(old.id, fresh, credential);
		// The third window is told of no change.
		assert.deepEqual([(await second.remove(old.id))?.session.id, await third.remove(old.id)], [fresh.id, undefined]);
		const [left, ...others] = await openStore(new MemorySecrets(secrets.values)).list();
		assert.deepEqual([left?.session.id, left?.accountKind, others], [fresh.id, 'test', []]);
		assert.equal(await second.remove(fresh.id), undefined);
		assert.deepEqual([...secrets.values.keys()], []);
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

	test('are read anew when the user asks for it', async () => {
		await add('Main');
		const before = await labelsIn();
		// A keyring that says nothing of it.
		secrets.values.clear();
		const untold = await labelsIn();
		store.refresh();
		assert.deepEqual([before, untold, await labelsIn()], [['Main*'], ['Main*'], []]);
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
		store.refresh();
		assert.deepEqual(await labelsIn(), ['Main*']);
		assert.deepEqual(
			foreign.map(([key]) => secrets.values.get(key)),
			foreign.map(([, value]) => value),
		);
		assert.deepEqual(
			warnings,
			[
				'The stored session broken cannot be read and is left alone.',
				'The stored session evil cannot be read and is left alone.',
				'The stored session newer was made by a newer version and is left alone.',
			],
			'Each is said once.',
		);
		assert.deepEqual(await store.unreadable(), [
			{ id: 'broken', reason: 'damaged' },
			{ id: 'evil', reason: 'damaged' },
			{ id: 'newer', reason: 'newer' },
		]);
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
		await assert.rejects(
			store.remove(session.id),
			error => error instanceof SecretStorageError && error.operation === 'write',
		);
		assert.deepEqual(await labelsIn(), ['Main*']);
	});

	test('what a keyring fails to tidy up is said, and out of force all the same', async () => {
		const session = await add('Main');
		const credential = newKey();
		secrets.failing = ['delete'];
		await store.replace(session.id, newSession('New', credential), credential);
		assert.deepEqual(warnings, ['Not all of a removed session could be deleted: SecretStorage failed to write.']);
		assert.deepEqual(await labelsIn(), ['New*']);
	});

	test('the one that was used last is the active one, also where the clock was wrong before', async () => {
		const [first, second] = [await add('First'), await add('Second')];
		await secrets.store(`used:${first.id}`, String(Date.now() * 2));
		await store.use(second);
		assert.deepEqual(await labelsIn(), ['First', 'Second*']);
	});

	test('the kind of an account goes with its last session', async () => {
		const sessions = [await add('First'), await add('Second')];
		await add('Other', globex);
		const told: unknown[] = [];
		for (const kind of ['production', 'test', 'other'] as const) {
			await secrets.store(`kind:${acme.origin}`, kind);
			told.push((await store.list()).map(({ accountKind }) => accountKind));
		}
		const usual = 'production';
		assert.deepEqual(told, [
			[usual, usual, usual],
			['test', 'test', usual],
			[usual, usual, usual],
		]);
		await store.markAccount(acme, 'test');
		assert.deepEqual(
			(await store.list()).map(({ accountKind }) => accountKind),
			['test', 'test', usual],
		);
		const kinds: boolean[] = [];
		for (const { id } of sessions) {
			await store.remove(id);
			kinds.push(secrets.values.has(`kind:${acme.origin}`));
		}
		assert.deepEqual(kinds, [true, false]);
	});

	suite('replacing', () => {
		test('keeps place and active mark, and the new one is found by the ids of those before', async () => {
			const first = await add('First');
			const second = await add('Second');
			await add('Third');
			await store.use(second);
			const ids = [second.id];
			for (const label of ['Rotated', 'Rotated again']) {
				const credential = newKey();
				const session = newSession(label, credential);
				await store.replace(ids.at(-1) ?? '', session, credential, { verification: { result: 'limited', at: 5 } });
				ids.push(session.id);
			}
			assert.deepEqual(await labelsIn(), ['First', 'Rotated again*', 'Third']);
			const found = await Promise.all(ids.map(async id => (await store.find(id))?.session.id));
			assert.deepEqual(found, [ids[2], ids[2], ids[2]]);
			assert.deepEqual((await store.find(first.id))?.session.id, first.id);
			const access = await store.accessOf(second.id);
			assert.ok(access);
			assert.equal((await store.findSame(acme, access.credential))?.session.id, ids[2]);
		});

		test('takes over no mark that comes later for the key before', async () => {
			const session = await add('Main');
			const credential = newKey();
			const next = newSession('Main', credential);
			await store.replace(session.id, next, credential, { verification: { result: 'unclear', at: 5 } });
			for (const result of ['refused', 'verified'] as const) {
				await store.mark(session.id, { result, at: 6 });
				assert.equal((await store.find(next.id))?.verification?.result, 'unclear');
			}
			await store.mark(next.id, { result: 'verified', at: 7 });
			assert.equal((await store.find(next.id))?.verification?.result, 'verified');
		});

		test('makes no session active that was not', async () => {
			await add('First');
			const second = await add('Second');
			const credential = newKey();
			await store.replace(second.id, newSession('New', credential), credential);
			assert.deepEqual(await labelsIn(), ['First*', 'New']);
		});

		test('leaves nothing of the one before', async () => {
			const session = await add('Main');
			await store.rename(session.id, 'Renamed');
			await store.mark(session.id, { result: 'refused', at: 5 });
			await store.use(session);
			const credential = newKey();
			const next = newSession('Renamed', credential);
			await store.replace(session.id, next, credential, { verification: { result: 'verified', at: 6 } });
			assert.deepEqual([...secrets.values.keys()], [`session:${next.id}`]);
			assert.deepEqual(
				(await store.list()).map(({ verification }) => verification),
				[{ result: 'verified', at: 6 }],
			);
		});

		test('a session that was removed or replaced meanwhile is not missed, and what took its place stays', async () => {
			const [removed, replaced] = [await add('Removed'), await add('Replaced')];
			await store.remove(removed.id);
			for (const id of [replaced.id, replaced.id, removed.id]) {
				const credential = newKey();
				await store.replace(id, newSession('New', credential), credential);
			}
			assert.deepEqual(await labelsIn(), ['New*', 'New', 'New']);
		});

		test('of another account hides nothing', async () => {
			const session = await add('Main');
			const credential = newKey();
			const forged = newSession('Forged', credential, globex);
			await store.replace(session.id, forged, credential);
			assert.deepEqual(await labelsIn(openStore(new MemorySecrets(secrets.values))), ['Main*', 'Forged*']);
		});
	});

	suite('a process that dies', () => {
		const credential = newKey();
		const added = newSession('Added', credential);
		const verification = { result: 'verified', at: 7 } as const;
		const changes: Readonly<Record<string, (sessions: SessionStore, id: string) => Promise<unknown>>> = {
			add: sessions => sessions.add(added, credential, { verification, active: true }),
			replace: (sessions, id) => sessions.replace(id, added, credential, { verification }),
			remove: (sessions, id) => sessions.remove(id),
			rename: (sessions, id) => sessions.rename(id, 'Other'),
			mark: (sessions, id) => sessions.mark(id, verification),
			use: (sessions, id) => sessions.use({ id }),
		};

		/** A keyring with a session that has everything beside it, took another's place, and is not the only one. */
		async function furnished(): Promise<{ readonly before: MemorySecrets; readonly id: string }> {
			const [earlier, other] = [await add('Earlier'), await add('Other one')];
			const rotated = newKey();
			const session = newSession('Main', rotated);
			await store.use(earlier);
			// Dies before the earlier one is deleted.
			secrets.writesLeft = 1;
			void store.replace(earlier.id, session, rotated);
			await new Promise(resolve => setImmediate(resolve));
			const before = new MemorySecrets(secrets.values);
			assert.ok(before.values.has(`session:${earlier.id}`));
			for (const [key, value] of Object.entries({
				label: 'Renamed',
				verification: '{"result":"refused","at":5}',
				used: '9',
			})) {
				before.values.set(`${key}:${session.id}`, value);
				before.values.set(`${key}:${other.id}`, value);
			}
			// The clock was wrong then.
			before.values.set(`used:${other.id}`, String(Date.now() * 2));
			return { before, id: session.id };
		}

		async function stateOf({ values }: MemorySecrets): Promise<unknown> {
			const entries = await openStore(new MemorySecrets(values)).list();
			// Those that were added in the same millisecond have no order.
			return entries
				.map(entry => ({ ...entry, addedAt: 0 }))
				.sort((one, other) => one.session.id.localeCompare(other.session.id));
		}

		for (const [title, change] of Object.entries(changes)) {
			test(`after any write of ${title}, the sessions are as before or as after`, async () => {
				const { before, id } = await furnished();
				const whole = new MemorySecrets(before.values);
				await change(openStore(whole), id);
				const [stateBefore, stateAfter] = [await stateOf(before), await stateOf(whole)];
				assert.notDeepEqual(stateBefore, stateAfter);
				const seen: string[] = [];
				for (let writes = 0; seen.at(-1) !== 'whole'; writes++) {
					const cut = new MemorySecrets(before.values);
					cut.writesLeft = writes;
					const ended = await Promise.race([
						change(openStore(cut), id).then(() => 'whole'),
						new Promise<string>(resolve => setImmediate(resolve, 'cut')),
					]);
					const state = JSON.stringify(await stateOf(cut));
					assert.ok(
						[stateBefore, stateAfter].some(known => state === JSON.stringify(known)),
						`${writes}: ${state}`,
					);
					seen.push(ended);
				}
				assert.ok(seen.length > 1);
			});
		}

		test('after the first write of a replacement leaves the earlier secret to be deleted by the next window', async () => {
			const { before, id } = await furnished();
			await openStore(before).list();
			await new Promise(resolve => setImmediate(resolve));
			const stored = [...before.values.keys()].filter(key => key.startsWith('session:'));
			assert.equal(stored.length, 2);
			assert.ok(stored.includes(`session:${id}`));
		});
	});

	suite('a keyring that does not respond', () => {
		const silent = (error: unknown): boolean => error instanceof SecretStorageError && error.reason === 'silent';
		const timeoutMs = 1;

		test('is given up for a while, and what it gives late is shown', async () => {
			await add('Main');
			const waiting = openStore(secrets, timeoutMs);
			secrets.silent = ['keys'];
			await assert.rejects(waiting.list(), silent);
			const told = new Promise<void>(resolve => waiting.onDidChange(resolve));
			secrets.respondAll();
			await told;
			assert.deepEqual(await labelsIn(waiting), ['Main*']);
		});

		for (const operation of ['keys', 'get'] as const) {
			test(`to ${operation} is asked again when it responds`, async () => {
				await add('Main');
				const waiting = openStore(secrets, timeoutMs);
				secrets.silent = [operation];
				await assert.rejects(waiting.list(), silent);
				await assert.rejects(waiting.find('x'), silent);
				secrets.respondAll();
				assert.deepEqual(await labelsIn(waiting), ['Main*']);
			});
		}

		test('may store a session late: it is there once, however often the user tries', async () => {
			const waiting = openStore(secrets, timeoutMs);
			const credential = newKey();
			const session = newSession('Main', credential);
			secrets.silent = ['store'];
			await assert.rejects(waiting.add(session, credential), silent);
			await assert.rejects(waiting.add({ ...session, label: 'Second try' }, credential), silent);
			assert.deepEqual(await labelsIn(waiting), []);
			secrets.respondAll();
			await new Promise(resolve => setImmediate(resolve));
			assert.deepEqual(await labelsIn(waiting), ['Second try*']);
		});

		test('may replace a session late: there is one, however often the user tries', async () => {
			const earlier = await add('Main');
			const waiting = openStore(secrets, timeoutMs);
			const credential = newKey();
			const session = newSession('New', credential);
			secrets.silent = ['store'];
			await assert.rejects(waiting.replace(earlier.id, session, credential), silent);
			assert.deepEqual(await labelsIn(waiting), ['Main*']);
			secrets.respondAll();
			await waiting.replace(earlier.id, { ...session, label: 'Again' }, credential);
			assert.deepEqual(await labelsIn(waiting), ['Again*']);
			assert.deepEqual([...secrets.values.keys()], [`session:${session.id}`]);
		});

		test('may delete a session late', async () => {
			const session = await add('Main');
			const waiting = openStore(secrets, timeoutMs);
			secrets.silent = ['delete'];
			await assert.rejects(waiting.remove(session.id), silent);
			assert.deepEqual(await labelsIn(waiting), ['Main*']);
			secrets.respondAll();
			await new Promise(resolve => setImmediate(resolve));
			assert.deepEqual(await labelsIn(waiting), []);
		});
	});

	test('what is written beside a session that another window removes meanwhile does not stay', async () => {
		const session = await add('Main');
		const other = openStore();
		await other.list();
		secrets.silent = ['store'];
		const writes = [
			store.rename(session.id, 'Late'),
			store.mark(session.id, { result: 'refused', at: 1 }),
			store.use(session),
		];
		await new Promise(resolve => setImmediate(resolve));
		await other.remove(session.id);
		secrets.respondAll();
		await Promise.all(writes);
		assert.deepEqual([...secrets.values.keys()], []);
	});

	test('what is done with a session that was removed changes nothing', async () => {
		const session = await add('Main');
		await store.remove(session.id);
		// Not even for a moment: another window would see it.
		secrets.failing = ['store'];
		await Promise.all([
			store.rename(session.id, 'x'),
			store.mark(session.id, { result: 'refused', at: 1 }),
			store.use(session),
		]);
		assert.deepEqual([...secrets.values.keys()], []);
	});

	test('a session that the keyring lists and does not give is kept and said', async () => {
		const { id } = await add('Main');
		const get = secrets.get.bind(secrets);
		secrets.get = key => (key === `session:${id}` ? Promise.resolve(undefined) : get(key));
		const reading = openStore();
		assert.deepEqual([await labelsIn(reading), await reading.unreadable()], [[], [{ id, reason: 'damaged' }]]);
	});

	test('secrets are known to the redactor once they are stored or read', async () => {
		const credential = newKey();
		await store.add(newSession('Main', credential), credential);
		const redactor = createRedactor();
		await new SessionStore(secrets, redactor, { warn: () => undefined }).list();
		assert.equal(redactor.redact(`key ${openSecret(secretOf(credential))}`), 'key •••');
	});
});
