import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { type Script, startHostileServer } from '../support/hostileServer';
import { json, raw } from '../support/scriptedResponses';
import { extensionUnderTest, windowOfExtension } from './support/extension';
import { messagesDuring } from './support/messages';
import { setSendingStage } from './support/sendingStage';

suite('what came of several requests', () => {
	const stage = setSendingStage();

	/** Text of the responses on the screen. */
	function responses(): readonly string[] {
		return vscode.window.visibleTextEditors
			.map(({ document }) => document)
			.filter(({ uri }) => uri.scheme === 'flowlu-response')
			.map(document => document.getText());
	}

	/** Chooses an entry of the list over a `run` or over rows, and gives what is then said. */
	async function chosen(document: vscode.TextDocument, text: string, index: number): Promise<readonly string[]> {
		const window = windowOfExtension();
		const { showQuickPick } = window;
		Object.assign(window, {
			showQuickPick: (items: readonly vscode.QuickPickItem[]) => Promise.resolve(items[index]),
		});
		try {
			const offset = document.getText().lastIndexOf(text);
			return await messagesDuring(() =>
				vscode.commands.executeCommand('_flowlu.showResponse', document.uri.toString(), offset),
			);
		} finally {
			Object.assign(window, { showQuickPick });
		}
	}

	/** Does the work with a file of two rows in the workspace. */
	async function withRows(work: () => Promise<void>): Promise<void> {
		const [{ uri } = { uri: vscode.Uri.file('/') }] = vscode.workspace.workspaceFolders ?? [];
		const file = vscode.Uri.joinPath(uri, 'outcomes.csv');
		await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('id\n1\n2\n'));
		try {
			await work();
		} finally {
			await vscode.workspace.fs.delete(file);
		}
	}

	/** Does the work with an account, `scripted`, whose server responds so. */
	async function withAccount(script: Script, work: () => Promise<void>): Promise<void> {
		const api = await extensionUnderTest();
		const id = randomUUID();
		const server = await startHostileServer(script);
		const account = { name: 'scripted', origin: server.origin };
		const session = { id, account, grant: 'apiKey', label: 'Scripted', tail: '' } as const;
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(randomUUID()) });
		try {
			await work();
		} finally {
			await server.close();
			await api.sessions.remove(id);
		}
	}

	test('is shown of the last sending of each request, and said of the others', async () => {
		const document = await stage.open(
			'# @name one\nGET crm/lead/get/{{id}}\n###\nrun #one (@id=1)\nrun #one (@id=2)\nrun #one (@id=..)\n',
		);
		await messagesDuring(() => stage.sent(document, 'run #one (@id=1)'));
		assert.match(responses().join(), /"id": 2,/u);
		await vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups');
		const gone = ['Only the last response to this request is kept.'];
		assert.deepEqual(await chosen(document, 'run #one (@id=1)', 0), gone);
		assert.deepEqual(responses(), []);
		assert.match((await chosen(document, 'run #one (@id=1)', 2)).join(), /^The value of id would change the path/u);
		assert.deepEqual(responses(), []);
		assert.deepEqual(await chosen(document, 'run #one (@id=1)', 1), []);
		assert.match(responses().join(), /"id": 2,/u);
	});

	test('is an error where a row failed, and no response of an earlier sending', async () => {
		const records = [json({ response: { id: 1 } }), json({ response: { id: 2 } })] as const;
		await withAccount([...records, raw('nothing', 'reset')], () =>
			withRows(async () => {
				const document = await stage.open('# @account scripted\n# @each outcomes.csv\nPOST crm/lead/update/{{id}}\n');
				await stage.sent(document, 'POST');
				assert.match(responses().join(), /"id": 2/u);
				await vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups');
				const [failure] = await messagesDuring(() => stage.sent(document, 'POST'));
				assert.deepEqual(responses(), []);
				assert.deepEqual(await chosen(document, 'POST', 0), [failure]);
			}),
		);
	});

	test('is not sent for a file, which is for one response', async () => {
		const document = await stage.open('# @name one\nGET crm/lead/get/1\n###\nrun #one\n');
		const rows = await stage.open('# @each outcomes.csv\nGET crm/lead/get/{{id}}\n');
		const before = stage.sandbox.requests().length;
		await withRows(async () => {
			for (const [{ uri }, offset] of [
				[document, document.getText().indexOf('run')],
				[rows, 0],
			] as const) {
				const said = await messagesDuring(() =>
					vscode.commands.executeCommand('flowlu.sendToFile', uri.toString(), offset),
				);
				assert.deepEqual(said, ['Only a single response can be saved to a file.']);
			}
		});
		assert.deepEqual(stage.received(before), []);
	});

	test('says why nothing more was sent after a response that is neither a success nor an error', async () => {
		await withAccount([json({})], async () => {
			const document = await stage.open(
				'# @account scripted\n# @name first\nGET crm/lead/get/2\n\n###\n# @account scripted\n# @ref first\nGET crm/lead/get/4\n',
			);
			const said = await messagesDuring(() => stage.sent(document, 'GET crm/lead/get/4'));
			assert.match(said.join('|'), /^Nothing more was sent: first: (?!.*is an error).*\{\}/u);
		});
	});
});
