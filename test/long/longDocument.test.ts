import { setup, suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clearEditors } from '../e2e/driver/clearing';
import { pictureFailures } from '../e2e/driver/pictures';
import { setStage, type Stage } from '../e2e/driver/stage';

const file = 'long.flowlu.http';
const requests = 10_000;
const text = Array.from({ length: requests }, (_, index) => `### Request ${index}\nGET crm/lead/get/${index}\n\n`).join(
	'',
);

suite('a document of thousands of requests', () => {
	let stage: Stage;
	pictureFailures();
	suiteSetup(async () => {
		stage = await setStage({
			prepare: workspace => {
				writeFileSync(join(workspace, file), text);
			},
		});
	});
	setup(async () => {
		await clearEditors(stage.window);
		await stage.window.openFile(file);
		// VS Code opens it where it was left, and folded as it was.
		await stage.window.palette('Unfold All');
		await goTo(1);
		await lensOver('GET crm/lead/get/1');
	});
	suiteTeardown(() => stage.clear());

	/** Waits until a lens stands right above the line that is this text. */
	function lensOver(line: string): Promise<void> {
		return lensOverLine(`content => content === ${JSON.stringify(line)}`);
	}

	/** @param isWanted a function of a line's text, in the page: whatever scrolls has other lines a moment later */
	async function lensOverLine(isWanted: string): Promise<void> {
		await stage.window.page.waitForFunction(`(() => {
			const lines = [...document.querySelectorAll('.editor-instance .view-line')];
			const line = lines.find(({ textContent }) => (${isWanted})(textContent.replaceAll('\\u00A0', ' ')));
			const top = line?.getBoundingClientRect().top;
			return [...document.querySelectorAll('.codelens-decoration a')].some(
				lens => Math.abs(lens.getBoundingClientRect().bottom - top) < 8,
			);
		})()`);
	}

	async function goTo(request: number): Promise<void> {
		await stage.window.page.keyboard.press('Control+G');
		await stage.window.answerInput('', `:${request * 3 + 1}`);
	}

	/** How few lenses were on the screen at any frame while the work was done, and how many before it. */
	async function fewestLenses(
		work: () => Promise<void>,
	): Promise<{ readonly before: number; readonly fewest: number }> {
		const { page } = stage.window;
		const before = await page.evaluate<number>(`{
			const count = () => document.querySelectorAll('.codelens-decoration a').length;
			const before = count();
			window.fewestLenses = before;
			const look = () => {
				window.fewestLenses = Math.min(window.fewestLenses, count());
				window.lensWatch = requestAnimationFrame(look);
			};
			look();
			before;
		}`);
		await work();
		return {
			before,
			fewest: await page.evaluate<number>('cancelAnimationFrame(window.lensWatch); window.fewestLenses'),
		};
	}

	test('has lenses wherever the user scrolls to', async () => {
		const { page } = stage.window;
		await page.keyboard.press('Control+End');
		await lensOver(`GET crm/lead/get/${requests - 1}`);
		await goTo(requests / 2);
		await lensOver(`GET crm/lead/get/${requests / 2}`);
		// Far beyond what the last lenses reached to, page by page as who reads does it.
		for (let pages = 0; pages < 60; pages++) {
			await page.keyboard.press('PageDown');
		}
		await lensOverLine(`content => Number(/^GET .*\\/(\\d+)$/u.exec(content)?.[1]) > ${requests / 2 + 300}`);
	});

	test('shows in its breadcrumbs where the user is, wherever that is', async () => {
		const breadcrumb = (title: string) => stage.window.page.locator('.breadcrumbs-control').filter({ hasText: title });
		for (const request of [requests - 10, 10]) {
			await goTo(request);
			await breadcrumb(`Request ${request}`).first().waitFor();
		}
	});

	test('folds wherever the user is, and keeps folded what is far away', async () => {
		const { page } = stage.window;
		const line = (content: string) =>
			page.locator('.editor-instance .view-line').filter({ hasText: new RegExp(`${content}(?!\\d)`, 'u') });
		async function assertFolded(request: number): Promise<void> {
			await line(`Request\\s${request}`).waitFor();
			await line(`get/${request}`).waitFor({ state: 'hidden' });
		}
		for (const request of [10, requests - 10]) {
			await goTo(request);
			await lensOver(`GET crm/lead/get/${request}`);
			// The folds of what is seen come some time after it is seen.
			for (const started = Date.now(); (await line(`get/${request}`).isVisible()) && Date.now() - started < 30_000;) {
				await page.keyboard.press('Control+Shift+[');
				await page.waitForTimeout(300);
			}
			await assertFolded(request);
		}
		await page.keyboard.press('Control+End');
		await page.keyboard.insertText('### New\nGET crm/lead/list\n');
		await lensOver('GET crm/lead/list');
		for (const request of [10, requests - 10]) {
			await goTo(request);
			await assertFolded(request);
			await lensOver(`GET crm/lead/get/${request + 2}`);
			await assertFolded(request);
		}
	});

	test('keeps the lenses that are shown while new ones are made', async () => {
		const { page } = stage.window;
		await goTo(requests / 4);
		await lensOver(`GET crm/lead/get/${requests / 4}`);
		const { before, fewest } = await fewestLenses(async () => {
			for (const name of ['one', 'two', 'three']) {
				await page.keyboard.insertText(`### New\nGET crm/lead/list?new=${name}\n\n`);
				await lensOver(`GET crm/lead/list?new=${name}`);
			}
		});
		assert.ok(before > 4 && fewest > before / 2, `${before} before, ${fewest} at least`);
	});
});
