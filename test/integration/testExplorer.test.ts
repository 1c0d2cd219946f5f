import { setup, suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import { createTestExplorer } from '../../src/features/testing/testExplorer';
import { TestFiles } from '../../src/features/testing/testFiles';
import { BlockTracker } from '../../src/http/document/blockTracker';
import { createRedactor } from '../../src/net/redaction/redact';
import type { Running } from '../../src/runs/runRequests';
import { until } from '../support/until';
import { extensionUnderTest, windowOfExtension } from './support/extension';
import { messagesDuring } from './support/messages';
import { setSendingStage } from './support/sendingStage';
import { createTestDependencies } from './support/testDependencies';
import { recordRuns, type ToldOfRuns } from './support/toldOfRuns';

suite('the Test Explorer', () => {
	const stage = setSendingStage();
	const folder = vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'), 'tests');
	let api: TestApi;
	let told: ToldOfRuns;
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
		restore = recordRuns(api.testing.controller, told);
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

	async function write(name: string, content: string): Promise<void> {
		await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(content));
	}

	/** Runs items as VS Code does for its button. @returns what reached the sandbox */
	async function runItems(
		items: readonly vscode.TestItem[],
		token = new vscode.CancellationTokenSource().token,
	): Promise<readonly string[]> {
		const before = stage.sandbox.requests().length;
		await api.testing.profiles.run.runHandler(new vscode.TestRunRequest(items), token);
		return stage.received(before);
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
				.replaceAll(/[\d.]+ m?s\b/gu, 'N ms')
				.split('\r\n')
				.filter(line => !line.startsWith(' ')),
			[
				'✓ first · 200 · N ms',
				'✗ Fails · 200 · N ms',
				'✗ Error · 200 · N ms',
				'✗ Not checked · 200 · N ms',
				'✗ Stops',
				'- Skipped',
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

	test('has an item for each row of a file, which runs alone', async () => {
		await write('rows.csv', 'id,key\n1,First\n999999,Second\n3,Third\n');
		const each = '# @each ./rows.csv\n# @key-column key\n# @continue\nGET crm/lead/get/{{id}}\n';
		const item = await fileItem('each', `${each}\n### After\nGET crm/lead/list\n`);
		const [request] = [...item.children].map(([, child]) => child);
		assert.ok(request);
		assert.equal((await runItems([item])).length, 4);
		const rows = [...request.children].map(([, row]) => row);
		assert.deepEqual(
			rows.map(({ label }) => label),
			['First', 'Second', 'Third'],
		);
		assert.deepEqual(
			told.results.map(result => result.replace(/ \|.*/u, '')),
			['passed First', 'failed Second', 'passed Third', 'passed After', 'end'],
		);
		told.results.length = 0;
		assert.deepEqual(await runItems(rows.slice(2)), ['GET crm/lead/get/3']);
		assert.deepEqual(told.results, ['passed Third', 'end']);
		assert.deepEqual(
			[...request.children].map(([, row]) => row),
			rows,
		);
		await write('rows.csv', 'id,key\n1,First\n');
		told.results.length = 0;
		assert.deepEqual(await runItems(rows.slice(0, 2)), []);
		const gone = 'The file has no row Second any more. Run the request with all of its rows.';
		assert.deepEqual(told.results, [`errored First | 1: ${gone}`, `errored Second | 1: ${gone}`, 'end']);
	});

	test('sends no further request when a run is cancelled, and says nothing', async () => {
		const { children } = await fileItem('cancelled', [1, 2, 3].map(id => `GET crm/lead/get/${id}\n`).join('###\n'));
		const source = new vscode.CancellationTokenSource();
		const items = [...children].map(([, item]) => item);
		told.started = item => {
			if (item === items[1]) {
				source.cancel();
			}
		};
		let received: readonly string[] = [];
		const said = await messagesDuring(async () => {
			received = await runItems(items, source.token);
		});
		assert.deepEqual([received, said], [['GET crm/lead/get/1'], []]);
		assert.deepEqual(told.results, [
			...['passed GET crm/lead/get/1', 'skipped GET crm/lead/get/2', 'skipped GET crm/lead/get/3', 'end'],
		]);
	});

	test('asks once for all writes to a production account, and sends nothing when that is dismissed', async () => {
		const { origin } = stage.sandbox;
		await vscode.commands.executeCommand('flowlu.markAsProduction', { origin });
		const writes = [1, 2].map(id => `POST crm/account/update/${id}\n\nname=A\n`);
		const item = await fileItem('writes', ['GET crm/lead/get/1\n', ...writes].join('\n###\n'));
		let received: readonly string[] = [];
		const said = await messagesDuring(async () => {
			received = await runItems([item]);
		});
		assert.deepEqual(said, ['This run has 2 requests that may change records in production. Send them?']);
		assert.deepEqual([received, told.results], [[], ['end']]);
	});

	test('masks what the environments call a secret as long as they do, and the file is there', async () => {
		const value = 'Zq7-vR2x-9LmT';
		const environment = JSON.stringify({ dev: { password: value } });
		await write('http-client.env.json', environment);
		const { uri = folder } = await fileItem('masked', `### Of ${value}\nGET crm/lead/list\n`);
		const controller = vscode.tests.createTestController('flowlu-masked', 'Masked');
		const { log } = createTestDependencies();
		const redactor = createRedactor();
		const files = new TestFiles({ controller, redactor }, log);
		const isMasked = () => redactor.redact(value) !== value;
		try {
			await files.discover();
			const item = controller.items.get(folder.toString())?.children.get(uri.toString());
			assert.ok(item);
			await files.fileOf(item)?.read();
			const labels = () => [...item.children].map(([, { label }]) => label).join();
			assert.deepEqual([isMasked(), labels()], [true, 'Of •••']);
			await write('http-client.env.json', '{}');
			await until(() => Promise.resolve(!isMasked() && labels() === `Of ${value}`));
			await write('http-client.env.json', environment);
			await until(() => Promise.resolve(isMasked() && labels() === 'Of •••'));
			await vscode.workspace.fs.delete(uri);
			await until(() => Promise.resolve(!isMasked()));
		} finally {
			files.dispose();
			controller.dispose();
			await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, 'http-client.env.json'));
		}
	});

	test('takes the agreement to a write for one sending, also where two files send it', async () => {
		await vscode.commands.executeCommand('flowlu.markAsProduction', { origin: stage.sandbox.origin });
		const made = await fileItem('second', '# @name made\nPOST crm/lead/create\n\nname=A&contact_person=B\n');
		const needing = await fileItem('first', 'import ./second.flowlu.http\n###\n# @ref made\nGET crm/lead/get/1\n');
		const window = windowOfExtension();
		const { showWarningMessage } = window;
		const asked: string[] = [];
		const sendFirst = (message: string) => Promise.resolve(asked.push(message) === 1 ? 'Send' : undefined);
		Object.assign(window, { showWarningMessage: sendFirst });
		try {
			assert.deepEqual(await runItems([needing, made]), [
				'POST crm/lead/create name=A&contact_person=B',
				'GET crm/lead/get/1',
			]);
		} finally {
			Object.assign(window, { showWarningMessage });
		}
		assert.deepEqual(asked, [
			'This run has 1 request that may change records in production. Send it?',
			`Create crm/lead in ${new URL(stage.sandbox.origin).host}?`,
		]);
	});

	test('runs nothing in a workspace that is not trusted', async () => {
		const item = await fileItem('untrusted', 'GET crm/lead/get/1\n');
		const controller = vscode.tests.createTestController('flowlu-untrusted', 'Untrusted');
		const fail = (): never => assert.fail('Nothing is to be asked for or sent.');
		controller.createTestRun = fail;
		const asked = { document: fail, ready: fail, imports: fail, open: fail, environment: fail, chosenSession: fail };
		const running: Running = {
			scope: { isTrusted: () => false, ...asked, defaultAccount: fail, chooseSession: fail },
			engine: { send: fail, prepare: fail },
			blocks: new BlockTracker(fail),
			confirmWrites: fail,
		};
		const explorer = createTestExplorer(controller, {
			...createTestDependencies(),
			running: () => Promise.resolve(running),
		});
		const { token } = new vscode.CancellationTokenSource();
		const request = new vscode.TestRunRequest([item]);
		const said = await messagesDuring(async () => {
			await explorer.run(request, token);
			await explorer.runAs(request, token);
		});
		explorer.dispose();
		controller.dispose();
		const why = 'Nothing was sent: requests are sent only from a workspace that you trust.';
		assert.deepEqual(said, [why, why]);
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
