import type { Locator, Page } from 'playwright-core';

/** The command palette, pick lists and input boxes: all of them are VS Code's one quick input. */
export function quickInput(page: Page) {
	const widget = page.locator('.quick-input-widget');
	const input = widget.locator('.quick-input-box input');
	const rows = widget.locator('.quick-input-list .monaco-list-row');

	/** The quick input whose title, prompt, validation message or placeholder has this text. */
	function inputBox(text: string): Locator {
		return widget.filter({ hasText: text }).or(widget.filter({ has: page.getByPlaceholder(text) }));
	}

	return {
		inputBox,
		/** The rows of the open pick list that have this text. */
		quickPickRow: (text: string) => rows.filter({ hasText: text }),
		/** Chooses the first row with this text. */
		quickPick: async (text: string) => {
			await rows.filter({ hasText: text }).first().click();
		},
		/** Runs the command whose title, 'Flowlu: Send Request' for example, has this text. */
		palette: async (text: string) => {
			await openWith(page, { key: 'F1', prefix: '>', text });
			await rows.filter({ hasText: text }).first().click();
		},
		/** Opens a file of the workspace by its name. */
		openFile: async (name: string) => {
			await openWith(page, { key: 'Control+P', prefix: '', text: name });
			await rows.filter({ hasText: name }).first().click();
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

async function openWith(page: Page, { key, prefix, text }: Record<'key' | 'prefix' | 'text', string>): Promise<void> {
	const input = page.locator('.quick-input-widget .quick-input-box input');
	for (let attempt = 1; ; attempt++) {
		await page.keyboard.press(key);
		try {
			await input.waitFor({ timeout: 3000 });
			await input.fill(prefix + text, { timeout: 3000 });
			return;
		} catch (error) {
			// An editor that is just opening takes the focus back, which closes the quick input.
			if (attempt === 4) {
				throw error;
			}
		}
	}
}
