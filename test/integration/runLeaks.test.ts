import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import { findLeaks, type Place } from '../support/canary';
import { extensionUnderTest } from './support/extension';
import { setSendingStage } from './support/sendingStage';

interface TextPlace extends Place {
	readonly content: string;
}

/** Secrets that stand where the results of a run are made of: in titles, names of rows and checks. */
suite('the results of a run show no secret', () => {
	const stage = setSendingStage();
	const folder = vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'), 'runLeaks');
	const file = vscode.Uri.joinPath(folder, 'leaks.flowlu.http');
	const password = `p-${randomBytes(12).toString('hex')}`;
	let api: TestApi;

	suiteSetup(async () => {
		api = await extensionUnderTest();
	});
	suiteTeardown(async () => {
		await vscode.workspace.fs.delete(folder, { recursive: true });
		await api.testing.controller.resolveHandler?.(undefined);
	});

	async function write(name: string, content: string): Promise<void> {
		await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(content));
	}

	async function writeFiles(): Promise<void> {
		const { key } = stage;
		await write('http-client.env.json', JSON.stringify({ $shared: { password }, other: { password: `x${password}` } }));
		await write('rows.csv', `id,key\n1,${key}\n2,${password}\n3,x ${key}\n`);
		await write(
			'leaks.flowlu.http',
			[
				`### Title ${key} ${password}\n# @each ./rows.csv\n# @key-column key\n# @continue\nGET crm/lead/get/{{id}}\n`,
				`?? field name == ${key}\n?? field name == {{password}}\n?? header ${password} == {{key}}\n?? $..${key} exists\n`,
				`### ${password}\n# @name n${key}\n# @continue\nGET crm/lead/get/{{none${key}}}\n`,
				`### Last\nGET crm/lead/list?name=${password}\n\n?? body contains ${password}\n`,
			].join('\n'),
		);
	}

	function leaksIn(places: readonly TextPlace[]): readonly string[] {
		for (const { name, content } of places) {
			assert.ok(content.includes('•••'), `${name} shows where a secret was`);
		}
		return findLeaks({ 'the key': stage.key, 'the password': password }, places);
	}

	test('in the Test Explorer', async () => {
		await writeFiles();
		const { controller, profiles } = api.testing;
		await controller.resolveHandler?.(undefined);
		const item = controller.items.get(folder.toString())?.children.get(file.toString());
		assert.ok(item);
		await controller.resolveHandler?.(item);
		const places: TextPlace[] = [{ name: 'the items before the run', content: itemTexts(item).join('\n') }];
		let output = '';
		const messages: vscode.TestMessage[] = [];
		const createTestRun = controller.createTestRun.bind(controller);
		controller.createTestRun = (...args) => {
			const run = createTestRun(...args);
			const note = (_item: vscode.TestItem, given: vscode.TestMessage | readonly vscode.TestMessage[]): void => {
				messages.push(...[given].flat());
			};
			return Object.assign(Object.create(run) as vscode.TestRun, {
				enqueued: () => undefined,
				started: () => undefined,
				passed: () => undefined,
				skipped: () => undefined,
				failed: note,
				errored: note,
				appendOutput: (text: string) => {
					output += text;
				},
				end: () => {
					run.end();
				},
			});
		};
		try {
			const { token } = new vscode.CancellationTokenSource();
			await profiles.run.runHandler(new vscode.TestRunRequest([item]), token);
			const rows = [...item.children].flatMap(([, { children }]) => [...children].map(([, row]) => row));
			assert.equal(rows.length, 3);
			// The name that is masked still says which row it is.
			const before = stage.sandbox.requests().length;
			await profiles.run.runHandler(new vscode.TestRunRequest(rows.slice(1, 2)), token);
			assert.deepEqual(stage.received(before), ['GET crm/lead/get/2']);
		} finally {
			Object.assign(controller, { createTestRun });
		}
		assert.ok(messages.length >= 14, String(messages.length));
		places.push(
			{ name: 'the items after the run', content: itemTexts(item).join('\n') },
			{ name: 'the output', content: output },
			{ name: 'the messages', content: inspect(messages, { depth: 5 }) },
		);
		assert.deepEqual(leaksIn(places), []);
	});

	test('in the document that sums it up', async () => {
		await writeFiles();
		await vscode.commands.executeCommand('flowlu.runFolder', folder, [folder]);
		const summaries = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'flowlu-run');
		const places = summaries.map(document => ({ name: document.uri.toString(), content: document.getText() }));
		assert.match(places.at(-1)?.content ?? '', /Last/u);
		assert.deepEqual(leaksIn(places.slice(-1)), []);
	});
});

/** All that VS Code shows and keeps of an item and those below it. */
function itemTexts({ id, label, description, error, children }: vscode.TestItem): readonly string[] {
	const own = [id, label, description ?? '', typeof error === 'string' ? error : (error?.value ?? '')];
	return [...own, ...[...children].flatMap(([, child]) => itemTexts(child))];
}
