import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import type { HistoryElement } from '../../src/features/history/historyTree';
import type { Session } from '../../src/flowlu/session';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { until } from '../support/until';
import { extensionUnderTest, startTestSandbox } from './support/extension';

suite('the history', () => {
	let api: TestApi;
	let sandbox: Sandbox;
	let session: Session;

	suiteSetup(async () => {
		api = await extensionUnderTest();
		sandbox = await startTestSandbox();
		const { key } = sandbox.createApiKey('History');
		const account = { name: 'remembered', origin: sandbox.origin };
		session = { id: randomUUID(), account, grant: 'apiKey', label: 'History', tail: key.slice(-4) };
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
	});

	suiteTeardown(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await api.sessions.remove(session.id);
		await sandbox.close();
	});

	async function kept(): Promise<readonly HistoryElement[]> {
		const accounts = await api.history.children();
		const own = accounts.find(element => 'account' in element && element.account.origin === sandbox.origin);
		return own === undefined ? [] : api.history.children(own);
	}

	test('has a request that was sent, but for one that is not to be logged, and sends it again from a scratchpad', async () => {
		const content = ['# @no-log\nGET crm/lead/get/1\n', 'GET crm/lead/get/2\n']
			.map(request => `# @account ${sandbox.origin}\n${request}`)
			.join('###\n');
		const document = await vscode.workspace.openTextDocument({ language: 'flowlu-http', content });
		for (const target of ['get/1', 'get/2']) {
			await vscode.commands.executeCommand('flowlu.send', document.uri.toString(), content.indexOf(target));
		}
		await until(async () => (await kept()).length > 0);
		const [entry, ...others] = await kept();
		assert.ok(entry !== undefined && 'historyEntry' in entry);
		assert.deepEqual([entry.historyEntry.request.target, others], ['crm/lead/get/2', []]);
		await vscode.commands.executeCommand('flowlu.sendFromHistory', entry);
		assert.deepEqual(
			sandbox.requests().map(({ url }) => new URL(url, sandbox.origin).pathname.slice(-5)),
			['get/1', 'get/2', 'get/2'],
		);
		await until(async () => (await kept()).length === 2);
		await vscode.commands.executeCommand('flowlu.deleteFromHistory', entry);
		assert.equal((await kept()).length, 1);
	});
});
