import * as assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { diffSessions, FlowluAuthenticationProvider } from '../../src/features/signIn/authenticationProvider';
import type { Session } from '../../src/flowlu/session';
import { Secret } from '../../src/net/redaction/secret';
import { rethrowRedacted } from '../../src/ui/providerErrors';
import { createTestDependencies, type TestDependencies } from './support/testDependencies';

const acme = { name: 'acme', origin: 'https://acme.flowlu.com' };
const globex = { name: 'globex', origin: 'https://globex.flowlu.com' };

function signIn(login: string, account = acme): Session {
	return { id: randomUUID(), account, grant: 'password', label: `Label of ${login}`, tail: '', login };
}

function handedOut(id: string, accessToken: string): vscode.AuthenticationSession {
	return { id, accessToken, account: { id: 'a', label: 'a' }, scopes: [] };
}

suite('authentication provider', () => {
	let dependencies: TestDependencies;
	let provider: FlowluAuthenticationProvider;
	/** What the user does when they are asked to sign in. */
	let answer: () => Promise<Session | undefined>;
	let changes: string[];

	setup(() => {
		dependencies = createTestDependencies();
		answer = () => Promise.resolve(undefined);
		const own = new FlowluAuthenticationProvider(dependencies.sessions, dependencies.log, () => answer());
		provider = rethrowRedacted(own, dependencies.log);
		changes = [];
		provider.onDidChangeSessions(({ added = [], removed = [], changed = [] }) => {
			const labels = (sessions: readonly vscode.AuthenticationSession[]) =>
				sessions.map(({ account }) => account.label);
			changes.push(JSON.stringify([labels(added), labels(removed), labels(changed)]));
		});
	});
	teardown(() => {
		provider.dispose();
	});

	async function add(session: Session, sessions = dependencies.sessions): Promise<string> {
		const token = randomBytes(20).toString('hex');
		await sessions.add(session, { kind: 'accessToken', accessToken: new Secret(token) });
		return token;
	}

	/** Lets the provider finish what the store's events began. */
	async function settled(): Promise<void> {
		await new Promise(resolve => setImmediate(resolve));
		await provider.getSessions(undefined, {});
		await new Promise(resolve => setImmediate(resolve));
	}

	test('hands out the token of a sign-in', async () => {
		const session = signIn('anna@example.com');
		const token = await add(session);
		assert.deepEqual(await provider.getSessions(undefined, {}), [
			{
				id: session.id,
				accessToken: token,
				account: { id: 'anna@example.com@https://acme.flowlu.com', label: 'anna@example.com (acme)' },
				scopes: [],
			},
		]);
	});

	test('never hands out an API key', async () => {
		const key = { id: randomUUID(), account: acme, grant: 'apiKey', label: 'Main', tail: '' } as const;
		const apiKey = new Secret(randomBytes(20).toString('hex'));
		await dependencies.sessions.add(key, { kind: 'apiKey', apiKey });
		await settled();
		assert.deepEqual([await provider.getSessions(undefined, {}), changes], [[], []]);
	});

	test('gives the sessions of the account that is asked for', async () => {
		await add(signIn('anna@example.com'));
		await add(signIn('anna@example.com', globex));
		const [first, second] = await provider.getSessions([], {});
		assert.ok(first && second);
		assert.deepEqual(await provider.getSessions([], { account: second.account }), [second]);
	});

	test('labels no two accounts alike, since VS Code keeps what an extension may use by label', async () => {
		const origins = ['https://acme.flowlu.com', 'https://acme.flowlu.ru', 'https://localhost:1', 'http://localhost:1'];
		for (const origin of origins) {
			await add(signIn('anna', { name: origin.endsWith('1') ? 'localhost:1' : 'acme', origin }));
		}
		const labels = (await provider.getSessions(undefined, {})).map(({ account }) => account.label);
		assert.deepEqual(new Set(labels).size, origins.length, labels.join());
	});

	test('gives an extension that asks for an account no sign-in to another', async () => {
		await add(signIn('anna'));
		const [{ account } = { account: undefined }] = await provider.getSessions([], {});
		assert.ok(account);
		answer = async () => {
			const boris = signIn('boris', globex);
			await add(boris);
			return boris;
		};
		await assert.rejects(provider.createSession([], { account }), /boris \(globex\).*anna \(acme\)/u);
	});

	test('tells what was added and removed, here and in another window', async () => {
		await settled();
		const other = createTestDependencies(dependencies.secrets);
		const anna = signIn('anna');
		await add(anna);
		await settled();
		await add(signIn('boris'), other.sessions);
		await settled();
		await other.sessions.remove(anna.id);
		await settled();
		assert.deepEqual(changes, ['[["anna (acme)"],[],[]]', '[["boris (acme)"],[],[]]', '[[],["anna (acme)"],[]]']);
	});

	test('a new label, a verification and the choice of the active one are no change of a session', async () => {
		const anna = signIn('anna');
		await add(anna);
		await settled();
		changes.length = 0;
		await dependencies.sessions.rename(anna.id, 'New');
		await dependencies.sessions.mark(anna.id, { result: 'refused', at: 5 });
		await dependencies.sessions.use(anna);
		await settled();
		assert.deepEqual(changes, []);
	});

	test('a keyring that fails signs nobody out', async () => {
		await add(signIn('anna'));
		await settled();
		changes.length = 0;
		dependencies.secrets.failing = ['keys'];
		dependencies.sessions.refresh();
		await new Promise(resolve => setImmediate(resolve));
		dependencies.secrets.failing = [];
		dependencies.sessions.refresh();
		await settled();
		assert.deepEqual(changes, []);
	});

	test('creates a session by asking the user', async () => {
		await settled();
		const anna = signIn('anna');
		answer = async () => {
			await add(anna);
			return anna;
		};
		const created = await provider.createSession([], {});
		await settled();
		assert.deepEqual([created.id, changes], [anna.id, ['[["anna (acme)"],[],[]]']]);
	});

	test('a dismissed prompt is a cancellation', async () => {
		await assert.rejects(provider.createSession([], {}), vscode.CancellationError);
	});

	for (const [what, fail, ask] of [
		['is asked for sessions', ['list'], () => provider.getSessions(undefined, {})],
		['asks the user', [], () => provider.createSession([], {})],
		['reads what the user signed in to', ['list'], () => provider.createSession([], {})],
		['removes a session', ['remove'], () => provider.removeSession(randomUUID())],
	] as const) {
		test(`says without any secret what went wrong when it ${what}`, async () => {
			const token = await add(signIn('anna'));
			const crash = () => Promise.reject(new Error(`crash of ${token}`, { cause: new Error(token) }));
			answer = fail.length === 0 ? crash : () => Promise.resolve(signIn('boris'));
			for (const name of fail) {
				Object.assign(dependencies.sessions, { [name]: crash });
			}
			const error = await ask().then(
				() => undefined,
				(thrown: unknown) => thrown,
			);
			assert.ok(error instanceof Error);
			assert.equal(error.message, 'crash of •••');
			assert.ok(!inspect(error, { showHidden: true, depth: 9 }).includes(token));
			assert.ok(dependencies.logged.some(line => line.includes('crash of •••')));
		});
	}

	test('removes a session', async () => {
		const anna = signIn('anna');
		await add(anna);
		await provider.removeSession(anna.id);
		assert.deepEqual(await dependencies.sessions.list(), []);
	});
});

suite('difference of two lists of sessions', () => {
	const a = handedOut('a', 'token');
	const b = handedOut('b', 'token');
	const c = handedOut('c', 'token');
	const newB = handedOut('b', 'another token');
	const cases: readonly [
		title: string,
		before: readonly vscode.AuthenticationSession[],
		after: readonly vscode.AuthenticationSession[],
		expected: ReturnType<typeof diffSessions>,
	][] = [
		['both empty', [], [], undefined],
		['the same in another order', [a, b], [b, a], undefined],
		['the same in new objects', [a], [{ ...a }], undefined],
		['one more', [a], [a, b], { added: [b], removed: [], changed: [] }],
		['one less', [a, b], [b], { added: [], removed: [a], changed: [] }],
		['one with another token', [a, b], [a, newB], { added: [], removed: [], changed: [newB] }],
		['all at once', [a, b], [newB, c], { added: [c], removed: [a], changed: [newB] }],
	];
	for (const [title, before, after, expected] of cases) {
		test(title, () => {
			assert.deepEqual(diffSessions(before, after), expected);
		});
	}
});

suite('authentication of VS Code', () => {
	test('knows the provider, and asks nobody for silent requests', async () => {
		const accounts = await vscode.authentication.getAccounts('flowlu');
		const session = await vscode.authentication.getSession('flowlu', [], { silent: true });
		assert.deepEqual([accounts, session], [[], undefined]);
	});
});
