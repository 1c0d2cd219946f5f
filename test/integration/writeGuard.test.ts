import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setup, suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import { Refusals } from '../../src/features/sending/refusals';
import { locate } from '../../src/scratchpads/place';
import { RequestRuns } from '../../src/features/sending/requestRuns';
import { RunStatements } from '../../src/features/sending/runStatements';
import { sendAt } from '../../src/features/sending/sendAt';
import { SessionChoices } from '../../src/scratchpads/sessionChoices';
import { WriteGuard, type WriteAnswer } from '../../src/features/sending/writeGuard';
import { writeQuestion, type WriteQuestion } from '../../src/features/sending/writeQuestion';
import type { Account } from '../../src/flowlu/account';
import { Secret } from '../../src/net/secret';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { until } from '../support/until';
import { extensionUnderTest, startTestSandbox } from './support/extension';
import { createTestParts, type TestParts } from './support/parts';
import { openScratchpad } from './support/scratchpad';

const apiPath = '/api/v1/module/';

/** `GET crm/lead/list` of each API call that reached the sandbox since the count. */
function callsSince(sandbox: Sandbox, count: number): readonly string[] {
	return sandbox
		.requests()
		.slice(count)
		.map(({ method, url }) => `${method} ${url.split('?', 1)[0]?.replace(apiPath, '') ?? ''}`);
}

suite('guard for writes', () => {
	let sandbox: Sandbox;
	let parts: TestParts;
	let runs: RequestRuns;
	let choices: SessionChoices;
	let questions: WriteQuestion[];
	let answer: WriteAnswer | undefined;
	let guard: WriteGuard;

	suiteSetup(async () => {
		sandbox = await startTestSandbox();
	});
	suiteTeardown(() => sandbox.close());
	setup(() => {
		parts = createTestParts();
		runs = new RequestRuns();
		choices = new SessionChoices(parts.sessions, parts.log);
		questions = [];
		answer = undefined;
		guard = new WriteGuard(writing => {
			questions.push(writeQuestion(writing));
			return Promise.resolve(answer);
		});
	});
	teardown(async () => {
		runs.dispose();
		choices.dispose();
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	});

	async function add(account: Account, label = 'Main'): Promise<void> {
		const apiKey = new Secret(sandbox.createApiKey(label).key);
		const session = { id: randomUUID(), account, grant: 'apiKey', label, tail: '' } as const;
		await parts.sessions.add(session, { kind: 'apiKey', apiKey });
	}

	async function addProduction(): Promise<Account> {
		const account = { name: 'acme', origin: sandbox.origin };
		await add(account);
		await parts.sessions.markAccount(account, 'production');
		return account;
	}

	const refusals = new Refusals({
		ask: () => Promise.resolve(false),
		renew: () => Promise.resolve(false),
		offerAgain: () => Promise.resolve(),
	});

	/** Sends the only request of a new scratchpad and gives what reached the sandbox. */
	async function callsOf(content: string): Promise<readonly string[]> {
		const document = await openScratchpad(content);
		const before = sandbox.requests().length;
		await sendAt(locate(document.uri.toString(), 0), {
			...parts,
			runs,
			statements: new RunStatements(),
			choices,
			guard,
			ready: () => Promise.resolve(),
			refusals,
			userAgent: 'test',
			showAnswer: () => Promise.resolve(),
		});
		assert.deepEqual(runs.sending(), []);
		return callsSince(sandbox, before);
	}

	const writes = [
		'POST crm/account/create\n\ntype=2\nname=A',
		'POST crm/account/update/1\n\nname=B',
		'GET crm/account/delete/999999',
		'POST crm/account/delete/999999',
		'GET crm/account/%64elete/999999',
		'POST crm/account/list',
		'GET crm/account/get/1\nX-HTTP-Method-Override: DELETE',
		'GET crm/account/archive/1',
		'GET /api/v2/settings',
	];
	for (const write of writes) {
		test(`asks before ${write.replaceAll('\n', ' ')}, and sends nothing when that is dismissed`, async () => {
			await addProduction();
			assert.deepEqual([await callsOf(write), questions.length], [[], 1]);
		});
	}

	for (const read of ['GET crm/account/list?limit=1', 'GET crm/account/get/1', 'GET crm/account']) {
		test(`does not ask before ${read}`, async () => {
			await addProduction();
			assert.deepEqual([(await callsOf(read)).length, questions], [1, []]);
		});
	}

	test('sends when the user agrees, and asks again the next time', async () => {
		await addProduction();
		answer = 'send';
		const sent = [...(await callsOf(writes[1] ?? '')), ...(await callsOf(writes[1] ?? ''))];
		assert.deepEqual([sent, questions.length], [['POST crm/account/update/1', 'POST crm/account/update/1'], 2]);
	});

	test('asks no more for an account when the user says so, but for another one', async () => {
		const { origin } = await addProduction();
		answer = 'sendAndStopAsking';
		const sent = [...(await callsOf(writes[1] ?? '')), ...(await callsOf(writes[2] ?? ''))];
		assert.deepEqual([sent.length, questions.length], [2, 1]);
		const other = { name: 'globex', origin: origin.replace('127.0.0.1', 'localhost') };
		await add(other, 'Other');
		await parts.sessions.markAccount(other, 'production');
		answer = undefined;
		assert.deepEqual([await callsOf(`# @key Other\n${writes[1] ?? ''}`), questions.length], [[], 2]);
	});

	test('asks in a window of its own: what another one was told does not count', async () => {
		await addProduction();
		answer = 'sendAndStopAsking';
		await callsOf(writes[1] ?? '');
		guard = new WriteGuard(() => Promise.resolve(undefined));
		assert.deepEqual(await callsOf(writes[1] ?? ''), []);
	});

	test('never asks for the sandbox, nor for an account marked as test', async () => {
		const account = { name: 'acme', origin: sandbox.origin };
		await add(account);
		const first = await callsOf(writes[1] ?? '');
		await parts.sessions.markAccount(account, 'production');
		await parts.sessions.markAccount(account, 'test');
		assert.deepEqual([first.length, (await callsOf(writes[1] ?? '')).length, questions], [1, 1, []]);
	});

	test('names account, method, entity, id and the number of fields, and no value', async () => {
		const { origin } = await addProduction();
		await callsOf('POST crm/account/update/17?notify=0\n\nname=Confidential\nphone=123456');
		assert.deepEqual(questions, [
			{
				message: 'Update crm/account 17 in acme?',
				detail: [
					'acme is a production account. What is changed there stays changed.',
					'',
					`POST ${origin}/api/v1/module/crm/account/update/17`,
					'Key: Main',
					'Sends 3 fields',
				].join('\n'),
			},
		]);
	});

	const questionsOf: readonly [content: string, message: string, last: string][] = [
		['GET crm/account/delete/5', 'Delete crm/account 5 in acme?', 'Key: Main'],
		['POST crm/account/create\n\nname=A', 'Create crm/account in acme?', 'Sends 1 field'],
		['POST core/user/update\n\n{"a":1,"b":{"c":2}}', 'Update core/user in acme?', 'Sends 2 fields'],
		['POST crm/account/create\n\n[1, 2]', 'Create crm/account in acme?', 'Sends a body of 6 characters'],
		[
			'POST crm/account/merge/1',
			'Send POST /api/v1/module/crm/account/merge/1 to acme? It may change records.',
			'Key: Main',
		],
	];
	for (const [content, message, last] of questionsOf) {
		test(`asks: ${message} ${last}`, async () => {
			await addProduction();
			await callsOf(content);
			assert.deepEqual(
				questions.map(question => [question.message, question.detail.split('\n').at(-1)]),
				[[message, last]],
			);
		});
	}
});

suite('guard for writes in the extension', () => {
	let api: TestApi;
	let sandbox: Sandbox;
	let account: Account;
	const id = randomUUID();

	suiteSetup(async () => {
		api = await extensionUnderTest();
		sandbox = await startTestSandbox();
		account = { name: 'guarded', origin: sandbox.origin };
		const { key } = sandbox.createApiKey('Guarded');
		const session = { id, account, grant: 'apiKey', label: 'Guarded', tail: '' } as const;
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
	});
	suiteTeardown(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await api.sessions.remove(id);
		await sandbox.close();
	});

	/** Dialogs are refused here, so a question is as good as a no. */
	test('stands before every command that sends', async () => {
		const document = await openScratchpad('# @key Guarded\nGET crm/account/delete/999999\n');
		await vscode.commands.executeCommand('flowlu.send', document.uri.toString(), 0);
		const answer = vscode.window.visibleTextEditors.find(({ document: { uri } }) => uri.scheme === 'flowlu-response');
		assert.ok(answer, 'A sandbox is not asked about.');
		await vscode.commands.executeCommand('flowlu.markAsProduction', account);
		const before = sandbox.requests().length;
		await vscode.commands.executeCommand('flowlu.send', document.uri.toString(), 0);
		await vscode.window.showTextDocument(document);
		await vscode.commands.executeCommand('flowlu.send');
		await vscode.commands.executeCommand('flowlu.sendAgain', answer.document.uri);
		const guarded = callsSince(sandbox, before);
		await vscode.commands.executeCommand('flowlu.markAsTest', account);
		await vscode.commands.executeCommand('flowlu.sendAgain', answer.document.uri);
		assert.deepEqual([guarded, callsSince(sandbox, before)], [[], ['GET crm/account/delete/999999']]);
	});

	test('the lens over a request that writes names the kind of the account, over a read it does not', async () => {
		const document = await openScratchpad(
			'# @key Guarded\nGET crm/account/list\n\n###\n# @key Guarded\nPOST crm/account/update/{{id}}\n',
		);
		async function senders(): Promise<readonly (string | undefined)[]> {
			const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
				'vscode.executeCodeLensProvider',
				document.uri,
			);
			return lenses
				.filter(({ command }) => command?.command === '_flowlu.chooseSession')
				.map(({ command }) => command?.title);
		}
		await until(async () => (await senders()).includes('$(beaker) writes to guarded (test) · Guarded'));
		await vscode.commands.executeCommand('flowlu.markAsProduction', account);
		await until(async () => (await senders()).includes('$(warning) writes to guarded (production) · Guarded'));
		assert.equal((await senders())[0], 'guarded · Guarded');
		await vscode.commands.executeCommand('flowlu.markAsTest', account);
	});
});
