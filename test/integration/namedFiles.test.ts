import { suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { workspaceFiles } from '../../src/scratchpads/engineScope';
import { namedFile } from '../../src/scratchpads/files/workspaceFiles';
import { until } from '../support/until';
import { completionsAt, inserted, labelOf } from './support/completions';

/** What other programs do to the files that a scratchpad names. */
suite('files that a scratchpad names', () => {
	const folder = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'named');
	suiteSetup(() => {
		mkdirSync(folder);
	});
	suiteTeardown(() => {
		rmSync(folder, { recursive: true });
	});
	// The folder stays: what comes in one that was just made may come before VS Code watches it.
	teardown(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		for (const name of readdirSync(folder)) {
			rmSync(join(folder, name), { recursive: true });
		}
	});

	test('are read within the workspace only, with a limit, and again when they change', async () => {
		const outside = mkdtempSync(join(tmpdir(), 'outside-'));
		const environment = join(folder, '.env');
		const naming = vscode.Uri.file(join(folder, 'naming.flowlu.http'));
		const values = async () => [...(await workspaceFiles.dotenv(naming.toString()))].join(' ');
		try {
			writeFileSync(join(outside, '.env'), 'STOLEN=1\n');
			symlinkSync(join(outside, '.env'), environment);
			const linked = await values();
			rmSync(environment);
			writeFileSync(environment, 'OWN=1\n');
			const own = await values();
			writeFileSync(environment, 'OWN=22\n');
			const changed = await values();
			writeFileSync(environment, `OWN=${'3'.repeat(2_000_000)}\n`);
			const large = await values();
			rmSync(environment);
			mkdirSync(environment);
			assert.deepEqual([linked, own, changed, large, await values()], ['', 'OWN,1', 'OWN,22', '', '']);
		} finally {
			rmSync(outside, { recursive: true });
		}
	});

	test('a .env counts for the folders below it, as far as none has its own', async () => {
		const deep = join(folder, 'one', 'two');
		mkdirSync(deep, { recursive: true });
		writeFileSync(join(folder, '.env'), 'A=above\n');
		const naming = vscode.Uri.file(join(deep, 'naming.flowlu.http')).toString();
		const above = [...(await workspaceFiles.dotenv(naming))];
		writeFileSync(join(folder, 'one', '.env'), 'B=nearer\n');
		assert.deepEqual([above, [...(await workspaceFiles.dotenv(naming))]], [[['A', 'above']], [['B', 'nearer']]]);
	});

	test('are never looked for on another host', () => {
		for (const path of [
			'//server/share/a',
			String.raw`\\server\share\a`,
			String.raw`\/server\a`,
			String.raw`\\?\UNC\server\a`,
		]) {
			assert.equal(namedFile({ uri: vscode.Uri.file(join(folder, 'a.flowlu.http')) }, path), undefined, path);
		}
	});

	async function open(text: string): Promise<vscode.TextDocument> {
		const path = join(folder, 'naming.flowlu.http');
		writeFileSync(path, text);
		const document = await vscode.workspace.openTextDocument(path);
		await vscode.window.showTextDocument(document);
		return document;
	}

	/** Writes a file, again every second, until VS Code tells of it: what comes and goes before that, it tells nobody about. */
	async function writeAndHear(name: string, content: string): Promise<void> {
		const path = join(folder, name);
		const watcher = vscode.workspace.createFileSystemWatcher('**/*');
		const heard = new Set<string>();
		const hear = ({ fsPath }: vscode.Uri): void => {
			heard.add(fsPath);
		};
		watcher.onDidCreate(hear);
		watcher.onDidChange(hear);
		try {
			for (let tries = 0; !heard.has(path) && tries < 30; tries++) {
				writeFileSync(path, content);
				await until(() => heard.has(path), 1).catch(() => undefined);
			}
			assert.ok(heard.has(path), `VS Code tells nobody of ${name}.`);
		} finally {
			watcher.dispose();
		}
	}

	function codesOf({ uri }: vscode.TextDocument): readonly unknown[] {
		return vscode.languages.getDiagnostics(uri).map(({ code }) => code);
	}

	async function waitForProblems(document: vscode.TextDocument, codes: readonly string[]): Promise<void> {
		const arrived = until(() => Promise.resolve(JSON.stringify(codesOf(document)) === JSON.stringify(codes)));
		// What is there instead says more than that time ran out.
		await arrived.catch(() => undefined);
		assert.deepEqual(codesOf(document), codes);
	}

	const missing = [
		['a body', 'POST crm/lead/create\n\n< ./late.json\n', 'late.json', '{}', ['missingFile']],
		['a file that is run', 'run ./late.flowlu.http\n', 'late.flowlu.http', 'GET crm/lead/list\n', ['missingFile']],
		[
			'an import',
			'# @import ./late.flowlu.http\n\nGET crm/lead/list?page={{late}}\n',
			'late.flowlu.http',
			'@late = 2\n',
			['unknownVariable', 'missingFile'],
		],
		[
			'an import of an import',
			'# @import ./between.flowlu.http\n\nGET crm/lead/list?page={{late}}\n',
			'late.flowlu.http',
			'@late = 2\n',
			['unknownVariable'],
		],
		[
			'an environment',
			'GET crm/lead/list?offset={{offset}}\n',
			'http-client.env.json',
			'{"$shared": {"offset": 5}}',
			['unknownVariable'],
		],
	] as const;
	for (const [what, text, name, content, codes] of missing) {
		test(`${what} that comes and goes outside of VS Code is known at once`, async () => {
			writeFileSync(join(folder, 'between.flowlu.http'), '# @import ./late.flowlu.http\n');
			const document = await open(text);
			await waitForProblems(document, codes);
			await writeAndHear(name, content);
			await waitForProblems(document, []);
			rmSync(join(folder, name));
			await waitForProblems(document, codes);
		});
	}

	test('a file of rows is looked into before anything is sent, and its columns are offered', async () => {
		const document = await open('# @each ./rows.csv\n# @key-column kye\nGET crm/lead/get/{{id}}/{{ids}}\n');
		const write = (content: string): void => {
			writeFileSync(join(folder, 'rows.csv'), content);
		};
		await waitForProblems(document, ['missingFile']);
		write('id\n');
		await waitForProblems(document, ['noRows']);
		write('id,key\n1,A\n');
		await waitForProblems(document, ['unknownKeyColumn']);
		const [problem] = vscode.languages.getDiagnostics(document.uri);
		assert.deepEqual(
			[problem?.message, document.getText(problem?.range)],
			['The file of rows has no column kye.', 'kye'],
		);
		const offered = async (line: number, character: number): Promise<readonly string[]> =>
			(await completionsAt(document, new vscode.Position(line, character))).map(item =>
				[labelOf(item), item.detail ?? '', inserted(item) ?? ''].join('|'),
			);
		assert.ok((await offered(0, 10)).includes('rows.csv||rows.csv'));
		assert.deepEqual(await offered(1, 17), ['id|column of rows.csv|id', 'key|column of rows.csv|key']);
		assert.deepEqual(
			(await offered(2, 19)).filter(item => item.includes('column')),
			['id|column of rows.csv|id', 'key|column of rows.csv|key'],
		);
		const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
			'vscode.executeHoverProvider',
			document.uri,
			new vscode.Position(2, 19),
		);
		const [said] = hover?.contents ?? [];
		assert.equal(said instanceof vscode.MarkdownString ? said.value : said, 'Column of rows.csv');
		write('id,kye\n1,A\n');
		await waitForProblems(document, ['unknownVariable']);
	});

	test('that are not there may be made, or another one meant, within the workspace only', async () => {
		writeFileSync(join(folder, 'parts.flowlu.http'), '');
		symlinkSync(join(tmpdir(), 'made-outside.http'), join(folder, 'dangling.http'));
		symlinkSync(tmpdir(), join(folder, 'linked'));
		const expected: readonly (readonly [path: string, ...titles: string[]])[] = [
			['prats.flowlu.http', 'Change to ./parts.flowlu.http', 'Create ./prats.flowlu.http'],
			['dangling.http'],
			['linked/new.http'],
			['none/new.http'],
			['notes.txt'],
		];
		const document = await open(expected.map(([path]) => `run ./${path}\n`).join(''));
		await waitForProblems(
			document,
			expected.map(() => 'missingFile'),
		);
		const found = [];
		let creating: vscode.WorkspaceEdit | undefined;
		for (const [line, [path]] of expected.entries()) {
			const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
				'vscode.executeCodeActionProvider',
				document.uri,
				new vscode.Range(line, 6, line, 6),
				vscode.CodeActionKind.QuickFix.value,
			);
			found.push([path, ...fixes.map(({ title }) => title)]);
			creating ??= fixes.find(({ title }) => title.startsWith('Create'))?.edit;
		}
		assert.deepEqual(found, expected);
		await vscode.workspace.applyEdit(creating ?? new vscode.WorkspaceEdit());
		assert.deepEqual(
			['prats.flowlu.http', 'dangling.http'].map(name => existsSync(join(folder, name))),
			[true, false],
		);
	});

	test('an import that is changed outside of VS Code gives its new variables', async () => {
		writeFileSync(join(folder, 'values.flowlu.http'), '@page = 2\n');
		const document = await open('# @import ./values.flowlu.http\n\nGET crm/lead/list?size={{size}}\n');
		await waitForProblems(document, ['unknownVariable']);
		writeFileSync(join(folder, 'values.flowlu.http'), '@page = 2\n@size = 10\n');
		await waitForProblems(document, []);
	});

	test('a hundred imports are read, and none is opened for it', async () => {
		const opened: string[] = [];
		const listening = vscode.workspace.onDidOpenTextDocument(({ uri }) => opened.push(uri.path));
		try {
			const names = Array.from({ length: 100 }, (_, index) => `import${index}`);
			for (const name of names) {
				writeFileSync(join(folder, `${name}.flowlu.http`), `@${name} = 1\n`);
			}
			const imports = names.map(name => `# @import ./${name}.flowlu.http\n`).join('');
			const uses = names.map(name => `{{${name}}}`).join(',');
			const document = await open(`${imports}\nGET crm/lead/list?ids=${uses},{{more}}\n`);
			// The last of them is known, and what is not there is not.
			await waitForProblems(document, ['unknownVariable']);
			writeFileSync(join(folder, 'import99.flowlu.http'), '@import99 = 1\n@more = 2\n');
			await waitForProblems(document, []);
			assert.deepEqual(
				opened.filter(path => path.includes('/named/import')),
				[],
			);
		} finally {
			listening.dispose();
		}
	});
});
