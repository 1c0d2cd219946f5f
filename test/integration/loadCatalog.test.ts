import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import { openApiDocument } from '../support/openApiDocument';
import { extensionUnderTest, windowOfExtension } from './support/extension';
import { messagesDuring } from './support/messages';
import { openScratchpad } from './support/scratchpad';

suite('catalog of the user', () => {
	let folder: string;

	suiteSetup(async () => {
		await extensionUnderTest();
		folder = mkdtempSync(join(tmpdir(), 'flowlu-catalog-'));
	});
	suiteTeardown(() => {
		rmSync(folder, { recursive: true });
	});

	/** What is said when this file is chosen. */
	async function load(name: string, content: string): Promise<readonly string[]> {
		const file = join(folder, name);
		writeFileSync(file, content);
		const window = windowOfExtension();
		const { showOpenDialog } = window;
		Object.assign(window, { showOpenDialog: () => Promise.resolve([vscode.Uri.file(file)]) });
		try {
			return await messagesDuring(() => vscode.commands.executeCommand('flowlu.loadCatalog'));
		} finally {
			Object.assign(window, { showOpenDialog });
		}
	}

	test('is taken from a file, and forgotten when it is removed', async () => {
		const content = JSON.stringify(openApiDocument({ entities: 4, fields: 3, text: 20 }));
		assert.deepEqual(await load('made.json', content), [
			'made.json is loaded, with 5 entities. Compared with the built-in catalog: +4 entities, +1 method. 1 operation was left out: its path or method is not of the form that Flowlu has, or another has the same name.',
		]);
		const document = await openScratchpad('');
		await vscode.commands.executeCommand('flowlu.newRequest', { entity: 'made/made_1', method: 'create' });
		assert.match(document.getText(), /^POST made\/made_1\/create$/mu);
		const remove = () => messagesDuring(() => vscode.commands.executeCommand('flowlu.removeCatalog'));
		assert.deepEqual(await remove(), ['made.json is removed from the catalog.']);
		assert.deepEqual(await remove(), ['No catalog is loaded: there is nothing to remove.']);
	});

	test('is not taken from a file that is none', async () => {
		assert.match((await load('broken.json', '{'))[0] ?? '', /^broken\.json was not loaded: it is not JSON \(/u);
		assert.deepEqual(await load('old.json', '{"swagger":"2.0"}'), [
			'old.json was not loaded: it does not say that it is of OpenAPI 3. Choose an OpenAPI 3 file.',
		]);
	});
});
