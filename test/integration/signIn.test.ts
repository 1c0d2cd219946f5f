import * as assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { setup, suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import { tryCredential } from '../../src/features/signIn/addApiKey';
import { askUntilVerified, type Tried } from '../../src/features/signIn/askUntilVerified';
import { tryPassword, type GrantRequest } from '../../src/features/signIn/passwordSignIn';
import { saveSession, type NewSession } from '../../src/features/signIn/saveSession';
import type { Account } from '../../src/flowlu/account';
import { CancelledError } from '../../src/net/networkErrors';
import { openSecret, Secret } from '../../src/net/redaction/secret';
import { secretOf } from '../../src/flowlu/session';
import type { Sandbox, SandboxUser } from '../../src/sandbox/sandbox';
import { SecretStorageError } from '../../src/sessions/keyring';
import type { Accepted } from '../../src/ui/prompts/promptText';
import { rememberedTokenUrl } from '../../src/ui/signInMemory';
import { extensionUnderTest, startTestSandbox } from './support/extension';
import { messagesDuring } from './support/messages';
import { createTestDependencies, type TestDependencies } from './support/testDependencies';

const neverCancelled = new AbortController().signal;

/** What was said of a secret: the verdict, the known session, or the problem. */
function outcomeOf(accepted: Accepted<Tried>): string {
	if ('problem' in accepted) {
		return accepted.problem;
	}
	const { outcome } = accepted.value;
	return outcome.kind === 'obtained' ? outcome.verification.result : `known as ${outcome.session.label}`;
}

function newKey(account: Account, label: string, more: Partial<NewSession> = {}): NewSession {
	const apiKey = new Secret(randomBytes(30).toString('base64url'));
	return {
		id: randomUUID(),
		account,
		label,
		credential: { kind: 'apiKey', apiKey },
		verification: { result: 'verified' },
		...more,
	};
}

suite('sign-in', () => {
	let sandbox: Sandbox;
	let account: Account;
	let dependencies: TestDependencies;
	suiteSetup(async () => {
		sandbox = await startTestSandbox();
		account = { name: 'local', origin: sandbox.origin };
	});
	suiteTeardown(() => sandbox.close());
	setup(() => {
		dependencies = createTestDependencies();
	});

	async function tryKey(key: string, at = account): Promise<string> {
		return outcomeOf(await tryCredential(dependencies, at, { kind: 'apiKey', text: key }, neverCancelled));
	}

	suite('with an API key', () => {
		test('a good key is verified, whatever space was pasted with it', async () => {
			assert.equal(await tryKey(` ${sandbox.createApiKey('Good').key}\n`), 'verified');
		});

		test('a key without the right to read users is good too', async () => {
			assert.equal(await tryKey(sandbox.createApiKey('CRM', ['crm/*/list']).key), 'limited');
		});

		test('a refused key says so, and not the key', async () => {
			const key = randomBytes(30).toString('base64url');
			const said = await tryKey(key);
			assert.match(said, /^local refused the key: .+\. Check that it is complete and still listed in the portal\.$/u);
			assert.ok(!said.includes(key));
		});

		test('a refused key that is a word does not black the word out for good', async () => {
			await tryKey('accounts');
			assert.equal(dependencies.redactor.redact('crm/accounts/list'), 'crm/accounts/list');
		});

		test('nor does a key that the user gives up', async () => {
			const closed = await startTestSandbox();
			await closed.close();
			const gone = { name: 'gone', origin: closed.origin };
			await extensionUnderTest();
			const said = await messagesDuring(() =>
				askUntilVerified({ account: gone, edit: 'Edit Key' }, dependencies, async () => {
					const accepted = await tryCredential(
						dependencies,
						gone,
						{ kind: 'apiKey', text: 'accounts' },
						neverCancelled,
					);
					assert.ok('value' in accepted);
					return { kind: 'answer', value: accepted.value };
				}),
			);
			assert.deepEqual(said, ['The key could not be verified with gone. Nothing has been saved yet.']);
			assert.equal(dependencies.redactor.redact('crm/accounts/list'), 'crm/accounts/list');
		});

		test('a refused key that is stored for another account stays secret', async () => {
			const key = randomBytes(30).toString('base64url');
			const credential = { kind: 'apiKey', apiKey: new Secret(key) } as const;
			await saveSession(
				dependencies,
				newKey({ name: 'acme', origin: 'https://acme.flowlu.com' }, 'Mine', { credential }),
			);
			await tryKey(key);
			assert.equal(dependencies.redactor.redact(key), '•••');
		});

		test('a host where nobody listens leaves the decision to the user', async () => {
			const closed = await startTestSandbox();
			await closed.close();
			assert.equal(await tryKey('a-key-of-some-length', { name: 'gone', origin: closed.origin }), 'unreachable');
		});

		test('a key that is stored already is recognised without asking Flowlu', async () => {
			const { key } = sandbox.createApiKey('Known');
			const credential = { kind: 'apiKey', apiKey: new Secret(key) } as const;
			await saveSession(dependencies, newKey(account, 'Mine', { credential }));
			const asked = sandbox.requests().length;
			assert.deepEqual([await tryKey(`${key} `), sandbox.requests().length - asked], ['known as Mine', 0]);
		});

		test('verification that the user gives up ends as cancelled', async () => {
			const controller = new AbortController();
			sandbox.setDelay(5000);
			try {
				const tried = tryCredential(
					dependencies,
					account,
					{ kind: 'apiKey', text: sandbox.createApiKey('Slow').key },
					controller.signal,
				);
				setImmediate(() => {
					controller.abort();
				});
				await assert.rejects(tried, CancelledError);
			} finally {
				sandbox.setDelay(0);
			}
		});
	});

	suite('with login and password', () => {
		function administrator(): SandboxUser {
			const [first] = sandbox.users;
			assert.ok(first);
			return first;
		}
		function grant(username: string, tokenUrl = sandbox.tokenUrl): GrantRequest {
			return { account, tokenUrl, clientId: 'flowlu-workbench', username };
		}
		async function tryLogin(request: GrantRequest, password: string): Promise<string> {
			return outcomeOf(await tryPassword(dependencies, request, password, neverCancelled));
		}

		test('an administrator gets a verified token; address and client id are remembered, nothing secret', async () => {
			const { username, password } = administrator();
			assert.equal(await tryLogin(grant(username), password), 'verified');
			assert.equal(rememberedTokenUrl(dependencies.memento, account), sandbox.tokenUrl);
			assert.deepEqual(dependencies.memento.toString().includes(password), false);
			assert.equal(dependencies.secrets.values.size, 0);
			// Nothing of ours holds it any more.
			assert.equal(dependencies.redactor.redact(`p ${password}`), `p ${password}`);
		});

		test('a wrong password is said in words, with what Flowlu says, and nothing is remembered', async () => {
			const said = await tryLogin(grant(administrator().username), 'wrong');
			assert.match(said, /^Login or password is wrong\. Flowlu says: .+/u);
			assert.equal(dependencies.redactor.redact('what is wrong'), 'what is wrong');
			assert.equal(rememberedTokenUrl(dependencies.memento, account), undefined);
		});

		test('a password is sent once, also where its token is verified again', async () => {
			const { username, password } = administrator();
			const closed = await startTestSandbox();
			await closed.close();
			const request = { ...grant(username), account: { name: 'gone', origin: closed.origin } };
			const asked = sandbox.requests().length;
			const { showWarningMessage } = vscode.window;
			const answers = ['Try Again', 'Edit Password', undefined];
			Object.assign(vscode.window, { showWarningMessage: () => Promise.resolve(answers.shift()) });
			try {
				let tries = 0;
				const answer = await askUntilVerified(
					{ account: request.account, edit: 'Edit Password' },
					dependencies,
					async attempt => {
						const accepted = await tryPassword(dependencies, request, password, neverCancelled, attempt);
						assert.ok('value' in accepted);
						assert.equal(outcomeOf(accepted), 'unreachable');
						tries++;
						return { kind: 'answer', value: accepted.value };
					},
				);
				assert.deepEqual([answer.kind, tries, sandbox.requests().length - asked], ['dismissed', 3, 1]);
			} finally {
				Object.assign(vscode.window, { showWarningMessage });
			}
		});

		test('a token that may not read users is kept, as limited', async () => {
			const manager = sandbox.users.find(user => !user.administrator);
			assert.ok(manager);
			assert.equal(await tryLogin(grant(manager.username), manager.password), 'limited');
		});

		test('an address that has no token says what came, and asks about the address', async () => {
			const { username, password } = administrator();
			const said = await tryLogin(grant(username, `${sandbox.origin}/nowhere`), password);
			assert.match(said, /^No token was received\. .+ Check the token URL\.$/u);
		});

		test('no log line holds the password or the token', async () => {
			const { username, password } = administrator();
			await tryLogin(grant(username, `${sandbox.origin}/nowhere`), password);
			const accepted = await tryPassword(dependencies, grant(username), password, neverCancelled);
			assert.ok('value' in accepted && accepted.value.outcome.kind === 'obtained');
			const token = openSecret(secretOf(accepted.value.outcome.credential));
			const text = dependencies.logged.join('\n');
			assert.notEqual(text, '');
			assert.deepEqual([text.includes(password), text.includes(token)], [false, false]);
		});
	});

	suite('saving', () => {
		/** Labels with what was found of them; the active one with a star. */
		async function saved(): Promise<readonly string[]> {
			const entries = await dependencies.sessions.list();
			return entries.map(
				({ session, active, verification }) =>
					`${session.label}${active ? '*' : ''} ${session.grant} ${verification?.result ?? ''}`,
			);
		}

		test('keeps label, grant and verification; the first stays active', async () => {
			await saveSession(dependencies, newKey(account, 'First'));
			await saveSession(dependencies, newKey(account, 'Second', { verification: { result: 'limited' } }));
			assert.deepEqual(await saved(), ['First* apiKey verified', 'Second apiKey limited']);
		});

		test('takes over from an active session that is refused', async () => {
			const first = await saveSession(dependencies, newKey(account, 'Old'));
			await dependencies.sessions.mark(first.id, { result: 'refused', at: 1 });
			await saveSession(dependencies, newKey(account, 'New'));
			assert.deepEqual(await saved(), ['Old apiKey refused', 'New* apiKey verified']);
		});

		test('replaces the earlier sign-in of the same login only', async () => {
			const token = () => ({
				credential: { kind: 'accessToken', accessToken: new Secret(randomBytes(20).toString('hex')) } as const,
			});
			await saveSession(dependencies, newKey(account, 'Anna', { login: 'anna', ...token() }));
			await saveSession(dependencies, newKey(account, 'Boris', { login: 'boris', ...token() }));
			await saveSession(dependencies, newKey(account, 'Anna again', { login: 'anna', ...token() }));
			assert.deepEqual(await saved(), ['Anna again* password verified', 'Boris password verified']);
		});

		test('a keyring that fails says so and saves nothing', async () => {
			dependencies.secrets.failing = ['store'];
			await assert.rejects(saveSession(dependencies, newKey(account, 'Lost')), SecretStorageError);
			assert.deepEqual(await saved(), []);
		});
	});
});
