import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { completionsAt, inserted, labelOf } from './support/completions';
import { until } from '../support/until';
import { setSendingStage } from './support/sendingStage';

suite('completion in scratchpads', () => {
	const stage = setSendingStage();
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

	/** What is offered behind the text, as `label → what is written`. */
	async function suggestionsAt(document: vscode.TextDocument, text: string): Promise<readonly string[]> {
		const offset = document.getText().indexOf(text) + text.length;
		const items = await completionsAt(document, document.positionAt(offset));
		return items
			.sort((a, b) => ((a.sortText ?? labelOf(a)) < (b.sortText ?? labelOf(b)) ? -1 : 1))
			.map(item => `${labelOf(item)} → ${inserted(item) ?? ''}`);
	}

	async function suggestionsIn(text: string): Promise<readonly string[]> {
		return suggestionsAt(await stage.open(text), text);
	}

	test('offers files of the workspace where a body names one, folders first', async () => {
		const post = 'POST crm/account/create\n\n';
		await until(async () => (await suggestionsIn(`${post}< `)).length > 0);
		for (const start of ['< ', '<@ ', '<@latin1 ', '--b\n\n< ']) {
			const suggestions = await suggestionsIn(post + start);
			assert.equal(suggestions[0], 'parts/ → ./parts/', start);
			assert.ok(suggestions.includes('body.json → ./body.json'), suggestions.join(', '));
		}
		assert.ok((await suggestionsIn(`${post}< ./bo`)).includes('body.json → body.json'));
		assert.deepEqual(await suggestionsIn(`${post}< ./parts/`), [
			'../ → ../',
			'nested.flowlu.http → nested.flowlu.http',
			'part.json → part.json',
		]);
	});

	test('offers nothing outside of the workspace', async () => {
		const outside = join(folder, 'linked');
		symlinkSync(join(folder, '..'), outside);
		try {
			for (const path of ['../', '/', '/etc/', './parts/../../', './linked/', './none/']) {
				assert.deepEqual(await suggestionsIn(`POST a/b/c\n\n< ${path}`), [], path);
			}
			const inside = await suggestionsIn('POST a/b/c\n\n< ./');
			assert.deepEqual(
				['body.json', 'linked'].map(name => inside.some(suggestion => suggestion.startsWith(name))),
				[true, false],
			);
		} finally {
			rmSync(outside);
		}
	});

	test('offers documents of requests where one is imported or run', async () => {
		for (const start of ['import ', '# @import ', 'run ./']) {
			const suggestions = await suggestionsIn(start);
			assert.ok(
				suggestions.some(suggestion => suggestion.startsWith('shared.flowlu.http → ')),
				`${start}: ${suggestions.join(', ')}`,
			);
			assert.ok(!suggestions.some(suggestion => suggestion.startsWith('body.json')), suggestions.join(', '));
		}
		assert.deepEqual(await suggestionsIn('import ./parts/'), ['../ → ../', 'nested.flowlu.http → nested.flowlu.http']);
	});

	test('offers the requests of a document and of its imports to be run', async () => {
		const document = await stage.open(
			'import shared.flowlu.http\n# @name own\nGET a/b/c\n###\nrun #\n###\n# @ref \nGET a/b/d\n### By title\nGET a/b/e\n',
		);
		await until(async () => (await suggestionsAt(document, 'run #')).length === 4);
		assert.deepEqual(await suggestionsAt(document, 'run #'), [
			...['#By title → #By title', '#first → #first', '#own → #own', '#second → #second'],
		]);
		assert.deepEqual(await suggestionsAt(document, '# @ref '), ['first → first', 'own → own', 'second → second']);
	});

	test('offers what is in the last response, with its values', async () => {
		const document = await stage.open(
			[
				...['# @name one', 'POST crm/lead/create', 'X-Number: 5', '', '{"name": "Zoë", "a b": {"token": "canary-1"}}'],
				...['###', '# @name two', 'GET crm/lead/get/1', '###', '@b = {{one.request.body.$.'],
				...['@c = {{one.request.body.$["a b"].', '@d = {{two.response.body.$.response.na'],
				...['@e = {{two.response.headers.', '@f = {{one.request.headers.x-', ''],
			].join('\n'),
		);
		assert.deepEqual(await suggestionsAt(document, '@b = {{one.request.body.$.'), []);
		await stage.sent(document, 'POST');
		await stage.sent(document, 'GET crm');
		assert.deepEqual(await suggestionsAt(document, '@b = {{one.request.body.$.'), [
			"['a b'] → one.request.body.$['a b']",
			'name → one.request.body.$.name}}',
		]);
		assert.deepEqual(await suggestionsAt(document, '@c = {{one.request.body.$["a b"].'), [
			'token → one.request.body.$["a b"].token}}',
		]);
		const response = await suggestionsAt(document, '@d = {{two.response.body.$.response.na');
		assert.ok(response.includes('id → two.response.body.$.response.id}}'), response.join(', '));
		const headers = await suggestionsAt(document, '@e = {{two.response.headers.');
		assert.ok(
			headers.some(suggestion => /^content-type → two\.response\.headers\.content-type\}\}$/iu.test(suggestion)),
			headers.join(', '),
		);
		const sent = await suggestionsAt(document, '@f = {{one.request.headers.x-');
		assert.ok(sent.includes('X-Number → one.request.headers.X-Number}}'), sent.join(', '));
	});

	test('offers the ids that a list has shown, with their names, and sends nothing for it', async () => {
		const filter = 'GET crm/lead/list?filter[pipeline_id]=';
		const document = await stage.open(`GET crm/pipeline/list\n\n###\n${filter}`);
		const offered = async () => {
			const items = await completionsAt(document, document.positionAt(document.getText().length));
			return items.filter(({ kind }) => kind === vscode.CompletionItemKind.EnumMember).map(({ label }) => label);
		};
		assert.deepEqual(await offered(), []);
		await stage.sent(document, 'GET crm/pipeline');
		const before = stage.sandbox.requests().length;
		assert.deepEqual((await offered())[0], { label: '1', description: 'New business' });
		assert.equal(stage.sandbox.requests().length, before);
	});

	test('loads a list only when its offer is accepted, with one request, and then offers the records', async () => {
		const text = 'GET crm/lead/list?filter[pipeline_id]=';
		const document = await stage.open(text);
		const end = document.positionAt(text.length);
		const account = new URL(stage.sandbox.origin).host;
		const editor = await vscode.window.showTextDocument(document);
		editor.selection = new vscode.Selection(end, end);
		const before = stage.sandbox.requests().length;
		const sorted = async (typed?: string) =>
			(await completionsAt(document, end, typed)).sort((a, b) => Number(a.sortText) - Number(b.sortText));
		const last = async (typed?: string) => (await sorted(typed)).at(-1);
		await until(async () => (await sorted()).map(labelOf).at(-1) === `Load from ${account}…`);
		// An Enter that was meant for the text loads nothing.
		const preselected = (await sorted('=')).filter(({ preselect }) => preselect === true).map(labelOf);
		assert.equal((await sorted('=')).map(labelOf).at(-1), `Load from ${account}…`);
		assert.ok(preselected.length === 1 && !preselected.includes(`Load from ${account}…`), preselected.join());
		await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, end.translate(0, -3));
		await vscode.commands.executeCommand('type', { text: '1' });
		await vscode.commands.executeCommand('deleteLeft');
		assert.deepEqual(stage.received(before), []);
		const load = await last();
		assert.deepEqual([load?.insertText, load?.command?.command], ['', 'flowlu.loadValues']);
		await vscode.commands.executeCommand('flowlu.loadValues');
		assert.deepEqual(stage.received(before), ['GET crm/pipeline/list?limit=100']);
		const [first, ...others] = await sorted();
		assert.deepEqual(first?.label, { label: '1', description: 'New business' });
		assert.equal(others.map(labelOf).at(-1), `Load Again from ${account}…`);
		assert.equal(stage.received(before).length, 1);
	});

	test('loads the stages of the pipeline that the request names, and the options of a custom field', async () => {
		const before = stage.sandbox.requests().length;
		const account = new URL(stage.sandbox.origin).host;
		const offeredAfterLoading = async (text: string) => {
			const document = await stage.open(text);
			const end = document.positionAt(text.length);
			const editor = await vscode.window.showTextDocument(document);
			editor.selection = new vscode.Selection(end, end);
			const labels = async () =>
				(await completionsAt(document, end))
					.sort((a, b) => Number(a.sortText) - Number(b.sortText))
					.filter(({ kind }) => kind !== vscode.CompletionItemKind.Snippet)
					.map(({ label }) => (typeof label === 'string' ? label : `${label.label} ${label.description ?? ''}`));
			await until(async () => (await labels()).at(-1)?.startsWith(`Load from ${account}…`) === true);
			const first = await labels();
			await vscode.commands.executeCommand('flowlu.loadValues');
			return [...first, ...(await labels())];
		};
		assert.deepEqual(await offeredAfterLoading('GET crm/lead/list?filter[pipeline_id]=2&filter[pipeline_stage_id]='), [
			`Load from ${account}… pipeline_id 2`,
			...['6 Due', '7 Offer sent', '8 Confirmed'],
			`Load Again from ${account}… all 3 loaded`,
		]);
		assert.deepEqual(await offeredAfterLoading('POST crm/lead/update/1\n\ncf_2[]=6&cf_1='), [
			`Load from ${account}… field_id 1`,
			...['1 North', '2 East', '3 South', '4 West'],
			`Load Again from ${account}… all 4 loaded`,
		]);
		const written = await stage.open('POST crm/lead/update/1\n\npipeline_id=2&pipeline_stage_id=7&cf_1=3');
		const hovered = async (text: string) => {
			const at = written.positionAt(written.getText().indexOf(text));
			const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
				'vscode.executeHoverProvider',
				written.uri,
				at,
			);
			return hovers.flatMap(({ contents }) =>
				contents.map(each => (each instanceof vscode.MarkdownString ? each.value : '')),
			);
		};
		assert.equal((await hovered('pipeline_stage_id'))[0], '7 = Offer sent');
		assert.deepEqual(await hovered('cf_1'), ['3 = South']);
		assert.deepEqual(stage.received(before), [
			'GET crm/pipeline_stage/list?limit=100&filter[pipeline_id]=2',
			'GET customfields/fieldoptions/list?limit=100&filter[field_id]=1',
		]);
	});

	test('shows no secret of a response', async () => {
		const content =
			'# @name one\nPOST crm/lead/create\n\n{"name": "Zoë", "token": "canary-1"}\n###\n@b = {{one.request.body.$.';
		const document = await stage.open(content);
		await stage.sent(document, 'POST');
		const items = await completionsAt(document, document.positionAt(content.length));
		assert.deepEqual(
			items.map(({ detail }) => detail),
			['Zoë', '•••'],
		);
	});

	test('shows a known secret neither as a value nor as a name', async () => {
		const { key } = stage;
		const content = `# @name one\nPOST crm/lead/create\n\n{"name": "Zoë", "echo": "${key}", "${key}": 1}\n###\n@b = {{one.request.body.$.`;
		const document = await stage.open(content);
		await stage.sent(document, 'POST');
		const items = await completionsAt(document, document.positionAt(content.length));
		assert.deepEqual(items.map(labelOf).sort(), ['echo', 'name']);
		assert.ok(!JSON.stringify(items).includes(key));
	});
});
