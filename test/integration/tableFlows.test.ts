import { setup, suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import { exportFormats } from '../../src/records/export/exportFormat';
import { findLeaks } from '../support/canary';
import { until } from '../support/until';
import { digitsOf, readSheets } from '../support/xlsx';
import { extensionUnderTest, windowOfExtension } from './support/extension';
import { recordMessages } from './support/messages';
import { setSendingStage } from './support/sendingStage';

interface Received {
	readonly response: { readonly items: readonly { readonly id: number; readonly name: string }[] };
}

suite('the table of a list', () => {
	const stage = setSendingStage();
	let api: TestApi;
	const replaced = ['showQuickPick', 'showSaveDialog'] as const;
	let originals: Partial<typeof vscode.window>;
	let folder: string;
	/** What the lists of records to export had, and the label of what is chosen of the next one. Of lists that take several, all is chosen. */
	let asked: readonly (readonly string[])[];
	let chosen: string | undefined;
	let target = '';

	suiteSetup(async () => {
		api = await extensionUnderTest();
		const window = windowOfExtension();
		originals = Object.fromEntries(replaced.map(name => [name, window[name]]));
		// Dialogs are refused while tests run, and no API answers a list.
		Object.assign(window, {
			showQuickPick: (items: readonly vscode.QuickPickItem[], { canPickMany }: vscode.QuickPickOptions = {}) => {
				if (canPickMany === true) {
					return Promise.resolve(items);
				}
				asked = [...asked, items.map(({ label, description = '' }) => `${label}: ${description}`)];
				return Promise.resolve(items.find(({ label }) => label === chosen));
			},
			showSaveDialog: () => Promise.resolve(vscode.Uri.file(target)),
		});
	});
	suiteTeardown(() => Object.assign(windowOfExtension(), originals));
	setup(() => {
		asked = [];
		chosen = undefined;
		folder = mkdtempSync(join(tmpdir(), 'table-'));
	});
	teardown(() => {
		rmSync(folder, { recursive: true });
	});

	/** Sends the first request of a scratchpad, and waits until its table is drawn. */
	async function openTable(line: string): Promise<vscode.TextDocument> {
		const document = await stage.open(`${line}\n`);
		await stage.sent(document, line);
		await vscode.commands.executeCommand('_flowlu.openTable', document.uri.toString(), 0);
		await drawn();
		// The columns of an entity are remembered: what another test has hidden is shown.
		await until(async () => {
			await vscode.commands.executeCommand('flowlu.tableChooseColumns');
			return (await choices()).every(text => !text.startsWith('What Is Shown'));
		});
		return document;
	}

	/** Waits until the active table has records: a page that is not loaded yet hears nothing. */
	async function drawn(): Promise<void> {
		await vscode.env.clipboard.writeText('');
		await until(async () => {
			await vscode.commands.executeCommand('flowlu.tableCopyPath');
			return (await vscode.env.clipboard.readText()).startsWith('$.');
		});
	}

	/** What the active table has to export. */
	async function choices(): Promise<readonly string[]> {
		const before = asked.length;
		await vscode.commands.executeCommand('flowlu.tableExport');
		await until(() => asked.length > before);
		return asked.at(-1) ?? [];
	}

	/** Exports to a file of this name, and gives what is said and written. */
	async function exported(label: string, name: string): Promise<{ readonly said: string; readonly bytes: Buffer }> {
		target = join(folder, name);
		const recorder = recordMessages();
		try {
			chosen = label;
			await vscode.commands.executeCommand('flowlu.tableExport');
			// It is said when the file has its name.
			await until(() => recorder.messages.length > 0);
		} finally {
			chosen = undefined;
			recorder.dispose();
		}
		return { said: recorder.messages.join('\n'), bytes: readFileSync(target) };
	}

	/** The records of the newest response, by what the sandbox sent. */
	function received(): readonly { readonly id: number; readonly name: string }[] {
		const [latest] = api.exchanges.all();
		assert.ok(latest?.kind === 'kept');
		const { response } = JSON.parse(Buffer.from(latest.exchange.response.body).toString()) as Received;
		return response.items;
	}

	test('is written to a file as it is shown, as it is loaded, or with every page', async () => {
		await openTable('GET crm/lead/list?fields=id,name&limit=10');
		const items = received();
		await vscode.commands.executeCommand('flowlu.tableSortDescending');
		await vscode.commands.executeCommand('flowlu.tableHideColumn');
		const [shown, loaded, pages = ''] = await choices();
		assert.deepEqual([shown, loaded], ['What Is Shown: 10 records, 1 column', 'What Is Loaded: 10 records, 2 columns']);
		const total = Number(/^Every Page: (?<total>\d+) records$/u.exec(pages)?.groups?.['total']);
		assert.ok(total > 10);
		const first = await exported('What Is Shown', 'shown.json');
		assert.deepEqual(JSON.parse(first.bytes.toString()), items.map(({ name }) => ({ name })).toReversed());
		assert.equal(first.said, '10 records exported to shown.json.');
		const second = await exported('What Is Loaded', 'loaded.json');
		assert.deepEqual(JSON.parse(second.bytes.toString()), items);
		const third = await exported('Every Page', 'pages.ndjson');
		assert.equal(third.bytes.toString().trim().split('\n').length, total);
		assert.match(third.said, new RegExp(`^${total} records exported to pages\\.ndjson\\. Pages: `, 'u'));
		assert.deepEqual(readdirSync(folder).toSorted(), ['loaded.json', 'pages.ndjson', 'shown.json']);
	});

	test('is written without secrets', async () => {
		const { origin } = stage.sandbox;
		const name = `Says ${stage.key} ${encodeURIComponent(stage.key)} ${Buffer.from(stage.key).toString('base64')}`;
		const created = await fetch(`${origin}/api/v1/module/crm/lead/create?api_key=${encodeURIComponent(stage.key)}`, {
			method: 'POST',
			body: new URLSearchParams({ name }),
		});
		assert.equal(created.status, 200);
		await openTable('GET crm/lead/list?search=Says');
		assert.equal(received()[0]?.name, name);
		for (const format of exportFormats) {
			const { bytes } = await exported('What Is Loaded', `secret.${format}`);
			const content =
				format === 'xlsx'
					? (await readSheets(bytes)).flatMap(({ data }) => data.flat().map(digitsOf)).join('\n')
					: bytes.toString();
			assert.match(content, /Says •••/u);
			assert.deepEqual(findLeaks({ 'the API key': stage.key }, [{ name: format, content }]), []);
		}
	});

	test('shows the response to a filter on the server, which is written into the request', async () => {
		const document = await openTable('GET crm/lead/list?fields=id,name&limit=10');
		const [{ id } = { id: 0 }] = received();
		const before = stage.sandbox.requests().length;
		await vscode.commands.executeCommand('flowlu.tableFilterAtServer');
		await until(async () => {
			await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
			return stage.sandbox.requests().length > before;
		});
		// The table has the focus again as soon as it shows what came.
		await until(async () => {
			await vscode.commands.executeCommand('flowlu.tableExport');
			return asked.at(-1)?.[0] === 'What Is Loaded: 1 record, 2 columns';
		});
		assert.equal(received()[0]?.id, id);
		assert.match(
			document.getText(),
			new RegExp(`^GET crm/lead/list\\?fields=id,name&limit=10\\s*&filter\\[id\\]=${id}\\s*$`, 'u'),
		);
		const { activeTab } = vscode.window.tabGroups.activeTabGroup;
		assert.ok(activeTab?.input instanceof vscode.TabInputWebview, 'The table is shown again.');
	});

	test('has a record written as the request that updates it, which is not sent', async () => {
		const document = await openTable('GET crm/lead/list?fields=id,name&limit=10');
		const [{ id, name } = { id: 0, name: '' }] = received();
		const before = stage.sandbox.requests().length;
		// The cell that the keyboard is on is then that of the name.
		await vscode.commands.executeCommand('flowlu.tableHideColumn');
		await until(async () => (await choices()).includes('What Is Shown: 10 records, 1 column'));
		await vscode.commands.executeCommand('flowlu.tableEditRecord');
		const selected = () => vscode.window.activeTextEditor?.selection.isEmpty === false;
		await until(() => document.getText().includes('/update/') && selected());
		assert.match(
			document.getText(),
			new RegExp(`### crm/lead ${id}: update\\nPOST crm/lead/update/${id}\\n\\nname=`, 'u'),
		);
		const editor = vscode.window.activeTextEditor;
		assert.equal(editor?.document, document);
		assert.equal(decodeURIComponent(editor.document.getText(editor.selection)), name);
		assert.equal(stage.sandbox.requests().length, before);
	});

	test('goes on with the records that it shows when their request is another one by now and has failed', async () => {
		const line = 'GET crm/lead/list?fields=id,name&limit=10';
		const document = await openTable(line);
		const [{ id } = { id: 0 }] = received();
		const edit = new vscode.WorkspaceEdit();
		const from = line.indexOf('lead');
		edit.replace(document.uri, new vscode.Range(0, from, 0, line.length), 'account/get/999999');
		await vscode.workspace.applyEdit(edit);
		await stage.sent(document, 'GET crm/account/get/999999');
		await until(async () => {
			await vscode.commands.executeCommand('workbench.action.nextEditor');
			return vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
		});
		// As it is seen again, its page asks for the records again.
		await drawn();
		await vscode.commands.executeCommand('flowlu.tableHideColumn');
		await until(async () => (await choices()).includes('What Is Shown: 10 records, 1 column'));
		await vscode.commands.executeCommand('flowlu.tableEditRecord');
		await until(() => document.getText().includes('/update/'));
		assert.match(document.getText(), new RegExp(`\\nPOST crm/lead/update/${id}\\n\\nname=`, 'u'));
	});
});
