import { setup, suite, suiteSetup, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import { ResponseDocuments } from '../../src/features/responses/documents/responseDocuments';
import { ResponseCodeLensProvider } from '../../src/features/responses/responseLenses';
import { documentUri } from '../../src/features/responses/documents/documentAddress';
import { readResponse } from '../../src/exchanges/reading';
import { yieldToEventLoop } from '../../src/ui/yieldToEventLoop';
import { saveResponse } from '../../src/features/responses/saveResponse';
import { ExchangeStore } from '../../src/exchanges/exchangeStore';
import type { Exchange } from '../../src/exchanges/exchange';
import { createRedactor, type Redactor } from '../../src/net/redaction/redact';
import { Secret } from '../../src/net/redaction/secret';
import { until } from '../support/until';
import { extensionUnderTest } from './support/extension';
import { messagesDuring } from './support/messages';
import { openScratchpad } from './support/scratchpad';

const origin = 'https://acme.flowlu.com';
const session = { id: 'echo', account: { name: 'acme', origin }, grant: 'apiKey', label: 'CI', tail: '' } as const;

suite('secrets that a server sends back', () => {
	const key = randomBytes(16).toString('hex');
	let redactor: Redactor;
	let documents: ResponseDocuments;
	let exchanges: ExchangeStore;
	let shown = 0;

	suiteSetup(() => extensionUnderTest());
	setup(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		redactor = createRedactor();
		redactor.add(new Secret(key));
		exchanges = new ExchangeStore();
		documents = new ResponseDocuments(redactor, exchanges);
		await openScratchpad('GET crm/lead/list\n');
	});
	teardown(() => {
		documents.dispose();
	});

	async function echo(body: string): Promise<Exchange> {
		const response = {
			status: 200,
			statusText: 'OK',
			headers: [
				['Content-Type', 'application/json'],
				['X-Echo', key],
			],
			body: Buffer.from(body),
			milliseconds: 1,
		} satisfies Exchange['response'];
		return {
			number: ++shown,
			block: 1_000_003,
			environment: undefined,
			session,
			request: { method: 'GET', url: `${origin}/api/v1/module/crm/lead/list`, headers: [] },
			response,
			reading: await readResponse(response, { yieldToEventLoop }),
			sentAt: Date.now(),
		};
	}

	async function show(body: string): Promise<{ readonly body: vscode.Uri; readonly headers: vscode.Uri }> {
		const exchange = await echo(body);
		exchanges.add(exchange);
		await documents.show(exchange.block);
		return {
			body: documentUri('body', exchange, redactor),
			headers: documentUri('headers', exchange, redactor),
		};
	}

	function textOf(uri: vscode.Uri): Promise<string> {
		return documents.provideTextDocumentContent(uri);
	}

	async function secretsLens(uri: vscode.Uri): Promise<string> {
		const document = await vscode.workspace.openTextDocument(uri);
		const lenses = new ResponseCodeLensProvider(documents, { of: () => undefined }, redactor).provideCodeLenses(
			document,
		);
		return lenses.at(-1)?.command?.title ?? '';
	}

	test('are shown after they were revealed, in that document only, and hidden again', async () => {
		const uris = await show(`{"a":"${key}","b":"api_key=${key}"}`);
		const masked = '{\n  "a": "•••",\n  "b": "api_key=•••"\n}';
		const before = [await textOf(uris.body), await secretsLens(uris.body)];
		documents.reveal(uris.body);
		const revealed = [(await textOf(uris.body)).split(key).length - 1, await secretsLens(uris.body)];
		const headers = [(await textOf(uris.headers)).includes(key), await secretsLens(uris.headers)];
		documents.hide(uris.body);
		assert.deepEqual(
			[before, revealed, headers, await textOf(uris.body)],
			[
				[masked, '$(eye) Reveal 2 hidden values'],
				[2, '$(eye-closed) Hide Secrets'],
				[false, '$(eye) Reveal 1 hidden value'],
				masked,
			],
		);
	});

	test('say why they are hidden', async () => {
		redactor.setNamed('x', [{ name: 'apiToken', from: 'environment', secret: new Secret('x1Y2z3A4b5C6') }]);
		const { body } = await show(`{"a":"${key}","b":"x1Y2z3A4b5C6","password":"hunter2!"}`);
		await textOf(body);
		const lens = new ResponseCodeLensProvider(documents, { of: () => undefined }, redactor)
			.provideCodeLenses(await vscode.workspace.openTextDocument(body))
			.at(-1);
		assert.deepEqual(lens?.command?.tooltip?.split('\n'), [
			'1 value: a key, token or password of an account',
			'1 value: “apiToken” in a file of environments',
			'1 value: looks like a key, token or password by the name before it',
		]);
	});

	test('of the headers are revealed there', async () => {
		const uris = await show('{}');
		documents.reveal(uris.headers);
		assert.deepEqual([(await textOf(uris.headers)).includes(`X-Echo: ${key}`), await textOf(uris.body)], [true, '{}']);
	});

	test('are hidden again when the next response comes', async () => {
		const uris = await show(`{"a":"${key}"}`);
		documents.reveal(uris.body);
		await show(`{"again":"${key}"}`);
		assert.equal(await textOf(uris.body), '{\n  "again": "•••"\n}');
	});

	test('are hidden again when the next response comes and is not shown', async () => {
		const uris = await show(`{"a":"${key}"}`);
		documents.reveal(uris.body);
		exchanges.add(await echo(`{"again":"${key}"}`));
		assert.equal(documents.hiddenIn(uris.body).revealed, false);
		assert.equal(await textOf(uris.body), '{\n  "again": "•••"\n}');
	});

	test('that are known later are hidden where the same response is shown again', async () => {
		const { body } = await show('{"a":"x1Y2z3A4b5C6"}');
		await textOf(body);
		const changed: string[] = [];
		const listening = documents.onDidChange(uri => changed.push(uri.toString()));
		await documents.show(1_000_003);
		listening.dispose();
		assert.ok(changed.includes(body.toString()));
	});

	test('are hidden again when the document is closed', async () => {
		const uris = await show(`{"a":"${key}"}`);
		documents.reveal(uris.body);
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await until(() => Promise.resolve(!documents.hiddenIn(uris.body).revealed));
		assert.equal(await textOf(uris.body), '{\n  "a": "•••"\n}');
	});

	/** As somebody does who types the path and presses Enter. */
	async function filterBy(path: string): Promise<void> {
		const exchange = documents.find('1000003') ?? assert.fail();
		const [accepted, hidden] = [new vscode.EventEmitter<void>(), new vscode.EventEmitter<void>()];
		const input = {
			value: '',
			onDidChangeValue: new vscode.EventEmitter<string>().event,
			onDidAccept: accepted.event,
			onDidHide: hidden.event,
			show: () => undefined,
			hide: () => {
				hidden.fire();
			},
			dispose: () => undefined,
		};
		const { createInputBox } = vscode.window;
		Object.assign(vscode.window, { createInputBox: () => input });
		try {
			const filtered = documents.filter({ view: 'body', key: '1000003', exchange });
			input.value = path;
			accepted.fire();
			await filtered;
		} finally {
			Object.assign(vscode.window, { createInputBox });
		}
	}

	test('are hidden again when the document is of another path', async () => {
		await show(`{"a":{"x":"${key}"},"b":{"y":"${key}"}}`);
		const uri = documentUri('filtered', documents.find('1000003') ?? assert.fail(), redactor);
		const hasText = (text: string) => until(async () => (await textOf(uri)) === `[\n  {\n    ${text}\n  }\n]`);
		await filterBy('$.a');
		await hasText('"x": "•••"');
		documents.reveal(uri);
		await hasText(`"x": "${key}"`);
		await filterBy('$.b');
		await hasText('"y": "•••"');
	});

	test('are shown at their own address only', async () => {
		const { body } = await show(`{"a":"${key}"}`);
		const others = [
			body.with({ path: '/x', query: body.query }),
			body.with({ path: body.path.replace('acme', 'other') }),
			body.with({ query: body.query.replace('=', '=0') }),
			body.with({ fragment: 'x' }),
			body.with({ authority: 'x' }),
		];
		for (const uri of others) {
			documents.reveal(uri);
			assert.deepEqual(documents.hiddenIn(uri), { reasons: [], revealed: false }, uri.toString());
			assert.equal((await textOf(uri)).includes('"a"'), false, uri.toString());
		}
	});

	test('have no lens where there are none', async () => {
		const uris = await show('{"response":1}');
		assert.doesNotMatch(await secretsLens(uris.body), /eye/u);
	});

	/** What is written where the user presses this button, or dismisses the question; undefined for nothing. */
	async function saved(button: string | undefined): Promise<string | undefined> {
		await show(`{"a":"${key}"}`);
		const exchange = documents.find('1000003');
		assert.ok(exchange);
		const folder = mkdtempSync(join(tmpdir(), 'saved-'));
		const file = join(folder, 'response.json');
		const { showWarningMessage, showSaveDialog } = vscode.window;
		// Dialogs are refused while tests run.
		Object.assign(vscode.window, {
			showWarningMessage: () => Promise.resolve(button),
			showSaveDialog: () => Promise.resolve(vscode.Uri.file(file)),
		});
		try {
			await saveResponse(exchange, redactor);
			return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
		} finally {
			Object.assign(vscode.window, { showWarningMessage, showSaveDialog });
			rmSync(folder, { recursive: true });
		}
	}

	test('are in no lens over a response, wherever the server puts them and however long they are', async () => {
		const long = 'k'.repeat(70) + key;
		redactor.add(new Secret(long));
		const exchange = await echo('not json');
		const response = {
			...exchange.response,
			statusText: `OK ${long}`,
			headers: [['Content-Type', `text/plain; charset=${long}`] as const],
		};
		const changed = { ...exchange, response, reading: await readResponse(response, { yieldToEventLoop }) };
		exchanges.add(changed);
		await documents.show(changed.block);
		const provider = new ResponseCodeLensProvider(documents, { of: () => undefined }, redactor);
		const [document] = vscode.window.visibleTextEditors
			.map(editor => editor.document)
			.filter(({ uri }) => uri.scheme === 'flowlu-response');
		assert.ok(document);
		const titles = provider.provideCodeLenses(document).map(({ command }) => command?.title ?? '');
		assert.ok(
			titles.some(title => title.includes('200 OK •••')),
			titles.join(),
		);
		assert.deepEqual(
			titles.filter(title => title.includes('kkkk') || title.includes(key.slice(0, 8))),
			[],
		);
	});

	test('are saved masked, as they came, or not at all, as the user says', async () => {
		assert.deepEqual(
			[await saved('Save Masked'), await saved('Save as It Came'), await saved(undefined)],
			['{"a":"•••"}', `{"a":"${key}"}`, undefined],
		);
	});
});

suite('secrets of the real window', () => {
	let api: TestApi;
	let nextNumber = Number.MAX_SAFE_INTEGER - 10;
	suiteSetup(async () => {
		api = await extensionUnderTest();
	});
	setup(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

	/** A key that was one of this window's. */
	async function knownKey(): Promise<string> {
		const key = randomBytes(16).toString('hex');
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
		await api.sessions.remove(session.id);
		return key;
	}

	async function echo(block: number, body: string): Promise<Exchange> {
		const response = { status: 200, statusText: 'OK', headers: [], body: Buffer.from(body), milliseconds: 1 };
		return {
			number: nextNumber++,
			block,
			environment: undefined,
			session,
			response,
			sentAt: Date.now(),
			request: { method: 'GET', url: `${origin}/api/v1/module/real/echo/list`, headers: [] },
			reading: await readResponse(response, { yieldToEventLoop }),
		};
	}

	test('stay hidden while the text of a new response is still to be made', async () => {
		const key = await knownKey();
		await openScratchpad('GET crm/lead/list\n');
		api.exchanges.add(await echo(1_000_005, 'first'));
		await api.responses.show(1_000_005);
		const [document] = vscode.window.visibleTextEditors
			.map(editor => editor.document)
			.filter(({ uri }) => uri.path.includes('real_echo_list'));
		assert.ok(document);
		const second = await echo(1_000_005, `second ${key}`);
		await messagesDuring(() => {
			api.exchanges.add(second);
			return vscode.commands.executeCommand('_flowlu.reveal', document.uri);
		});
		await until(() => document.getText() !== 'first');
		assert.equal(document.getText(), 'second •••');
	});

	test('stay hidden and unsaved while nobody has answered the question', async () => {
		const key = await knownKey();
		await openScratchpad('GET crm/lead/list\n');
		api.exchanges.add(await echo(1_000_004, key));
		await api.responses.show(1_000_004);
		const isShown = ({ uri }: vscode.TextDocument) => uri.path.includes('real_echo_list');
		const [document] = vscode.window.visibleTextEditors.map(editor => editor.document).filter(isShown);
		assert.ok(document);
		// Tests run without dialogs: VS Code answers that nothing was chosen.
		const reveal = (uri: vscode.Uri) => vscode.commands.executeCommand('_flowlu.reveal', uri);
		assert.deepEqual(
			[
				await messagesDuring(() => reveal(document.uri)),
				await messagesDuring(() => reveal(document.uri.with({ path: '/x' }))),
				await messagesDuring(() => reveal(document.uri.with({ query: 'headers=1000004' }))),
			],
			[['Show the secrets in the response of acme to GET /api/v1/module/real/echo/list?'], [], []],
		);
		await vscode.commands.executeCommand('flowlu.saveResponse', document.uri);
		assert.equal(document.getText(), '•••');
	});
});
