import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { json, raw } from '../support/answers';
import { withHostileServer } from '../support/hostileServer';
import { leavesNoSecretBehind } from './driver/canary';
import { addKey } from './driver/flows';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';

const scratchpads = {
	'plain.flowlu.http': 'GET core/user/list?limit=1\n',
	'variable.flowlu.http': 'GET core/user/list?limit={{pageSize}}\n',
	'foreign.flowlu.http': 'GET https://example.com/api/v1/module/core/user/list\n',
	'saved.flowlu.http': 'GET crm/lead/get/1\n',
	'removed.flowlu.http': '# @key Mine\nGET core/user/list\n',
};

suite('sending', () => {
	let stage: Stage;
	pictureFailures();
	suiteSetup(async () => {
		stage = await setStage({
			prepare: workspace => {
				for (const [name, text] of Object.entries(scratchpads)) {
					writeFileSync(join(workspace, name), text);
				}
			},
		});
	});
	suiteTeardown(() => stage.clear());

	/** Sends the request of a file by its lens and waits for the message that refuses it; nothing may have left. */
	async function refuses(file: keyof typeof scratchpads, reason: string): Promise<void> {
		const { window, sandbox } = stage;
		const before = sandbox.requests().length;
		await window.openFile(file);
		await window.codeLens('Send').first().click();
		await window.toast(reason).first().waitFor();
		assert.equal(sandbox.requests().length, before);
	}

	test('without a key offers to add one', async () => {
		const { window } = stage;
		await refuses('plain.flowlu.http', 'Nothing was sent: no API key is configured yet.');
		await window.toastButton('no API key is configured', 'Add API Key');
		await window.inputBox('Name or address').waitFor();
		await window.dismissInput();
	});

	test('shows the problem of a variable that has no value', async () => {
		const { window, sandbox } = stage;
		await addKey(window, { ...sandbox, key: sandbox.apiKeys[0]?.key ?? '', label: 'Mine' });
		await refuses('variable.flowlu.http', 'Not sent. Line 1: There is no variable pageSize.');
		await window.closeToasts();
		await window.squiggles('error').first().waitFor();
	});

	test('refuses a host that is no configured account, with the reason', async () => {
		const { window } = stage;
		await refuses('foreign.flowlu.http', 'A key is only ever sent to its own account.');
		await window.closeToasts();
	});

	test('gets an answer, which is saved where the user says', async () => {
		const { window, installation } = stage;
		await window.openFile('saved.flowlu.http');
		await window.codeLens('Send').first().click();
		await window.tab('crm_lead_get_1.json').first().waitFor();
		await window.codeLens('Save As…').first().click();
		await window.inputBox('Save the answer').waitFor();
		// It names the file once it has listed the folder.
		await window.quickPickRow('saved.flowlu.http').first().waitFor();
		const { value } = await window.readInput();
		assert.equal(value, join(installation.workspace, 'crm_lead_get_1.json'));
		await window.answerInput('Save the answer', join(installation.workspace, 'lead.json'));
		await window.showContainer('Explorer');
		await window.treeRow('lead.json').first().waitFor();
		const saved: unknown = JSON.parse(readFileSync(join(installation.workspace, 'lead.json'), 'utf8'));
		assert.deepEqual(Object.keys(saved ?? {}), ['response']);
		await window.tab('crm_lead_get_1.json').first().click({ button: 'middle' });
		await window.codeLens('Send Again').first().waitFor({ state: 'detached' });
	});

	test('is cancelled from the lens, which closes the socket', async () => {
		await withHostileServer([json({ response: { items: [] } }), raw('', 'stall')], async server => {
			const { window } = stage;
			const key = randomBytes(16).toString('hex');
			stage.secrets.add(key);
			await addKey(window, { origin: server.origin, key, label: 'Silent' });
			// Two accounts would do, so the lens asks for one, and sends with it.
			await window.openFile('plain.flowlu.http');
			await window.codeLens('Choose an account').first().waitFor();
			await window.codeLens('Send').first().click();
			await window.quickPick('Silent');
			await window.codeLens('Sending…').first().waitFor();
			await window.codeLens('Cancel').first().click();
			await window.codeLens('· Silent').first().waitFor();
			await server.allHungUp();
			assert.equal(server.received.length, 2);
			await window.codeLens('Sending…').first().waitFor({ state: 'detached' });
		});
	});

	test('by a session that was removed is refused until another is chosen', async () => {
		const { window, sandbox } = stage;
		await window.showContainer('Flowlu');
		await window.contextMenu('Mine', 'Sign Out or Remove');
		await window.dialogButton('Remove');
		await window.treeRow('Mine').first().waitFor({ state: 'detached' });
		await refuses('removed.flowlu.http', "there is no key called 'Mine' for this account");
		await window.closeToasts();
		assert.equal(sandbox.requests().filter(({ url }) => url.includes('core/user/list?')).length, 1);
	});

	leavesNoSecretBehind(() => stage);
});
