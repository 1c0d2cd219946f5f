import { test } from 'mocha';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addFirstKey } from '../driver/flows';
import type { Stage } from '../driver/stage';

const file = 'ask.flowlu.http';
const scratchpad = `# @prompt password The password of the day
GET {{password}}.example.com/crm/account/list

###
# @prompt token The token of the day
POST crm/account/create

type=1&name={{token}}

###
GET crm/account/list?order_by[desc][]=id&limit=1
`;

/** A secret that a request asks for. */
export function shownSecrets(stageOf: () => Stage): void {
	test('a secret that is asked for is masked wherever it would be shown, until it is revealed', async () => {
		const stage = stageOf();
		const { window } = stage;
		const secret = `day-${randomBytes(9).toString('hex')}`;
		stage.secrets.add(secret);
		writeFileSync(join(stage.installation.workspace, file), scratchpad);
		await addFirstKey(stage, 'Main');
		await window.openFile(file);

		/** Sends the request, the first from 0, and types the secret into its box. */
		async function send(number: number, prompt: string): Promise<void> {
			await window.send(number, window.inputBox(prompt));
			assert.equal(await window.inputType(), 'password');
			await window.answerInput(prompt, secret);
		}

		await send(0, 'The password of the day');
		await window.toast('•••').filter({ hasText: 'Not sent. Line 2' }).first().waitFor();
		assert.equal(await window.toast(secret).count(), 0);
		await window.closeToasts();

		await send(1, 'The token of the day');
		await window.tab('crm_account_create.json').first().waitFor();
		await window.send(2, window.editorLine('"name": "•••"').first());
		assert.equal(await window.editorLine(secret).count(), 0);
		// Without a question: only the request calls it a secret, by its name.
		const revealed = window.editorLine(`"name": "${secret}"`).first();
		await window.clickLens('Reveal 1 hidden value', 0, revealed);
		await window.clickLens('Hide Secrets', 0, window.editorLine('"name": "•••"').first());
	});
}
