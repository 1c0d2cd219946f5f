import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until';
import { setSendingStage } from './support/sendingStage';

suite('run statements', () => {
	const stage = setSendingStage();
	const { open, sent, received, hasProblem } = stage;

	test('underline a file that is not there or not to be read', async () => {
		await hasProblem(await open('run ./none.flowlu.http\n'), 'missingFile', './none.flowlu.http');
		await hasProblem(await open('run ../outside.http\n'), 'fileOutside', '../outside.http');
	});

	test('leave their responses to those that import them, also when VS Code closes what nobody sees', async function () {
		this.timeout(30_000);
		const { uri = vscode.Uri.file('/') } = vscode.workspace.workspaceFolders?.[0] ?? {};
		const document = await open(
			'import shared.flowlu.http\n###\nGET crm/lead/list?id={{first.response.body.$.response.id}}\n###\nrun #first\n',
		);
		let wasClosed = false;
		const closing = vscode.workspace.onDidCloseTextDocument(({ fileName }) => {
			wasClosed ||= fileName.endsWith('shared.flowlu.http');
		});
		assert.deepEqual(await sent(document, 'run'), ['GET crm/lead/get/1']);
		const folder = vscode.Uri.joinPath(uri, 'many');
		try {
			// It keeps fifty of them.
			for (let count = 0; count < 60; count++) {
				const file = vscode.Uri.joinPath(folder, `${count}.txt`);
				await vscode.workspace.fs.writeFile(file, new Uint8Array([97]));
				await vscode.workspace.openTextDocument(file);
			}
			await until(() => Promise.resolve(wasClosed));
			assert.deepEqual(await sent(document, 'GET'), ['GET crm/lead/list?id=1']);
		} finally {
			closing.dispose();
			await vscode.workspace.fs.delete(folder, { recursive: true });
		}
	});

	test('are cancelled whole', async () => {
		const document = await open('# @name one\nGET crm/lead/get/{{id}}\n###\nrun #one (@id=1)\nrun #one (@id=2)\n');
		stage.sandbox.setDelay(60_000);
		const before = stage.sandbox.requests().length;
		const offset = document.getText().lastIndexOf('run');
		const done = vscode.commands.executeCommand('flowlu.send', document.uri.toString(), offset);
		await until(() => Promise.resolve(received(before).length === 1));
		await vscode.commands.executeCommand('flowlu.cancel', document.uri.toString(), offset);
		await done;
		stage.sandbox.setDelay(0);
		assert.deepEqual(received(before), ['GET crm/lead/get/1']);
	});
});
