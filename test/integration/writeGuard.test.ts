import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import { writeQuestion } from '../../src/features/sending/writeQuestion';
import type { Account } from '../../src/flowlu/account';
import { operationOf } from '../../src/flowlu/operation';
import type { SessionEntry } from '../../src/flowlu/sessionEntry';
import type { HttpHeader, HttpRequest } from '../../src/net/http';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { until } from '../support/until';
import { extensionUnderTest, startTestSandbox } from './support/extension';
import { openScratchpad } from './support/scratchpad';
import { createRedactor } from '../../src/net/redaction/redact';
import { Secret } from '../../src/net/redaction/secret';

const apiPath = '/api/v1/module/';

/** `GET crm/lead/list` of each API call that reached the sandbox since the count. */
function callsSince(sandbox: Sandbox, count: number): readonly string[] {
	return sandbox
		.requests()
		.slice(count)
		.map(({ method, url }) => `${method} ${url.split('?', 1)[0]?.replace(apiPath, '') ?? ''}`);
}

suite('the question before a write', () => {
	const account = { name: 'acme', origin: 'https://acme.flowlu.com' };
	const entry: SessionEntry = {
		session: { id: 'x', account, grant: 'apiKey', label: 'Main', tail: '' },
		accountKind: 'production',
		active: true,
		addedAt: 0,
	};
	const form: HttpHeader = ['Content-Type', 'application/x-www-form-urlencoded'];
	const json: HttpHeader = ['Content-Type', 'application/json'];

	function questionFor(method: string, path: string, header?: HttpHeader, body?: string) {
		const url = account.origin + apiPath + path;
		const request: HttpRequest = { method, url, headers: header ? [header] : [], ...(body !== undefined && { body }) };
		return writeQuestion({ request, operation: operationOf(request), entry }, createRedactor());
	}

	test('names account, method, entity, id and the number of fields, and no value', () => {
		assert.deepEqual(questionFor('POST', 'crm/account/update/17?notify=0', form, 'name=Confidential&phone=123456'), {
			message: 'Update crm/account 17 in acme?',
			detail: [
				'acme is a production account. Changes there are permanent.',
				'',
				`POST ${account.origin}/api/v1/module/crm/account/update/17`,
				'Key: Main',
				'Sends 3 fields',
			].join('\n'),
		});
	});

	test('says what is ours whatever a workspace calls a secret, and nothing that only looks like it', () => {
		const redactor = createRedactor();
		for (const word of ['acme', 'production', 'Delete', 'lead', '7777', 'secret/va1ue']) {
			redactor.setNamed(word, [{ name: 'token', from: 'environment', secret: new Secret(word) }]);
		}
		const question = (path: string) => {
			const request: HttpRequest = { method: 'GET', url: account.origin + apiPath + path, headers: [] };
			return writeQuestion({ request, operation: operationOf(request), entry }, redactor).message;
		};
		assert.equal(question('crm/lead/delete/7777'), 'Delete crm/lead 7777 in acme?');
		assert.equal(question('crm/lead/delete/secret%2Fva1ue'), 'Delete crm/lead ••• in acme?');
	});

	for (const [request, message, last] of [
		[['GET', 'crm/account/delete/5'], 'Delete crm/account 5 in acme?', 'Key: Main'],
		[['POST', 'crm/account/create', form, 'name=A'], 'Create crm/account in acme?', 'Sends 1 field'],
		[['POST', 'core/user/update', json, '{"a":1,"b":{"c":2}}'], 'Update core/user in acme?', 'Sends 2 fields'],
		[['POST', 'crm/account/create', json, '[1, 2]'], 'Create crm/account in acme?', 'Sends a body of 6 characters'],
		[
			['POST', 'crm/account/merge/1'],
			'Send POST /api/v1/module/crm/account/merge/1 to acme? It may change records.',
			'Key: Main',
		],
	] as const) {
		test(`is: ${message} ${last}`, () => {
			const [method, path, header, body] = request;
			const question = questionFor(method, path, header, body);
			assert.deepEqual([question.message, question.detail.split('\n').at(-1)], [message, last]);
		});
	}
});

suite('guard for writes in the extension', () => {
	let api: TestApi;
	let sandbox: Sandbox;
	let account: Account;
	const id = randomUUID();

	suiteSetup(async () => {
		api = await extensionUnderTest();
		sandbox = await startTestSandbox();
		account = { name: 'guarded', origin: sandbox.origin };
		const { key } = sandbox.createApiKey('Guarded');
		const session = { id, account, grant: 'apiKey', label: 'Guarded', tail: '' } as const;
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
	});
	suiteTeardown(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await api.sessions.remove(id);
		await sandbox.close();
	});

	/** Dialogs are refused here, so a question is as good as a no. */
	test('stands before every command that sends', async () => {
		const document = await openScratchpad('# @key Guarded\nGET crm/account/delete/999999\n');
		await vscode.commands.executeCommand('flowlu.send', document.uri.toString(), 0);
		const response = vscode.window.visibleTextEditors.find(({ document: { uri } }) => uri.scheme === 'flowlu-response');
		assert.ok(response, 'A sandbox is not asked about.');
		const { uri } = response.document;
		await vscode.commands.executeCommand('flowlu.markAsProduction', account);
		/** What reached the sandbox by each of the ways to send. */
		async function sentByAll(): Promise<readonly string[]> {
			const before = sandbox.requests().length;
			await vscode.commands.executeCommand('flowlu.send', document.uri.toString(), 0);
			await vscode.window.showTextDocument(document);
			await vscode.commands.executeCommand('flowlu.send');
			await vscode.commands.executeCommand('flowlu.sendAgain', uri);
			return callsSince(sandbox, before);
		}
		const guarded = await sentByAll();
		await vscode.commands.executeCommand('flowlu.markAsTest', account);
		const call = 'GET crm/account/delete/999999';
		assert.deepEqual([guarded, await sentByAll()], [[], [call, call, call]]);
	});

	test('the lens names a production account always, and what it writes to', async () => {
		const document = await openScratchpad(
			'# @key Guarded\nGET crm/account/list\n\n###\n# @key Guarded\nPOST crm/account/update/{{id}}\n',
		);
		async function senders(): Promise<readonly (string | undefined)[]> {
			const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
				'vscode.executeCodeLensProvider',
				document.uri,
			);
			return lenses
				.filter(({ command }) => command?.command === '_flowlu.chooseSession')
				.map(({ command }) => command?.title);
		}
		await until(async () => (await senders()).includes('$(beaker) writes to guarded (test) · Guarded'));
		await vscode.commands.executeCommand('flowlu.markAsProduction', account);
		await until(async () => (await senders()).includes('$(warning) PROD · writes to guarded · Guarded'));
		assert.equal((await senders())[0], 'PROD guarded · Guarded');
		await vscode.commands.executeCommand('flowlu.markAsTest', account);
	});
});
