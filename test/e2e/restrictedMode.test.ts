import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packTestExtension } from '../support/extensionPackage';
import { leavesNoSecretBehind } from './driver/canary';
import { addKey } from './driver/flows';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';

const file = 'foreign.flowlu.http';

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
			},
		});
	});
	suiteTeardown(async () => {
		await stage.clear();
		rmSync(dirname(intruder), { recursive: true });
	});

	/** How many requests there were once an extension had run our commands with all that it could think of. */
	async function requestsOf(command: string, done: string): Promise<number> {
		const { window, sandbox } = stage;
		const before = sandbox.requests().length;
		await window.tab(file).first().click();
		await window.palette(command);
		await window.statusBarItem(done).first().waitFor({ timeout: 60_000 });
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

	test('sends nothing for an extension that runs the commands', async () => {
		assert.equal(await requestsOf('Intruder: Run All Commands', 'Intruder has run all'), 0);
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

	test('is sent from by an extension then, so that the attack was one', async () => {
		assert.ok((await requestsOf('Intruder: Send', 'Intruder has sent')) > 0);
	});

	leavesNoSecretBehind(() => stage);
});
