import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import type { Account } from '../../src/flowlu/account';
import { html, json, plain, raw, redirect } from '../support/answers';
import { filesUnder, findLeaks, processes, type Place } from '../support/canary';
import { deafOrigin, withHostileServer, type Answer } from '../support/hostileServer';
import { extensionUnderTest, until } from './support/extension';

/** The folder with the user's data, logs and workspace of this run. */
const folder = process.env['FLOWLU_TEST_FOLDER'] ?? '';

/** Everything of the window that outlives a command. */
async function places(): Promise<readonly Place[]> {
	const documents = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme !== 'output');
	return [
		...filesUnder(folder),
		...processes(),
		{ name: 'the clipboard', content: await vscode.env.clipboard.readText() },
		...documents.map(document => ({ name: document.uri.toString(), content: document.getText() })),
		...vscode.languages
			.getDiagnostics()
			.map(([uri, found]) => ({ name: `problems of ${uri.toString()}`, content: JSON.stringify(found) })),
	];
}

suite('no secret is anywhere after', () => {
	const key = `k+/${randomBytes(18).toString('base64')}`;
	const token = `t-${randomBytes(18).toString('hex')}`;
	const canaries = { 'the API key': key, 'the access token': token };
	let api: TestApi;

	suiteSetup(async () => {
		assert.notEqual(folder, '');
		api = await extensionUnderTest();
		// What was stored once is known for the life of the window.
		for (const secret of [key, token]) {
			const account = { name: 'canary', origin: 'https://canary.example' };
			const session = { id: randomUUID(), account, grant: 'apiKey', label: 'canary', tail: '' } as const;
			await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(secret) });
			await api.sessions.remove(session.id);
		}
	});
	suiteTeardown(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		for (const { session } of await api.sessions.list()) {
			await api.sessions.remove(session.id);
		}
	});

	/** Sends one request with the key and one with the token; errors are shown and logged by the command. */
	async function sendAs(account: Account, path: string): Promise<void> {
		for (const [label, credential] of [
			['key', { kind: 'apiKey', apiKey: api.createSecret(key) }],
			['token', { kind: 'accessToken', accessToken: api.createSecret(token) }],
		] as const) {
			const grant = credential.kind === 'apiKey' ? 'apiKey' : 'password';
			const session = { id: randomUUID(), account, grant, label, tail: '' } as const;
			await api.sessions.add(session, credential);
			const content = `# @key ${label}\n# @account ${account.origin}\nGET ${path}\n`;
			const document = await vscode.workspace.openTextDocument({ language: 'flowlu-http', content });
			await vscode.window.showTextDocument(document);
			await vscode.commands.executeCommand('flowlu.send', document.uri.toString(), content.length - 1);
			await vscode.commands.executeCommand('flowlu.verifySession', await api.sessions.find(session.id));
			await api.sessions.remove(session.id);
		}
	}

	const echoes = [key, encodeURIComponent(key), Buffer.from(`bearer:${token}`).toString('base64'), token];
	const answers: readonly [title: string, answer: Answer][] = [
		['an echo', plain({ headers: [['X-Echo', echoes.join(' ')]], body: JSON.stringify({ response: { echoes } }) })],
		['an error that repeats them', json({ error: { error_code: 11, error_msg: `wrong: ${echoes.join(' ')}` } })],
		['HTTP 401 that repeats them', json({ error: 'unauthorized', error_description: echoes.join() }, '401 No')],
		['a redirect that takes them along', redirect(302, `https://evil.example/?x=${encodeURIComponent(key)}`)],
		['a page that repeats them', html(`<p>${echoes.join('<p>')}`)],
		['a reset', raw('', 'reset')],
	];
	for (const [title, answer] of answers) {
		test(title, async () => {
			await withHostileServer([answer], async ({ origin }) => {
				// A read would be repeated, for seconds.
				const method = title === 'a reset' ? 'create' : 'list';
				await sendAs({ name: 'canary', origin }, `crm/canary/${method}?title=${encodeURIComponent(title)}`);
			});
			assert.deepEqual(findLeaks(canaries, await places()), []);
		}).timeout(60_000);
	}

	test('hosts that are not there, or do not answer', async () => {
		await sendAs({ name: 'deaf', origin: await deafOrigin() }, 'crm/canary/create');
		await sendAs({ name: 'nowhere', origin: 'https://nowhere.invalid' }, 'crm/canary/create');
		assert.deepEqual(findLeaks(canaries, await places()), []);
	}).timeout(60_000);

	test('all that was logged of it', async () => {
		// The log is written with a delay: the requests must be in it before it says anything that the keys are not.
		await until(() => Promise.resolve(findLeaks({ path: 'module/crm/canary/list' }, filesUnder(folder)).length > 0));
		assert.deepEqual(findLeaks(canaries, await places()), []);
	}).timeout(60_000);

	const leaks: readonly [sink: string, plant: (secret: string) => unknown][] = [
		[
			'the log',
			secret => {
				vscode.window.createOutputChannel('Canary', { log: true }).error(secret);
			},
		],
		[
			'the workspace',
			secret => {
				writeFileSync(join(folder, 'workspace/leak.txt'), secret);
			},
		],
		[
			'the global storage',
			secret => {
				mkdirSync(join(folder, 'data/User/globalStorage/leak'), { recursive: true });
				writeFileSync(join(folder, 'data/User/globalStorage/leak/state'), Buffer.from(secret, 'utf16le'));
			},
		],
		['the clipboard', secret => vscode.env.clipboard.writeText(secret)],
		['a document', secret => vscode.workspace.openTextDocument({ content: encodeURIComponent(secret) })],
		[
			'a problem',
			secret => {
				const uri = vscode.Uri.file(join(tmpdir(), 'leak'));
				const range = new vscode.Range(0, 0, 0, 1);
				vscode.languages.createDiagnosticCollection('leak').set(uri, [new vscode.Diagnostic(range, btoa(secret))]);
			},
		],
	];
	for (const [sink, plant] of leaks) {
		test(`a leak into ${sink} would be found`, async () => {
			const secret = `planted+/${randomBytes(12).toString('hex')}`;
			await plant(secret);
			await until(async () => findLeaks({ secret }, await places()).length > 0);
		}).timeout(60_000);
	}
});
