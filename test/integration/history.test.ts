import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import type { HistoryElement } from '../../src/features/history/historyTree';
import type { Session } from '../../src/flowlu/session';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { filesWrittenSince } from '../support/canary';
import { until } from '../support/until';
import { extensionUnderTest, startTestSandbox, windowOfExtension } from './support/extension';
import { messagesDuring } from './support/messages';
import { resetSettings, setSetting } from './support/userSettings';

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

	async function send(target: string, metadata = ''): Promise<void> {
		const content = `# @account ${sandbox.origin}\n${metadata}GET ${target}\n`;
		const document = await vscode.workspace.openTextDocument({ language: 'flowlu-http', content });
		await vscode.commands.executeCommand('flowlu.send', document.uri.toString(), content.indexOf(target));
	}

	async function sendAndKeep(target: string): Promise<void> {
		await send(target);
		await until(async () => targets(await kept()).includes(target));
	}

	function targets(elements: readonly HistoryElement[]): readonly string[] {
		return elements.flatMap(row => ('historyEntry' in row ? [row.historyEntry.request.target] : []));
	}

	test('and nothing else that is kept has a request that is not to be logged', async () => {
		const started = Date.now();
		await send('crm/source/list', '# @no-log\n');
		await sendAndKeep('crm/lead/list');
		const log = `${sandbox.origin}/api/v1/module/`;
		/** What was written of the sandbox to the log, and what is remembered of its fields. */
		const written = () => {
			const files = [...filesWrittenSince(started, process.env['FLOWLU_TEST_FOLDER'] ?? '')];
			const own = files.filter(({ name }) => name.endsWith(`${encodeURIComponent(sandbox.origin)}.shapes.json`));
			const logs = files.filter(({ name }) => name.endsWith('Flowlu.log'));
			return [...logs, ...own].map(({ content }) => Buffer.from(content).toString()).join('\n');
		};
		await until(() =>
			Promise.resolve(written().includes(`${log}crm/lead/list 200`) && written().includes('"crm/lead list"')),
		);
		assert.doesNotMatch(written().replaceAll(log, 'sandbox '), /sandbox crm\/source|crm\/source list/u);
	});

	test('keeps nothing while it is switched off, and what it had until it is cleared', async () => {
		await sendAndKeep('crm/lead/get/6');
		const before = targets(await kept());
		await setSetting('flowlu.history', false);
		try {
			await send('crm/lead/get/3');
			assert.deepEqual(targets(await kept()), before);
		} finally {
			await resetSettings('flowlu.history');
		}
		await sendAndKeep('crm/lead/get/4');
		assert.deepEqual(targets(await kept()), ['crm/lead/get/4', ...before]);
	});

	test('is cleared for one account or for all, if the user says so', async () => {
		await sendAndKeep('crm/lead/get/7');
		const rows = () => api.history.children();
		const [own] = (await rows()).filter(row => 'account' in row && row.account.origin === sandbox.origin);
		assert.ok(own !== undefined && 'account' in own);
		const clear = () => vscode.commands.executeCommand('flowlu.clearAccountHistory', own);
		const { length } = await kept();
		assert.deepEqual(await messagesDuring(clear), ['Delete all requests to remembered from the history?']);
		assert.equal((await kept()).length, length, 'the question was dismissed');
		const others = (await rows()).length - 1;
		await answering('Clear', clear);
		assert.deepEqual([await kept(), (await rows()).length], [[], others]);
		await sendAndKeep('crm/lead/get/5');
		await answering('Clear', () => vscode.commands.executeCommand('flowlu.clearHistory'));
		assert.deepEqual(await rows(), []);
	});

	test('without requests still asks whether to delete the fields that are remembered', async () => {
		const clear = () => vscode.commands.executeCommand('flowlu.clearHistory');
		await answering('Clear', clear);
		const started = Date.now();
		await sendAndKeep('crm/lead/list');
		const fields = () =>
			[...filesWrittenSince(started, process.env['FLOWLU_TEST_FOLDER'] ?? '')].filter(({ name }) =>
				name.endsWith(`${encodeURIComponent(sandbox.origin)}.shapes.json`),
			);
		await until(() => Promise.resolve(fields().length > 0));
		for (const entry of await kept()) {
			await vscode.commands.executeCommand('flowlu.deleteFromHistory', entry);
		}
		assert.deepEqual([await api.history.children(), fields().length], [[], 1]);
		assert.match((await messagesDuring(clear)).join('\n'), /^The history has no requests\. Delete what is remembered/u);
		assert.equal(fields().length, 1, 'the question was dismissed');
		await answering('Clear', clear);
		assert.deepEqual(fields(), []);
		assert.deepEqual(await messagesDuring(clear), [], 'there is nothing to delete');
	});
});

/** Presses a button of each question that the work asks: none is answered while tests run. */
async function answering(button: string, work: () => PromiseLike<unknown>): Promise<void> {
	const windows = [...new Set([vscode.window, windowOfExtension()])].map(window => ({
		window,
		showWarningMessage: window.showWarningMessage,
	}));
	for (const { window } of windows) {
		Object.assign(window, { showWarningMessage: () => Promise.resolve(button) });
	}
	try {
		await work();
	} finally {
		for (const { window, showWarningMessage } of windows) {
			Object.assign(window, { showWarningMessage });
		}
	}
}
