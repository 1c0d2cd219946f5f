import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { ESLint } from 'eslint';

/** What the house's own rules refuse, and, by the mark, what they let pass. */
const lines: readonly [line: string, isRefused: boolean][] = [
	["vscode.languages.registerHoverProvider('x', { provideHover });", true],
	["vscode.languages.registerHoverProvider('x', provider);", true],
	["languages.registerCodeLensProvider('x', new Lenses(logErrors(parts, log)));", true],
	['vscode.window.registerFileDecorationProvider(new Decorations());', true],
	["vscode.authentication.registerAuthenticationProvider('x', 'X', provider, {});", true],
	["vscode.languages.registerHoverProvider('x', logErrors({ provideHover }, log));", false],
	["languages.registerRenameProvider('x', rethrowRedacted({ provideRenameEdits }, log));", false],
	["vscode.workspace.registerTextDocumentContentProvider('x', logErrors(new Documents(), log));", false],
	["vscode.window.createTreeView('x', { treeDataProvider: logErrors(tree, log) });", true],
	["vscode.window.registerTreeDataProvider('x', logErrors(tree, log));", true],
	["createTree('flowlu.api', tree, log);", false],
	["view.message = 'x';", true],
	['view.badge = { value: 1, tooltip };', true],
	['showInView(view, { message });', false],
	['const { message } = view;', false],
	['new vscode.CodeAction(title, kind);', true],
	['new vscode.CompletionItem(label, kind);', true],
	['await vscode.window.withProgress({ location, title }, work);', true],
	["vscode.window.createStatusBarItem('x');", true],
	['await vscode.window.showQuickPick(items);', true],
	['const { window } = vscode; window.createQuickPick();', true],
	["await vscode.window.showInputBox({ prompt: 'x' });", true],
	['await pickOne(items, { title });', false],
	["vscode.window.showErrorMessage('x');", true],
	["vscode.window.setStatusBarMessage('x');", true],
	["showMessage('error', 'x');", false],
	["vscode.window.createOutputChannel('x');", true],
	["controller.createTestItem('x', label);", true],
	["new vscode.TestMessage('x');", true],
	["run.appendOutput('x');", true],
	['testItem(controller, { id, label }, uri);', false],
	["vscode.commands.registerCommand('x', run);", true],
	["registerCommand('x', log, run);", false],
	["import { openSecret } from '../../net/redaction/secret';", true],
	["import { Secret } from '../../net/redaction/secret';", false],
	['await vscode.workspace.fs.readFile(uri);', true],
	['await vscode.workspace.fs.stat(uri);', true],
	['const { fs } = vscode.workspace; await fs.readDirectory(uri);', true],
	["import { open } from 'node:fs';", true],
	["import * as promises from 'node:fs/promises';", true],
	["await import('fs');", true],
	['await vscode.workspace.fs.writeFile(uri, bytes);', true],
	['await vscode.workspace.openTextDocument(uri);', true],
	["await vscode.workspace.openTextDocument({ language: 'json', content });", false],
	["await vscode.workspace.findFiles('**/*');", true],
	["import { join } from 'node:path';", false],
	["import { openSecret } from '../../net/secret';", true],
	["import { Secret } from '../../net/secret';", false],
];

suite('lint', () => {
	test('refuses what goes past the guards, and only that', async () => {
		const rules = new Set(['no-restricted-syntax']);
		const eslint = new ESLint({
			ruleFilter: ({ ruleId }) => rules.has(ruleId),
			// These rules need no types.
			overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
		});
		const text = lines.map(([line]) => line).join('\n');
		const [result] = await eslint.lintText(text, { filePath: 'src/features/sending/unsafe.ts' });
		assert.deepEqual(
			[...new Set(result?.messages.map(({ line, message, fatal }) => (fatal === true ? message : line)))],
			lines.flatMap(([, isRefused], index) => (isRefused ? [index + 1] : [])),
		);
	}).timeout(60_000);
});
