import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { completionsAt } from './support/completions';
import { until } from '../support/until';
import { setSendingStage } from './support/sendingStage';

suite('variables of files of environments', () => {
	const stage = setSendingStage();
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

	/** File, line and column of what is defined at the text. */
	async function definitionOf(document: vscode.TextDocument, text: string): Promise<readonly string[]> {
		const locations = await vscode.commands.executeCommand<vscode.Location[]>(
			'vscode.executeDefinitionProvider',
			document.uri,
			document.positionAt(document.getText().indexOf(text)),
		);
		return locations.map(
			({ uri, range: { start } }) => `${vscode.workspace.asRelativePath(uri)}:${start.line}:${start.character}`,
		);
	}

	async function hoverOf(document: vscode.TextDocument, text: string): Promise<string> {
		const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
			'vscode.executeHoverProvider',
			document.uri,
			document.positionAt(document.getText().indexOf(text)),
		);
		return hovers
			.flatMap(({ contents }) => contents)
			.map(content => (content instanceof vscode.MarkdownString ? content.value : JSON.stringify(content)))
			.join(' ');
	}

	test('lead to their line, and the hover names the file', async () => {
		const document = await stage.open('@own = 1\nGET crm/lead/list?page={{page}}&limit={{own}}\n');
		await until(async () => (await definitionOf(document, 'page}}')).length > 0);
		assert.deepEqual(await definitionOf(document, 'page}}'), ['http-client.env.json:1:14']);
		assert.match(await hoverOf(document, 'page}}'), /2[^]*From[^]*http-client/u);
		const own = await hoverOf(document, 'own}}');
		assert.match(own, /1/u);
		assert.doesNotMatch(own, /From/u);
		const overridden = await stage.open('@page = 1\nGET crm/lead/list?page={{page}}\n');
		assert.deepEqual(
			(await definitionOf(overridden, 'page}}')).map(place => place.replace(/^.*?:/u, '')),
			['0:1'],
		);
	});

	test('keep the digits of numbers', async () => {
		const place = join(folder, 'numbers');
		mkdirSync(place);
		try {
			writeFileSync(join(place, 'http-client.env.json'), '{"$shared": {"id": 12345678901234567890, "rate": 1.50}}');
			writeFileSync(join(place, 'numbers.flowlu.http'), 'GET crm/lead/list?id={{id}}&rate={{rate}}\n');
			const document = await vscode.workspace.openTextDocument(join(place, 'numbers.flowlu.http'));
			await vscode.window.showTextDocument(document);
			await until(async () => (await hoverOf(document, 'id}}')).includes('12345678901234567890'));
			assert.match(await hoverOf(document, 'rate}}'), /1\.50/u);
		} finally {
			await vscode.commands.executeCommand('workbench.action.closeAllEditors');
			rmSync(place, { recursive: true });
		}
	});

	test('are not renamed in a scratchpad, where others would keep the old name', async () => {
		const document = await stage.open('GET crm/lead/list?page={{page}}\n');
		await until(async () => (await definitionOf(document, 'page}}')).length > 0);
		const renaming = vscode.commands.executeCommand(
			'vscode.executeDocumentRenameProvider',
			document.uri,
			document.positionAt(document.getText().indexOf('page}}')),
			'site',
		);
		await assert.rejects(Promise.resolve(renaming), /rename it in its file/u);
	});

	test('show no value where the file is private', async () => {
		const path = join(folder, 'http-client.private.env.json');
		writeFileSync(path, '{\n\t"$shared": {\n\t\t"page": "hidden-4711"\n\t}\n}\n');
		try {
			const document = await stage.open('GET crm/lead/list?page={{page}}\n');
			await until(async () => (await definitionOf(document, 'page}}'))[0] === 'http-client.private.env.json:2:2');
			await until(async () => (await hoverOf(document, 'page}}')).includes('•••'));
			const completions = await completionsAt(document, document.positionAt(document.getText().indexOf('page}}')));
			const shown = [
				await hoverOf(document, 'page}}'),
				await hoverOf(document, 'lead/list'),
				JSON.stringify(completions),
			];
			assert.deepEqual(
				shown.map(text => [text.includes('•••'), text.includes('hidden-4711')]),
				shown.map(() => [true, false]),
			);
		} finally {
			rmSync(path);
		}
	});

	test('are hidden in responses where their names are those of secrets, whichever environment is chosen', async () => {
		const place = join(folder, 'two');
		const tokens = [randomUUID(), randomUUID()] as const;
		mkdirSync(place);
		try {
			const environments = { prod: { token: tokens[0] }, test: { token: tokens[1] } };
			writeFileSync(join(place, 'http-client.env.json'), JSON.stringify(environments));
			writeFileSync(join(place, 'two.flowlu.http'), `GET crm/lead/get/1\nX-Note: ${tokens.join(' ')}\n`);
			const document = await vscode.workspace.openTextDocument(join(place, 'two.flowlu.http'));
			await vscode.window.showTextDocument(document);
			await stage.sent(document, 'GET');
			const response = () =>
				vscode.window.visibleTextEditors
					.map(editor => editor.document)
					.find(({ uri }) => uri.scheme === 'flowlu-response');
			await until(() => Promise.resolve(response() !== undefined));
			await vscode.commands.executeCommand('flowlu.showHeaders', response()?.uri);
			await until(() => Promise.resolve(/^X-Note: /mu.test(response()?.getText() ?? '')));
			assert.match(response()?.getText() ?? '', /^X-Note: ••• •••$/mu);
		} finally {
			await vscode.commands.executeCommand('workbench.action.closeAllEditors');
			rmSync(place, { recursive: true });
		}
	});
});
