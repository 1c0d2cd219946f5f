import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until';
import { completionsAt, inserted, labelOf } from './support/completions';
import { messagesDuring } from './support/messages';
import { setSendingStage } from './support/sendingStage';

suite('checks of responses', () => {
	const stage = setSendingStage();

	function failures(uri: vscode.Uri): readonly string[] {
		return vscode.languages
			.getDiagnostics(uri)
			.filter(({ code }) => code === 'failedCheck')
			.map(({ message, range }) => `${range.start.line}: ${message}`);
	}

	test('that fail are told over the request and underlined until they are edited, with what came', async () => {
		const document = await stage.open(
			'GET crm/lead/get/2\n\n?? field id == 2\n?? field id > 5\n?? field name == Nobody\n',
		);
		const { uri } = document;
		await stage.sent(document, 'GET');
		await until(() => Promise.resolve(failures(uri).length === 2));
		assert.match(failures(uri)[0] ?? '', /^3: Expected > 5, got 2\.$/u);
		assert.match(failures(uri)[1] ?? '', /^4: Expected == Nobody, got .+\.$/u);
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
		assert.match(
			lenses.map(({ command }) => command?.title).join('|'),
			/\$\(error\) 200\|.*\|[\d.]+ m?s · 1 of 3 checks hold/u,
		);

		// What stands above moves them; an edit of a line takes its own away.
		const edit = new vscode.WorkspaceEdit();
		edit.insert(uri, new vscode.Position(0, 0), '# first\n');
		edit.insert(uri, new vscode.Position(3, 15), '0');
		await vscode.workspace.applyEdit(edit);
		await until(() => Promise.resolve(failures(uri).length === 1));
		assert.match(failures(uri)[0] ?? '', /^5: Expected == Nobody/u);

		const line = document.lineAt(5).range;
		const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
			'vscode.executeCodeActionProvider',
			uri,
			line,
			vscode.CodeActionKind.QuickFix.value,
		);
		const [fix] = actions.filter(({ title }) => title.startsWith('Change to what came: '));
		assert.ok(fix?.edit);
		await vscode.workspace.applyEdit(fix.edit);
		const after = document.lineAt(5).text;
		assert.match(after, /^\?\? field name == (?!Nobody).+/u);
		await stage.sent(document, 'GET');
		await until(() => Promise.resolve(failures(uri).length === 0 || failures(uri).every(text => text.startsWith('4'))));
	});

	test('are underlined again when their file is reopened', async () => {
		const file = vscode.Uri.joinPath(
			vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'),
			'reopened.flowlu.http',
		);
		const content = new TextEncoder().encode('GET crm/lead/get/2\n\n?? field id == 3\n');
		await vscode.workspace.fs.writeFile(file, content);
		try {
			const document = await vscode.workspace.openTextDocument(file);
			await vscode.window.showTextDocument(document);
			await stage.sent(document, 'GET');
			await until(() => Promise.resolve(failures(file).length === 1));
			await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
			await until(() => Promise.resolve(failures(file).length === 0));
			await vscode.languages.setTextDocumentLanguage(document, 'flowlu-http');
			await until(() => Promise.resolve(failures(file).length === 1));
		} finally {
			await vscode.workspace.fs.delete(file);
		}
	});

	test('are completed with what the last response has', async () => {
		const document = await stage.open(
			'GET crm/lead/get/2\n\n?? \n?? $.response.\n?? field \n?? header \n?? field id \n',
		);
		await stage.sent(document, 'GET');
		const itemsOf = (line: number) => completionsAt(document, document.lineAt(line).range.end);
		const offers = async (line: number) => (await itemsOf(line)).map(labelOf);
		const written = new Map((await itemsOf(2)).map(item => [labelOf(item), inserted(item)]));
		assert.deepEqual([written.get('every'), written.get('ok'), written.get('$')], ['every ', 'ok', '$.']);
		assert.ok((await offers(3)).includes('contact_person') || (await offers(3)).includes('name'));
		assert.ok((await offers(4)).includes('name'));
		assert.ok((await offers(5)).some(name => /^content-type$/iu.test(name)));
		assert.ok((await offers(6)).includes('isNumber'));
	});

	test('say which of them kept another request from being sent', async () => {
		const document = await stage.open(
			'# @name first\nGET crm/lead/get/2\n\n?? field id == 3\n\n###\n# @ref first\nGET crm/lead/get/4\n',
		);
		const before = stage.sandbox.requests().length;
		const said = await messagesDuring(async () => {
			await stage.sent(document, 'GET crm/lead/get/4');
		});
		assert.deepEqual(stage.received(before), ['GET crm/lead/get/2']);
		assert.match(said.join('|'), /a check of first failed: field id == 3: got 2$/u);
	});
});
