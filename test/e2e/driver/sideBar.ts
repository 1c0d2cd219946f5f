import type { Page } from 'playwright-core';
import { type Effect, untilShown } from './untilShown';

/** The activity bar and the trees of the side bar. */
export function sideBar(page: Page) {
	const container = (title: string) =>
		page.locator('.activitybar .action-item').filter({ has: page.locator(`[aria-label^="${title}"]`) });
	const pane = (title: string) =>
		page.locator('.sidebar .pane').filter({ has: page.locator(`[aria-label^="${title}"]`) });
	const treeRow = (label: string) => page.locator('.sidebar [role="treeitem"]').filter({ hasText: label });

	const menuItem = (text: string) => page.locator('.monaco-menu').getByRole('menuitem', { name: text }).first();

	/** A click that comes right after a menu opened is taken for the end of the one that opened it. */
	async function choose(text: string): Promise<void> {
		await menuItem(text).hover();
		await page.keyboard.press('Enter');
	}

	return {
		/** An entry of the menu that is open. */
		menuItem,
		/** Opens the Accounts menu at the foot of the activity bar and chooses from it, by the entries on the way to one. */
		accountsMenuItem: async (...path: readonly string[]) => {
			await page
				.locator('.activitybar')
				.getByRole('button', { name: /^Accounts/u })
				.click();
			for (const entry of path) {
				await choose(entry);
			}
		},
		/** The button of a view container in the activity bar; its badge is inside. */
		viewContainer: container,
		/** Shows a view container of the activity bar. */
		showContainer: async (title: string) => {
			const button = container(title).first();
			await button.waitFor();
			if (!((await button.getAttribute('class')) ?? '').includes('checked')) {
				await button.click();
			}
		},
		pane,
		/** The rows of trees whose label or description has this text. */
		treeRow,
		/**
		 * Opens a row's context menu and chooses from it until the effect is shown, which should be that of no other row: while VS Code reads the tree anew,
		 * as after a verification, the click may meet the row that is drawn there now, or the command gets no row and asks for one.
		 */
		contextMenu: async (label: string, item: string, effect: Effect) => {
			await untilShown(effect, async () => {
				await page.keyboard.press('Escape');
				await treeRow(label).first().click({ button: 'right' });
				await choose(item);
			});
		},
		/** Clicks a button of the view's title bar. */
		viewAction: async (view: string, action: string) => {
			await pane(view).first().hover();
			await pane(view).getByRole('button', { name: action }).first().click();
		},
		/** A button or link of a view's welcome text. */
		welcomeButton: (text: string) =>
			page.locator('.sidebar .welcome-view-content').locator('.monaco-button, a').filter({ hasText: text }),
	};
}
