import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

suite('activation', () => {
	test('the extension activates', async () => {
		const extension = vscode.extensions.getExtension('flowlu-workbench.flowlu-workbench');
		await extension?.activate();
		assert.equal(extension?.isActive, true);
	});

	test('*.flowlu.http opens as a scratchpad', async () => {
		const [file] = await vscode.workspace.findFiles('hello.flowlu.http');
		assert.ok(file);
		const document = await vscode.workspace.openTextDocument(file);
		assert.equal(document.languageId, 'flowlu-http');
	});
});
