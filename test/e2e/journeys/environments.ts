import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { leavesNoSecretBehind } from './driver/canary';
import { addKey } from './driver/flows';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';

const file = 'users.flowlu.http';

suite('environments', () => {
	let stage: Stage;
	pictureFailures();
	suiteSetup(async () => {
		stage = await setStage({
			prepare: workspace => {
				writeFileSync(join(workspace, file), 'GET core/user/list?limit={{pageSize}}\n');
				const environments = { $shared: { pageSize: 3 }, dev: { pageSize: 2 }, live: {} };
				writeFileSync(join(workspace, 'http-client.env.json'), JSON.stringify(environments));
			},
		});
	});
	suiteTeardown(() => stage.clear());

	async function sentLimit(): Promise<string | null> {
		const { window, sandbox } = stage;
		await window.codeLens('Send').first().click();
		await window.codeLens('200').first().waitFor();
		return new URL(sandbox.requests().at(-1)?.url ?? '', sandbox.origin).searchParams.get('limit');
	}

	test('shared values count while none is chosen', async () => {
		const { window, sandbox } = stage;
		await addKey(window, { ...sandbox, key: sandbox.apiKeys[0]?.key ?? '', label: 'Mine' });
		await window.openFile(file);
		await window.statusBarItem('No environment').first().waitFor();
		assert.equal(await sentLimit(), '3');
	});

	test('the one that is chosen in the status bar stays so after a restart, and requests take its values', async () => {
		await stage.window.statusBarItem('No environment').first().click();
		await stage.window.quickPick('dev');
		await stage.window.statusBarItem('dev').first().waitFor();
		await stage.restart();
		await stage.window.openFile(file);
		await stage.window.statusBarItem('dev').first().waitFor();
		assert.equal(await sentLimit(), '2');
	});

	leavesNoSecretBehind(() => stage);
});
