import { test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addKey, signIn } from '../driver/flows';
import type { Stage } from '../driver/stage';

const file = 'three.flowlu.http';
const scratchpad = ['core/user', 'crm/lead', 'crm/account']
	.map(entity => `GET ${entity}/list?limit=1\n`)
	.join('\n###\n');

/** A session that is refused in use. */
export function refusals(stageOf: () => Stage): void {
	/** All three at once: none of them has a response when the last is sent. */
	async function sendAll(): Promise<void> {
		const { window, sandbox, installation } = stageOf();
		writeFileSync(join(installation.workspace, file), scratchpad);
		await window.openFile(file);
		await window.codeLens('Send').nth(2).waitFor();
		await window.editorLine('core/user/list').first().click();
		sandbox.setDelay(4000);
		await window.page.keyboard.press('Control+Home');
		for (const number of [0, 1, 2]) {
			await window.sendWithKey(window.codeLens('Cancel').nth(number));
			for (let line = 0; line < 3; line++) {
				await window.page.keyboard.press('ArrowDown');
			}
		}
		sandbox.setDelay(0);
	}

	function pathsSince(count: number): readonly string[] {
		const { sandbox } = stageOf();
		return sandbox
			.requests()
			.slice(count)
			.map(({ url }) => new URL(url, sandbox.origin).pathname);
	}

	test('a refused key is asked for once, replaced, and used when the user says so', async () => {
		const { window, sandbox, secrets } = stageOf();
		const { key } = sandbox.createApiKey('Short-lived');
		secrets.add(key);
		await addKey(window, { ...sandbox, key, label: 'Main' });
		sandbox.deleteApiKey(key);
		await sendAll();
		await window.codeLens('Error 11').nth(2).waitFor();
		await window.treeRow('refused').filter({ hasText: 'Main' }).waitFor();
		assert.equal(await window.toast('refuses the key “Main”').count(), 1);

		// Nothing is sent by itself.
		const refused = sandbox.requests().length;
		await window.toastButton('refuses the key', 'Replace Key');
		await window.answerInput('New API key for', sandbox.apiKeys[0]?.key ?? '');
		await window.quickPick('Replace');
		await window.toast('refused GET core/user/list before. It can be sent again').first().waitFor();
		assert.deepEqual(
			pathsSince(refused).filter(path => !path.startsWith('/api/v1/module/core/user')),
			[],
		);

		const replaced = sandbox.requests().length;
		await window.toastButton('can be sent again', 'Send Again');
		await window.codeLens('200').first().waitFor();
		assert.deepEqual(pathsSince(replaced), ['/api/v1/module/core/user/list']);
	});

	test('the same for a sign-in whose token was revoked', async () => {
		const { window, sandbox } = stageOf();
		const [administrator] = sandbox.users;
		assert.ok(administrator);
		await window.palette('Flowlu: Sign In with Login and Password');
		await window.answerInput('Name or address', sandbox.origin);
		await signIn(window, { ...administrator, tokenUrl: sandbox.tokenUrl });
		await window.treeRow(administrator.username).first().waitFor();
		sandbox.revokeTokens();
		await sendAll();
		await window.codeLens('Error').nth(2).waitFor();
		await window.treeRow('refused').filter({ hasText: administrator.username }).waitFor();
		assert.equal(await window.toast('refuses the sign-in').count(), 1);
		await window.toastButton('refuses the sign-in', 'Sign In Again');
		await signIn(window, { ...administrator, tokenUrl: sandbox.tokenUrl });
		await window.toast('refused GET core/user/list before. It can be sent again').first().waitFor();
		const sent = sandbox.requests().length;
		await window.toastButton('can be sent again', 'Send Again');
		await window.codeLens('200').first().waitFor();
		assert.deepEqual(pathsSince(sent), ['/api/v1/module/core/user/list']);
	});
}
