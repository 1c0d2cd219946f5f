import { setup, suite, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { completionsAt } from './support/completions';
import { until } from '../support/until';
import { extensionUnderTest } from './support/extension';
import { openScratchpad } from './support/scratchpad';

/** None of them is open at first; all are in a folder of their own. */
const files = {
	'home.flowlu.http': [
		'@size = 1',
		'',
		'### All of them',
		'GET crm/lead/list?limit={{size}}',
		'',
		'### One',
		'# @name one',
		'# @prompt id Which?',
		'GET crm/lead/get/{{id}}',
		'',
		'###',
		'run #All of them (@size=2)',
		'',
	],
	// Its own variables have the same names.
	'runs.flowlu.http': [
		'@size = 9',
		'@id = 8',
		'',
		'run ./home.flowlu.http (@size={{size}}, @id={{id}})',
		'run ./none.flowlu.http (@size=3)',
		'',
	],
	'outer.flowlu.http': ['run ./middle.flowlu.http (@size=6, @nobody=1)', ''],
	'middle.flowlu.http': ['run ./outer.flowlu.http', 'run ./runs-none.flowlu.http', 'run ./home.flowlu.http', ''],
	'imports.flowlu.http': ['import ./home.flowlu.http', '', 'run #All of them (@size=4)', 'run #one (@id=5)', ''],
	// The same words for other things.
	'else.flowlu.http': [
		'@size = 7',
		'### All of them',
		'GET crm/task/list?limit={{size}}',
		'###',
		'run #All of them',
		'',
	],
	'named.flowlu.http': [
		'import ./home.flowlu.http',
		'',
		'# @name All of them',
		'GET crm/task/list',
		'###',
		'run #All of them',
		'',
	],
} as const;

type File = keyof typeof files;

suite('names that a run gives or takes', () => {
	let folder = vscode.Uri.file('/');

	setup(async () => {
		await extensionUnderTest();
		// The aids come with the first scratchpad.
		await until(async () => (await completionsAt(await openScratchpad(''), new vscode.Position(0, 0))).length > 0);
		const { uri = folder } = vscode.workspace.workspaceFolders?.[0] ?? {};
		folder = vscode.Uri.joinPath(uri, 'run-names');
		for (const [name, lines] of Object.entries(files)) {
			await vscode.workspace.fs.writeFile(
				vscode.Uri.joinPath(folder, name),
				new TextEncoder().encode(lines.join('\n')),
			);
		}
	});
	teardown(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await vscode.workspace.fs.delete(folder, { recursive: true });
	});

	function placesOf(uri: vscode.Uri, ranges: readonly vscode.Range[]): string {
		const name = uri.path.replace(/^.*\/|\.flowlu\.http$/gu, '');
		return `${name} ${ranges.map(({ start }) => `${start.line}:${start.character}`).join(' ')}`;
	}

	async function cursorAt(file: File, text: string): Promise<readonly [vscode.Uri, vscode.Position]> {
		const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, file));
		return [document.uri, document.positionAt(document.getText().indexOf(text))];
	}

	async function definitions(file: File, text: string): Promise<readonly string[]> {
		const found = await vscode.commands.executeCommand<vscode.Location[]>(
			'vscode.executeDefinitionProvider',
			...(await cursorAt(file, text)),
		);
		return found.map(({ uri, range }) => placesOf(uri, [range]));
	}

	/** Of all references, and of all that a rename edits, which has to be the same. */
	async function everywhere(file: File, text: string, name: string): Promise<readonly string[]> {
		const at = await cursorAt(file, text);
		const found = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeReferenceProvider', ...at);
		const referenced = [...new Set(found.map(({ uri }) => uri.toString()))].map(uri => {
			const there = found.filter(location => location.uri.toString() === uri);
			return placesOf(
				vscode.Uri.parse(uri),
				there.map(({ range }) => range),
			);
		});
		const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
			'vscode.executeDocumentRenameProvider',
			...at,
			name,
		);
		const renamed = edit.entries().map(([uri, edits]) =>
			placesOf(
				uri,
				edits.map(({ range }) => range),
			),
		);
		assert.deepEqual(renamed.toSorted(), referenced.toSorted());
		assert.ok(edit.entries().every(([, edits]) => edits.every(({ newText }) => newText === name)));
		return renamed.toSorted();
	}

	test('lead to the title, the name and the variable that are meant', async () => {
		assert.deepEqual(await definitions('home.flowlu.http', 'All of them (@'), ['home 2:4']);
		assert.deepEqual(await definitions('imports.flowlu.http', 'All of them'), ['home 2:4']);
		assert.deepEqual(await definitions('imports.flowlu.http', 'one (@'), ['home 6:8']);
		assert.deepEqual(await definitions('named.flowlu.http', 'All of them\n'), ['named 2:8']);
		assert.deepEqual(await definitions('runs.flowlu.http', 'size={{'), ['home 0:1']);
		assert.deepEqual(await definitions('runs.flowlu.http', 'size}}'), ['runs 0:1']);
		assert.deepEqual(await definitions('runs.flowlu.http', 'size=3'), []);
		assert.deepEqual(await definitions('imports.flowlu.http', 'id=5'), ['home 7:10']);
	});

	test('lead there from a title that nothing but a run makes a name', async () => {
		assert.deepEqual(await definitions('else.flowlu.http', 'All of them'), ['else 1:4']);
	});

	test('of a title are found and renamed where it is run', async () => {
		const places = ['home 2:4 11:5', 'imports 2:5'];
		assert.deepEqual(await everywhere('home.flowlu.http', 'All of them', 'Every (one)'), places);
		assert.deepEqual(await everywhere('imports.flowlu.http', 'All of them', 'Every one'), places);
		assert.deepEqual(await everywhere('else.flowlu.http', 'All of them', 'Every one'), ['else 1:4 4:5']);
	});

	test('of a variable are found and renamed where a run gives it a value, in files that import nothing too', async () => {
		const places = ['home 0:1 3:26 11:19', 'imports 2:19', 'outer 0:27', 'runs 3:25'];
		assert.deepEqual(await everywhere('home.flowlu.http', 'size', 'limit'), places);
		assert.deepEqual(await everywhere('runs.flowlu.http', 'size={{', 'limit'), places);
		assert.deepEqual(await everywhere('outer.flowlu.http', 'size=6', 'limit'), places);
		assert.deepEqual(await everywhere('outer.flowlu.http', 'nobody', 'limit'), ['outer 0:36']);
		assert.deepEqual(await everywhere('runs.flowlu.http', 'size', 'limit'), ['runs 0:1 3:32']);
		assert.deepEqual(await everywhere('runs.flowlu.http', 'size=3', 'limit'), ['runs 4:25']);
	});

	test('of what a request asks for are found and renamed where a run gives it', async () => {
		const places = ['home 7:10 8:19', 'imports 3:11', 'runs 3:41'];
		assert.deepEqual(await everywhere('home.flowlu.http', 'id Which', 'lead'), places);
		assert.deepEqual(await everywhere('imports.flowlu.http', 'id=5', 'lead'), places);
		assert.deepEqual(await everywhere('runs.flowlu.http', 'id = 8', 'lead'), ['runs 1:1 3:46']);
	});

	test('are not changed to what would mean something else', async () => {
		await assert.rejects(
			everywhere('home.flowlu.http', 'All of them', 'a (@b=c)'),
			/'run' cannot find a request by the title/u,
		);
		await assert.rejects(everywhere('home.flowlu.http', 'All of them', 'One'), /One is already in use/u);
		await assert.rejects(everywhere('home.flowlu.http', 'All of them', 'one'), /one is already in use/u);
	});
});
