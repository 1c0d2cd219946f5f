import { setup, suite, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import { type ScriptedResponse, startHostileServer } from '../support/hostileServer';
import { plain } from '../support/scriptedResponses';
import { until } from '../support/until';
import { extensionUnderTest, windowOfExtension } from './support/extension';
import { messagesDuring } from './support/messages';
import { openScratchpad } from './support/scratchpad';

const key = `${randomUUID()}${randomUUID()}`.replaceAll('-', '');
const records = Buffer.from('{"id":1,"name":"Acme"},'.repeat(10_000));

suite('a response that goes to a file', () => {
	let api: TestApi;
	let id: string;
	let folder: string;

	setup(async () => {
		api = await extensionUnderTest();
		id = randomUUID();
		folder = mkdtempSync(join(tmpdir(), 'saving-'));
	});

	teardown(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await api.sessions.remove(id);
		rmSync(folder, { recursive: true });
	});

	/** Sends a request to a server that responds so, to a file that the user chooses, and gives what is said. */
	async function sent(
		response: ScriptedResponse,
		send: (uri: string) => Promise<unknown> = async uri => vscode.commands.executeCommand('flowlu.sendToFile', uri, 25),
	): Promise<readonly string[]> {
		const server = await startHostileServer([response]);
		const account = { name: 'saving', origin: server.origin };
		const session = { id, account, grant: 'apiKey', label: 'Saving', tail: key.slice(-4) } as const;
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
		const { uri } = await openScratchpad('# @account saving\nGET crm/lead/list\n');
		const window = windowOfExtension();
		const { showSaveDialog } = window;
		// Dialogs are refused while tests run.
		Object.assign(window, {
			showSaveDialog: ({ defaultUri }: vscode.SaveDialogOptions) =>
				Promise.resolve(vscode.Uri.file(join(folder, defaultUri?.path.split('/').at(-1) ?? 'none'))),
		});
		try {
			return await messagesDuring(() => send(uri.toString()));
		} finally {
			Object.assign(window, { showSaveDialog });
			await server.close();
		}
	}

	test('is saved as it came, and told with its size', async () => {
		const messages = await sent(plain({ body: records }));
		assert.deepEqual(messages, ['Saved 230 kB to crm-lead.json.']);
		assert.deepEqual(readdirSync(folder), ['crm-lead.json']);
		assert.ok(readFileSync(join(folder, 'crm-lead.json')).equals(records));
	});

	test('is saved too where it is small enough to be shown', async () => {
		const messages = await sent(plain({ body: '{"response":{"id":1}}' }));
		assert.deepEqual(messages, ['Saved 21 B to crm-lead.json.']);
		assert.equal(readFileSync(join(folder, 'crm-lead.json'), 'utf8'), '{"response":{"id":1}}');
	});

	test('is not saved where it is an error, which is shown', async () => {
		const messages = await sent(plain({ body: '{"error":{"error_code":20,"error_msg":"not found"}}' }));
		assert.deepEqual(messages, ['crm-lead.json was not saved: the response is an error.']);
		assert.deepEqual(readdirSync(folder), []);
	});

	test('is saved with the secrets that the server sent back only where the user says so', async () => {
		const messages = await sent(plain({ body: `${records.toString()}"${key}"` }));
		assert.deepEqual(messages, ['The response contains secrets. Save them too?']);
		assert.deepEqual(readdirSync(folder), []);
	});

	test('is saved from its beginning where the user wants that while it comes', async () => {
		const [head = '', body = ''] = plain({ body: Buffer.concat([records, records, records, records]) }).chunks;
		const parts = Array.from({ length: 10 }, (_, index) => body.slice(index * 92_000, (index + 1) * 92_000));
		const messages = await sent({ chunks: [head, ...parts], after: 'keep', pause: 100 }, async uri => {
			const sending = vscode.commands.executeCommand('flowlu.send', uri, 25);
			await until(async () => (await lensTitles(uri)).includes('$(save) Save to File…'));
			await vscode.commands.executeCommand('flowlu.sendToFile', uri, 25);
			await sending;
		});
		assert.deepEqual(messages, ['Saved 920 kB to crm-lead.json.']);
		assert.equal(readFileSync(join(folder, 'crm-lead.json')).length, 920_000);
	});

	test('is offered for the request whose response was too large, wherever the cursor is by then', async () => {
		const settings = vscode.workspace.getConfiguration('flowlu');
		await settings.update('maxResponseSize', 1, vscode.ConfigurationTarget.Global);
		const server = await startHostileServer([plain({ body: 'x'.repeat(2_000_000) })]);
		const account = { name: 'saving', origin: server.origin };
		const session = { id, account, grant: 'apiKey', label: 'Saving', tail: key.slice(-4) } as const;
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
		await openScratchpad('# @account saving\n\n###\nGET crm/lead/list\n\n###\nGET crm/source/list\n');
		const editor = vscode.window.activeTextEditor;
		assert.ok(editor !== undefined);
		select(editor, 3);
		const window = windowOfExtension();
		const { showSaveDialog, showWarningMessage } = window;
		const suggested: (string | undefined)[] = [];
		Object.assign(window, {
			showWarningMessage: (_message: string, ...actions: readonly string[]) => {
				select(editor, 6);
				return Promise.resolve(actions.find(action => action === 'Save to File…'));
			},
			showSaveDialog: ({ defaultUri }: vscode.SaveDialogOptions) => {
				suggested.push(defaultUri?.path.split('/').at(-1));
				return Promise.resolve(undefined);
			},
		});
		try {
			await vscode.commands.executeCommand('flowlu.send');
			await until(() => Promise.resolve(suggested.length > 0));
			assert.deepEqual(suggested, ['crm-lead.json']);
		} finally {
			Object.assign(window, { showSaveDialog, showWarningMessage });
			await settings.update('maxResponseSize', undefined, vscode.ConfigurationTarget.Global);
			await server.close();
		}
	});
});

function select(editor: vscode.TextEditor, line: number): void {
	editor.selection = new vscode.Selection(line, 0, line, 0);
}

async function lensTitles(uri: string): Promise<readonly string[]> {
	const document = vscode.Uri.parse(uri);
	const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
		'vscode.executeCodeLensProvider',
		document,
		10,
	);
	return lenses.map(({ command }) => command?.title ?? '');
}
