import { suite, suiteSetup, suiteTeardown, setup, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import type { Session } from '../../src/flowlu/session';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { until } from '../support/until';
import { extensionUnderTest, startTestSandbox } from './support/extension';
import { messagesDuring } from './support/messages';
import { openScratchpad } from './support/scratchpad';

suite('scratchpad', () => {
	let api: TestApi;
	let sandbox: Sandbox;

	suiteSetup(async () => {
		api = await extensionUnderTest();
		sandbox = await startTestSandbox();
	});
	suiteTeardown(() => sandbox.close());
	setup(() => removeSessions());
	teardown(async () => {
		sandbox.setDelay(0);
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await removeSessions();
	});

	async function removeSessions(): Promise<void> {
		for (const { session } of await api.sessions.list()) {
			await api.sessions.remove(session.id);
		}
	}

	async function addSession(label: string, origin = sandbox.origin): Promise<Session> {
		const key = sandbox.createApiKey(label);
		const account = { name: new URL(origin).host, origin };
		const session: Session = { id: randomUUID(), account, grant: 'apiKey', label, tail: key.key.slice(-4) };
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key.key) });
		return session;
	}

	/** Titles over each request, by its line. */
	async function lensesOf(
		document: vscode.TextDocument,
	): Promise<readonly (readonly [line: number, titles: string])[]> {
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
			'vscode.executeCodeLensProvider',
			document.uri,
		);
		const lines = new Map<number, string[]>();
		for (const { range, command } of lenses) {
			lines.set(range.start.line, [...(lines.get(range.start.line) ?? []), command?.title ?? '']);
		}
		return [...lines].map(([line, titles]) => [line, titles.join(' | ')]);
	}

	async function lensText(document: vscode.TextDocument): Promise<string> {
		return (await lensesOf(document)).map(([, titles]) => titles).join(' || ');
	}

	/** Responses on the screen; a document may outlive its tab. */
	function responses(): readonly vscode.TextDocument[] {
		return vscode.window.visibleTextEditors
			.map(({ document }) => document)
			.filter(({ uri }) => uri.scheme === 'flowlu-response');
	}

	async function sendFirst(document: vscode.TextDocument, offset = 0): Promise<void> {
		await vscode.commands.executeCommand('flowlu.send', document.uri.toString(), offset);
	}

	/** What is said where a request is not sent. */
	async function refusalOf(document: vscode.TextDocument, offset = 0): Promise<string> {
		return (await messagesDuring(() => sendFirst(document, offset))).join('\n');
	}

	/** Paths that reached the sandbox while `work` ran; a request of our own at the end shows that nothing else is on its way. */
	async function pathsDuring(work: () => Promise<void>): Promise<readonly string[]> {
		const before = sandbox.requests().length;
		await work();
		await fetch(`${sandbox.origin}/end-of-test`);
		return sandbox
			.requests()
			.slice(before)
			.map(({ url }) => url.split('?', 1)[0] ?? '')
			.filter(path => path !== '/end-of-test');
	}

	test('offers to add a key where none is configured', async () => {
		const document = await openScratchpad('GET crm/lead/list\n');
		await until(async () => (await lensText(document)).includes('Add an API key'));
		assert.deepEqual(await lensesOf(document), [[0, '$(play) Send | $(key) Add an API key to send']]);
	});

	test('names the account and the key that would send, block by block', async () => {
		const { account } = await addSession('Main');
		await addSession('Second');
		const document = await openScratchpad(
			'GET a/b/list\n\n###\n# @key Second\nGET c/d/list\n\n###\n# @key Gone\nGET e/f/list\n',
		);
		await until(async () => (await lensText(document)).includes('Main'));
		assert.deepEqual(await lensesOf(document), [
			[0, `$(play) Send | ${account.name} · Main`],
			[4, `$(play) Send | ${account.name} · Second`],
			[8, '$(play) Send | $(warning) No key called Gone'],
		]);
	});

	test('sends with the key, shows the response, and keeps the key out of all text', async () => {
		const session = await addSession('Main');
		const document = await openScratchpad('GET core/user/list?limit=2\n');
		await sendFirst(document);
		const [response] = responses();
		const request = sandbox.requests().at(-1);
		const key = new URL(request?.url ?? '', sandbox.origin).searchParams.get('api_key') ?? '';
		assert.equal(key.slice(-4), session.tail);
		assert.match(response?.getText() ?? '', /"items": \[/u);
		// What a narrow column cuts off stands last.
		assert.match(
			await lensText(document),
			/^\$\(check\) 200 \| \$\(play\) Send \| .+ · Main \| [\d.]+ m?s · 2 items \|/u,
		);
		const texts = [response?.getText(), response?.uri.toString(), document.getText(), await lensText(document)].join(
			'\n',
		);
		assert.equal(texts.includes(key), false);
	});

	test('says whose a response is when another key was chosen since', async () => {
		const first = await addSession('Main');
		const second = await addSession('Second');
		const document = await openScratchpad('GET core/user/list?limit=2\n');
		await sendFirst(document);
		await api.sessions.use(second);
		await until(async () => (await lensText(document)).includes('· Second'));
		assert.match(
			await lensText(document),
			new RegExp(`^\\$\\(check\\) 200 · sent by ${first.account.name} · Main \\|`, 'u'),
		);
	});

	test('names what would be deleted, and nothing where nothing is to be sent yet', async () => {
		const { account } = await addSession('Main');
		const document = await openScratchpad(
			'GET crm/lead/delete/2\n\n###\nGET crm/lead/delete/{{id}}\n\n###\nGET crm/lead/delete?id={{id}}\n\n###\nGET crm/{{entity}}/delete/2\n\n###\nGET \n\n###\nPOST crm/lead/create\n',
		);
		await until(async () => (await lensText(document)).includes('deletes'));
		const senders = (await lensesOf(document)).map(([, titles]) => titles.split(' | ')[1]);
		assert.deepEqual(senders, [
			`$(beaker) deletes crm/lead 2 in ${account.name} (test) · Main`,
			`$(beaker) deletes crm/lead in ${account.name} (test) · Main`,
			`$(beaker) deletes crm/lead in ${account.name} (test) · Main`,
			`$(beaker) writes to ${account.name} (test) · Main`,
			`${account.name} · Main`,
			`$(beaker) writes to ${account.name} (test) · Main`,
		]);
	});

	test('sends again after a correction', async () => {
		await addSession('Main');
		const document = await openScratchpad('GET crm/lead/get/999999\n');
		await sendFirst(document);
		assert.match(await lensText(document), /\$\(error\) Error 20/u);
		const edit = new vscode.WorkspaceEdit();
		edit.replace(document.uri, document.lineAt(0).range, 'GET crm/lead/get/1');
		await vscode.workspace.applyEdit(edit);
		await sendFirst(document);
		assert.match(await lensText(document), /\$\(check\) 200/u);
	});

	test('keeps the outcome at its request while text is typed above it', async () => {
		await addSession('Main');
		const document = await openScratchpad('### first\nGET crm/lead/get/1\n\n### second\nGET crm/lead/get/2\n');
		await sendFirst(document, document.getText().indexOf('GET crm/lead/get/2'));
		const edit = new vscode.WorkspaceEdit();
		edit.insert(document.uri, new vscode.Position(0, 0), '# one\n# two\n');
		await vscode.workspace.applyEdit(edit);
		const lenses = await lensesOf(document);
		assert.deepEqual(
			lenses.map(([line, titles]) => [line, titles.includes('$(check)')]),
			[
				[3, false],
				[6, true],
			],
		);
	});

	test('cancelling closes the connection and leaves no trace', async () => {
		await addSession('Main');
		sandbox.setDelay(8000);
		const document = await openScratchpad('GET crm/lead/list\n');
		const sent = sendFirst(document);
		await until(async () => (await lensText(document)).includes('Sending'));
		await until(() =>
			Promise.resolve(sandbox.requests().at(-1)?.url.startsWith('/api/v1/module/crm/lead/list') ?? false),
		);
		await vscode.commands.executeCommand('flowlu.cancel', document.uri.toString(), 0);
		await sent;
		assert.deepEqual(await lensesOf(document), [[0, `$(play) Send | ${new URL(sandbox.origin).host} · Main`]]);
		assert.deepEqual(responses(), []);
	});

	test('sends nothing to a host that is no configured account', async () => {
		await addSession('Main');
		const other = await startTestSandbox();
		try {
			const document = await openScratchpad(`GET ${other.origin}/api/v1/module/crm/lead/list\n`);
			await until(async () => (await lensText(document)).includes('No key for'));
			assert.match(await refusalOf(document), /A key is only ever sent to its own account/u);
			assert.deepEqual(other.requests(), []);
		} finally {
			await other.close();
		}
	});

	test('sends nothing while a variable is unknown, and underlines it', async () => {
		await addSession('Main');
		const document = await openScratchpad('GET crm/lead/get/{{id}}\n');
		await until(() => Promise.resolve(vscode.languages.getDiagnostics(document.uri).length > 0));
		const [problem] = vscode.languages.getDiagnostics(document.uri);
		assert.deepEqual([problem && document.getText(problem.range), problem?.code], ['{{id}}', 'unknownVariable']);
		const paths = await pathsDuring(async () => {
			assert.match(await refusalOf(document), /There is no variable id/u);
			await sendFirst(await openScratchpad('GET crm/lead/get/1\n'));
		});
		assert.deepEqual(paths, ['/api/v1/module/crm/lead/get/1']);
	});

	test('sends nothing with a key that was removed', async () => {
		const session = await addSession('Main');
		const document = await openScratchpad('# @key Main\nGET crm/lead/list\n');
		await until(async () => (await lensText(document)).includes('· Main'));
		await api.sessions.remove(session.id);
		const paths = await pathsDuring(async () => {
			assert.match(await refusalOf(document), /no API key is configured/u);
			await until(async () => (await lensText(document)).includes('Add an API key'));
		});
		assert.deepEqual(paths, []);
	});

	test('marks a key in the tree when it is refused, and when it works again', async () => {
		const session = await addSession('Main');
		const document = await openScratchpad('GET crm/lead/list?limit=1\n');
		await sendFirst(document);
		const good = (await api.sessions.find(session.id))?.verification?.result;
		const key = new URL(sandbox.requests().at(-1)?.url ?? '', sandbox.origin).searchParams.get('api_key') ?? '';
		sandbox.deleteApiKey(key);
		await sendFirst(document);
		assert.deepEqual([good, (await api.sessions.find(session.id))?.verification?.result], ['verified', 'refused']);
	});

	test('a form of several lines arrives as it was written', async () => {
		await addSession('Main');
		const document = await openScratchpad('POST crm/account/create\n\ntype=2\nfirst_name=Zoë\nlast_name=Müller\n');
		await sendFirst(document);
		const request = sandbox.requests().at(-1);
		assert.deepEqual(
			[...new URLSearchParams(String(request?.body))],
			[
				['type', '2'],
				['first_name', 'Zoë'],
				['last_name', 'Müller'],
			],
		);
	});

	/** Presses a key in the question that the sending asks, once that is there. */
	async function choosingBy(sending: Promise<unknown>, command: string): Promise<void> {
		let ended = false;
		void sending.then(() => {
			ended = true;
		});
		await until(async () => {
			await vscode.commands.executeCommand(command);
			return ended;
		});
	}

	test('asks for the values of prompts, and fills in dynamic variables', async () => {
		await addSession('Main');
		const document = await openScratchpad(
			'# @prompt text\nGET crm/lead/list?search=a{{text}}b&page={{$randomInt 1 2}}\n',
		);
		await choosingBy(sendFirst(document), 'workbench.action.acceptSelectedQuickOpenItem');
		const { searchParams } = new URL(sandbox.requests().at(-1)?.url ?? '', sandbox.origin);
		assert.deepEqual([searchParams.get('search'), searchParams.get('page')], ['ab', '1']);
	});

	test('sends nothing when a prompt is dismissed, or a request is disabled', async () => {
		await addSession('Main');
		const document = await openScratchpad(
			'# @prompt text\nGET crm/lead/list?search={{text}}\n###\n# @disabled\nGET crm/lead/get/1\n',
		);
		const paths = await pathsDuring(async () => {
			await choosingBy(sendFirst(document), 'workbench.action.closeQuickOpen');
			assert.match(await refusalOf(document, document.getText().lastIndexOf('GET')), /disabled/u);
			await sendFirst(await openScratchpad('GET crm/lead/get/2\n'));
		});
		assert.deepEqual(paths, ['/api/v1/module/crm/lead/get/2']);
	});

	test('takes variables from the environment that is chosen, shared ones from any', async () => {
		await addSession('Main');
		const document = await openScratchpad('GET crm/lead/list?page={{page}}\n###\nGET crm/lead/list?limit={{limit}}\n');
		const codes = () => vscode.languages.getDiagnostics(document.uri).map(({ code }) => code);
		await until(() => Promise.resolve(codes().length === 1));
		await sendFirst(document);
		const { searchParams } = new URL(sandbox.requests().at(-1)?.url ?? '', sandbox.origin);
		assert.deepEqual([codes(), searchParams.get('page')], [['unknownVariable'], '2']);
		// The first of the list is the one of the file.
		const choosing = Promise.resolve(vscode.commands.executeCommand<undefined>('flowlu.chooseEnvironment'));
		await choosingBy(choosing, 'workbench.action.acceptSelectedQuickOpenItem');
		await until(() => Promise.resolve(codes().length === 0));
		await sendFirst(document, document.getText().lastIndexOf('GET'));
		assert.equal(new URL(sandbox.requests().at(-1)?.url ?? '', sandbox.origin).searchParams.get('limit'), '5');
	});

	test('says why there is no environment to choose', async () => {
		const outside = vscode.Uri.file(join(mkdtempSync(join(tmpdir(), 'flowlu-')), 'a.flowlu.http'));
		await vscode.workspace.fs.writeFile(outside, Buffer.from('GET a/b/list\n'));
		try {
			const messages = await messagesDuring(async () => {
				await vscode.commands.executeCommand('workbench.action.closeAllEditors');
				await vscode.commands.executeCommand('flowlu.chooseEnvironment');
				await vscode.window.showTextDocument(outside);
				await vscode.commands.executeCommand('flowlu.chooseEnvironment');
			});
			assert.deepEqual(messages, [
				'Open a document with requests first: environments are those of its folder or of one above it.',
				'There are no environments: the document is in no folder of the workspace.',
			]);
		} finally {
			await vscode.commands.executeCommand('workbench.action.closeAllEditors');
			await vscode.workspace.fs.delete(vscode.Uri.joinPath(outside, '..'), { recursive: true });
		}
	});

	test('takes no values from a folder above while the nearest environments are broken', async () => {
		const root = vscode.workspace.workspaceFolders?.[0]?.uri;
		assert.ok(root);
		const folder = vscode.Uri.joinPath(root, 'broken');
		const write = (name: string, text: string) =>
			vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), Buffer.from(text));
		try {
			await write('http-client.env.json', '{"$shared": {"page": ');
			await write('requests.flowlu.http', 'GET crm/lead/list?page={{page}}\n');
			const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'requests.flowlu.http'));
			await vscode.window.showTextDocument(document);
			const codes = () => vscode.languages.getDiagnostics(document.uri).map(({ code }) => code);
			await addSession('Main');
			await until(() => Promise.resolve(codes().length === 1));
			// Sending reads the files anew.
			const paths = await pathsDuring(async () => {
				assert.match(await refusalOf(document), /There is no variable page/u);
				await sendFirst(await openScratchpad('GET crm/lead/get/1\n'));
			});
			assert.deepEqual([codes(), paths], [['unknownVariable'], ['/api/v1/module/crm/lead/get/1']]);
			await write('http-client.env.json', '{"$shared": {"page": 3}}');
			await until(() => Promise.resolve(codes().length === 0));
		} finally {
			await vscode.commands.executeCommand('workbench.action.closeAllEditors');
			await vscode.workspace.fs.delete(folder, { recursive: true });
		}
	});

	test('folds each request and its body', async () => {
		const document = await openScratchpad('### one\nGET a/b/list\n\n### two\nPOST a/b/create\n\nname=A\nage=3\n');
		const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
			'vscode.executeFoldingRangeProvider',
			document.uri,
		);
		assert.deepEqual(
			ranges.map(({ start, end }) => [start, end]),
			[
				[0, 1],
				[3, 7],
				[6, 7],
			],
		);
	});

	test('a new scratchpad names what it needs to keep its meaning', async () => {
		await addSession('Main');
		await addSession('Second');
		const entry = (await api.sessions.list()).find(({ session }) => session.label === 'Second');
		await vscode.commands.executeCommand('flowlu.newScratchpad', entry);
		const document = vscode.window.activeTextEditor?.document;
		assert.equal(document?.languageId, 'flowlu-http');
		assert.match(document.getText(), /\n# @key Second\nGET /u);
		const before = sandbox.requests().length;
		await vscode.commands.executeCommand('flowlu.send');
		await until(() => Promise.resolve(sandbox.requests().length === before + 1));
	});
});
