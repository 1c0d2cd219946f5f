import { setup, suite, suiteSetup, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Exchange } from '../../src/exchanges/exchange';
import { readResponse } from '../../src/exchanges/reading';
import type { TestApi } from '../../src/extension';
import { yieldToEventLoop } from '../../src/ui/yieldToEventLoop';
import { until } from '../support/until';
import { messagesDuring } from './support/messages';

const origin = 'https://acme.flowlu.com';
const session = { id: 'table', account: { name: 'acme', origin }, grant: 'apiKey', label: 'CI', tail: '' } as const;

suite('tables', () => {
	let api: TestApi;
	/** One that no request of a document has. */
	let block = 3_000_000;
	let number = block;

	suiteSetup(async () => {
		const extension = vscode.extensions.getExtension<TestApi>('flowlu-workbench.flowlu-workbench');
		assert.ok(extension);
		api = await extension.activate();
	});
	const closeAll = () => vscode.commands.executeCommand('workbench.action.closeAllEditors');
	setup(closeAll);
	teardown(closeAll);

	async function show(body: string): Promise<void> {
		block++;
		await add(body, 'crm/lead/list');
		await api.responses.show(block);
	}

	/** A response to the request of the block. */
	async function add(body: string, path: string): Promise<void> {
		const response: Exchange['response'] = {
			status: 200,
			statusText: 'OK',
			headers: [['Content-Type', 'application/json']],
			body: Buffer.from(body),
			milliseconds: 1,
		};
		api.exchanges.add({
			number: ++number,
			block,
			environment: undefined,
			session,
			request: { method: 'GET', url: `${origin}/api/v1/module/${path}`, headers: [] },
			response,
			reading: await readResponse(response, { yieldToEventLoop }),
			sentAt: Date.now(),
		});
	}

	function tables(): readonly string[] {
		return vscode.window.tabGroups.all
			.flatMap(({ tabs }) => tabs)
			.filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('flowlu.table'))
			.map(({ label }) => label);
	}

	function responseUri(): vscode.Uri | undefined {
		return vscode.workspace.textDocuments.find(
			({ uri }) => uri.scheme === 'flowlu-response' && uri.query === `body=${block}`,
		)?.uri;
	}

	test('open beside a list, once for each request, and from its lens', async () => {
		await show('{"response":{"total":2,"items":[{"id":1},{"id":2}]}}');
		const uri = responseUri();
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
		const lens = lenses.find(({ command }) => command?.command === 'flowlu.openAsTable')?.command;
		assert.ok(lens);
		// As a double click does.
		await Promise.all([1, 2].map(() => vscode.commands.executeCommand(lens.command, uri)));
		await until(() => tables().length > 0);
		await vscode.commands.executeCommand('flowlu.openAsTable', uri);
		assert.deepEqual(tables(), ['acme · crm/lead']);
	});

	test('follow their requests when the responses are not shown, and keep their records after an error', async () => {
		await show('{"response":{"total":1,"items":[{"id":1}]}}');
		await vscode.commands.executeCommand('flowlu.openAsTable', responseUri());
		await until(() => tables().length > 0);
		await add('{"error":{"error_code":20,"error_msg":"No"}}', 'crm/contact/list');
		await add('{"response":{"total":1,"items":[{"id":2}]}}', 'crm/account/list');
		await until(() => tables()[0] === 'acme · crm/account');
	});

	test('are not there for a response that is no list', async () => {
		await show('{"response":{"id":1}}');
		const uri = responseUri();
		const messages = await messagesDuring(() => vscode.commands.executeCommand('flowlu.openAsTable', uri));
		assert.deepEqual([messages, tables()], [['There is no response with a list of records here.'], []]);
	});
});
