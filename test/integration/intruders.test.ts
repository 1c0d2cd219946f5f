import * as assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { setup, suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import { followLink } from '../../src/features/links/followLink';
import type { Session } from '../../src/flowlu/session';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { until } from '../support/until';
import { extensionUnderTest, startTestSandbox } from './support/extension';
import { recordMessages, type MessageRecorder } from './support/messages';
import { createTestDependencies } from './support/testDependencies';
import { openScratchpad } from './support/scratchpad';

const refusal = /^The command .+ was given something that it does not take\. Nothing was done\.$/u;

/** What another extension, or a link, may give a command in the place of a session, an account or a place. */
const junk: readonly unknown[] = [
	0,
	-1,
	NaN,
	true,
	'',
	'x',
	'https://evil.example',
	'file:///etc/passwd',
	Symbol('x'),
	() => undefined,
	[],
	[['x']],
	{},
	{ session: {} },
	{ session: { id: 7 } },
	{ session: { id: { toString: () => 'x' } } },
	{ session: null },
	{ origin: 7 },
	{ name: 'acme' },
	Object.create(null),
];

const ofSessions = [
	'removeSession',
	'renameSession',
	'useSession',
	'verifySession',
	'replaceKey',
	'checkPermissions',
	'copyApiKey',
];
const ofAccounts = [
	'addApiKey',
	'signIn',
	'openAccount',
	'openApiSettings',
	'markAsProduction',
	'markAsTest',
	'newScratchpad',
];

const text = 'GET crm/lead/list\n';

suite('intruders', () => {
	let api: TestApi;
	let sandbox: Sandbox;
	let session: Session;
	let recorder: MessageRecorder;
	/** How many requests there were before the test. */
	let earlier: number;

	suiteSetup(async () => {
		api = await extensionUnderTest();
		sandbox = await startTestSandbox();
		const { key } = sandbox.createApiKey('Main');
		const account = { name: 'intruded', origin: sandbox.origin };
		session = { id: randomUUID(), account, grant: 'apiKey', label: 'Main', tail: key.slice(-4) };
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
	});
	suiteTeardown(async () => {
		await api.sessions.remove(session.id);
		await sandbox.close();
	});
	setup(() => {
		recorder = recordMessages();
		earlier = sandbox.requests().length;
	});
	teardown(async () => {
		recorder.dispose();
		await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	});

	for (const command of [...ofSessions, ...ofAccounts].map(name => `flowlu.${name}`)) {
		test(`${command} does nothing with what it does not take`, async () => {
			const before = await api.sessions.list();
			for (const value of junk) {
				await vscode.commands.executeCommand(command, value);
			}
			assert.deepEqual(
				recorder.messages.filter(message => !refusal.test(message)),
				[],
			);
			assert.equal(recorder.messages.length, junk.length);
			assert.deepEqual([await api.sessions.list(), sandbox.requests().length], [before, earlier]);
		});
	}

	for (const command of ['_flowlu.chooseSession', '_flowlu.showResponse', '_flowlu.moveKey', '_flowlu.revealSession']) {
		test(`${command} does nothing with what it does not take`, async () => {
			const given = command === '_flowlu.revealSession' ? junk.filter(value => typeof value !== 'string') : junk;
			for (const value of given) {
				await vscode.commands.executeCommand(command, value, -1);
			}
			assert.deepEqual(
				recorder.messages.map(message => refusal.test(message)),
				given.map(() => true),
			);
		});
	}

	test('the commands of responses do nothing with what they do not take', async () => {
		const { uri } = await openScratchpad(text);
		await vscode.commands.executeCommand('flowlu.send', uri.toString(), 0);
		const sent = sandbox.requests().length;
		const commands = [
			'flowlu.showHeaders',
			'flowlu.showBody',
			'flowlu.saveResponse',
			'flowlu.openAsTable',
			'flowlu.sendAgain',
			'_flowlu.explain',
			'_flowlu.reveal',
			'_flowlu.hide',
		];
		for (const command of commands) {
			for (const value of junk) {
				await vscode.commands.executeCommand(command, value);
			}
		}
		assert.deepEqual(
			recorder.messages.map(message => refusal.test(message)),
			commands.flatMap(() => junk.map(() => true)),
		);
		assert.deepEqual([sent, sandbox.requests().length], [earlier + 1, earlier + 1]);
	});

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
		assert.equal(sandbox.requests().length, earlier);
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
		assert.equal(sandbox.requests().length, earlier);
		await vscode.commands.executeCommand('flowlu.send', uri.toString(), 0);
		assert.equal(sandbox.requests().length, earlier + 1, 'From a place that is one, it is sent.');
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
			assert.deepEqual([recorder.messages, sandbox.requests().length], [[], earlier]);
		});
	});
});
