import * as assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { setup, suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import { ApiKeyCopier } from '../../src/features/accounts/copyApiKey';
import { verifyAndMark } from '../../src/features/accounts/sessionCommands';
import type { Session } from '../../src/flowlu/session';
import type { SessionEntry } from '../../src/flowlu/sessionEntry';
import { Secret } from '../../src/net/redaction/secret';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { startTestSandbox } from './support/extension';
import { createTestDependencies, type TestDependencies } from './support/testDependencies';

/** A clipboard of the test's own, which tells when it is cleared or read. */
class MemoryClipboard implements vscode.Clipboard {
	private readonly _onDidRead = new vscode.EventEmitter<void>();
	readonly onDidRead = this._onDidRead.event;
	text = '';

	readText(): Promise<string> {
		setImmediate(() => {
			this._onDidRead.fire();
		});
		return Promise.resolve(this.text);
	}

	writeText(text: string): Promise<void> {
		this.text = text;
		return Promise.resolve();
	}
}

suite('commands on sessions', () => {
	let dependencies: TestDependencies;
	setup(() => {
		dependencies = createTestDependencies();
	});

	async function add(secret: string, origin = 'https://acme.flowlu.com'): Promise<SessionEntry> {
		const session: Session = {
			id: randomUUID(),
			account: { name: 'acme', origin },
			grant: 'apiKey',
			label: 'Main',
			tail: '',
		};
		await dependencies.sessions.add(session, { kind: 'apiKey', apiKey: new Secret(secret) });
		const entry = await dependencies.sessions.find(session.id);
		assert.ok(entry);
		return entry;
	}

	suite('copying a key', () => {
		const key = randomBytes(20).toString('hex');
		let clipboard: MemoryClipboard;
		let copier: ApiKeyCopier;
		setup(() => {
			clipboard = new MemoryClipboard();
			copier = new ApiKeyCopier(dependencies.sessions, clipboard, 1);
		});

		function read(): Promise<void> {
			return new Promise(resolve => clipboard.onDidRead(resolve));
		}

		test('takes it off the clipboard again', async () => {
			const { session } = await add(key);
			const checked = read();
			const copied = [await copier.copy(session.id), clipboard.text];
			await checked;
			assert.deepEqual([copied, clipboard.text], [[true, key], '']);
		});

		test('leaves what was copied since', async () => {
			const { session } = await add(key);
			const checked = read();
			await copier.copy(session.id);
			await clipboard.writeText('something else');
			await checked;
			assert.equal(clipboard.text, 'something else');
		});

		test('is not done for an access token, nor for a removed session', async () => {
			const account = { name: 'acme', origin: 'https://acme.flowlu.com' };
			const session = { id: 'anna', account, grant: 'password', label: 'Anna', tail: '' } as const;
			await dependencies.sessions.add(session, { kind: 'accessToken', accessToken: new Secret(key) });
			assert.deepEqual([await copier.copy('anna'), await copier.copy('gone'), clipboard.text], [false, false, '']);
		});
	});

	suite('verification', () => {
		let sandbox: Sandbox;
		suiteSetup(async () => {
			sandbox = await startTestSandbox();
		});
		suiteTeardown(() => sandbox.close());
		const { signal } = new AbortController();

		test('keeps what Flowlu says, and when', async () => {
			const key = sandbox.createApiKey('Good');
			const entry = await add(key.key, sandbox.origin);
			const before = Date.now();
			const good = await verifyAndMark(dependencies, entry, signal);
			const [marked] = await dependencies.sessions.list();
			assert.ok(marked?.verification && marked.verification.at >= before);
			sandbox.deleteApiKey(key.key);
			const refused = await verifyAndMark(dependencies, entry, signal);
			const [after] = await dependencies.sessions.list();
			assert.deepEqual(
				[good?.result, marked.verification.result, refused?.result, after?.verification?.result],
				['verified', 'verified', 'refused', 'refused'],
			);
		});

		test('of a session that is removed meanwhile leaves nothing behind', async () => {
			const entry = await add(sandbox.createApiKey('Gone').key, sandbox.origin);
			sandbox.setDelay(50);
			try {
				const verification = verifyAndMark(dependencies, entry, signal);
				await dependencies.sessions.remove(entry.session.id);
				assert.equal(await verification, undefined);
			} finally {
				sandbox.setDelay(0);
			}
			assert.deepEqual([...dependencies.secrets.values.keys()], []);
		});

		test('that is cancelled changes nothing', async () => {
			const entry = await add(sandbox.createApiKey('Slow').key, sandbox.origin);
			const controller = new AbortController();
			sandbox.setDelay(5000);
			try {
				const verification = verifyAndMark(dependencies, entry, controller.signal);
				setImmediate(() => {
					controller.abort();
				});
				await assert.rejects(verification, { name: 'CancelledError' });
			} finally {
				sandbox.setDelay(0);
			}
			assert.deepEqual(
				(await dependencies.sessions.list()).map(({ verification }) => verification),
				[undefined],
			);
		});
	});
});
