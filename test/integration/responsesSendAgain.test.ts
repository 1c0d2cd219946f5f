import { setup, suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import type { Session } from '../../src/flowlu/session';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { until } from '../support/until';
import { extensionUnderTest, startTestSandbox } from './support/extension';
import { messagesDuring } from './support/messages';

const scheme = 'flowlu-response';

suite('responses: Send Again', () => {
	let api: TestApi;
	let sandbox: Sandbox;
	let session: Session;
	let file: vscode.Uri;

	suiteSetup(async () => {
		api = await extensionUnderTest();
		sandbox = await startTestSandbox();
		const { key } = sandbox.createApiKey('Send Again');
		const account = { name: 'again', origin: sandbox.origin };
		session = { id: randomUUID(), account, grant: 'apiKey', label: 'Send Again', tail: key.slice(-4) };
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
		const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
		assert.ok(folder);
		file = vscode.Uri.joinPath(folder, 'again.flowlu.http');
	});

	suiteTeardown(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await vscode.workspace.fs.delete(file);
		await api.sessions.remove(session.id);
		await sandbox.close();
	});

	setup(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

	async function write(text: string): Promise<void> {
		await vscode.workspace.fs.writeFile(file, Buffer.from(text));
	}

	/** A document that is still in memory takes up what was written in its own time. */
	async function open(text: string): Promise<vscode.TextDocument> {
		await write(text);
		const document = await vscode.workspace.openTextDocument(file);
		await until(() => Promise.resolve(document.getText() === text));
		await vscode.window.showTextDocument(document, { preview: false });
		return document;
	}

	/** Sends the request at the offset and gives its response's document. */
	async function send(offset: number): Promise<vscode.TextDocument> {
		await vscode.commands.executeCommand('flowlu.send', file.toString(), offset);
		const response = vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === scheme);
		assert.ok(response);
		return response.document;
	}

	/** What reached the sandbox while "Send Again" was at work. */
	async function pathsOfSendAgain(response: vscode.TextDocument): Promise<readonly (string | undefined)[]> {
		const before = sandbox.requests().length;
		await vscode.commands.executeCommand('flowlu.sendAgain', response.uri);
		return sandbox
			.requests()
			.slice(before)
			.map(({ url }) => new URL(url, sandbox.origin).pathname);
	}

	test('sends the same request after it moved', async () => {
		const text = 'GET core/user/list\n\n###\n\nGET crm/account/list\n';
		const document = await open(text);
		const response = await send(text.lastIndexOf('GET'));
		const edit = new vscode.WorkspaceEdit();
		edit.insert(file, new vscode.Position(0, 0), 'GET crm/lead/list\n\n###\n\n');
		await vscode.workspace.applyEdit(edit);
		await document.save();
		assert.deepEqual(await pathsOfSendAgain(response), ['/api/v1/module/crm/account/list']);
	});

	test('sends nothing when another request has taken its place', async () => {
		const document = await open('GET core/user/list\n');
		const response = await send(0);
		// As git does when it checks out another branch.
		const other = 'GET crm/lead/delete/1\n\n###\n\nGET core/user/list?page=2\n';
		await write(other);
		await until(() => Promise.resolve(document.getText() === other));
		const edit = new vscode.WorkspaceEdit();
		edit.insert(file, document.positionAt(other.length), '# more\n');
		await vscode.workspace.applyEdit(edit);
		await document.save();
		const said = await messagesDuring(async () => {
			assert.deepEqual(await pathsOfSendAgain(response), []);
		});
		assert.match(said.join('\n'), /^The request is no longer where it was sent from/u);
	});

	test('sends what the user has made of the request', async () => {
		const document = await open('GET core/user/list\n');
		const response = await send(0);
		const edit = new vscode.WorkspaceEdit();
		edit.replace(file, new vscode.Range(0, 4, 0, 8), 'crm');
		edit.replace(file, new vscode.Range(0, 9, 0, 13), 'lead');
		await vscode.workspace.applyEdit(edit);
		await document.save();
		assert.deepEqual(await pathsOfSendAgain(response), ['/api/v1/module/crm/lead/list']);
	});

	test('sends the request also of a response that is in memory no more', async () => {
		await open('GET core/user/list\n');
		const response = await send(0);
		const latest = api.exchanges.of(Number(response.uri.query.split('=')[1]));
		assert.ok(latest?.kind === 'kept');
		// The newest is kept whatever its size, and nothing besides.
		const body = new Uint8Array(100_000_001);
		const { exchange } = latest;
		api.exchanges.add({ ...exchange, block: 3_000_000, response: { ...exchange.response, body } });
		const said = await messagesDuring(() => vscode.commands.executeCommand('flowlu.showHeaders', response.uri));
		assert.match(said.join('\n'), /^This response was removed from memory/u);
		assert.deepEqual(await pathsOfSendAgain(response), ['/api/v1/module/core/user/list']);
	});

	test('sends the request also of a response that a newer one has made another document of', async () => {
		await open('GET core/user/list\n');
		const response = await send(0);
		const latest = api.exchanges.of(Number(response.uri.query.split('=')[1]));
		assert.ok(latest?.kind === 'kept');
		const { exchange } = latest;
		const request = { ...exchange.request, url: `${sandbox.origin}/api/v1/module/core/user/get/1` };
		api.exchanges.add({ ...exchange, number: exchange.number + 0.5, request, response: { ...exchange.response } });
		await until(() => response.getText().startsWith('The request was sent again'));
		assert.deepEqual(await pathsOfSendAgain(response), ['/api/v1/module/core/user/list']);
	});
});
