import { test } from 'mocha';
import assert from 'node:assert/strict';
import { addFirstKey } from '../driver/flows';
import type { Stage } from '../driver/stage';

/** What a newcomer does first. */
export function mainJob(stageOf: () => Stage): void {
	test('a newcomer adds a key, sends a request and reads its response', async () => {
		const { window, sandbox } = stageOf();
		await window.pane('Accounts').first().waitFor();
		await window.palette('Developer: Show Running Extensions');
		// High enough for all of them: those that took longest come first.
		await window.page.setViewportSize({ width: 1280, height: 3000 });
		await window.page.locator('.runtime-extensions-editor .name').filter({ hasText: 'Flowlu Workbench' }).waitFor();
		await window.page.setViewportSize({ width: 1280, height: 800 });

		await window.welcomeButton('Get Started').first().click();
		await window.page.getByText('From an API key to your first response.').first().waitFor();
		await window.welcomeButton('Add API Key').first().click();
		await window.answerInput('Name or address', sandbox.origin);
		await window.inputBox('(2/3)').waitFor();
		assert.equal(await window.inputType(), 'password');
		const key = sandbox.apiKeys[0]?.key ?? '';
		await window.answerInput('(2/3)', key);
		await window.inputBox('(3/3)').waitFor();
		await window.page.keyboard.press('Enter');
		await window
			.treeRow(`…${key.slice(-4)}`)
			.first()
			.waitFor();

		await window.openFile('1-first-request.flowlu.http');
		await window.send(0, window.tab('core_user_list.json').first());
		await window.editorLine('"items": [').first().waitFor();
		await window.codeLens('200').first().waitFor();

		const sent = sandbox.requests().length;
		await window.tab('core_user_list.json').first().click();
		await window.editorAction('core_user_list.json', 'Show Headers');
		await window.editorLine('200 OK').first().waitFor();
		await window.editorAction('core_user_list.headers.txt', 'Send Again');
		await window.tab('core_user_list.json').and(window.page.locator('.active')).waitFor();
		assert.deepEqual(
			sandbox
				.requests()
				.slice(sent)
				.map(({ method, url }) => `${method} ${new URL(url, sandbox.origin).pathname}`),
			['GET /api/v1/module/core/user/list'],
		);
	});

	test('the walkthrough stays open beside the scratchpad that it opens, and its steps are done when a request is sent', async () => {
		const stage = stageOf();
		const { window } = stage;
		// In a narrow editor VS Code opens everything over the walkthrough.
		await window.page.setViewportSize({ width: 1600, height: 800 });
		await window.welcomeButton('Get Started').first().click();
		await window.walkthroughStep('Write a request').waitFor();
		await addFirstKey(stage, 'Mine');
		await window.walkthroughStep('Write a request').click();
		await window.walkthroughButton('New Scratchpad').click();
		await window.send(0, window.codeLens('200').first());
		for (const step of ['Add an API key', 'Write a request', 'Send it']) {
			await window.walkthroughStepDone(step).waitFor();
		}
		await window.page.setViewportSize({ width: 1280, height: 800 });
	});
}
