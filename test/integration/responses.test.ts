import { setup, suite, suiteSetup, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import type { Exchange } from '../../src/exchanges/exchange';
import { readResponse } from '../../src/exchanges/reading';
import { yieldToEventLoop } from '../../src/ui/yieldToEventLoop';
import { until } from '../support/until';
import { messagesDuring } from './support/messages';
import { openScratchpad } from './support/scratchpad';

const origin = 'https://acme.flowlu.com';
const account = { name: 'acme', origin };
const session = { id: 'responses', account, grant: 'apiKey', label: 'CI', tail: '' } as const;

suite('responses', () => {
	let api: TestApi;
	let scratchpad: vscode.TextDocument;
	let shown = 0;
	/** Any that no request of a document has. Each test has its own: VS Code may keep the document of an earlier one, and change its text later. */
	let block = 1_000_000;

	suiteSetup(async () => {
		const extension = vscode.extensions.getExtension<TestApi>('flowlu-workbench.flowlu-workbench');
		assert.ok(extension);
		api = await extension.activate();
	});

	setup(async () => {
		block += 2;
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		const content = 'GET crm/lead/list\n\n###\n\nGET crm/account/list\n';
		scratchpad = await openScratchpad(content);
	});

	async function exchange(
		body: string | Uint8Array,
		changes: Partial<Exchange['response']> & { readonly path?: string } = {},
	): Promise<Exchange> {
		const { path = 'crm/lead/list', ...changed } = changes;
		const response = {
			status: 200,
			statusText: 'OK',
			headers: [['Content-Type', 'application/json']],
			body: Buffer.from(body),
			milliseconds: 245,
			...changed,
		} satisfies Exchange['response'];
		return {
			number: ++shown,
			block: path === 'crm/lead/list' ? block : block + 1,
			environment: undefined,
			session,
			request: { method: 'GET', url: `${origin}/api/v1/module/${path}`, headers: [['Accept', 'application/json']] },
			response,
			reading: await readResponse(response, { yieldToEventLoop }),
			sentAt: Date.now(),
		};
	}

	async function show(exchange: Exchange): Promise<void> {
		api.exchanges.add(exchange);
		await api.responses.show(exchange.block);
	}

	test('shows JSON beside the scratchpad, indented, and leaves the focus there', async () => {
		await show(await exchange('{"response":{"total":9007199254740993,"items":[1.0]}}'));
		const [document] = responses();
		assert.deepEqual(
			{
				focus: vscode.window.activeTextEditor?.document === scratchpad,
				title: tabTitles(),
				language: document?.languageId,
				text: document?.getText(),
			},
			{
				focus: true,
				title: ['crm_lead_list.json'],
				language: 'json',
				text: '{\n  "response": {\n    "total": 9007199254740993,\n    "items": [\n      1.0\n    ]\n  }\n}',
			},
		);
	});

	test('says over the response how it went', async () => {
		await show(await exchange('{"response":{"total_result":"312","items":[1,2]}}'));
		assert.deepEqual(await lenses(), [
			'200 OK · 2 of 312 items · 245 ms · 49 B',
			'All 312…',
			'Open as Table',
			'Headers',
			'Original',
			'Send Again',
			'Save As…',
		]);
	});

	test('explains the fields of its records, and nothing else', async () => {
		await show(await exchange('{"response":{"total":1,"items":[{"active":3}]}}'));
		const [document] = responses();
		assert.ok(document);
		const hoverAt = async (text: string) => {
			const position = document.positionAt(document.getText().indexOf(text));
			const command = 'vscode.executeHoverProvider';
			const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(command, document.uri, position);
			const contents = hovers.flatMap(hover => hover.contents);
			return contents.map(content => (content instanceof vscode.MarkdownString ? content.value : '')).join('\n');
		};
		assert.match(await hoverAt('3'), /3 = won/u);
		assert.doesNotMatch(await hoverAt('"total"'), /Flowlu/u);
	});

	test('says a Flowlu error in words, and marks the error and its fields', async () => {
		const body = '{"error":"validation","description":"Form filling error","details":{"name":"name cannot be empty"}}';
		await show(await exchange(body));
		const [status, problem] = await lenses();
		const [document] = responses();
		assert.ok(document);
		assert.equal(status, '200 OK');
		assert.equal(problem, '$(error) Flowlu error validation: Form filling error · name: name cannot be empty');
		const marks = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Flowlu');
		assert.deepEqual(
			marks.map(({ range, message }) => [document.getText(range), message.split(' · ').length]),
			[
				['"Form filling error"', 2],
				['"name cannot be empty"', 1],
			],
		);
	});

	test('keeps the problems of a response as long as its tab', async () => {
		await show(await exchange('{"error":{"error_code":20,"error_msg":"Not found"}}'));
		const [document] = responses();
		assert.ok(document);
		const problems = () => vscode.languages.getDiagnostics(document.uri).length;
		await until(() => problems() === 1);
		const tab = vscode.window.tabGroups.all
			.flatMap(({ tabs }) => tabs)
			.find(({ label }) => label === 'crm_lead_list.json');
		assert.ok(tab);
		await vscode.window.tabGroups.close(tab);
		await until(() => problems() === 0);
		await vscode.window.showTextDocument(document.uri);
		await until(() => problems() === 1);
	});

	test('says of other responses what they are', async () => {
		const page = '<!doctype html><p>Sign in';
		const dump = '00000000  89 50 00 01                                       |.P..|';
		for (const [body, changes, [problem, title, language, text]] of [
			[
				page,
				{ headers: [['Content-Type', 'text/html']] },
				['$(warning) A web page, not data', 'crm_lead_list.html', 'html', page],
			],
			[
				'{"response":[',
				{},
				['$(warning) JSON that is cut off in line 1, column 14', 'crm_lead_list.json', 'json', '{"response":['],
			],
			['', {}, ['$(warning) Empty response', 'crm_lead_list.txt', 'plaintext', '']],
			[
				Buffer.from([0x89, 0x50, 0, 1]),
				{ headers: [['Content-Type', 'image/png']] },
				[
					'$(warning) Binary data: image/png',
					'crm_lead_list.txt',
					'plaintext',
					`Binary data: image/png, 4 B.\n\n${dump}\n`,
				],
			],
			[
				'',
				{ status: 302, statusText: 'Found', headers: [['Location', '/login']] },
				['$(warning) Redirect, not followed', 'crm_lead_list.txt', 'plaintext', ''],
			],
		] as const) {
			await show(await exchange(body, changes));
			await textIs(text);
			const [document] = responses();
			assert.deepEqual([(await lenses())[1], tabTitles(), document?.languageId], [problem, [title], language]);
		}
	});

	test('a new response takes the place of the old one of the same request', async () => {
		await show(await exchange('{"response":1}'));
		await show(await exchange('{"response":2}'));
		await textIs('{\n  "response": 2\n}');
		assert.deepEqual(tabTitles(), ['crm_lead_list.json']);
	});

	test('a new response takes the place of the old one where a run shows none', async () => {
		await show(await exchange('{"first":1}'));
		const [document] = responses();
		api.exchanges.add(await exchange('{"second":2}'));
		await until(() => Promise.resolve(document?.getText() === '{\n  "second": 2\n}'));
		assert.deepEqual(tabTitles(), ['crm_lead_list.json']);
	});

	test('says where the newer response is that has another document, and leads there', async () => {
		await show(await exchange('{"error":{"error_code":20,"error_msg":"Not found"}}'));
		const [document] = responses();
		assert.ok(document);
		// VS Code has problems of its own with a text that is no JSON.
		const marks = () =>
			vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Flowlu').length;
		await until(() => marks() === 1);
		// As a run does, which shows none.
		api.exchanges.add(await exchange('<p>', { headers: [['Content-Type', 'text/html']] }));
		await until(() => document.getText().startsWith('The request was sent again'));
		await until(() => marks() === 0);
		assert.deepEqual(await lenses(), ['Show Newer Response']);
		const said = await messagesDuring(async () => {
			await vscode.commands.executeCommand('flowlu.showHeaders', document.uri);
			await vscode.commands.executeCommand('flowlu.compareWithPrevious', document.uri);
		});
		assert.deepEqual(said, [document.getText(), document.getText()]);
		await vscode.commands.executeCommand('flowlu.showBody', document.uri);
		assert.deepEqual(tabTitles(), ['crm_lead_list.html']);
	});

	test('tells apart two requests for the same', async () => {
		const first = await exchange('{"response":1}');
		await show(first);
		const [document] = responses();
		assert.ok(document);
		await vscode.window.showTextDocument(document.uri, { preview: false, viewColumn: vscode.ViewColumn.Two });
		const second = { ...(await exchange('{"response":2}')), block: first.block + 1 };
		await show(second);
		assert.deepEqual(tabTitles(), ['crm_lead_list.json', 'crm_lead_list-2.json']);
		await show({ ...(await exchange('{"response":3}')), block: second.block });
		assert.deepEqual(tabTitles(), ['crm_lead_list.json', 'crm_lead_list-2.json']);
	});

	test('responses to other requests share one column', async () => {
		await show(await exchange('{"response":1}'));
		await vscode.commands.executeCommand('workbench.action.keepEditor');
		await show(await exchange('{"response":2}', { path: 'crm/account/list' }));
		assert.deepEqual(vscode.window.tabGroups.all.length, 2);
	});

	test('shows the headers, and the body again', async () => {
		await show(
			await exchange('{"response":1}', {
				headers: [
					['Content-Type', 'application/json'],
					['Set-Cookie', 'a=1'],
					['Set-Cookie', 'b=2'],
				],
			}),
		);
		const [body] = responses();
		assert.ok(body);
		await vscode.commands.executeCommand('flowlu.showHeaders', body.uri);
		const headers = activeDocument();
		assert.equal(headers.languageId, 'flowlu-headers');
		assert.equal(
			headers.getText(),
			`GET ${origin}/api/v1/module/crm/lead/list
Accept: application/json

# The API key of “CI” is added as api_key when the request is sent.
# The response arrived after 245 ms:

200 OK
Content-Type: application/json
Set-Cookie: a=1
Set-Cookie: b=2
`,
		);
		await vscode.commands.executeCommand('flowlu.showBody', headers.uri);
		assert.equal(activeDocument().uri.toString(), body.uri.toString());
	});

	test('shows JSON as one reads it, and the original one click away', async () => {
		const original = String.raw`{"response":{"name":"\u0418\u0432\u0430\u043d","url":"https:\/\/acme.flowlu.com","n":1.0}}`;
		await show(await exchange(original));
		await textIs(
			'{\n  "response": {\n    "name": "Иван",\n    "url": "https://acme.flowlu.com",\n    "n": 1.0\n  }\n}',
		);
		const [body] = responses();
		assert.ok(body);
		await vscode.commands.executeCommand('flowlu.showOriginal', body.uri);
		assert.equal(activeDocument().getText(), original);
		await vscode.commands.executeCommand('flowlu.showBody', activeDocument().uri);
		assert.equal(activeDocument().uri.toString(), body.uri.toString());
	});

	test('shows what a path finds, of each new response too, and nothing where it is no JSON', async () => {
		await show(await exchange('{"response":{"items":[{"id":12345678901234567890,"n":1.0},{"id":2}]}}'));
		const [body] = responses();
		assert.ok(body);
		const asked = vscode.commands.executeCommand('flowlu.filterResponse', body.uri);
		const filtered = () => responses().find(({ uri }) => uri.path.endsWith('.filtered.json'));
		const items = '[\n  {\n    "id": 12345678901234567890,\n    "n": 1.0\n  },\n  {\n    "id": 2\n  }\n]';
		await until(() => filtered()?.getText() === items);
		await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
		await asked;
		const { uri } = filtered() ?? assert.fail();
		for (const [next, text] of [
			['{"response":{"items":[]}}', '[]'],
			['<p>busy</p>', 'The response is not JSON, so it cannot be filtered.'],
		] as const) {
			await show(await exchange(next));
			await vscode.window.showTextDocument(uri);
			await until(() => filtered()?.getText() === text);
		}
	});

	test('says what is wrong with the encoding, and takes another one', async () => {
		const came = await exchange(Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), {
			headers: [['Content-Type', 'text/plain']],
			wrongCoding: 'gzip',
		});
		await show(came);
		assert.deepEqual(
			(await lenses()).filter(title => title.startsWith('$(info)')),
			[
				'$(info) Parts of it are not valid UTF-8: Read As…',
				'$(info) Not compressed, though Content-Encoding says gzip',
			],
		);
		const { showQuickPick } = vscode.window;
		// No question is answered while tests run.
		Object.assign(vscode.window, { showQuickPick: () => Promise.resolve({ encoding: 'windows-1251' }) });
		try {
			await vscode.commands.executeCommand('flowlu.readAs', responses()[0]?.uri);
		} finally {
			Object.assign(vscode.window, { showQuickPick });
		}
		await textIs('Привет');
	});

	test('opens what is no text as a file, under the name that the server gives it', async () => {
		const png = Buffer.from(
			'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
			'base64',
		);
		const headers = [
			['Content-Type', 'image/png'],
			['Content-Disposition', 'attachment; filename="../Logo 7.png"'],
		] as const;
		await show(await exchange(png, { headers }));
		const [body] = responses();
		await vscode.commands.executeCommand('_flowlu.openResponse', body?.uri);
		const isOpen = () =>
			vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label === 'Logo 7.png');
		await until(() => Promise.resolve(isOpen() !== undefined));
		const input = isOpen()?.input;
		assert.ok(input instanceof vscode.TabInputCustom, 'the viewer of pictures');
		assert.deepEqual(Buffer.from(await vscode.workspace.fs.readFile(input.uri)), png);
		assert.equal((await vscode.workspace.fs.stat(input.uri)).permissions, vscode.FilePermission.Readonly);
		await assert.rejects(async () => vscode.workspace.fs.writeFile(input.uri, png));
		await assert.rejects(async () => vscode.workspace.fs.readFile(input.uri.with({ path: `${input.uri.path}x` })));
	});

	test('shows where the time of a response went, and on which connection', async () => {
		const ways = [
			[{ queue: 1204, dns: 12, connect: 40, tls: 55.2, firstByte: 120, body: 18 }],
			[{ queue: 0, firstByte: 231, body: 14 }],
		] as const;
		const shown: string[][] = [];
		for (const [timing] of ways) {
			await show(await exchange('{"response":1}', { timing }));
			const [body] = responses();
			assert.ok(body);
			await vscode.commands.executeCommand('flowlu.showHeaders', body.uri);
			await until(() => Promise.resolve(activeDocument().getText().includes(`${timing.body} ms`)));
			shown.push(
				activeDocument()
					.getText()
					.split('\n')
					.filter(line => line.startsWith('#   ')),
			);
		}
		assert.deepEqual(shown, [
			[
				'#   Queued                       1.2 s',
				'#   DNS lookup                   12 ms',
				'#   Connecting                   40 ms',
				'#   TLS handshake                55 ms',
				'#   Waiting for the first byte  120 ms',
				'#   Reading the response         18 ms',
			],
			[
				'#   Queued                                               0 ms',
				'#   Waiting for the first byte, on an open connection  231 ms',
				'#   Reading the response                                14 ms',
			],
		]);
	});

	test('hides a key that the server echoes', async () => {
		const key = randomBytes(16).toString('hex');
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
		await api.sessions.remove(session.id);
		const headers = [
			['Content-Type', 'application/json'],
			['X-Echo', key],
		] as const;
		const body = JSON.stringify({ response: { echo: `it was ${key}.` } });
		await show(await exchange(body, { headers, path: 'crm/account/list' }));
		const [document] = responses();
		assert.ok(document);
		await vscode.commands.executeCommand('flowlu.showHeaders', document.uri);
		assert.deepEqual(
			[document.getText(), activeDocument().getText().split('\n').at(-2)],
			['{\n  "response": {\n    "echo": "it was •••."\n  }\n}', 'X-Echo: •••'],
		);
	});

	test('says of a response that is gone how to get it back', async () => {
		const uri = vscode.Uri.from({ scheme, path: '/acme/crm_lead_list.json', query: 'body=999999' });
		const document = await vscode.workspace.openTextDocument(uri);
		assert.match(document.getText(), /Send the request again/u);
		assert.deepEqual(await lensesOf(document), []);
	});
});

const scheme = 'flowlu-response';

/** The documents of the visible responses. */
function responses(): readonly vscode.TextDocument[] {
	return vscode.window.visibleTextEditors.map(({ document }) => document).filter(({ uri }) => uri.scheme === scheme);
}

function activeDocument(): vscode.TextDocument {
	const editor = vscode.window.activeTextEditor;
	assert.ok(editor);
	return editor.document;
}

function tabTitles(): readonly string[] {
	return vscode.window.tabGroups.all
		.flatMap(group => group.tabs)
		.filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === scheme)
		.map(({ label }) => label);
}

async function lenses(): Promise<readonly string[]> {
	const [document] = responses();
	assert.ok(document);
	return lensesOf(document);
}

async function lensesOf({ uri }: vscode.TextDocument): Promise<readonly string[]> {
	const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
	return found.map(({ command }) => command?.title ?? '');
}

/** Waits until the visible response has this text: VS Code asks for the new text of an open document when it likes. */
function textIs(text: string): Promise<void> {
	return new Promise(resolve => {
		const subscriptions: vscode.Disposable[] = [];
		const check = (): void => {
			if (responses()[0]?.getText() === text) {
				vscode.Disposable.from(...subscriptions).dispose();
				resolve();
			}
		};
		subscriptions.push(
			vscode.workspace.onDidChangeTextDocument(check),
			vscode.window.onDidChangeVisibleTextEditors(check),
		);
		check();
	});
}
