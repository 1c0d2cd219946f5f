import { setup, suiteSetup, suiteTeardown, teardown } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { TestApi } from '../../../src/extension';
import type { Session } from '../../../src/flowlu/session';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { until } from '../../support/until';
import { extensionUnderTest, startTestSandbox } from './extension';
import { messagesDuring } from './messages';
import { openScratchpad } from './scratchpad';

/** What a suite that sends has: a sandbox, the only session of each test, and what reached the sandbox. */
export interface SendingStage {
	readonly sandbox: Sandbox;
	/** The secret of the session. */
	readonly key: string;
	readonly open: (content: string) => Promise<vscode.TextDocument>;
	/** Sends the last request that has the text, and gives what reached the sandbox: method, path and query without the key, body. */
	readonly sent: (document: vscode.TextDocument, text: string) => Promise<readonly string[]>;
	readonly received: (from: number) => readonly string[];
	/** What a sending that ends in a message had sent by then. The message is seen, and another request, sent the same way, reaches the sandbox. */
	readonly sendsNothing: (content: string) => Promise<readonly string[]>;
	/** Waits until the text is underlined for the reason. */
	readonly hasProblem: (document: vscode.TextDocument, code: string, text: string) => Promise<void>;
}

/** Called in a suite. */
export function setSendingStage(): SendingStage {
	let api: TestApi;
	let sandbox: Sandbox;
	let key = '';

	async function removeSessions(): Promise<void> {
		for (const { session } of await api.sessions.list()) {
			await api.sessions.remove(session.id);
		}
	}
	suiteSetup(async () => {
		api = await extensionUnderTest();
		sandbox = await startTestSandbox();
	});
	suiteTeardown(() => sandbox.close());
	setup(async () => {
		await removeSessions();
		key = sandbox.createApiKey('Main').key;
		const { origin } = sandbox;
		const account = { name: new URL(origin).host, origin };
		const session: Session = { id: randomUUID(), account, grant: 'apiKey', label: 'Main', tail: key.slice(-4) };
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
	});
	teardown(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await removeSessions();
	});

	function received(from: number): readonly string[] {
		return sandbox
			.requests()
			.slice(from)
			.map(({ method, url, body }) => {
				const short = url.replace('/api/v1/module/', '').replace(/[?&]api_key=[^&]*/u, '');
				return [method, short, ...(body === '' ? [] : [body])].join(' ');
			});
	}

	return {
		get sandbox() {
			return sandbox;
		},
		get key() {
			return key;
		},
		open: openScratchpad,
		received,
		sent: async (document, text) => {
			const before = sandbox.requests().length;
			const offset = document.getText().lastIndexOf(text);
			await vscode.commands.executeCommand('flowlu.send', document.uri.toString(), offset);
			return received(before);
		},
		sendsNothing: async content => {
			const before = sandbox.requests().length;
			const send = async (text: string) => {
				const { uri } = await openScratchpad(text);
				await vscode.commands.executeCommand('flowlu.send', uri.toString(), 0);
			};
			const said = await messagesDuring(() => send(content));
			assert.notDeepEqual(said, [], 'It is said why nothing was sent.');
			const control = 'GET crm/lead/get/2';
			await send(`${control}\n`);
			const arrived = received(before);
			assert.equal(arrived.at(-1), control);
			return arrived.slice(0, -1);
		},
		hasProblem: (document, code, text) =>
			until(() =>
				Promise.resolve(
					vscode.languages
						.getDiagnostics(document.uri)
						.some(problem => problem.code === code && document.getText(problem.range) === text),
				),
			),
	};
}
