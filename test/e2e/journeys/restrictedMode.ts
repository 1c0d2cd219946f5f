import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packTestExtension } from '../support/extensionPackage';
import { leavesNoSecretBehind } from './driver/canary';
import { addKey } from './driver/flows';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';

const file = 'foreign.flowlu.http';

/** Where a test types a key. */
const typed = 'typed.flowlu.http';

/** Requests that take a body and a variable from files, which are in {@link takenFiles}. */
const taking = 'taking.flowlu.http';
const takingRequests = `POST crm/lead/create
Content-Type: application/x-www-form-urlencoded

< ./body.txt

###
GET core/user/list?limit={{pageSize}}
`;
const takenFiles = {
	'body.txt': 'name=Read from a file',
	'http-client.env.json': JSON.stringify({ $shared: { pageSize: 2 }, dev: {} }),
} as const;

suite('a workspace that is not trusted', () => {
	let stage: Stage;
	let intruder: string;
	pictureFailures();
	suiteSetup(async () => {
		intruder = await packTestExtension('test/e2e/extensions/intruder.ts', {
			name: 'intruder',
			publisher: 'test',
			capabilities: { untrustedWorkspaces: { supported: true } },
			contributes: {
				commands: [
					{ command: 'intruder.runAll', title: 'Intruder: Run All Commands' },
					{ command: 'intruder.send', title: 'Intruder: Send' },
				],
			},
		});
		stage = await setStage({
			workspaceTrust: 'restricted',
			extensions: [intruder],
			prepare: workspace => {
				writeFileSync(join(workspace, file), 'GET core/user/list\n');
				writeFileSync(join(workspace, typed), '');
				writeFileSync(join(workspace, taking), takingRequests);
				for (const [name, text] of Object.entries(takenFiles)) {
					writeFileSync(join(workspace, name), text);
					// Linux notes when a file is read for the first time after it was written.
					utimesSync(join(workspace, name), new Date('2001-01-01'), new Date('2002-02-02'));
				}
			},
		});
	});
	suiteTeardown(async () => {
		await stage.clear();
		rmSync(dirname(intruder), { recursive: true });
	});

	/** How many requests there were once an extension had run our commands with all that it could think of. */
	async function requestsOf(command: string, done: string, shown = file): Promise<number> {
		const { window, sandbox } = stage;
		const before = sandbox.requests().length;
		await window.tab(shown).first().click();
		await window.palette(command);
		await window.statusBarItem(done).first().waitFor();
		return sandbox.requests().length - before;
	}

	test('does not keep a person from adding a key', async () => {
		const { window, sandbox } = stage;
		await addKey(window, { ...sandbox, key: sandbox.apiKeys[0]?.key ?? '', label: 'Mine' });
	});

	test('is read and edited, and sends nothing', async () => {
		const { window, sandbox } = stage;
		const before = sandbox.requests().length;
		await window.openFile(file);
		await window.codeLens('Trust this workspace to send').first().waitFor();
		await window.typeInEditor(file, '    ?limit=1\n');
		await window.editorLine('?limit=1').first().waitFor();
		await window.page.keyboard.press('Control+Enter');
		await window.toast('only from a workspace that you trust').first().waitFor();
		assert.equal(sandbox.requests().length, before);
		await window.closeToasts();
	});

	/** Which of the files were read since they were written. */
	function readFiles(): readonly string[] {
		return Object.keys(takenFiles).filter(
			name => statSync(join(stage.installation.workspace, name)).atime.getFullYear() > 2001,
		);
	}

	test('sends no file and nothing from an environment, and does not even read them', async () => {
		const { window, sandbox } = stage;
		const before = sandbox.requests().length;
		await window.openFile(taking);
		for (const line of ['< ./body.txt', '{{pageSize}}']) {
			await window.editorLine(line).first().click();
			await window.page.keyboard.press('Control+Enter');
			await window.toast('only from a workspace that you trust').first().waitFor();
			await window.closeToasts();
		}
		// Nobody defines the variable.
		await window.squiggles('error').first().waitFor();
		assert.equal(await window.statusBarItem('environment').count(), 0);
		assert.deepEqual([sandbox.requests().length - before, readFiles()], [0, []]);
	});

	test('has no key verified that stands in it', async () => {
		const { window, sandbox } = stage;
		const before = sandbox.requests().length;
		await window.openFile(typed);
		await window.typeInEditor(typed, `GET ${sandbox.origin}/api/v1/module/core/user/list?api_key=0123456789abcdef`);
		await window.squiggles('warning').first().waitFor();
		await window.page.keyboard.press('ArrowLeft');
		await window.page.keyboard.press('Control+.');
		await window.page.locator('.action-widget').getByText('Move to SecretStorage').first().click();
		await window.toast('so the key cannot be verified').first().waitFor();
		await window.closeToasts();
		assert.equal(sandbox.requests().length, before);
	});

	test('sends nothing for an extension that runs the commands', async () => {
		// The first request of the shown scratchpad is among what it has sent.
		assert.equal(await requestsOf('Intruder: Run All Commands', 'Intruder has run all', taking), 0);
		assert.deepEqual(readFiles(), []);
	});

	test('sends once it is trusted, without a reload', async () => {
		const { window, sandbox } = stage;
		const before = sandbox.requests().length;
		await window.codeLens('Trust this workspace to send').first().click();
		await window.page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
		await window.tab(file).first().click();
		await window.codeLens('· Mine').first().waitFor();
		await window.editorLine('core/user/list').first().click();
		await window.page.keyboard.press('Control+Enter');
		await window.tab('core_user_list.json').first().waitFor();
		assert.deepEqual(
			sandbox
				.requests()
				.slice(before)
				.map(({ url }) => new URL(url, sandbox.origin).searchParams.get('limit')),
			['1'],
		);
	});

	test('then sends the file and what the environment holds', async function () {
		const { window, sandbox } = stage;
		await window.tab(taking).first().click();
		await window.statusBarItem('No environment').first().waitFor();
		for (const line of ['< ./body.txt', '{{pageSize}}']) {
			const answered = await window.codeLens('200').count();
			await window.editorLine(line).first().click();
			await window.page.keyboard.press('Control+Enter');
			await window.codeLens('200').nth(answered).waitFor();
		}
		const [withFile, withVariable] = sandbox.requests().slice(-2);
		assert.equal(withFile?.body, takenFiles['body.txt']);
		assert.equal(new URL(withVariable?.url ?? '', sandbox.origin).searchParams.get('limit'), '2');
		if (readFiles().length === 0) {
			// This file system does not note it: that nothing was read before is shown by what was not known.
			this.skip();
		}
		assert.deepEqual(readFiles(), Object.keys(takenFiles));
	});

	test('is sent from by an extension then, so that the attack was one', async () => {
		assert.ok((await requestsOf('Intruder: Send', 'Intruder has sent')) > 0);
	});

	leavesNoSecretBehind(() => stage);
});
