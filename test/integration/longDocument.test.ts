import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until';
import { extensionUnderTest } from './support/extension';

const requests = 10_000;
const content = Array.from(
	{ length: requests },
	(_, index) => `### Request ${index}\nGET https://acme.flowlu.com/api/${index}\n\n`,
);
/** The line of a request's title. */
const lineOf = (request: number): number => request * 3;

suite('a document of thousands of requests', () => {
	let document: vscode.TextDocument;
	let editor: vscode.TextEditor;

	suiteSetup(async () => {
		await extensionUnderTest();
		document = await vscode.workspace.openTextDocument({ language: 'flowlu-http', content: content.join('') });
		editor = await vscode.window.showTextDocument(document);
		await until(async () => (await lensLines()).length > 0);
	});
	suiteTeardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

	async function lensLines(): Promise<readonly number[]> {
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
			'vscode.executeCodeLensProvider',
			document.uri,
		);
		return lenses.map(({ range }) => range.start.line);
	}

	async function outlinedLines(): Promise<readonly number[]> {
		const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
			'vscode.executeDocumentSymbolProvider',
			document.uri,
		);
		return (symbols ?? []).map(({ range }) => range.start.line);
	}

	/** VS Code has links of its own. */
	async function linkedLines(): Promise<readonly number[]> {
		const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
			'vscode.executeLinkProvider',
			document.uri,
		);
		return links
			.filter(({ target }) => target?.toString() === 'https://acme.flowlu.com/')
			.map(({ range }) => range.start.line);
	}

	async function foldedLines(): Promise<readonly number[]> {
		const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
			'vscode.executeFoldingRangeProvider',
			document.uri,
		);
		return ranges.map(({ start }) => start);
	}

	async function show(request: number): Promise<void> {
		const start = new vscode.Position(lineOf(request), 0);
		editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.AtTop);
		await until(() => Promise.resolve(editor.visibleRanges.some(range => range.contains(start))));
	}

	for (const request of [0, requests / 2, requests - 100]) {
		test(`has lenses, an outline, links and folds of what is seen at request ${request}, and of nothing far away`, async () => {
			await show(request);
			const seen = [request, request + 1].map(lineOf);
			const far = lineOf((request + requests / 2 + 10) % requests);
			const lenses = await lensLines();
			assert.deepEqual(
				[seen.every(line => lenses.includes(line + 1)), lenses.includes(far + 1), lenses.length < 2000],
				[true, false, true],
			);
			const outline = await outlinedLines();
			assert.deepEqual(
				[seen.every(line => outline.includes(line)), outline.includes(far), outline.length < 600],
				[true, false, true],
			);
			const links = await linkedLines();
			assert.deepEqual(
				[seen.every(line => links.includes(line + 1)), links.includes(far + 1), links.length < 600],
				[true, false, true],
			);
			const folds = await foldedLines();
			assert.deepEqual(
				[seen.every(line => folds.includes(line)), folds.includes(far), folds.length >= 5000],
				[true, false, true],
			);
		});
	}

	test('is searched for keys wherever it is edited, and keeps what was found', async () => {
		const found = (): readonly string[] =>
			vscode.languages
				.getDiagnostics(document.uri)
				.filter(({ code }) => code === 'typedKey')
				.map(({ range }) => document.getText(range))
				.sort();
		const insert = async (request: number, text: string): Promise<void> => {
			const edit = new vscode.WorkspaceEdit();
			edit.insert(document.uri, new vscode.Position(lineOf(request), 0), text);
			await vscode.workspace.applyEdit(edit);
		};
		await insert(9000, '### Late\nGET crm/lead/list?api_key=late\n\n');
		await until(() => Promise.resolve(found().length === 1));
		await insert(10, '### Early\nGET crm/lead/list?api_key=early\n\n');
		await until(() => Promise.resolve(found().length === 2));
		await insert(5000, '### Words\n\n');
		await insert(5000, '### Between\nGET crm/lead/list?api_key=between\n\n');
		await until(() => Promise.resolve(found().length === 3));
		assert.deepEqual(found(), ['between', 'early', 'late']);
	});
});
