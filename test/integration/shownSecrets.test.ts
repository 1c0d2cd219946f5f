import * as assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import { CancelledError } from '../../src/net/networkErrors';
import { logErrors, rethrowRedacted } from '../../src/ui/providerErrors';
import { until } from '../support/until';
import { extensionUnderTest } from './support/extension';
import { recordMessages } from './support/messages';
import { createTestDependencies } from './support/testDependencies';
import { Secret } from '../../src/net/redaction/secret';
import { openScratchpad } from './support/scratchpad';

suite('a known secret in the text of a scratchpad', () => {
	const key = `k${randomBytes(16).toString('hex')}`;
	let api: TestApi;
	suiteSetup(async () => {
		api = await extensionUnderTest();
		const account = { name: 'shown', origin: 'https://shown.example' };
		const session = { id: randomUUID(), account, grant: 'apiKey', label: 'shown', tail: '' } as const;
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
	});
	suiteTeardown(async () => {
		for (const { session } of await api.sessions.list()) {
			await api.sessions.remove(session.id);
		}
	});
	teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

	const lenses: readonly [where: string, content: string][] = [
		['the label', `# @key ${key}\n# @account https://shown.example\nGET crm/lead/list\n`],
		['the account', `# @account ${key}\nGET crm/lead/list\n`],
		['the host', `GET https://${key}.example/api/v1/module/crm/lead/list\n`],
	];
	for (const [where, content] of lenses) {
		test(`is masked in the lenses where it stands for ${where}`, async () => {
			const { uri } = await openScratchpad(content);
			const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
			const shown = JSON.stringify(found.map(({ command }) => command));
			assert.ok(shown.includes('•••') && !shown.includes(key), shown.replaceAll(key, 'KEY'));
		});
	}

	const problems: readonly [where: string, content: string][] = [
		['the name of a variable', `GET crm/lead/list?x={{${key}}}\n`],
		['an expression', `GET crm/lead/list?x={{${key} + 1}}\n`],
		['an address without a scheme', `GET ${key}.example.com/crm/lead/list\n`],
		['a name that is there twice', `# @name ${key}\nGET crm/lead/list\n###\n# @name ${key}\nGET crm/lead/list\n`],
	];
	for (const [where, content] of problems) {
		test(`is masked in the problems where it is ${where}`, async () => {
			const { uri } = await openScratchpad(content);
			const messages = () =>
				vscode.languages
					.getDiagnostics(uri)
					.filter(({ code }) => code !== 'typedKey')
					.map(({ message }) => message);
			await until(() => Promise.resolve(messages().length > 0));
			const shown = messages().join('\n');
			assert.ok(shown.includes('•••') && !shown.includes(key), shown.replaceAll(key, 'KEY'));
		});
	}

	test('is masked in the message that nothing was sent', async () => {
		const said = recordMessages();
		try {
			const { uri } = await openScratchpad(`@host = ${key}.example.com\nGET {{host}}/crm/lead/list\n`);
			await vscode.commands.executeCommand('flowlu.send', uri.toString(), key.length + 30);
			await until(() => Promise.resolve(said.messages.length > 0));
			const shown = said.messages.join('\n');
			assert.ok(shown.startsWith('Not sent.') && shown.includes('•••') && !shown.includes(key), shown);
		} finally {
			said.dispose();
		}
	});

	test('is masked in the question of a note', async () => {
		const said = recordMessages();
		try {
			const { uri } = await openScratchpad(
				`# @note Send ${key}?\n# @account https://shown.example\nGET crm/lead/list\n`,
			);
			await vscode.commands.executeCommand('flowlu.send', uri.toString(), key.length + 60);
			assert.deepEqual(said.messages, ['Send •••?']);
		} finally {
			said.dispose();
		}
	});
});

suite('a provider that fails', () => {
	const secret = randomBytes(16).toString('hex');
	for (const [how, fail] of [
		[
			'at once',
			() => {
				throw new Error(`crash of ${secret}`);
			},
		],
		['later', () => Promise.reject(new Error('crash', { cause: new Error(secret) }))],
	] as const) {
		test(`${how} gives nothing, and its trace is logged without the secret in it`, async () => {
			const { redactor, log, logged } = createTestDependencies();
			redactor.add(new Secret(secret));
			const provider = logErrors<vscode.CodeLensProvider>({ provideCodeLenses: fail }, log);
			const document = await vscode.workspace.openTextDocument({ content: '' });
			const { token } = new vscode.CancellationTokenSource();
			assert.equal(await provider.provideCodeLenses(document, token), undefined);
			const text = logged.join('\n');
			assert.ok(
				text.startsWith('provideCodeLenses failed.') && !text.includes(secret),
				text.replaceAll(secret, 'SECRET'),
			);
		});
	}

	for (const [what, error] of [
		['request', new CancelledError()],
		['prompt', new vscode.CancellationError()],
	] as const) {
		test(`because a ${what} was cancelled is no failure`, async () => {
			const { log, logged } = createTestDependencies();
			const ask = () => Promise.reject(error);
			assert.equal(await logErrors({ ask }, log).ask(), undefined);
			await assert.rejects(rethrowRedacted({ ask }, log).ask(), vscode.CancellationError);
			assert.deepEqual(logged, []);
		});
	}

	test('aloud says why, redacted, and hands on neither the error nor what caused it', async () => {
		const { redactor, log, logged } = createTestDependencies();
		redactor.add(new Secret(secret));
		const failing = new Error(`No use: ${secret}`, { cause: new Error(secret) });
		const error = await rethrowRedacted({ ask: () => Promise.reject(Object.assign(failing, { secret })) }, log)
			.ask()
			.catch((thrown: unknown) => thrown);
		assert.ok(error instanceof Error);
		assert.equal(error.message, 'No use: •••');
		assert.deepEqual(
			[Reflect.ownKeys(error).sort(), error.stack?.includes(secret), logged.join('\n').includes(secret)],
			[['message', 'stack'], false, false],
		);
		assert.match(logged.join('\n'), /^ask failed\. No use: •••/u);
	});

	test('is not asked, and gives nothing, when it is cancelled', async () => {
		const { log } = createTestDependencies();
		const source = new vscode.CancellationTokenSource();
		let asked = 0;
		const provider = logErrors(
			{
				provide: (token: vscode.CancellationToken) => {
					asked++;
					source.cancel();
					return Promise.resolve(token);
				},
			},
			log,
		);
		assert.equal(await provider.provide(source.token), undefined);
		assert.equal(await provider.provide(source.token), undefined);
		assert.equal(asked, 1);
	});

	test('that does not fail works as ever', () => {
		const { log } = createTestDependencies();
		const lens = new vscode.CodeLens(new vscode.Range(0, 0, 0, 0));
		const provider = logErrors({ lens, provideCodeLenses: () => [lens] }, log);
		assert.deepEqual([provider.provideCodeLenses(), provider.lens], [[lens], lens]);
	});
});
