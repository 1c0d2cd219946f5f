import * as assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { setup, suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import { commands } from '../../src/contributions';
import type { TestApi } from '../../src/extension';
import { followLink } from '../../src/features/links/followLink';
import type { Session } from '../../src/flowlu/session';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { Random } from '../support/random';
import { runs } from '../support/runs';
import { until } from '../support/until';
import { extensionUnderTest, startTestSandbox } from './support/extension';
import { recordMessages, type MessageRecorder } from './support/messages';
import { createTestDependencies } from './support/testDependencies';
import { openScratchpad } from './support/scratchpad';

const refusal = /^The command .+ was given something that it does not take\. Nothing was done\.$/u;

const text = 'GET crm/lead/list\n';

suite('intruders', () => {
	let api: TestApi;
	let sandbox: Sandbox;
	let session: Session;
	let recorder: MessageRecorder;
	/** How many requests there were before the test. */
	let earlier: number;

	/** Requests to the API: a browser that is led to the sandbox's pages asks for those. */
	function sent(): number {
		return sandbox.requests().filter(({ url }) => url.startsWith('/api/')).length;
	}

	suiteSetup(async () => {
		api = await extensionUnderTest();
		sandbox = await startTestSandbox();
		const { key } = sandbox.createApiKey('Main');
		const account = { name: 'intruded', origin: sandbox.origin };
		session = { id: randomUUID(), account, grant: 'apiKey', label: 'Main', tail: key.slice(-4) };
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
		// The commands of responses are there from the first one on.
		const { uri } = await openScratchpad(text);
		await vscode.commands.executeCommand('flowlu.send', uri.toString(), 0);
		assert.equal(sent(), 1);
	});
	suiteTeardown(async () => {
		await api.sessions.remove(session.id);
		await sandbox.close();
	});
	setup(() => {
		recorder = recordMessages();
		earlier = sent();
	});
	teardown(async () => {
		recorder.dispose();
		await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	});

	// Starting a sandbox is what it does, given nothing it runs what is in the workspace, and the command line reads what it is given.
	const harmless = ['flowlu.startSandbox', 'flowlu.runFolder', 'flowlu.runInTerminal'];
	for (const [command, kind] of Object.entries(commands).filter(
		([id, of]) => of !== 'none' && !harmless.includes(id),
	)) {
		test(`${command} does nothing with what it does not take, and does not fail with what names nothing`, async () => {
			const before = await api.sessions.list();
			const seed = Number(process.env['FLOWLU_FUZZ_SEED'] ?? Date.now() % 1_000_000_000);
			for (let number = 0; number < runs(60); number++) {
				const random = new Random(seed + number);
				const given = hostileArguments(random);
				const isRefused = random.below(4) === 0;
				const said = recorder.messages.length;
				await settled(vscode.commands.executeCommand(command, ...(isRefused ? [junk(random), -1] : given)));
				const messages = recorder.messages.slice(said);
				const about = `seed ${seed + number}, ${inspect(given, { depth: 3, maxStringLength: 50 })}: ${messages.join('\n')}`;
				if (isRefused && kind !== 'sessionId' && kind !== 'entity') {
					assert.deepEqual(
						messages.map(message => refusal.test(message)),
						[true],
						about,
					);
				}
				assert.ok(!/is not a|cannot read|undefined|\[object|typeerror|rangeerror/iu.test(messages.join('\n')), about);
				assert.ok(
					messages.every(({ length }) => length < 2000),
					about,
				);
			}
			assert.deepEqual([await api.sessions.list(), sent()], [before, earlier]);
		});
	}

	test('a forged row stands for the stored session, or for none', async () => {
		const forged = { ...session, label: 'Old key', account: { name: 'acme', origin: 'https://evil.example' } };
		await vscode.commands.executeCommand('flowlu.removeSession', { session: { ...forged, id: randomUUID() } });
		await vscode.commands.executeCommand('flowlu.removeSession', { session: forged });
		assert.deepEqual(recorder.messages, ['There is no such key or sign-in.', 'Remove “Main” of intruded?']);
	});

	test('a row below a session stands for the session', async () => {
		const row = { item: new vscode.TreeItem('crm'), parent: { session }, children: [] };
		await vscode.commands.executeCommand('flowlu.removeSession', row);
		await vscode.commands.executeCommand('flowlu.removeSession', { ...row, parent: row });
		assert.deepEqual(recorder.messages, ['Remove “Main” of intruded?', 'Remove “Main” of intruded?']);
	});

	test('an account with the name of another one is called by its own', async () => {
		const account = { name: 'acme', origin: 'https://evil.example' };
		await vscode.commands.executeCommand('flowlu.openAccount', account);
		await vscode.commands.executeCommand('flowlu.newScratchpad', account);
		assert.equal(vscode.window.activeTextEditor?.document.getText().includes('acme'), false);
		await vscode.commands.executeCommand('flowlu.openAccount', { name: 'x', origin: 'vscode://evil.example' });
	});

	test('nothing is sent from a document that is not open, or is no scratchpad', async () => {
		const plain = await openScratchpad(text, 'plaintext');
		const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
		const unseen = vscode.Uri.joinPath(folder, 'unseen.flowlu.http');
		await vscode.workspace.fs.writeFile(unseen, new TextEncoder().encode(text));
		const uris = [plain.uri.toString(), plain.uri, undefined, unseen.toString(), 'untitled:x.flowlu.http'];
		try {
			for (const uri of uris) {
				await vscode.commands.executeCommand('flowlu.send', uri, 0);
				await vscode.commands.executeCommand('flowlu.send', uri);
			}
		} finally {
			await vscode.workspace.fs.delete(unseen);
		}
		assert.deepEqual([...new Set(recorder.messages)], ['There is no request at the cursor.']);
		assert.equal(sent(), earlier);
	});

	test('nothing is sent from a place that is none', async () => {
		const { uri } = await openScratchpad(text);
		for (const offset of [-1, 0.5, NaN, Infinity, 2 ** 53, '0', true]) {
			await vscode.commands.executeCommand('flowlu.send', uri.toString(), offset);
		}
		for (const place of [7, '', 'no uri', {}, [], true]) {
			await vscode.commands.executeCommand('flowlu.send', place, 0);
		}
		assert.deepEqual(
			recorder.messages.map(message => refusal.test(message)),
			Array.from({ length: 13 }, () => true),
		);
		assert.equal(sent(), earlier);
		await vscode.commands.executeCommand('flowlu.send', uri.toString(), 0);
		assert.equal(sent(), earlier + 1, 'From a place that is one, it is sent.');
	});

	suite('links', () => {
		const secret = randomBytes(24).toString('hex');
		const dependencies = createTestDependencies();

		function follow(link: string): Promise<void> {
			return followLink(vscode.Uri.parse(`vscode://flowlu-workbench.flowlu-workbench${link}`), dependencies);
		}

		const refusals: readonly [link: string, pattern: RegExp][] = [
			[`/add-key?account=acme&api_key=${secret}`, /^This link carries a key.+replace the one in the link\.$/u],
			[`/add-key#${secret}`, /^This link carries a key/u],
			[`/add-key/${secret}`, /something that it does not do.+none sends anything\.$/u],
			[`/send?uri=${secret}`, /something that it does not do/u],
			[`/add-key?account=acme&x=${secret}`, /^The link was not followed: it contains more than an account/u],
			[`/add-key?account=http://${secret}.example`, /^The link was not followed: its account is not valid/u],
			[`/add-key?account=${secret}.example`, /^The account in this link is neither one of yours/u],
		];
		for (const [link, pattern] of refusals) {
			test(`${link.replace(secret, 'SECRET')} is refused, and neither shown nor logged`, async () => {
				await follow(link);
				await until(() => Promise.resolve(recorder.messages.length > 0));
				assert.match(recorder.messages.join('\n'), pattern);
				const texts = [...recorder.messages, ...dependencies.logged].join('\n');
				assert.equal(texts.includes(secret), false);
				assert.equal(vscode.window.activeTextEditor, undefined);
			});
		}

		test('a new scratchpad opens, and nothing else happens', async () => {
			await follow('/new-scratchpad?account=acme');
			assert.equal(vscode.window.activeTextEditor?.document.languageId, 'flowlu-http');
			assert.deepEqual([recorder.messages, sent()], [[], earlier]);
		});
	});
});

/** What no command takes: neither a place, nor a row, nor nothing. */
function junk(random: Random): unknown {
	return random.pick([0, -1, NaN, true, '', 'no uri', Symbol('x'), () => undefined, [], [['x']], Object.create(null)]);
}

/** What another extension, or a link, may give a command: what it takes with something else in it, and what is made to fail. */
function hostileArguments(random: Random): readonly unknown[] {
	return Array.from({ length: 1 + random.below(3) }, (_, index) =>
		index === 0 ? hostileValue(random, 3) : junk(random),
	);
}

const names = ['session', 'id', 'account', 'origin', 'parent', 'entity', 'method', 'historyEntry', 'path', 'scheme'];

function hostileValue(random: Random, depth: number): unknown {
	switch (random.below(depth > 0 ? 8 : 4)) {
		case 0:
			return junk(random);
		case 1:
			return random.pick([
				null,
				'focused',
				'x'.repeat(100_000),
				'crm/lead',
				'https://evil.example',
				'\u0000\u202E../..',
			]);
		case 2:
			return random.pick([
				'untitled:x.flowlu.http',
				'flowlu-response:/x?body=1',
				'file:///etc/passwd',
				'file://host/x',
			]);
		case 3:
			return vscode.Uri.parse(random.pick(['untitled:x', 'flowlu-response:/a/b.json?body=7', 'x://y/z?q#f']) ?? 'x:');
		case 4: {
			const { proxy, revoke } = Proxy.revocable({}, {});
			revoke();
			return { [random.pick(names) ?? '']: proxy };
		}
		case 5:
			return {
				get [random.pick(names) ?? '']() {
					throw new Error('No.');
				},
			};
		case 6: {
			const circle: Record<string, unknown> = {};
			circle[random.pick(names) ?? ''] = circle;
			return circle;
		}
		default:
			return Object.fromEntries(
				Array.from({ length: 1 + random.below(3) }, () => [random.pick(names) ?? '', hostileValue(random, depth - 1)]),
			);
	}
}

/** Whatever it asks is left unanswered. */
async function settled(work: PromiseLike<unknown>): Promise<void> {
	let isSettled = false;
	const done = (): void => {
		isSettled = true;
	};
	work.then(done, done);
	await until(async () => {
		await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
		return isSettled;
	});
}
