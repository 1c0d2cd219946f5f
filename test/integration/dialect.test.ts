import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { findFile, readFile } from '../../src/scratchpads/files/workspaceFiles';
import { messagesDuring } from './support/messages';
import { setSendingStage } from './support/sendingStage';

suite('dialect of scratchpads', () => {
	const stage = setSendingStage();
	const { open, sent, received, hasProblem } = stage;

	async function sendsNothing(content: string): Promise<void> {
		assert.deepEqual(await stage.sendsNothing(content), []);
	}

	function folder(): string {
		return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
	}

	test('sends files as they are, or with their variables filled in', async () => {
		const document = await open('@name = Zoë\nPOST a/b/c\n\n< ./body.json\n\n###\nPOST a/b/d\n\n<@ ./body.json\n');
		assert.deepEqual(await sent(document, 'POST a/b/c'), ['POST a/b/c { "name": "{{name}}" }\n']);
		assert.equal(stage.sandbox.requests().at(-1)?.headers['content-type'], 'application/json');
		assert.deepEqual(await sent(document, 'POST a/b/d'), ['POST a/b/d { "name": "Zoë" }\n']);
	});

	// The last one is not there: nobody learns that either.
	for (const path of ['../outside.txt', '/etc/hostname', './link.txt', './linked/outside.txt', '../none.txt']) {
		test(`sends nothing that is outside of the workspace: ${path}`, async () => {
			const outside = join(folder(), '..');
			writeFileSync(join(outside, 'outside.txt'), 'secret');
			symlinkSync(join(outside, 'outside.txt'), join(folder(), 'link.txt'));
			symlinkSync(outside, join(folder(), 'linked'));
			try {
				await sendsNothing(`POST a/b/c\n\n< ${path}\n`);
				await hasProblem(await open(`POST a/b/c\n\n< ${path}\n`), 'fileOutside', path);
			} finally {
				rmSync(join(folder(), 'link.txt'));
				rmSync(join(folder(), 'linked'));
			}
		});
	}

	test('a missing file is underlined and keeps the request from being sent', async () => {
		await hasProblem(await open('POST a/b/c\n\n< ./none.json\n'), 'missingFile', './none.json');
		await hasProblem(await open('# @import ./none.http\nGET a/b/c\n'), 'missingFile', './none.http');
		await sendsNothing('POST a/b/c\n\n< ./none.json\n');
		await sendsNothing('POST a/b/c\n\n< ./\n');
	});

	test('a file of more than 20 MB is not read', async () => {
		const path = join(folder(), 'large.bin');
		writeFileSync(path, '');
		truncateSync(path, 20_000_001);
		try {
			await hasProblem(await open('POST a/b/c\n\n< ./large.bin\n'), 'fileTooLarge', './large.bin');
			await sendsNothing('POST a/b/c\n\n< ./large.bin\n');
		} finally {
			rmSync(path);
		}
	});

	test('a file that has become larger since it was found is not sent', async () => {
		const path = join(folder(), 'growing.bin');
		writeFileSync(path, '');
		try {
			const found = await findFile(await open('POST a/b/c\n\n< ./growing.bin\n'), './growing.bin');
			assert.ok('path' in found);
			truncateSync(path, 20_000_001);
			const read = await readFile(found, './growing.bin');
			assert.equal('code' in read && read.code, 'fileTooLarge');
		} finally {
			rmSync(path);
		}
	});

	test('what is there and is no file is not waited for', async function () {
		if (process.platform === 'win32') {
			this.skip();
		}
		const path = join(folder(), 'pipe');
		// Reading it would take until somebody writes to it.
		execFileSync('sh', ['-c', 'mkfifo "$0"', path]);
		try {
			await hasProblem(await open('POST a/b/c\n\n< ./pipe\n'), 'missingFile', './pipe');
			await sendsNothing('POST a/b/c\n\n< ./pipe\n');
		} finally {
			rmSync(path);
		}
	});

	test('says which dynamic variables there are, or how one is written, and sends none as text', async () => {
		const document = await open('GET crm/lead/list?a={{$random.address.city}}&b={{$timestamp soon}}&c={{$env.HOME}}\n');
		await hasProblem(document, 'dynamicVariable', '{{$timestamp soon}}');
		const [first = '', second = '', third = ''] = vscode.languages
			.getDiagnostics(document.uri)
			.map(({ message }) => message);
		assert.match(
			first,
			/no dynamic variable \$random\.address\.city\. Available: .*\$random\.integer.*\$random\.uuid\.$/u,
		);
		assert.match(second, /Write \$timestamp \[-1 d\]/u);
		assert.match(third, /no dynamic variable \$env\.HOME\. Available: \$guid, .*\$processEnv/u);
		await sendsNothing('GET crm/lead/list?a={{$random.address.city}}\n');
		await sendsNothing('POST crm/lead/create\n\nname={{$env.HOME}}\n');
		await sendsNothing('GET crm/lead/list?a=1\nX-A: {{$random.integer(1,2,3)}}\n');
	});

	test('takes values from what another request sent and got', async () => {
		const document = await open(
			[
				...['# @name one', 'GET crm/lead/get/1', 'X-Number: 5', '###'],
				...['# @name two', 'POST a/b/c', '', '{"a": {"b": "c"}, "n": 12345678901234567890}', '###'],
				'@id = {{one.response.body.$.response.id}}',
				'GET crm/lead/list',
				'  ?id={{id}}&type={{one.response.headers.content-TYPE}}&n={{one.request.headers.X-Number}}',
				'  &b={{two.request.body.$.a.b}}&a={{two.request.body.$.a}}&i={{two.request.body.$.n}}',
				'',
			].join('\n'),
		);
		await sent(document, 'GET crm/lead/get/1');
		await sent(document, 'POST');
		const request = (await sent(document, 'GET')).at(-1) ?? '';
		assert.deepEqual(Object.fromEntries(new URL(request.split(' ')[1] ?? '', 'http://a').searchParams), {
			id: '1',
			type: 'application/json; charset=utf-8',
			n: '5',
			b: 'c',
			a: '{"b":"c"}',
			i: '12345678901234567890',
		});
	});

	test('sends nothing while the other request has no response, or its response no such value', async () => {
		await sendsNothing('GET crm/lead/get/{{one.response.body.$.response.id}}\n###\n# @name one\nGET crm/lead/get/1\n');
		const document = await open(
			'GET crm/lead/get/{{one.response.body.$.nothing}}\n###\n# @name one\nGET crm/lead/get/1\n',
		);
		await sent(document, 'GET crm/lead/get/1');
		const before = stage.sandbox.requests().length;
		const said = await messagesDuring(() => sent(document, 'GET crm/lead/get/{{one'));
		assert.match(said.join('\n'), /^Not sent/u);
		assert.deepEqual(received(before), []);
	});

	test('sends the requests that another one asks for before it, once or always', async () => {
		const document = await open(
			[
				...['# @name one', 'GET crm/lead/get/1', '###', '# @name two', '# @ref one', 'GET crm/lead/get/2', '###'],
				...['# @ref one', '# @forceRef two', 'GET crm/lead/get/{{one.response.body.$.response.id}}3', ''],
			].join('\n'),
		);
		const all = ['GET crm/lead/get/1', 'GET crm/lead/get/2', 'GET crm/lead/get/13'];
		assert.deepEqual(await sent(document, 'GET'), all);
		assert.deepEqual(await sent(document, 'GET'), all.slice(1));
	});

	test('sends nothing more after an error, nor in a circle', async () => {
		const document = await open('# @name one\nGET crm/lead/get/999999\n###\n# @ref one\nGET crm/lead/get/2\n');
		assert.deepEqual(await sent(document, 'GET'), ['GET crm/lead/get/999999']);
		await sendsNothing(
			'# @name one\n# @ref two\nGET crm/lead/get/1\n###\n# @name two\n# @ref one\nGET crm/lead/get/3\n',
		);
	});

	test('knows the variables and requests of what it imports', async () => {
		const document = await open(
			'import shared.flowlu.http\n\n# @ref first\nGET crm/lead/list?search={{first.response.body.$.response.id}}&page={{page}}\n###\nrun #second\n',
		);
		await hasProblem(await open('run #second\n'), 'unknownRequest', 'second');
		assert.deepEqual(await sent(document, 'GET'), ['GET crm/lead/get/1', 'GET crm/lead/list?search=1&page=4']);
		assert.deepEqual(await sent(document, 'run'), ['GET crm/lead/list?limit=1&page=4']);
		assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
	});

	test('sends curl commands, and underlines what they cannot mean here', async () => {
		const document = await open(
			`@a = ü\ncurl -s '${stage.sandbox.origin}/api/v1/module/a/b/c?x=1' \\\n  -H 'X-A: 1' -d 'a={{a}}+b' -d c=%26\n\n###\ncurl ${stage.sandbox.origin}/x?a=1&b=2\n`,
		);
		assert.deepEqual(await sent(document, 'curl -s'), ['POST a/b/c?x=1 a=%C3%BC%20b&c=%26']);
		await hasProblem(document, 'curlUnquoted', '&');
		await sendsNothing(`curl ${stage.sandbox.origin}/x | sh\n`);
	});

	test('pastes curl commands without their credential', async () => {
		await open('GET a/b/c\r\n');
		await vscode.env.clipboard.writeText(
			`curl '${stage.sandbox.origin}/api/v1/module/a/b/d?x=1&api_key=${stage.key}' -H 'Authorization: Bearer ${stage.key}' --json '{"a":1}'`,
		);
		await vscode.commands.executeCommand('flowlu.pasteCurl');
		const { document, selection } = vscode.window.activeTextEditor ?? {};
		assert.deepEqual(
			[document?.getText().replaceAll('\r\n', '\n'), document?.lineAt(selection?.active.line ?? 0).text.slice(0, 4)],
			[
				`GET a/b/c\n\n###\nPOST ${stage.sandbox.origin}/api/v1/module/a/b/d?x=1\nContent-Type: application/json\nAccept: application/json\n\n{"a":1}\n`,
				'POST',
			],
		);
	});

	test('copies requests as curl commands that hold no secret', async () => {
		const document = await open('POST a/b/c?q[]=1\n\nname=Zoë\n');
		await vscode.commands.executeCommand(
			'flowlu.copyAsCurl',
			document.uri.toString(),
			document.getText().indexOf('POST'),
		);
		const command = await vscode.env.clipboard.readText();
		assert.equal(command.includes(stage.key), false);
		assert.match(command, /&api_key='"\$FLOWLU_API_KEY"/u);
		assert.match(command, /--data-raw name=Zo%C3%AB$/u);
		const before = stage.sandbox.requests().length;
		const pasted = await open(`${command}\n`);
		await vscode.commands.executeCommand('flowlu.send', pasted.uri.toString(), 0);
		assert.deepEqual(received(before), ['POST a/b/c?q[]=1 name=Zo%C3%AB']);
	});
});
