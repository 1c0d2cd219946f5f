import { test } from 'mocha';
import assert from 'node:assert/strict';
import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedRequest } from '../../../src/sandbox/sandbox';
import type { TestExtension } from '../../support/extensionPackage';
import { addFirstKey } from '../driver/flows';
import type { Stage } from '../driver/stage';
import type { Effect } from '../driver/untilShown';

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

/** Runs our commands with all that it can think of. */
export const intruder: TestExtension = {
	entryPoint: 'test/e2e/extensions/intruder.ts',
	manifest: {
		name: 'intruder',
		publisher: 'test',
		capabilities: { untrustedWorkspaces: { supported: true } },
		contributes: {
			commands: [
				{ command: 'intruder.runAll', title: 'Intruder: Run All Commands' },
				{ command: 'intruder.send', title: 'Intruder: Send' },
			],
		},
	},
};

/** A workspace that is not trusted, and then is. */
export function restrictedMode(stageOf: () => Stage): void {
	/** Requests that reached the sandbox while the work was done. */
	async function sentBy(work: () => Promise<void>): Promise<readonly RecordedRequest[]> {
		const { sandbox } = stageOf();
		const before = sandbox.requests().length;
		await work();
		return sandbox.requests().slice(before);
	}

	/** An extension runs our commands while the editor of a file is shown. */
	async function attack(command: string, done: string, shown: string): Promise<void> {
		const { window } = stageOf();
		await window.tab(shown).first().click();
		await window.palette(command);
		await window.statusBarItem(done).first().waitFor();
	}

	async function sendAt(line: string, effect: Effect): Promise<void> {
		const { window } = stageOf();
		await window.editorLine(line).first().click();
		await window.sendWithKey(effect);
	}

	function refusal(): Effect {
		return stageOf().window.toast('only from a workspace that you trust').first();
	}

	/** Which of the files were read since they were written. */
	function readFiles(): readonly string[] {
		const { workspace } = stageOf().installation;
		return Object.keys(takenFiles).filter(name => statSync(join(workspace, name)).atime.getFullYear() > 2001);
	}

	function writeFiles(workspace: string): void {
		writeFileSync(join(workspace, file), 'GET core/user/list\n');
		writeFileSync(join(workspace, typed), '');
		writeFileSync(join(workspace, taking), takingRequests);
		for (const [name, text] of Object.entries(takenFiles)) {
			writeFileSync(join(workspace, name), text);
			// Linux notes when a file is read for the first time after it was written.
			utimesSync(join(workspace, name), new Date('2001-01-01'), new Date('2002-02-02'));
		}
	}

	async function editAndSend(): Promise<void> {
		const { window } = stageOf();
		await window.openFile(file);
		await window.codeLens('Trust this workspace to send').first().waitFor();
		await window.typeInEditor(file, '    ?limit=1\n');
		await window.editorLine('?limit=1').first().waitFor();
		await window.sendWithKey(refusal());
		await window.closeToasts();
	}

	/** Neither the body's file nor the environment is read. */
	async function sendFiles(): Promise<void> {
		const { window } = stageOf();
		await window.openFile(taking);
		for (const line of ['< ./body.txt', '{{pageSize}}']) {
			await sendAt(line, refusal());
			await window.closeToasts();
		}
		// Nobody defines the variable.
		await window.squiggles('error').first().waitFor();
		assert.equal(await window.statusBarItem('environment').count(), 0);
	}

	/** A key that stands in a scratchpad is not verified. */
	async function moveTypedKey(): Promise<void> {
		const { window, sandbox } = stageOf();
		await window.openFile(typed);
		await window.typeInEditor(typed, `GET ${sandbox.origin}/api/v1/module/core/user/list?api_key=0123456789abcdef`);
		await window.squiggles('warning').first().waitFor();
		await window.page.keyboard.press('ArrowLeft');
		await (await window.quickFix('Move to Secret Storage')).click();
		await window.toast('so the key cannot be verified').first().waitFor();
		await window.closeToasts();
	}

	async function trustAndSend(): Promise<void> {
		const { window } = stageOf();
		const trust = window.page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true });
		await window.clickLens('Trust this workspace to send', 0, trust);
		await trust.click();
		await window.tab(file).first().click();
		await window.codeLens('· Mine').first().waitFor();
		await sendAt('core/user/list', window.tab('core_user_list.json').first());
	}

	async function sendTrustedFiles(): Promise<void> {
		const { window } = stageOf();
		await window.tab(taking).first().click();
		await window.statusBarItem('No environment').first().waitFor();
		for (const line of ['< ./body.txt', '{{pageSize}}']) {
			const before = await window.codeLens('200').count();
			await sendAt(line, window.codeLens('200').nth(before));
		}
	}

	test('a workspace that is not trusted is edited and sends nothing, not for an extension either, until it is', async () => {
		const stage = stageOf();
		const limitOf = (request: RecordedRequest | undefined) =>
			new URL(request?.url ?? '', stage.sandbox.origin).searchParams.get('limit');
		writeFiles(stage.installation.workspace);
		await addFirstKey(stage, 'Mine');
		for (const work of [editAndSend, sendFiles, moveTypedKey]) {
			assert.deepEqual(await sentBy(work), [], work.name);
		}
		assert.deepEqual(await sentBy(() => attack('Intruder: Run All Commands', 'Intruder has run all', taking)), []);
		assert.deepEqual(readFiles(), []);

		// Without a reload. The same ways of sending reach the sandbox then.
		await stage.window.tab(file).first().click();
		assert.deepEqual((await sentBy(trustAndSend)).map(limitOf), ['1']);
		const [withFile, withVariable] = await sentBy(sendTrustedFiles);
		assert.equal(withFile?.body, takenFiles['body.txt']);
		assert.equal(limitOf(withVariable), '2');
		// A file system that notes no reading has none here.
		assert.ok([0, 2].includes(readFiles().length));
		const attacked = await sentBy(() => attack('Intruder: Send', 'Intruder has sent', file));
		assert.ok(attacked.length > 0, 'The attack was one.');
	});
}
