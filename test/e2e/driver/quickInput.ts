import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { until } from '../../support/until';

/**
 * The command palette, pick lists and input boxes: all of them are VS Code's one quick input.
 *
 * @param workspace the folder whose files are opened by their name
 */
export function quickInput(page: Page, workspace: string) {
	const widget = page.locator('.quick-input-widget');
	const input = widget.locator('.quick-input-box input');
	const rows = widget.locator('.quick-input-list .monaco-list-row');

	/** The quick input whose title, prompt, validation message or placeholder has this text. */
	function inputBox(text: string): Locator {
		return widget.filter({ hasText: text }).or(widget.filter({ has: page.getByPlaceholder(text) }));
	}

	/** Chooses the row that has a text, of those that the typed text leaves. */
	async function choose({ key, typed, row }: Readonly<Record<'key' | 'typed' | 'row', string>>): Promise<void> {
		const deadline = Date.now() + 60_000;
		for (;;) {
			await page.keyboard.press(key);
			try {
				await input.fill(typed, { timeout: 5000 });
				await rows.filter({ hasText: row }).first().click({ timeout: 5000 });
				return;
			} catch (error) {
				// An editor that is just opening takes the focus back, which closes the quick input; and VS Code may not have read all commands.
				if (Date.now() > deadline) {
					throw error;
				}
				await page.keyboard.press('Escape');
			}
		}
	}

	return {
		inputBox,
		/** The rows of the open pick list that have this text. */
		quickPickRow: (text: string) => rows.filter({ hasText: text }),
		/** Chooses the first row with this text; a click on a list that is just being drawn is lost. */
		quickPick: async (text: string) => {
			const row = rows.filter({ hasText: text }).first();
			await row.waitFor();
			const shown = await widget.innerText();
			await until(async () => {
				await row.click({ timeout: 1000 }).catch(() => undefined);
				await page.waitForTimeout(100);
				return !(await widget.isVisible()) || (await widget.innerText()) !== shown;
			});
		},
		/** Runs the command whose title, 'Flowlu: Send Request' for example, has this text. */
		palette: (text: string) => choose({ key: 'F1', typed: `>${text}`, row: text }),
		/** Opens a file of the workspace by its name. */
		openFile: async (name: string) => {
			// By its path VS Code finds it at once, a name it looks up in what it may have searched before the file was there.
			await choose({ key: 'Control+P', typed: join(workspace, name), row: name });
			await page.locator(`.tab[data-resource-name="${name}"]`).first().waitFor();
		},
		/** Types into the input that {@link inputBox} finds by `text`, without confirming. */
		fillInput: async (text: string, value: string) => {
			await inputBox(text).waitFor();
			await input.fill(value);
		},
		/** Types into that input and confirms with Enter. */
		answerInput: async (text: string, value: string) => {
			await inputBox(text).waitFor();
			await input.fill(value);
			await input.press('Enter');
		},
		/** `password` for a masked input, else `text`. */
		inputType: () => input.getAttribute('type'),
		/** What a prompt says: the step's title, and the prompt or the validation message. */
		readInput: async () => ({
			title: (await widget.locator('.quick-input-title').textContent())?.trim() ?? '',
			message: (await widget.locator('.quick-input-message').textContent())?.trim() ?? '',
			value: await input.inputValue(),
		}),
		/** A button of the title bar: 'Back'. */
		inputButton: async (title: string) => {
			await widget.getByRole('button', { name: title }).first().click();
		},
		dismissInput: async () => {
			await page.keyboard.press('Escape');
			await widget.waitFor({ state: 'hidden' });
		},
	};
}
