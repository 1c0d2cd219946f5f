import * as assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { setup, suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import type { Session } from '../../src/flowlu/session';
import { extensionUnderTest } from './support/extension';
import { recordMessages, type MessageRecorder } from './support/messages';

suite('keys of the accounts tree', () => {
	let api: TestApi;
	let recorder: MessageRecorder;
	const [first, second] = ['First', 'Second'].map((label): Session => ({
		id: randomUUID(),
		account: { name: 'keyboard', origin: 'https://keyboard.flowlu.com' },
		grant: 'apiKey',
		label,
		tail: '',
	}));
	assert.ok(first && second);

	suiteSetup(async () => {
		api = await extensionUnderTest();
		for (const session of [first, second]) {
			const apiKey = api.createSecret(randomBytes(20).toString('hex'));
			await api.sessions.add(session, { kind: 'apiKey', apiKey });
		}
	});
	suiteTeardown(async () => {
		await api.sessions.remove(first.id);
		await api.sessions.remove(second.id);
	});
	setup(() => {
		recorder = recordMessages();
	});
	teardown(() => {
		recorder.dispose();
	});

	/** Selects a row, and moves the keyboard to one that is not selected. */
	async function goFrom({ id }: Session, ...steps: readonly ('list.focusUp' | 'list.focusDown')[]): Promise<void> {
		await vscode.commands.executeCommand('_flowlu.revealSession', id);
		for (const step of steps) {
			await vscode.commands.executeCommand(step);
		}
	}

	test('Delete asks about the row that the keyboard is on, selected or not', async () => {
		await goFrom(second);
		await vscode.commands.executeCommand('flowlu.removeSession', 'focused');
		await goFrom(second, 'list.focusUp');
		await vscode.commands.executeCommand('flowlu.removeSession', 'focused');
		await goFrom(second, 'list.focusUp', 'list.focusUp');
		await vscode.commands.executeCommand('flowlu.removeSession', 'focused');
		assert.deepEqual(recorder.messages, [
			'Remove “Second” of keyboard?',
			'Remove “First” of keyboard?',
			'Remove Key or Sign Out: go to a key or sign-in in the tree first.',
		]);
	});

	test('Enter makes the key on which the keyboard is the active one', async () => {
		await goFrom(first, 'list.focusDown');
		await vscode.commands.executeCommand('flowlu.useSession', 'focused');
		const entries = await Promise.all([first, second].map(({ id }) => api.sessions.find(id)));
		assert.deepEqual(
			entries.map(entry => entry?.active),
			[false, true],
		);
	});
});
