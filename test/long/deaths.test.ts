import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestExtension } from '../support/extensionPackage';
import { until } from '../support/until';
import { pictureFailures } from '../e2e/driver/pictures';
import { setStage, type Stage } from '../e2e/driver/stage';

/**
 * At which write of which change, counted from 1, and when. What follows the first write of a replacement or a removal only tidies up. The integration
 * tests stop after each write of each change, over a keyring in memory; here it is VS Code that writes.
 */
const deaths = [
	'add 1 during',
	'rename 1 after',
	'replace 1 during',
	'replace 3 during',
	'remove 1 after',
	'remove 3 after',
];

const dying: TestExtension = {
	entryPoint: 'test/e2e/extensions/dying.ts',
	manifest: {
		name: 'flowlu-workbench',
		displayName: 'Dying',
		publisher: 'flowlu-workbench',
		version: '99.0.0',
		activationEvents: ['onStartupFinished'],
		contributes: {
			viewsContainers: { activitybar: [{ id: 'flowlu', title: 'Flowlu', icon: '$(key)' }] },
			views: { flowlu: [{ id: 'flowlu.accounts', name: 'Accounts' }] },
		},
	},
};

suite('sessions whose writer is killed', () => {
	let stage: Stage;
	pictureFailures();
	suiteSetup(async () => {
		stage = await setStage({ extensions: [dying] });
		await written('state.txt');
	});
	suiteTeardown(() => stage.clear());

	function path(name: string): string {
		return join(stage.installation.workspace, name);
	}

	function plan(text: string): void {
		writeFileSync(path('plan.txt'), text);
	}

	/** What the extension writes into a file, once it has. */
	async function written(name: string): Promise<string> {
		await until(() => existsSync(path(name)), 120);
		const text = readFileSync(path(name), 'utf8');
		rmSync(path(name));
		return text;
	}

	/** What is stored is all of what was before, or all of what was to be. */
	function assertWhole(stored: string): void {
		const [before, after] = ['before.txt', 'after.txt'].map(name => readFileSync(path(name), 'utf8'));
		assert.notEqual(before, after);
		assert.ok(stored === before || stored === after, `${stored}\nis neither\n${before}\nnor\n${after}`);
	}

	for (const death of deaths) {
		test(`the extension host dies: ${death}`, async () => {
			plan(`seed ${death}`);
			await stage.window.reload();
			const host = Number(await written('stopped.txt'));
			if (!death.endsWith('during')) {
				process.kill(host, 'SIGKILL');
			}
			// The window starts another one.
			assertWhole(await written('state.txt'));
		});
	}

	// Each starts VS Code three times; of all changes a replacement writes most.
	for (const death of ['replace 1 after']) {
		test(`all of VS Code dies: ${death}`, async () => {
			plan('seed');
			await stage.window.reload();
			await written('done.txt');
			// So that it is on the disk.
			await stage.close();
			plan(death);
			await stage.restart();
			await written('stopped.txt');
			await stage.kill();
			await stage.restart();
			assertWhole(await written('state.txt'));
		});
	}
});
