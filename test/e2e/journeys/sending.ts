import { test } from 'mocha';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { json, raw } from '../../support/scriptedResponses';
import { withHostileServer } from '../../support/hostileServer';
import { addFirstKey, addKey } from '../driver/flows';
import type { Stage } from '../driver/stage';
import { untilShown } from '../driver/untilShown';

/** One request, from the lens to the response or to the reason why there is none. */
export function sending(stageOf: () => Stage): void {
	function write(name: string, text: string): void {
		writeFileSync(join(stageOf().installation.workspace, name), text);
	}

	/** Sends the request of a file by its lens and waits for the message that refuses it. */
	async function refuses(file: string, reason: string): Promise<void> {
		const { window } = stageOf();
		await window.openFile(file);
		await window.send(0, window.toast(reason).first());
	}

	test('what is not sent says why, and is sent when that is put right', async () => {
		const stage = stageOf();
		const { window, sandbox } = stage;
		write('plain.flowlu.http', 'GET core/user/list?limit=1\n');
		write('variable.flowlu.http', 'GET core/user/list?limit={{nowhere}}\n');
		write('foreign.flowlu.http', 'GET https://example.com/api/v1/module/core/user/list\n');

		await refuses('plain.flowlu.http', 'Nothing was sent: no API key is configured yet.');
		await window.toastButton('no API key is configured', 'Add API Key');
		await window.inputBox('Name or address').waitFor();
		await window.dismissInput();
		await window.closeToasts();
		assert.deepEqual(sandbox.requests(), []);

		await addFirstKey(stage, 'Mine');
		const before = sandbox.requests().length;
		await refuses('variable.flowlu.http', 'Not sent. Line 1: There is no variable nowhere.');
		await window.closeToasts();
		await window.squiggles('error').first().waitFor();
		await refuses('foreign.flowlu.http', 'A key is only ever sent to its own account.');
		await window.closeToasts();
		await window.openFile('plain.flowlu.http');
		await window.send(0, window.codeLens('200').first());
		assert.deepEqual(
			sandbox
				.requests()
				.slice(before)
				.map(({ url }) => new URL(url, sandbox.origin).searchParams.get('limit')),
			['1'],
		);
	});

	test('a response is saved where the user says', async () => {
		const stage = stageOf();
		const { window, installation } = stage;
		const saved = join(installation.workspace, 'lead.json');
		write('saved.flowlu.http', 'GET crm/lead/get/1\n');
		rmSync(saved, { force: true });
		await addFirstKey(stage, 'Mine');
		await window.openFile('saved.flowlu.http');
		await window.send(0, window.tab('crm_lead_get_1.json').first());
		await window.clickLens('Save As…', 0, window.inputBox('Save the response'));
		// It names the file once it has listed the folder.
		await window.quickPickRow('saved.flowlu.http').first().waitFor();
		const { value } = await window.readInput();
		assert.equal(value, join(installation.workspace, 'crm_lead_get_1.json'));
		await window.answerInput('Save the response', saved);
		await window.showContainer('Explorer');
		await window.treeRow('lead.json').first().waitFor();
		const written: unknown = JSON.parse(readFileSync(saved, 'utf8'));
		assert.deepEqual(Object.keys(written ?? {}), ['response']);
	});

	test('a request is cancelled from the lens, which closes the socket', async () => {
		await withHostileServer([json({ response: { items: [] } }), raw('', 'stall')], async server => {
			const stage = stageOf();
			const { window } = stage;
			const key = randomBytes(16).toString('hex');
			stage.secrets.add(key);
			write('cancelled.flowlu.http', 'GET core/user/list?limit=1\n');
			await addFirstKey(stage, 'Mine');
			await addKey(window, { origin: server.origin, key, label: 'Silent' });
			// Two accounts would do, so the lens asks for one, and sends with it.
			await window.openFile('cancelled.flowlu.http');
			await window.codeLens('Choose an account').first().waitFor();
			await window.send(0, window.quickPickRow('Silent').first());
			await window.quickPick('Silent');
			await window.codeLens('Sending…').first().waitFor();
			await untilShown(window.codeLens('· Silent').first(), () => window.requestLens(0, 'Cancel').click());
			await server.allHungUp();
			assert.equal(server.received.length, 2);
			await window.codeLens('Sending…').first().waitFor({ state: 'detached' });
		});
	});

	test('a request of a key that was removed is refused until another is chosen', async () => {
		const stage = stageOf();
		const { window, sandbox } = stage;
		write('removed.flowlu.http', '# @key Mine\nGET core/user/list\n');
		await addFirstKey(stage, 'Mine');
		await addKey(window, { ...sandbox, key: sandbox.apiKeys[1]?.key ?? '', label: 'Other' });
		await window.showContainer('Flowlu');
		await window.contextMenu('Mine', 'Remove Key or Sign Out', window.dialog('“Mine”').first());
		await window.dialogButton('Remove');
		await window.treeRow('Mine').first().waitFor({ state: 'detached' });
		const before = sandbox.requests().length;
		await refuses('removed.flowlu.http', "there is no key called 'Mine' for this account");
		assert.equal(sandbox.requests().length, before);
	});
}
