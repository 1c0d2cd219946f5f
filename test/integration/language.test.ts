import { suite, suiteSetup, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import { completionsAt, inserted, labelOf } from './support/completions';
import { until } from '../support/until';
import { extensionUnderTest } from './support/extension';
import { openScratchpad } from './support/scratchpad';

interface Cursor {
	readonly document: vscode.TextDocument;
	readonly position: vscode.Position;
}

/** Opens a scratchpad. @param source its text, with `|` for the cursor */
async function open(source: string): Promise<Cursor> {
	const offset = source.indexOf('|');
	const document = await openScratchpad(source.replace('|', ''));
	return { document, position: document.positionAt(Math.max(offset, 0)) };
}

async function itemsAt(source: string): Promise<vscode.CompletionItem[]> {
	const { document, position } = await open(source);
	return completionsAt(document, position);
}

/** What is offered as soon as the character before the cursor is typed. */
async function labelsTyped(source: string): Promise<readonly string[]> {
	const { document, position } = await open(source);
	return (await completionsAt(document, position, source.charAt(source.indexOf('|') - 1))).map(labelOf);
}

async function labelsAt(source: string): Promise<readonly string[]> {
	return (await itemsAt(source)).map(labelOf);
}

async function itemAt(source: string, label: string): Promise<vscode.CompletionItem> {
	const items = await itemsAt(source);
	const item = items.find(candidate => labelOf(candidate) === label);
	assert.ok(item, `${label} is not offered, but ${items.map(labelOf).join(', ')}`);
	return item;
}

async function hoverAt(source: string): Promise<string> {
	const { document, position } = await open(source);
	const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
		'vscode.executeHoverProvider',
		document.uri,
		position,
	);
	return hovers
		.flatMap(({ contents }) => contents)
		.map(content => (content instanceof vscode.MarkdownString ? content.value : JSON.stringify(content)))
		.join('\n');
}

suite('language', () => {
	let api: TestApi;

	suiteSetup(async () => {
		api = await extensionUnderTest();
		// The aids come with the first scratchpad.
		await until(async () => (await labelsAt('|')).includes('GET'));
	});
	teardown(async () => {
		for (const { session } of await api.sessions.list()) {
			await api.sessions.remove(session.id);
		}
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	});

	async function addSession(account: string, label: string, apiKey: string): Promise<void> {
		const origin = `https://${account}.flowlu.com`;
		await api.sessions.add(
			{ id: randomUUID(), account: { name: account, origin }, grant: 'apiKey', label, tail: '' },
			{ kind: 'apiKey', apiKey: api.createSecret(apiKey) },
		);
	}

	suite('completion', () => {
		test('offers methods and endpoints where a request starts', async () => {
			const labels = await labelsAt('### New\n|');
			assert.ok(['GET', 'POST', 'DELETE', 'crm/lead/list', '###'].every(label => labels.includes(label)));
			assert.equal(inserted(await itemAt('c|', 'crm/account/create')), 'POST crm/account/create');
			assert.equal(inserted(await itemAt('c|', 'crm/lead/get/{id}')), 'GET crm/lead/get/${1:id}');
		});

		test('offers the endpoints of a method behind it', async () => {
			const labels = await labelsAt('POST crm/|');
			assert.ok(labels.includes('crm/account/create'));
			assert.ok(!labels.includes('crm/account/list'), labels.join(', '));
		});

		test('offers reads of the CRM first and what deletes last, and nothing behind a whole path', async () => {
			const offered = (await itemsAt('GET |')).toSorted((one, other) =>
				(one.sortText ?? '') < (other.sortText ?? '') ? -1 : 1,
			);
			const paths = offered.map(labelOf);
			const isDeletion = paths.map(path => path.includes('/delete/'));
			assert.match(paths[0] ?? '', /^crm\/\w+\/list$/u);
			assert.ok(isDeletion.indexOf(true) > isDeletion.lastIndexOf(false));
			assert.ok(!offered.some(({ preselect }) => preselect === true));
			assert.deepEqual(await labelsAt('GET crm/lead/list|'), []);
		});

		test('offers parameters with the fields of the entity', async () => {
			const labels = await labelsAt('GET crm/account/list\n\t?page=1\n\t&|');
			assert.ok(['limit', 'search', 'filter[name]', 'fields'].every(label => labels.includes(label)));
			assert.equal(inserted(await itemAt('GET crm/account/list?|', 'filter[name]')), 'filter[name]=');
		});

		test('offers the fields of a form and of JSON, each in its way', async () => {
			assert.equal(inserted(await itemAt('POST crm/account/create\n\n|', 'first_name')), 'first_name=');
			assert.equal(inserted(await itemAt('POST crm/account/create\n\n{|}', 'first_name')), '"first_name": ');
			assert.equal(inserted(await itemAt('POST crm/account/create\n\n{"|": 1}', 'first_name')), 'first_name');
			assert.equal(inserted(await itemAt('POST crm/account/create\n\nfirst|=Zoë', 'first_name')), 'first_name');
			assert.equal(inserted(await itemAt('GET crm/account/list?lim|=1', 'limit')), 'limit');
		});

		test('offers values with their meaning, which take the place of all that is written', async () => {
			const item = await itemAt('GET crm/lead/list?filter[active]=|&page=1', '3');
			assert.deepEqual([inserted(item), item.label], ['3', { label: '3', description: 'won' }]);
			const range = await itemAt('GET crm/lead/list?filter[created_date]={|}', 'on or after');
			assert.match(inserted(range) ?? '', /^\{"start_date":"\$\{1:[\d-]+\}"\\\}$/u);
			assert.ok(range.range && 'inserting' in range.range);
			assert.equal(range.range.inserting.end.character, 'GET crm/lead/list?filter[created_date]={}'.length);
			assert.equal(inserted(await itemAt('POST task/tasks/create\n\n{"model": |}', 'project')), '"project"');
			assert.deepEqual(await labelsAt('GET crm/lead/list?fields=id,name|'), []);
		});

		test('writes the colon behind a name whose quote VS Code has closed', async () => {
			const item = await itemAt('POST crm/account/create\n\n{"fi|"}', 'first_name');
			assert.equal(inserted(item), 'first_name": ');
			assert.ok(item.range && 'inserting' in item.range);
			assert.equal(item.range.inserting.end.character, '{"fi"'.length);
		});

		test('offers by itself only what a character is typed for', async () => {
			const awaited = ['# @|', 'GET |', 'GET crm/lead/list?|', 'POST crm/account/create\n\n{"|', 'GET {{|', 'run #|'];
			for (const source of ['# @name a\nGET x/y/z\n\n###\n'].flatMap(above => awaited.map(text => above + text))) {
				assert.notDeepEqual(await labelsTyped(source), [], source);
			}
			// Each begins something else as often, and Enter would take what is offered.
			const plain = ['##|', '# |', '#|', 'POST crm/account/create\n\n{|', 'POST crm/account/create\n\n{"a": 1, |'];
			for (const source of plain) {
				assert.deepEqual(await labelsTyped(source), [], source);
			}
		});

		test('offers headers and their values', async () => {
			assert.equal(inserted(await itemAt('GET crm/lead/list\nAcc|', 'Accept')), 'Accept: ');
			const values = await itemsAt('GET crm/lead/list\nAccept: |');
			assert.equal(values.find(({ sortText }) => sortText === '0')?.label, 'application/json');
		});

		test('offers metadata with its documentation', async () => {
			const item = await itemAt('# @ti|', '@timeout');
			assert.match(inserted(item) ?? '', /^@timeout /u);
			assert.match(JSON.stringify(item.documentation), /one hour at most/u);
		});

		test('offers accounts and keys that are configured', async () => {
			await addSession('acme', 'Main', 'k-1-0123456789abcdef');
			await addSession('globex', 'Import', 'k-2-0123456789abcdef');
			await until(async () => (await labelsAt('# @account |')).length === 2);
			assert.deepEqual(await labelsAt('# @account |\nGET crm/lead/list'), ['acme', 'globex']);
			assert.deepEqual(await labelsAt('# @key |\nGET crm/lead/list'), ['Import', 'Main']);
			assert.deepEqual(await labelsAt('# @account globex\n# @key |\nGET crm/lead/list'), ['Import']);
		});

		test('offers variables with their values, and closes the braces', async () => {
			const source = '@host = acme\n@url = https://{{host}}.flowlu.com\n\nGET {{|';
			const item = await itemAt(source, 'url');
			assert.deepEqual([inserted(item), item.detail], ['url}}', 'https://acme.flowlu.com']);
			assert.equal(inserted(await itemAt('@a = 1\nGET {{|}}', 'a')), 'a');
			const labels = await labelsAt('# @prompt id Which lead?\nGET crm/lead/get/{{|');
			assert.ok(['id', '$guid', '$timestamp'].every(label => labels.includes(label)));
		});

		test('masks what has the name of a secret, and what is a stored one', async () => {
			await addSession('acme', 'Main', 'canary-0123456789abcdef');
			const source = '@password = hunter2\n@mine = canary-0123456789abcdef\n@both = {{password}}\nGET {{|';
			const items = await itemsAt(source);
			const text = JSON.stringify(items);
			assert.equal((await itemAt(source, 'both')).detail, '•••');
			assert.ok(!text.includes('hunter2') && !text.includes('canary-0123456789abcdef'), text);
		});

		test('offers nothing in comments and values', async () => {
			for (const source of ['# just words |', 'POST crm/account/create\n\nname=|', 'GET crm/lead/list?page=|']) {
				assert.deepEqual(await labelsAt(source), [], source);
			}
		});
	});

	suite('hover', () => {
		test('shows the value of a variable, those of others filled in', async () => {
			assert.match(await hoverAt('@host = acme\n@url = https://{{host}}.x\n\nGET {{u|rl}}/a'), /https:\/\/acme\.x/u);
			assert.match(await hoverAt('@host = acme\n@u|rl = https://{{host}}.x'), /https:\/\/acme\.x/u);
		});

		test('shows the resolved request, whole with its account', async () => {
			await addSession('acme', 'Main', 'k-1-0123456789abcdef');
			await until(async () => (await hoverAt('GET crm/lead/li|st')).includes('acme'));
			assert.match(
				await hoverAt('@size = 20\n\nGE|T crm/lead/list\n\t?limit={{size}}\n\t&filter[a]={{later}}\n'),
				/GET https:\/\/acme\.flowlu\.com\/api\/v1\/module\/crm\/lead\/list\?limit=20&filter\[a\]=\{\{later\}\}/u,
			);
		});

		test('explains a field with its value, and whether it is documented', async () => {
			const shown = await hoverAt('GET crm/lead/list?page=1&filter[act|ive]=3');
			assert.match(shown, /3 = won[^]*1 = in progress, 2 = lost, 3 = won[^]*Documented by Flowlu/u);
			assert.match(await hoverAt('POST crm/lead/create\n\n{"pipe|line_id": 1}'), /crm\/pipeline/u);
		});

		test('explains a method with how it is known', async () => {
			assert.doesNotMatch(await hoverAt('GET crm/lead/li|st'), /documented|clients|draft/iu);
			assert.match(await hoverAt('GET core/user/li|st'), /Documented for Aspro/u);
			assert.match(await hoverAt('GET crm/relation/li|st'), /draft of Flowlu's documentation/u);
			assert.match(await hoverAt('GET crm/account/li|st'), /Not documented by Flowlu, seen in other clients/u);
			assert.match(await hoverAt('GET crm/contact/del|ete/7'), /Neither documented nor seen.*error 30/u);
		});

		test('keeps secrets out', async () => {
			await addSession('acme', 'Main', 'canary-0123456789abcdef');
			await until(async () => (await hoverAt('GET crm/lead/li|st')).includes('acme'));
			const shown = [
				await hoverAt('@token = abc123secret\n\nGET crm/lead/list?x={{tok|en}}'),
				await hoverAt('@token = abc123secret\n\nGET crm/lea|d/list?x={{token}}'),
				await hoverAt('GET crm/lea|d/list?api_key=canary-0123456789abcdef'),
				await hoverAt('@x = canary-0123456789abcdef\n\nGET crm/lead/list?a={{|x}}'),
			].join('\n');
			assert.ok(!shown.includes('abc123secret') && !shown.includes('canary'), shown);
			assert.match(shown, /•••/u);
		});

		test('explains metadata and dynamic variables', async () => {
			assert.match(await hoverAt('# @no|te sure?\nGET crm/lead/list'), /confirmation/u);
			assert.match(await hoverAt('GET crm/lead/list?a={{$gu|id}}'), /UUID/u);
		});

		test('says nothing of text', async () => {
			assert.equal(await hoverAt('# wor|ds\nGET crm/lead/list'), '');
		});
	});

	suite('names', () => {
		const source =
			'@host = acme\n@url = https://{{host}}.x\n\n# @name login\nPOST {{url}}/a\n\n### b\nGET {{ho|st}}/{{login.response.body}}\n';

		function placesOf(document: vscode.TextDocument, locations: readonly vscode.Location[]): readonly string[] {
			return locations.map(({ range }) => `${range.start.line}:${range.start.character} ${document.getText(range)}`);
		}

		async function locations(command: string, source: string): Promise<readonly string[]> {
			const { document, position } = await open(source);
			const found = await vscode.commands.executeCommand<vscode.Location[]>(command, document.uri, position);
			return placesOf(document, found);
		}

		async function renamed(source: string, name: string): Promise<string> {
			const { document, position } = await open(source);
			const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
				'vscode.executeDocumentRenameProvider',
				document.uri,
				position,
				name,
			);
			await vscode.workspace.applyEdit(edit);
			return document.getText();
		}

		test('lead to their definitions', async () => {
			assert.deepEqual(await locations('vscode.executeDefinitionProvider', source), ['0:1 host']);
			assert.deepEqual(
				await locations('vscode.executeDefinitionProvider', source.replace('|', '').replace('{{log', '{{lo|g')),
				['3:8 login'],
			);
			assert.deepEqual(await locations('vscode.executeDefinitionProvider', 'GET crm/le|ad/list'), []);
		});

		test('are found wherever they are used', async () => {
			assert.deepEqual(await locations('vscode.executeReferenceProvider', source), [
				'0:1 host',
				'1:17 host',
				'7:6 host',
			]);
			const { document, position } = await open(source);
			const highlights = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
				'vscode.executeDocumentHighlights',
				document.uri,
				position,
			);
			assert.deepEqual(
				highlights.map(({ kind }) => kind),
				[vscode.DocumentHighlightKind.Write, vscode.DocumentHighlightKind.Read, vscode.DocumentHighlightKind.Read],
			);
		});

		test('are renamed everywhere', async () => {
			assert.equal(await renamed(source, 'account'), source.replace('|', '').replaceAll('host', 'account'));
			assert.equal(
				await renamed('# @name lo|gin\nGET a/b\n\n###\nGET c/{{login.response.body}}/{{', 'start'),
				'# @name start\nGET a/b\n\n###\nGET c/{{start.response.body}}/{{',
			);
		});

		test('mean the same in documents that import each other', async () => {
			const [folder] = vscode.workspace.workspaceFolders ?? [];
			assert.ok(folder);
			const files = {
				'names-shared.flowlu.http': '@host = acme\n\n# @name login\nPOST {{host}}/a\n',
				'names-first.flowlu.http':
					'import ./names-shared.flowlu.http\n\n###\n# @ref login\nGET {{host}}/{{login.response.body.$.id}}\n',
				'names-own.flowlu.http': '@host = own\nimport ./names-shared.flowlu.http\n\n###\nGET {{host}}/b\n',
				'names-none.flowlu.http': '# no import of it\nGET {{host}}/c\n',
			};
			const uris = Object.keys(files).map(name => vscode.Uri.joinPath(folder.uri, name));
			for (const [index, text] of Object.values(files).entries()) {
				await vscode.workspace.fs.writeFile(uris[index] ?? folder.uri, new TextEncoder().encode(text));
			}
			try {
				const [, first = folder.uri] = uris;
				const document = await vscode.workspace.openTextDocument(first);
				const at = (text: string) => document.positionAt(document.getText().indexOf(text));
				const locations = async (command: string, text: string) => {
					const found = await vscode.commands.executeCommand<vscode.Location[]>(command, first, at(text));
					return found.map(({ uri, range }) => `${uri.path.replace(/^.*\//u, '')} ${range.start.line}`).sort();
				};
				assert.deepEqual(await locations('vscode.executeDefinitionProvider', 'host}}'), ['names-shared.flowlu.http 0']);
				assert.deepEqual(await locations('vscode.executeDefinitionProvider', 'login.'), ['names-shared.flowlu.http 2']);
				const everywhere = ['names-first.flowlu.http 4', 'names-shared.flowlu.http 0', 'names-shared.flowlu.http 3'];
				assert.deepEqual(await locations('vscode.executeReferenceProvider', 'host}}'), everywhere);
				const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
					'vscode.executeDocumentRenameProvider',
					first,
					at('login.'),
					'start',
				);
				assert.deepEqual(
					edit
						.entries()
						.map(([uri, edits]) => `${uri.path.replace(/^.*\//u, '')} ${edits.length}`)
						.sort(),
					['names-first.flowlu.http 2', 'names-shared.flowlu.http 1'],
				);
			} finally {
				await vscode.commands.executeCommand('workbench.action.closeAllEditors');
				for (const uri of uris) {
					await vscode.workspace.fs.delete(uri);
				}
			}
		});

		test('that are columns of rows are not those of the file, and are not renamed', async () => {
			const [folder] = vscode.workspace.workspaceFolders ?? [];
			assert.ok(folder);
			const rows = vscode.Uri.joinPath(folder.uri, 'names-rows.csv');
			const uri = vscode.Uri.joinPath(folder.uri, 'names-rows.flowlu.http');
			const text =
				'@email = x\n\n###\n# @each ./names-rows.csv\nGET a/{{email}}/{{other}}\n\n###\nGET b/{{email}}/{{other}}\n';
			await vscode.workspace.fs.writeFile(rows, new TextEncoder().encode('email,name\na@b.c,A\n'));
			await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
			try {
				const document = await vscode.workspace.openTextDocument(uri);
				const linesFor = async (command: string, offset: number) => {
					const position = document.positionAt(offset);
					const found = await vscode.commands.executeCommand<vscode.Location[]>(command, uri, position);
					return found.map(({ range }) => range.start.line);
				};
				const [column, use, other] = [text.indexOf('email}}'), text.lastIndexOf('email}}'), text.indexOf('other}}')];
				assert.deepEqual(
					[
						await linesFor('vscode.executeDefinitionProvider', column),
						await linesFor('vscode.executeReferenceProvider', column),
						await linesFor('vscode.executeDefinitionProvider', use),
						await linesFor('vscode.executeReferenceProvider', use),
						await linesFor('vscode.executeReferenceProvider', other),
					],
					[[], [4], [0], [0, 7], [4, 7]],
				);
				const rename = async (offset: number, newName: string) =>
					await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
						'vscode.executeDocumentRenameProvider',
						uri,
						document.positionAt(offset),
						newName,
					);
				await assert.rejects(rename(column, 'mail'), /email is a column of the file/u);
				await assert.rejects(rename(other, 'name'), /name is already in use/u);
				// The request for rows does not use it.
				const edit = await rename(use, 'name');
				assert.deepEqual(
					edit.get(uri).map(({ range }) => range.start.line),
					[0, 7],
				);
			} finally {
				await vscode.commands.executeCommand('workbench.action.closeAllEditors');
				await vscode.workspace.fs.delete(uri);
				await vscode.workspace.fs.delete(rows);
			}
		});

		test('are not renamed to what is no name, or is taken, and say so', async () => {
			await assert.rejects(renamed(source, 'a b'), /a b is not a valid name/u);
			await assert.rejects(renamed(source, 'url'), /url is already in use/u);
			await assert.rejects(renamed('GET {{$gu|id}}/x', 'url'), /Only variables/u);
		});
	});

	suite('overviews', () => {
		async function outlineOf(source: string): Promise<readonly (readonly [string, string, number])[]> {
			const { document } = await open(source);
			const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
				'vscode.executeDocumentSymbolProvider',
				document.uri,
			);
			return symbols.map(({ name, detail, selectionRange }) => [name, detail, selectionRange.start.line]);
		}

		test('list requests and variables', async () => {
			assert.deepEqual(await outlineOf('@a = 1\n\n### Leads\n# words\nGET crm/lead/list?a=1\n\n###\nPO|'), [
				['a', '', 0],
				['Leads', 'GET crm/lead/list', 4],
				['PO', '', 7],
			]);
		});

		test('find requests of the whole workspace', async () => {
			await open('### Unsaved and open\nGET a/b\n');
			const found = async (query: string) => {
				const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
					'vscode.executeWorkspaceSymbolProvider',
					query,
				);
				return symbols.map(({ name, location }) => `${name} ${location.uri.path.replace(/^.*\//u, '')}`);
			};
			assert.ok((await found('unsaved')).some(name => name.startsWith('Unsaved and open')));
			assert.ok((await found('')).some(name => name.endsWith('hello.flowlu.http')));
			assert.deepEqual(await found('zzzqqq'), []);
		});

		test('link hosts without what stands behind them', async () => {
			const { document } = await open('GET https://acme.flowlu.com/api/v1/module/crm/lead/list?api_key=secret');
			const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
				'vscode.executeLinkProvider',
				document.uri,
			);
			assert.ok(links.some(({ target }) => target?.toString() === 'https://acme.flowlu.com/'));
		});

		test('link files of the workspace, and none outside', async () => {
			const [folder] = vscode.workspace.workspaceFolders ?? [];
			assert.ok(folder);
			const uri = vscode.Uri.joinPath(folder.uri, 'links.flowlu.http');
			const named = vscode.Uri.joinPath(folder.uri, 'hello.flowlu.http');
			const text = `POST a/b\n\n< ./hello.flowlu.http\n< ${named.path}\n< ../../etc/passwd\n`;
			await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
			const saved = await vscode.workspace.openTextDocument(uri);
			const targetsIn = async (document: vscode.TextDocument) => {
				const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
					'vscode.executeLinkProvider',
					document.uri,
				);
				return links.map(({ target }) => target?.toString());
			};
			const targets = await targetsIn(saved);
			await vscode.workspace.fs.delete(uri);
			const { document: untitled } = await open(text);
			assert.deepEqual(
				[targets, await targetsIn(untitled)],
				[
					[named.toString(), named.toString()],
					[named.toString(), named.toString()],
				],
			);
		});
	});

	suite('repairs and layout', () => {
		/** Titles of the quick fixes at the cursor, once its problem is underlined. */
		async function fixesAt(source: string): Promise<{ readonly cursor: Cursor; readonly fixes: vscode.CodeAction[] }> {
			const cursor = await open(source);
			await until(() =>
				Promise.resolve(
					vscode.languages.getDiagnostics(cursor.document.uri).some(({ range }) => range.contains(cursor.position)),
				),
			);
			const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
				'vscode.executeCodeActionProvider',
				cursor.document.uri,
				new vscode.Range(cursor.position, cursor.position),
				vscode.CodeActionKind.QuickFix.value,
			);
			return { cursor, fixes };
		}

		test('offer to mend what is misspelt or missing', async () => {
			const { cursor, fixes } = await fixesAt('@owner = 1\n\nGET crm/lead/get/{{ow|nr}}\n');
			assert.deepEqual(
				fixes.map(({ title, isPreferred }) => [title, isPreferred]),
				[
					['Change to owner', true],
					['Define the variable: @ownr =', false],
					['Ask for ownr when the request is sent', false],
				],
			);
			const [first] = fixes;
			assert.ok(first?.edit);
			await vscode.workspace.applyEdit(first.edit);
			assert.equal(cursor.document.getText(), '@owner = 1\n\nGET crm/lead/get/{{owner}}\n');
		});

		test('offer what may have been meant where the catalog knows otherwise, unless that is turned off', async () => {
			const { cursor, fixes } = await fixesAt('GET crm/lead/list?filter[na|em]=x\n');
			const settings = vscode.workspace.getConfiguration('flowlu');
			const found = () =>
				vscode.languages.getDiagnostics(cursor.document.uri).map(({ code, message }) => [code, message]);
			assert.deepEqual(found(), [
				['unknownField', 'The documentation lists no field naem for crm/lead. Did you mean name?'],
			]);
			try {
				await settings.update('catalogWarnings', false, vscode.ConfigurationTarget.Global);
				await until(() => Promise.resolve(found().length === 0));
			} finally {
				await settings.update('catalogWarnings', undefined, vscode.ConfigurationTarget.Global);
			}
			const [fix] = fixes;
			assert.ok(fix?.edit);
			await vscode.workspace.applyEdit(fix.edit);
			assert.deepEqual(
				[cursor.document.getText(), fixes.map(({ title }) => title)],
				['GET crm/lead/list?filter[name]=x\n', ['Change to name']],
			);
		});

		test('insert the required field that is missing, and correct the verb', async () => {
			for (const [source, title, expected] of [
				['POST crm/lead/cre|ate\n', 'Insert the field name', 'POST crm/lead/create\n\nname=\n'],
				['GE|T crm/lead/create\n', 'Change to POST', 'POST crm/lead/create\n'],
			] as const) {
				const { cursor, fixes } = await fixesAt(source);
				assert.deepEqual(
					fixes.map(fix => fix.title),
					[title],
				);
				await vscode.workspace.applyEdit(fixes[0]?.edit ?? new vscode.WorkspaceEdit());
				assert.equal(cursor.document.getText(), expected);
			}
		});

		test('take a credential out of a curl command', async () => {
			const { cursor, fixes } = await fixesAt('curl -|u ada:s3cret https://acme.flowlu.com/x\n');
			const fix = fixes.find(({ title }) => title === 'Remove it from the command');
			assert.ok(fix?.edit);
			await vscode.workspace.applyEdit(fix.edit);
			assert.equal(cursor.document.getText(), 'curl https://acme.flowlu.com/x\n');
		});

		test('offer nothing where only the author can tell', async () => {
			assert.deepEqual((await fixesAt('# @timeout so|on\nGET a/b/list\n')).fixes, []);
		});

		test('lay out JSON bodies, and a second time nothing', async () => {
			const { document } = await open(
				'### a\nPOST a/b/create\n\n{"c":[1,{{d}}],"e":{"f":"{{g}}"}}\n\n### b\nGET  c/d\n',
			);
			const format = () =>
				vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
					'vscode.executeFormatDocumentProvider',
					document.uri,
					{ insertSpaces: true, tabSize: 2 },
				);
			const edit = new vscode.WorkspaceEdit();
			edit.set(document.uri, (await format()) ?? []);
			await vscode.workspace.applyEdit(edit);
			assert.equal(
				document.getText(),
				'### a\nPOST a/b/create\n\n{\n  "c": [1, {{d}}],\n  "e": {\n    "f": "{{g}}"\n  }\n}\n\n### b\nGET  c/d\n',
			);
			assert.deepEqual((await format()) ?? [], []);
		});

		test('grow selections, and tell names that mean something', async () => {
			const { document, position } = await open('@a = 1\n\nGET x/{{|a}}/{{b}}\nC: d\n');
			const [selection] = await vscode.commands.executeCommand<vscode.SelectionRange[]>(
				'vscode.executeSelectionRangeProvider',
				document.uri,
				[position],
			);
			const texts: string[] = [];
			for (let range = selection; range !== undefined; range = range.parent) {
				texts.push(document.getText(range.range));
			}
			assert.ok(
				['a', '{{a}}', 'x/{{a}}/{{b}}', 'GET x/{{a}}/{{b}}'].every(text => texts.includes(text)),
				texts.join('|'),
			);
			const whole = new vscode.Range(0, 0, document.lineCount, 0);
			const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
				'vscode.provideDocumentRangeSemanticTokens',
				document.uri,
				whole,
			);
			// Two names, five numbers each.
			assert.equal(tokens.data.length, 10);
		});
	});
});
