import { until } from '../../support/until';
import type { Window } from './window';

/** Removes all sessions, and closes all editors, prompts and messages. */
export async function clearWindow(window: Window): Promise<void> {
	await dismissPrompts(window);
	await removeSessions(window);
	await clearEditors(window);
}

/** Closes all editors, what was typed in them too, and all messages; the extension `stagehand` does it. */
export async function clearEditors({ page, statusBarItem }: Window): Promise<void> {
	const done = statusBarItem('The window is clear');
	const before = await textOf(done);
	await until(async () => {
		// A key that comes while VS Code starts is lost.
		await page.keyboard.press('Control+Alt+Shift+K');
		await page.waitForTimeout(200);
		return (await textOf(done)) !== before;
	});
}

async function textOf(item: ReturnType<Window['statusBarItem']>): Promise<string> {
	return (await item.allTextContents()).join();
}

/** Dialogs, and the command palette's kind of input. */
async function dismissPrompts({ page, dialog, inputBox }: Window): Promise<void> {
	await until(async () => {
		const isOpen = (await dialog('').first().isVisible()) || (await inputBox('').first().isVisible());
		if (isOpen) {
			await page.keyboard.press('Escape');
		}
		return !isOpen;
	});
}

async function removeSessions(window: Window): Promise<void> {
	await window.showContainer('Flowlu');
	// The row of an account may still be drawn when its last session has gone.
	const rows = window.pane('Accounts').locator('[role="treeitem"][aria-level="2"]');
	const none = window.welcomeButton('Add API Key');
	for (;;) {
		await rows.or(none).first().waitFor();
		const count = await rows.count();
		if (count === 0) {
			return;
		}
		await window.page.keyboard.press('Control+Alt+Shift+J');
		await window.inputBox('The key or sign-in').waitFor();
		await window.quickPickRow('').first().waitFor();
		await window.page.keyboard.press('Enter');
		await window.dialogButton(/^(?:Remove|Sign Out)$/u);
		await until(async () => (await rows.count()) < count);
	}
}
