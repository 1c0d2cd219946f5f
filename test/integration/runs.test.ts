import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until';
import { setSendingStage } from './support/sendingStage';

suite('run statements', () => {
	const stage = setSendingStage();
	const { open, sent, received, sendsNothing, hasProblem } = stage;

	test('send a request with other values of its variables', async () => {
		const document = await open(
			[
				'@id = 1\n@path = get/{{id}}\n@more = 3\n\n# @name one\n# @prompt limit How many?',
				'GET crm/lead/{{path}}?limit={{limit}}&x={{unknown}}\n\n###\nrun #one (@id={{more}}, @limit = 5, @unknown=a b)\n',
			].join('\n'),
		);
		assert.deepEqual(await sent(document, 'run'), ['GET crm/lead/get/3?limit=5&x=a%20b']);
	});

	test('send a request by its title, also one of an import, and rather by its name', async () => {
		const document = await open(
			[
				'import ./titles.flowlu.http',
				'### One (by hand)\n# @name first\nGET crm/lead/get/{{id}}',
				'### other\nGET crm/lead/get/5',
				'### Other\nrun #One (by hand) (@id=1)\nrun #other\nrun #first (@id=4)\nrun #Imported one (@id=7)\n',
			].join('\n\n'),
		);
		assert.deepEqual(await sent(document, 'run'), [
			...['GET crm/lead/get/1', 'GET crm/lead/get/6', 'GET crm/lead/get/4', 'GET crm/lead/get/7'],
		]);
	});

	test('send all requests of a file in its order, but for disabled ones', async () => {
		const document = await open('run ./all.flowlu.http (@limit=2)\nrun ./all.flowlu.http (@host=account, @limit=3)\n');
		const list = 'GET crm/lead/list?id=1&limit=';
		assert.deepEqual(await sent(document, 'run'), [
			...['GET crm/lead/get/1', 'GET crm/lead/get/1', `${list}2`],
			...['GET crm/account/get/1', 'GET crm/account/get/1', `${list}3`],
		]);
	});

	for (const [because, content] of [
		['a variable of one has no value', 'run ./all.flowlu.http\n'],
		['the last one is not there', 'run ./all.flowlu.http (@limit=2)\nrun #none\n'],
		['nothing has a variable that is given', 'run ./all.flowlu.http (@limit=2, @limits=3)\n'],
		['a title may be one request or another', 'run #a\n### a\nGET crm/lead/get/1\n### a\nGET crm/lead/get/2\n'],
		['an imported title may be one or another', 'import ./titles.flowlu.http\n###\nrun #Twice\n'],
		['the file is not there', 'run ./none.flowlu.http\n'],
		['the file is none of requests', 'run ./http-client.env.json\n'],
		['the file is outside of the workspace', 'run ../outside.http\n'],
		['one would run itself', '# @name a\nrun #b\n###\n# @name b\nrun #a\n'],
	] as const) {
		test(`send nothing where ${because}`, async () => {
			assert.deepEqual(await sendsNothing(content), []);
		});
	}

	test('underline a file that is not there or not to be read', async () => {
		await hasProblem(await open('run ./none.flowlu.http\n'), 'missingFile', './none.flowlu.http');
		await hasProblem(await open('run ../outside.http\n'), 'fileOutside', '../outside.http');
	});

	test('end with the first answer that is an error', async () => {
		const document = await open(
			'# @name one\nGET crm/lead/get/{{id}}\n###\nrun #one (@id=1)\nrun #one (@id=999999)\nrun #one (@id=2)\n',
		);
		assert.deepEqual(await sent(document, 'run'), ['GET crm/lead/get/1', 'GET crm/lead/get/999999']);
	});

	test('leave their answers to those that import them, also when VS Code closes what nobody sees', async function () {
		this.timeout(30_000);
		const { uri = vscode.Uri.file('/') } = vscode.workspace.workspaceFolders?.[0] ?? {};
		const document = await open(
			'import shared.flowlu.http\n###\nGET crm/lead/list?id={{first.response.body.$.response.id}}\n###\nrun #first\n',
		);
		let wasClosed = false;
		const closing = vscode.workspace.onDidCloseTextDocument(({ fileName }) => {
			wasClosed ||= fileName.endsWith('shared.flowlu.http');
		});
		assert.deepEqual(await sent(document, 'run'), ['GET crm/lead/get/1']);
		const folder = vscode.Uri.joinPath(uri, 'many');
		try {
			// It keeps fifty of them.
			for (let count = 0; count < 60; count++) {
				const file = vscode.Uri.joinPath(folder, `${count}.txt`);
				await vscode.workspace.fs.writeFile(file, new Uint8Array([97]));
				await vscode.workspace.openTextDocument(file);
			}
			await until(() => Promise.resolve(wasClosed));
			assert.deepEqual(await sent(document, 'GET'), ['GET crm/lead/list?id=1']);
		} finally {
			closing.dispose();
			await vscode.workspace.fs.delete(folder, { recursive: true });
		}
	});

	test('are cancelled whole', async () => {
		const document = await open('# @name one\nGET crm/lead/get/{{id}}\n###\nrun #one (@id=1)\nrun #one (@id=2)\n');
		stage.sandbox.setDelay(60_000);
		const before = stage.sandbox.requests().length;
		const offset = document.getText().lastIndexOf('run');
		const done = vscode.commands.executeCommand('flowlu.send', document.uri.toString(), offset);
		await until(() => Promise.resolve(received(before).length === 1));
		await vscode.commands.executeCommand('flowlu.cancel', document.uri.toString(), offset);
		await done;
		stage.sandbox.setDelay(0);
		assert.deepEqual(received(before), ['GET crm/lead/get/1']);
	});
});
