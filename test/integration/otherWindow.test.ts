import { suite, test } from 'mocha';
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { SendCodeLensProvider } from '../../src/features/sending/lenses/requestLenses';
import { parsedDocument } from '../../src/scratchpads/parsedDocuments';
import { SessionChoices } from '../../src/scratchpads/sessionChoices';
import { createRedactor } from '../../src/net/redaction/redact';
import { Secret } from '../../src/net/redaction/secret';
import { MemoryMemento } from '../support/memoryMemento';
import { MemorySecrets } from '../support/memorySecrets';
import { createTestDependencies } from './support/testDependencies';
import { openScratchpad } from './support/scratchpad';

suite('lenses over requests', () => {
	test('follow what another window adds and removes', async () => {
		const secrets = new MemorySecrets();
		const here = createTestDependencies(secrets);
		const there = createTestDependencies(secrets);
		const choices = new SessionChoices(here.sessions, here.log, new MemoryMemento());
		const redactor = createRedactor();
		const provider = new SendCodeLensProvider({
			stateOf: () => undefined,
			ready: () => choices.known(),
			viewportBlocks: opened => parsedDocument(opened).blocks,
			plainBlock: (_, block) => block,
			choiceFor: (document, block) => choices.choiceFor(document, block),
			otherSender: () => undefined,
			permissionsOf: () => undefined,
			onDidChange: choices.onDidChange,
			redact: text => redactor.redact(text),
			redactOwnText: text => redactor.redactOwnText(text),
		});
		const content = 'GET core/user/list\n';
		const document = await openScratchpad(content);
		const sender = async () => (await provider.provideCodeLenses(document))[1]?.command?.title;
		const id = randomUUID();
		const account = { name: 'acme', origin: 'https://acme.flowlu.com' };
		const apiKey = new Secret(randomBytes(16).toString('hex'));
		const change = () =>
			new Promise<void>(resolve => {
				choices.onDidChange(() => {
					resolve();
				});
			});
		try {
			const before = await sender();
			const added = change();
			await there.sessions.add({ id, account, grant: 'apiKey', label: 'CI', tail: '' }, { kind: 'apiKey', apiKey });
			await added;
			const afterAdding = await sender();
			const removed = change();
			await there.sessions.remove(id);
			await removed;
			assert.deepEqual(
				[before, afterAdding, await sender()],
				['$(key) Add an API key to send', 'PROD acme · CI', '$(key) Add an API key to send'],
			);
		} finally {
			vscode.Disposable.from(choices, here.sessions, there.sessions).dispose();
		}
	});
});
