import { test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../support/until';
import { addFirstKey } from '../driver/flows';
import type { Stage } from '../driver/stage';

const file = 'users.flowlu.http';

/** Environments, chosen in the status bar. */
export function environments(stageOf: () => Stage): void {
	async function sentLimit(): Promise<string | null> {
		const { window, sandbox } = stageOf();
		const before = sandbox.requests().length;
		await window.tab(file).first().click();
		await window.sendWithKey({
			waitFor: ({ timeout }) => until(() => sandbox.requests().length > before, timeout / 1000),
		});
		return new URL(sandbox.requests().at(-1)?.url ?? '', sandbox.origin).searchParams.get('limit');
	}

	test('requests take the values of the environment that is chosen', async () => {
		const stage = stageOf();
		const { workspace } = stage.installation;
		const values = { $shared: { ofEnvironment: 3 }, dev: { ofEnvironment: 2 }, live: {} };
		writeFileSync(join(workspace, 'http-client.env.json'), JSON.stringify(values));
		writeFileSync(join(workspace, file), 'GET core/user/list?limit={{ofEnvironment}}\n');
		await addFirstKey(stage, 'Mine');
		await stage.window.openFile(file);
		await stage.window.statusBarItem('No environment').first().waitFor();
		assert.equal(await sentLimit(), '3');

		await stage.window.statusBarItem('No environment').first().click();
		await stage.window.quickPick('dev');
		await stage.window.statusBarItem('dev').first().waitFor();
		assert.equal(await sentLimit(), '2');
		// For the tests that follow.
		await stage.window.statusBarItem('dev').first().click();
		await stage.window.quickPick('No environment');
		await stage.window.statusBarItem('No environment').first().waitFor();
	});
}
