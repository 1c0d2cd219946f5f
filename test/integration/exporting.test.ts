import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { catalogUnderTest, extensionUnderTest, windowOfExtension } from './support/extension';
import { messagesDuring } from './support/messages';
import { openScratchpad } from './support/scratchpad';

suite('exporting every page', () => {
	const id = randomUUID();
	let api: TestApi;
	let sandbox: Sandbox;
	let folder: string;

	suiteSetup(async () => {
		api = await extensionUnderTest();
		const catalog = await catalogUnderTest.load();
		sandbox = await startSandbox({ catalog, recordsRequests: true, generated: { 'crm/lead': 230 }, failedLists: [4] });
		const { key } = sandbox.createApiKey('Exporting');
		const session = {
			id,
			account: { name: 'exporting', origin: sandbox.origin },
			grant: 'apiKey',
			label: 'Exporting',
			tail: key.slice(-4),
		} as const;
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
		folder = mkdtempSync(join(tmpdir(), 'exporting-'));
	});

	suiteTeardown(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await api.sessions.remove(id);
		await sandbox.close();
		rmSync(folder, { recursive: true });
	});

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

	test('writes the file, and says how it was read', async () => {
		const [message = ''] = await exported('GET crm/lead/list?fields=id', 'leads.csv');
		assert.match(message, /^230 records exported to leads\.csv\. Pages: 3, read by id\./u);
		assert.equal(readFileSync(join(folder, 'leads.csv'), 'utf8').split('\r\n').length, 232);
	});

	test('leaves an unfinished file where a page cannot be read, and says that it is not whole', async () => {
		const [message = ''] = await exported('GET crm/lead/list?fields=id', 'more.ndjson');
		assert.match(message, /^more\.ndjson\.part is not whole: it has 0 records\./u);
		assert.deepEqual(readdirSync(folder).toSorted(), ['leads.csv', 'more.ndjson.part']);
	});

	test('makes an XLSX file of the records when all have come', async () => {
		const [message = ''] = await exported('GET crm/lead/list?fields=id', 'sheet.xlsx');
		assert.match(message, /^230 records exported to sheet\.xlsx\. Pages: 3, read by id\./u);
		assert.equal(readFileSync(join(folder, 'sheet.xlsx'), 'latin1').slice(0, 2), 'PK');
		assert.deepEqual(
			readdirSync(folder).filter(name => name.startsWith('sheet')),
			['sheet.xlsx'],
		);
	});

	test('refuses what is no list before it asks for a file', async () => {
		const sent = sandbox.requests().length;
		const messages = await exported('GET crm/lead/delete/1', 'none.csv');
		assert.deepEqual(messages, ['Only a list can be exported: a GET request whose path ends in /list.']);
		assert.equal(sandbox.requests().length, sent);
	});
});
