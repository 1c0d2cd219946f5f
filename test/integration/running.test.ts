import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { messagesDuring } from './support/messages';
import { setSendingStage } from './support/sendingStage';

suite('runs of all requests', () => {
	const stage = setSendingStage();

	/** The summary that a command opens. */
	async function summaryOf(command: string, ...args: readonly unknown[]): Promise<vscode.TextDocument> {
		await vscode.commands.executeCommand(command, ...args);
		const documents = vscode.window.visibleTextEditors.map(({ document }) => document);
		return documents.find(({ uri }) => uri.scheme === 'flowlu-run') ?? assert.fail('There is no summary.');
	}

	/** Without the line of counts and time. */
	function linesOf(document: vscode.TextDocument): readonly string[] {
		return document
			.getText()
			.replaceAll(/ · [\d.]+ m?s\b/gu, '')
			.split('\n')
			.filter((_, line) => line !== 1);
	}

	test('say in a document what came of each, open no response, and show no secret', async () => {
		const document = await stage.open(
			`# @name one\nGET crm/account/get/1?x=${stage.key}\n\n?? status == 201\n###\nGET crm/account/get/2\n`,
		);
		const summary = await summaryOf('flowlu.runAll', document.uri);
		const [title = '', ...lines] = linesOf(summary);
		assert.match(title, /^Run of /u);
		assert.deepEqual(lines, [
			'',
			'✗ failed: one · 200 · 0 of 1 check holds',
			'      status == 201: got 200',
			'- skipped: GET crm/account/get/2',
			'',
		]);
		assert.ok(!summary.getText().includes(stage.key));
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
			'vscode.executeCodeLensProvider',
			document.uri,
			50,
		);
		const titles = lenses.map(({ command }) => command?.title ?? '');
		assert.ok(
			titles.some(title => title.includes('0 of 1 check')),
			titles.join('; '),
		);
		const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
		assert.ok(
			!tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === 'flowlu-response'),
		);
	});

	test('lead to requests and responses, also when a request was moved', async () => {
		const document = await stage.open('GET crm/account/get/1\n###\nGET crm/account/get/2\n');
		const summary = await summaryOf('flowlu.runAll', document.uri);
		const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
			'vscode.executeLinkProvider',
			summary.uri,
		);
		assert.equal(links.length, 4);
		const edit = new vscode.WorkspaceEdit();
		edit.insert(document.uri, new vscode.Position(0, 0), '### Above\nGET crm/lead/list\n\n###\n');
		await vscode.workspace.applyEdit(edit);
		for (const [text, expected] of [
			['crm/account/get/2', 'untitled'],
			['200', 'flowlu-response'],
		] as const) {
			const at = summary.positionAt(summary.getText().lastIndexOf(text));
			const target = links.find(({ range }) => range.contains(at))?.target?.toString(true) ?? '';
			const place = JSON.parse(target.slice(target.indexOf('?') + 1)) as [string, number];
			await vscode.commands.executeCommand('_flowlu.followSummary', ...place);
			assert.ok(
				vscode.window.visibleTextEditors.some(({ document: { uri } }) => uri.scheme === expected),
				expected,
			);
		}
		assert.equal(
			vscode.window.visibleTextEditors.find(({ document: { uri } }) => uri.scheme === 'untitled')?.selection.active
				.line,
			6,
		);
	});

	test('are of what is selected; an empty document says so', async () => {
		const document = await stage.open(
			'GET crm/account/get/1\n###\nGET crm/account/get/2\n###\nGET crm/account/get/3\n',
		);
		const editor = await vscode.window.showTextDocument(document);
		editor.selection = new vscode.Selection(2, 3, 4, 1);
		const before = stage.sandbox.requests().length;
		await summaryOf('flowlu.runSelection');
		assert.deepEqual(stage.received(before), ['GET crm/account/get/2', 'GET crm/account/get/3']);
		const selected: readonly [from: number, to: number, ids: readonly number[]][] = [
			[0, 1, [1]],
			[1, 3, [2]],
			[1, 1, [2]],
			[3, 3, [3]],
			[5, 5, [3]],
		];
		for (const [from, to, ids] of selected) {
			const shown = await vscode.window.showTextDocument(document);
			shown.selection = new vscode.Selection(from, 0, to, 0);
			const sent = stage.sandbox.requests().length;
			await summaryOf('flowlu.runSelection');
			assert.deepEqual(
				stage.received(sent),
				ids.map(id => `GET crm/account/get/${id}`),
				`lines ${from} to ${to}`,
			);
		}
		const empty = await stage.open('# nothing\n');
		const said = await messagesDuring(() => vscode.commands.executeCommand('flowlu.runAll', empty.uri));
		assert.deepEqual(said, ['There are no requests to run here.']);
	});

	test('are of the scratchpads in a folder, in the order of their paths, and of none that a link leads out to', async () => {
		const [workspace] = vscode.workspace.workspaceFolders ?? [];
		assert.ok(workspace);
		const folder = vscode.Uri.joinPath(workspace.uri, 'runFolder');
		const write = (path: string, id: number) =>
			vscode.workspace.fs.writeFile(
				vscode.Uri.joinPath(folder, path),
				new TextEncoder().encode(`GET crm/account/get/${id}\n`),
			);
		await write('b.flowlu.http', 2);
		await write('a/c.flowlu.http', 1);
		const outside = mkdtempSync(join(tmpdir(), 'outside-'));
		writeFileSync(join(outside, 'o.flowlu.http'), 'GET crm/account/get/3\n');
		symlinkSync(join(outside, 'o.flowlu.http'), join(folder.fsPath, 'o.flowlu.http'));
		try {
			const before = stage.sandbox.requests().length;
			const summary = await summaryOf('flowlu.runFolder', folder, [folder]);
			assert.deepEqual(stage.received(before), ['GET crm/account/get/1', 'GET crm/account/get/2']);
			assert.match(summary.getText(), /\n\nrunFolder\/a\/c\.flowlu\.http\n✓ passed: GET crm\/account\/get\/1/u);
		} finally {
			await vscode.workspace.fs.delete(folder, { recursive: true });
			rmSync(outside, { recursive: true });
		}
	});

	test('ask once for all writes to a production account; nothing is sent when that is dismissed', async () => {
		const { origin } = stage.sandbox;
		await vscode.commands.executeCommand('flowlu.markAsProduction', { origin });
		const writes = [1, 2].map(id => `POST crm/account/update/${id}\n\nname=A`);
		const document = await stage.open(`GET crm/account/get/1\n\n###\n${writes.join('\n\n###\n')}\n`);
		const before = stage.sandbox.requests().length;
		const said = await messagesDuring(() => vscode.commands.executeCommand('flowlu.runAll', document.uri));
		assert.deepEqual(said, ['This run has 2 requests that may change records in production. Send them?']);
		assert.deepEqual(stage.received(before), []);
	});

	test('go through the command line in a terminal, without the keys of VS Code', async () => {
		const { uri: folder } = vscode.workspace.workspaceFolders?.[0] ?? assert.fail('There is no folder.');
		const file = vscode.Uri.joinPath(folder, "it's in a terminal.flowlu.http");
		await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('GET crm/account/get/1\n'));
		const before = stage.sandbox.requests().length;
		const ended = new Promise<number | undefined>(resolve => {
			const listening = vscode.tasks.onDidEndTaskProcess(({ exitCode }) => {
				listening.dispose();
				resolve(exitCode);
			});
		});
		await vscode.commands.executeCommand('flowlu.runInTerminal', file);
		// There is no key in the environment.
		assert.equal(await ended, 1);
		assert.deepEqual(stage.received(before), []);
		await vscode.workspace.fs.delete(file);
	});
});
