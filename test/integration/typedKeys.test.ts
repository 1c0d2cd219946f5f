import { setup, suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import { registerKeyGuard } from '../../src/features/typedKeys/keyGuard';
import { moveKey, type MoveKeyDependencies } from '../../src/features/typedKeys/moveKey';
import { openSecret, Secret } from '../../src/net/redaction/secret';
import { secretOf, type Session } from '../../src/flowlu/session';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { until } from '../support/until';
import { extensionUnderTest, startTestSandbox } from './support/extension';
import { recordMessages } from './support/messages';
import { createTestDependencies, type TestDependencies } from './support/testDependencies';
import { openScratchpad } from './support/scratchpad';

suite('keys that are typed into requests', () => {
	let api: TestApi;
	let sandbox: Sandbox;
	let dependencies: TestDependencies;

	suiteSetup(async () => {
		api = await extensionUnderTest();
		sandbox = await startTestSandbox();
	});
	suiteTeardown(() => sandbox.close());
	setup(() => {
		dependencies = createTestDependencies();
	});
	teardown(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		for (const { session } of await api.sessions.list()) {
			await api.sessions.remove(session.id);
		}
	});

	async function warnings(document: vscode.TextDocument): Promise<readonly vscode.Diagnostic[]> {
		const ours = () => vscode.languages.getDiagnostics(document.uri).filter(({ code }) => code === 'typedKey');
		await until(() => Promise.resolve(ours().length > 0));
		return ours();
	}

	/** What the box of the sign-in does, answered: stores the credential and gives its session. */
	function moving(label: string): MoveKeyDependencies & { readonly asked: readonly string[] } {
		const asked: string[] = [];
		return {
			...dependencies,
			asked,
			addCredential: async (credential, account) => {
				asked.push(account?.origin ?? 'no account');
				const session: Session = {
					id: randomUUID(),
					account: account ?? { name: 'asked', origin: sandbox.origin },
					grant: credential.kind === 'apiKey' ? 'apiKey' : 'password',
					label,
					tail: '',
				};
				await dependencies.sessions.add(session, credential);
				return session;
			},
		};
	}

	async function storedSecrets(): Promise<readonly string[]> {
		const entries = await dependencies.sessions.list();
		const accesses = await Promise.all(entries.map(({ session }) => dependencies.sessions.accessOf(session.id)));
		return accesses.flatMap(access => (access === undefined ? [] : [openSecret(secretOf(access.credential))]));
	}

	test('are underlined, with a quick fix that names no key', async () => {
		const document = await openScratchpad('GET https://acme.flowlu.com/api/v1/x?api_key=abc123&limit=1\n');
		const [warning] = await warnings(document);
		assert.ok(warning);
		assert.equal(document.getText(warning.range), 'abc123');
		const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
			'vscode.executeCodeActionProvider',
			document.uri,
			warning.range,
		);
		const action = actions.find(({ title }) => title === 'Move to Secret Storage');
		assert.deepEqual(action?.command?.arguments, [document.uri.toString(), document.getText().indexOf('abc123')]);
		assert.equal(JSON.stringify([warning.message, action.title, action.command]).includes('abc123'), false);
	});

	test('are underlined in the languages of other tools too', async () => {
		// VS Code has no language http of its own.
		const guard = registerKeyGuard({ ...moving('x'), languageIds: ['plaintext'] });
		try {
			const document = await openScratchpad('GET https://acme.flowlu.com/api/v1/x?api_key=abc123\n', 'plaintext');
			assert.equal((await warnings(document)).length, 1);
		} finally {
			guard.dispose();
		}
	});

	test('are moved in one edit that one Undo takes back', async () => {
		const text = `POST ${sandbox.origin}/api/v1/module/crm/lead/create\n\nname=x\napi_key=abc123\n`;
		const document = await openScratchpad(text);
		const mover = moving('Moved');
		await moveKey(document.uri.toString(), text.indexOf('abc123'), mover);
		assert.deepEqual(
			[document.getText(), mover.asked, await storedSecrets()],
			[text.replace('api_key=abc123\n', ''), [sandbox.origin], ['abc123']],
		);
		await vscode.commands.executeCommand('undo');
		assert.equal(document.getText(), text);
	});

	test('that are stored are recognised without asking, and named where the account has several', async () => {
		for (const [label, apiKey] of [
			['First', 'first-stored-key'],
			['Second', 'second-stored-key'],
		] as const) {
			const session = {
				id: label,
				account: { name: 'local', origin: sandbox.origin },
				grant: 'apiKey',
				label,
				tail: '',
			} as const;
			await dependencies.sessions.add(session, { kind: 'apiKey', apiKey: new Secret(apiKey) });
		}
		const text = 'GET crm/lead/list?api_key=second-stored-key&limit=1\n';
		const document = await openScratchpad(text);
		const mover = moving('New');
		await moveKey(document.uri.toString(), text.indexOf('second'), mover);
		assert.deepEqual([document.getText(), mover.asked], ['# @key Second\nGET crm/lead/list?limit=1\n', []]);
	});

	test('that cannot be taken out of the text are not said to be moved', async () => {
		const text = 'GET crm/lead/list?api_key=abc123\n';
		const document = await openScratchpad(text);
		const said = recordMessages();
		const { applyEdit } = vscode.workspace;
		Object.assign(vscode.workspace, { applyEdit: () => Promise.resolve(false) });
		try {
			await moveKey(document.uri.toString(), text.indexOf('abc123'), moving('Stored'));
		} finally {
			Object.assign(vscode.workspace, { applyEdit });
			said.dispose();
		}
		assert.equal(document.getText(), text);
		assert.deepEqual(said.messages, [
			'The key is stored as “Stored”, but the text could not be changed: the key is still there. Remove it by hand.',
		]);
	});

	test('that are elsewhere by now are not moved without a word', async () => {
		const text = 'GET crm/lead/list?api_key=abc123\n';
		const document = await openScratchpad(text);
		const said = recordMessages();
		try {
			await moveKey(document.uri.toString(), text.indexOf('abc123') - 1, moving('x'));
		} finally {
			said.dispose();
		}
		assert.deepEqual([document.getText(), said.messages], [text, ['The key is no longer at this place.']]);
	});

	test('of which the user dismisses the question stay where they are', async () => {
		const text = 'GET crm/lead/list?api_key=abc123\n';
		const document = await openScratchpad(text);
		let asked = 0;
		await moveKey(document.uri.toString(), text.indexOf('abc123'), {
			...moving('x'),
			addCredential: () => {
				asked++;
				return Promise.resolve(undefined);
			},
		});
		assert.deepEqual([document.getText(), asked], [text, 1]);
	});

	test('that are moved let the request be sent as before', async () => {
		const { key } = sandbox.createApiKey('Real');
		const session: Session = {
			id: randomUUID(),
			account: { name: 'local', origin: sandbox.origin },
			grant: 'apiKey',
			label: 'Real',
			tail: '',
		};
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
		const text = `GET core/user/list?api_key=${encodeURIComponent(key)}&limit=2\n`;
		const document = await openScratchpad(text);
		const [warning] = await warnings(document);
		assert.ok(warning);
		await vscode.commands.executeCommand(
			'_flowlu.moveKey',
			document.uri.toString(),
			document.offsetAt(warning.range.start),
		);
		assert.equal(document.getText(), 'GET core/user/list?limit=2\n');
		await vscode.commands.executeCommand('flowlu.send', document.uri.toString(), 0);
		const url = new URL(sandbox.requests().at(-1)?.url ?? '', sandbox.origin);
		assert.deepEqual([url.searchParams.get('limit'), url.searchParams.get('api_key')], ['2', key]);
	});
});
