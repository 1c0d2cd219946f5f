import type { Page } from 'playwright-core';

/** Notifications, modal dialogs and the status bar. */
export function notices(page: Page) {
	const toast = (text: string) =>
		page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text });
	const dialog = page.locator('.monaco-dialog-box');

	return {
		toast,
		toastButton: async (text: string, button: string) => {
			await toast(text).first().locator('.monaco-button').filter({ hasText: button }).click();
		},
		closeToasts: async () => {
			await page.keyboard.press('Escape');
			// Where something else took the key, toasts go by themselves only after ten seconds.
			await toast('')
				.first()
				.waitFor({ state: 'hidden', timeout: 1000 })
				.catch(() => page.keyboard.press('Escape'));
			await toast('').first().waitFor({ state: 'hidden' });
		},
		/** The modal dialog with this text. */
		dialog: (text: string) => dialog.filter({ hasText: text }),
		dialogButton: async (button: string | RegExp) => {
			await dialog.locator('.monaco-button').filter({ hasText: button }).first().click();
		},
		statusBarItem: (text: string) => page.locator('.statusbar-item').filter({ hasText: text }),
	};
}
