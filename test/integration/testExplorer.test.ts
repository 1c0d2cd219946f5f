import { setup, suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import { until } from '../support/until';
import { extensionUnderTest, windowOfExtension } from './support/extension';
import { setSendingStage } from './support/sendingStage';

/** What VS Code is told of a run: for each request what became of it, with the messages and the lines they stand at. */
interface Told {
	readonly results: string[];
	output: string;
	readonly outdated: string[];
	readonly messages: vscode.TestMessage[];
}

suite('the Test Explorer', () => {
	const stage = setSendingStage();
	const folder = vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'), 'tests');
	let api: TestApi;
	let told: Told;
	let restore: () => void;

	suiteSetup(async () => {
		api = await extensionUnderTest();
	});
	suiteTeardown(async () => {
		await vscode.workspace.fs.delete(folder, { recursive: true });
		await api.testing.controller.resolveHandler?.(undefined);
	});
	setup(() => {
		told = { results: [], output: '', outdated: [], messages: [] };
		restore = record(api.testing.controller, told);
	});
	teardown(() => {
		restore();
	});

	/** A scratchpad of the workspace, and its item with the requests. */
	async function fileItem(name: string, content: string): Promise<vscode.TestItem> {
		const uri = vscode.Uri.joinPath(folder, `${name}.flowlu.http`);
		await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
		await api.testing.controller.resolveHandler?.(undefined);
		const item = api.testing.controller.items.get(folder.toString())?.children.get(uri.toString());
		assert.ok(item, 'The file stands below its folder.');
		await api.testing.controller.resolveHandler?.(item);
		return item;
	}

	test('runs a file by a command of VS Code and tells of each request, without opening anything', async () => {
		const { uri, label, children } = await fileItem(
			'every',
			[
				'# @name first\n# @continue\nGET crm/lead/get/1\n',
				'### Fails\n# @continue\nGET crm/lead/get/1\n\n?? status == 201\n?? header x-none exists\n',
				'### Error\n# @continue\nGET crm/lead/get/999999\n',
				'### Not checked\n# @continue\nGET crm/lead/get/1\n\n?? js 1 == 1\n',
				'### Stops\nGET crm/{{none}}/list\n',
				'### Skipped\nGET crm/lead/list\n',
			].join('\n###\n'),
		);
		assert.deepEqual([label, children.size], ['every.flowlu.http', 6]);
		assert.deepEqual(
			[...children].map(([, { range }]) => range?.start.line),
			[2, 7, 15, 20, 26, 30],
		);
		const openTabs = (): number => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length;
		const before = openTabs();
		// The controller's root is asked for with the view.
		await vscode.commands.executeCommand('workbench.view.testing.focus');
		await vscode.commands.executeCommand('testing.run.uri', uri);
		await until(() => Promise.resolve(told.results.at(-1) === 'end'));
		assert.deepEqual(told.results, [
			'passed first',
			'failed Fails | 10: status == 201: got 200 (== 201 / 200) | 11: header x-none exists: got nothing (exists / )',
			'failed Error | 16: ok: got error 20: not found (ok / error 20: not found)',
			'errored Not checked | 23: js 1 == 1: Not checked: this needs JavaScript, XPath or a hash.',
			"errored Stops | 27: There is no variable none. Define it with a line '@none = value'.",
			'skipped Skipped',
			'end',
		]);
		assert.deepEqual(
			told.output
				.replaceAll(/\d+ ms/gu, 'N ms')
				.split('\r\n')
				.filter(line => !line.startsWith(' ')),
			[
				'✓ first · 200 · N ms',
				'✗ Fails · 200 · N ms',
				'✗ Error · 200 · N ms',
				'✗ Not checked · 200 · N ms',
				'✗ Stops',
				'○ Skipped',
				'',
			],
		);
		assert.equal(openTabs(), before);
	});

	test('keeps the items of a file that is edited, and outdates the result of the edited request only', async () => {
		const { uri = vscode.Uri.file('/'), children } = await fileItem(
			'edited',
			'### One\nGET crm/lead/get/1\n\n### Two\nGET crm/lead/get/2\n',
		);
		const before = new Map(children);
		await vscode.window.showTextDocument(uri);
		const edit = new vscode.WorkspaceEdit();
		edit.insert(uri, new vscode.Position(4, 18), '2');
		edit.insert(uri, new vscode.Position(0, 0), '### Zero\nGET crm/lead/list\n\n');
		await vscode.workspace.applyEdit(edit);
		await until(() => Promise.resolve(children.size === 3));
		await until(() => Promise.resolve(children.get('1 title Two')?.range?.start.line === 7));
		assert.deepEqual(
			[...before].filter(([id, item]) => children.get(id) !== item),
			[],
		);
		assert.deepEqual(told.outdated, ['Two']);
		await vscode.commands.executeCommand('workbench.action.files.revert');
	});

	test('sends as the key that is chosen, and shows no key in labels, messages and output', async () => {
		const { key } = stage.sandbox.createApiKey('Other');
		const account = { name: new URL(stage.sandbox.origin).host, origin: stage.sandbox.origin };
		const session = { id: randomUUID(), account, grant: 'apiKey', label: 'Other', tail: key.slice(-4) } as const;
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
		const { children, label } = await fileItem(
			'secrets',
			`# @name n${key}\n# @continue\nGET crm/lead/get/1\n\n?? header ${key} == ${key}\u001B[2J\n### T ${key}\nGET crm/{{${key}}}/list\n`,
		);
		const window = windowOfExtension();
		const { showQuickPick } = window;
		const pick = (items: readonly vscode.QuickPickItem[]) =>
			Promise.resolve(items.find(item => item.label === 'Other'));
		Object.assign(window, { showQuickPick: pick });
		const { token } = new vscode.CancellationTokenSource();
		try {
			const include = [...children].map(([, item]) => item);
			await api.testing.profiles.runAs.runHandler(new vscode.TestRunRequest(include), token);
		} finally {
			Object.assign(window, { showQuickPick });
		}
		assert.ok(api.exchanges.all().some(latest => latest.kind === 'kept' && latest.exchange.session.label === 'Other'));
		const ids = [...children].map(([id, item]) => [id, item.label, item.description]);
		assert.deepEqual([told.results.length, told.messages.length, ids.length, label], [3, 2, 2, 'secrets.flowlu.http']);
		for (const place of [told.results.join(), told.output, ids.join(), inspect(told.messages, { depth: 5 })]) {
			assert.ok(place.includes('•••') && !place.includes(key), place.replaceAll(key, 'KEY'));
		}
		// The output is a terminal.
		assert.ok(told.output.includes(String.raw`\x1b[2J`) && !told.output.includes('\u001B'));
	});
});

/** Takes the place of what starts runs and outdates results until it is called. */
function record(controller: vscode.TestController, told: Told): () => void {
	const createTestRun = controller.createTestRun.bind(controller);
	const invalidateTestResults = controller.invalidateTestResults.bind(controller);
	controller.createTestRun = (...args) => {
		const run = createTestRun(...args);
		const note =
			(state: string) =>
			(item: vscode.TestItem, given: readonly vscode.TestMessage[] | number = []): void => {
				const messages = typeof given === 'number' ? [] : given;
				told.results.push([`${state} ${item.label}`, ...messages.map(said)].join(' | '));
				told.messages.push(...messages);
			};
		return Object.assign(Object.create(run) as vscode.TestRun, {
			enqueued: (item: vscode.TestItem) => {
				run.enqueued(item);
			},
			started: (item: vscode.TestItem) => {
				run.started(item);
			},
			passed: note('passed'),
			failed: note('failed'),
			errored: note('errored'),
			skipped: note('skipped'),
			appendOutput: (text: string) => {
				told.output += text;
			},
			end: () => {
				run.end();
				told.results.push('end');
			},
		});
	};
	controller.invalidateTestResults = items => {
		for (const item of Array.isArray(items) ? items : [items]) {
			told.outdated.push((item as vscode.TestItem).label);
		}
	};
	return () => {
		Object.assign(controller, { createTestRun, invalidateTestResults });
	};
}

function said({ message, expectedOutput, actualOutput, location }: vscode.TestMessage): string {
	const values = expectedOutput === undefined ? [] : [`(${expectedOutput} / ${actualOutput ?? ''})`];
	const text = typeof message === 'string' ? message : message.value;
	return [`${(location?.range.start.line ?? -1) + 1}:`, text, ...values].join(' ');
}
