import { setup, suite, suiteSetup, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { catalogUnderTest, extensionUnderTest, windowOfExtension } from './support/extension';
import { messagesDuring } from './support/messages';
import { openScratchpad } from './support/scratchpad';

suite('every page', () => {
	let api: TestApi;
	let id: string;
	let sandbox: Sandbox;
	let folder: string;

	suiteSetup(async () => {
		api = await extensionUnderTest();
	});

	setup(() => {
		folder = mkdtempSync(join(tmpdir(), 'exporting-'));
	});

	teardown(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await api.sessions.remove(id);
		await sandbox.close();
		rmSync(folder, { recursive: true });
	});

	/** An account of 230 leads whose server fails the n-th lists. */
	async function addAccount({ failedLists = [] }: { readonly failedLists?: readonly number[] } = {}): Promise<void> {
		const catalog = await catalogUnderTest.load();
		sandbox = await startSandbox({ catalog, recordsRequests: true, generated: { 'crm/lead': 230 }, failedLists });
		const { key } = sandbox.createApiKey('Exporting');
		id = randomUUID();
		const account = { name: 'exporting', origin: sandbox.origin };
		const session = { id, account, grant: 'apiKey', label: 'Exporting', tail: key.slice(-4) } as const;
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
	}

	/** Exports the request to a file of this name, and gives what is said. */
	async function exported(line: string, name: string): Promise<readonly string[]> {
		const { uri } = await openScratchpad(`# @account exporting\n${line}\n`);
		const window = windowOfExtension();
		const { showSaveDialog } = window;
		// Dialogs are refused while tests run.
		Object.assign(window, { showSaveDialog: () => Promise.resolve(vscode.Uri.file(join(folder, name))) });
		try {
			return await messagesDuring(() => vscode.commands.executeCommand('flowlu.exportAllPages', uri.toString(), 25));
		} finally {
			Object.assign(window, { showSaveDialog });
		}
	}

	test('is written to the file, and how it was read is said', async () => {
		await addAccount();
		const [message = ''] = await exported('GET crm/lead/list?fields=id', 'leads.csv');
		assert.match(message, /^230 records exported to leads\.csv\. Pages: 3, read by id\./u);
		assert.equal(readFileSync(join(folder, 'leads.csv'), 'utf8').split('\r\n').length, 232);
	});

	test('that cannot be read leaves an unfinished file, of which is said that it is not whole', async () => {
		await addAccount({ failedLists: [1] });
		const [message = ''] = await exported('GET crm/lead/list?fields=id', 'more.ndjson');
		assert.match(message, /^more\.ndjson\.part is incomplete: it has 0 records\./u);
		assert.deepEqual(readdirSync(folder), ['more.ndjson.part']);
	});

	test('goes on with no file of another export, and replaces none without a question', async () => {
		await addAccount({ failedLists: [3] });
		await exported('GET crm/lead/list?fields=id', 'leads.csv');
		writeFileSync(join(folder, 'old.csv.part'), 'id\r\n1\r\n');
		const files = () => readdirSync(folder).map(name => [name, readFileSync(join(folder, name), 'utf8')]);
		const [before, sent] = [files(), sandbox.requests().length];
		assert.deepEqual(before.map(([name]) => name).toSorted(), [
			'leads.csv.part',
			'leads.csv.part.resume',
			'old.csv.part',
		]);
		assert.deepEqual(await exported('GET crm/lead/list?fields=name', 'leads.csv'), [
			'leads.csv.part belongs to another export, which is unfinished. Replace it?',
		]);
		assert.deepEqual(await exported('GET crm/lead/list?fields=id', 'leads.csv'), [
			'An export to leads.csv is unfinished. Go on with it?',
		]);
		assert.deepEqual(await exported('GET crm/lead/list?fields=id', 'old.csv'), [
			'old.csv.part already exists. Replace it?',
		]);
		const lock = join(folder, 'old.csv.part.lock');
		writeFileSync(lock, JSON.stringify({ process: 1, computer: 'another', run: randomUUID() }));
		assert.deepEqual(await exported('GET crm/lead/list?fields=id', 'old.csv'), [
			'Another window or program writes this file. If none does, delete old.csv.part.lock and try again.',
		]);
		rmSync(lock);
		assert.deepEqual(files(), before);
		assert.equal(sandbox.requests().length, sent);
	});

	test('is made an XLSX file when all records have come', async () => {
		await addAccount();
		const [message = ''] = await exported('GET crm/lead/list?fields=id', 'sheet.xlsx');
		assert.match(message, /^230 records exported to sheet\.xlsx\. Pages: 3, read by id\./u);
		assert.equal(readFileSync(join(folder, 'sheet.xlsx'), 'latin1').slice(0, 2), 'PK');
		assert.deepEqual(readdirSync(folder), ['sheet.xlsx']);
	});

	test('is not asked of what is no list, nor is a file asked for', async () => {
		await addAccount();
		const sent = sandbox.requests().length;
		const messages = await exported('GET crm/lead/delete/1', 'none.csv');
		assert.deepEqual(messages, ['Only a list can be exported: a GET request whose path ends in /list.']);
		assert.equal(sandbox.requests().length, sent);
	});

	test('is shown as far as it came where a later page cannot be read', async () => {
		await addAccount({ failedLists: [3] });
		const { uri } = await openScratchpad('# @account exporting\n# @all-pages\nGET crm/lead/list?fields=id\n');
		const messages = await messagesDuring(() => vscode.commands.executeCommand('flowlu.send', uri.toString(), 35));
		assert.equal(messages.length, 1, messages.join('\n'));
		// Documents of tests before may be open still, but are in no tab.
		const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'flowlu-response');
		assert.equal(shown?.document.getText().match(/"id":/gu)?.length, 200);
	});
});
