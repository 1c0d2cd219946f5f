import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { packTestExtension } from '../support/extensionPackage';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';

/** Each takes ten seconds or more, so a usual run has some of them; with FLOWLU_EVERY_DEATH all. */
const every = Boolean(process.env['FLOWLU_EVERY_DEATH']);

/** At which write of which change, counted from 1, and when. What follows the first write of a replacement or a removal only tidies up. */
const deaths = every
	? [
			...['add', 'rename', 'replace', 'remove'].flatMap(change => [`${change} 1 during`, `${change} 1 after`]),
			'replace 3 during',
			'remove 3 after',
		]
	: ['add 1 during', 'rename 1 after', 'replace 1 during', 'replace 1 after', 'replace 3 during', 'remove 1 after'];

suite('sessions whose writer is killed', () => {
	let stage: Stage;
	let dying: string;
	pictureFailures();
	suiteSetup(async () => {
		dying = await packTestExtension('test/e2e/extensions/dying.ts', {
			name: 'flowlu-workbench',
			displayName: 'Dying',
			publisher: 'flowlu-workbench',
			version: '99.0.0',
			activationEvents: ['onStartupFinished'],
			contributes: {
				viewsContainers: { activitybar: [{ id: 'flowlu', title: 'Flowlu', icon: '$(key)' }] },
				views: { flowlu: [{ id: 'flowlu.accounts', name: 'Accounts' }] },
			},
		});
		stage = await setStage({ extensions: [dying] });
		await written('state.txt');
	});
	suiteTeardown(async () => {
		await stage.clear();
		rmSync(dirname(dying), { recursive: true });
	});

	function path(name: string): string {
		return join(stage.installation.workspace, name);
	}

	function plan(text: string): void {
		writeFileSync(path('plan.txt'), text);
	}

	/** What the extension writes into a file, once it has. */
	async function written(name: string): Promise<string> {
		while (!existsSync(path(name))) {
			await delay(20);
		}
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

	for (const death of every ? ['add 1 after', 'replace 1 after', 'remove 1 after'] : ['replace 1 after']) {
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
