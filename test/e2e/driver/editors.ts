import type { Locator, Page } from 'playwright-core';
import { untilShown, type Effect } from './untilShown';

/** What is asked of an element of the page, whose types the tests have not. */
interface DrawnLine {
	readonly textContent: string | null;
	getBoundingClientRect(): { readonly top: number };
}

/** Editors, their tabs and lenses, and the walkthrough. */
export function editors(page: Page) {
	const tab = (title: string) => page.locator('.tabs-container .tab').filter({ hasText: title });
	const group = (title: string) =>
		page.locator('.editor-group-container').filter({ has: page.locator('.tab.active').filter({ hasText: title }) });
	/**
	 * What sends the request, the first from 0, or cancels it. Each request has one of the two, and no response has one: so no number comes to mean
	 * another request while one is under way.
	 */
	const requestLens = (number: number, text: 'Send' | 'Cancel') =>
		page
			.locator('.codelens-decoration a')
			.filter({ hasText: /^\s*(?:Send|Cancel)\s*$/u })
			.nth(number)
			.filter({ hasText: text });

	return {
		tab,
		/** Lenses with this text, in all visible editors. */
		codeLens: (text: string) => page.locator('.codelens-decoration a').filter({ hasText: text }),
		/** Clicks the lens with this text, the first from 0, until its effect is shown. */
		clickLens: async (text: string, number: number, effect: Effect) => {
			const lens = page.locator('.codelens-decoration a').filter({ hasText: text }).nth(number);
			await untilShown(effect, () => lens.click());
		},
		requestLens,
		/** Sends the request, the first from 0, until the effect is shown, as soon as it is under way no more. */
		send: (number: number, effect: Effect) => untilShown(effect, () => requestLens(number, 'Send').click()),
		/** Sends the request at the cursor with Ctrl+Enter until the effect is shown. A dialog that closes gives the focus back to the editor a moment later. */
		sendWithKey: (effect: Effect) =>
			untilShown(effect, async () => {
				await page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
				await page.keyboard.press('Control+Enter');
			}),
		/** Opens the list of quick fixes at the cursor; the fix with this text. */
		quickFix: async (text: string): Promise<Locator> => {
			const fix = page.locator('.action-widget').getByText(text).first();
			await untilShown(fix, () => page.keyboard.press('Control+.'));
			return fix;
		},
		/** The visible lines with this text, in all visible editors. */
		editorLine: (text: string) => page.locator('.editor-instance .view-line').filter({ hasText: nbsp(text) }),
		/** The lines that can be seen of the shown editor with this title, from top to bottom. */
		editorText: async (title: string): Promise<string> => {
			const drawn = group(title).first().locator('.editor-instance .view-line');
			await drawn.first().waitFor();
			// In one piece: a line that is drawn anew between two questions would stand nowhere.
			const read = await drawn.evaluateAll((lines: readonly DrawnLine[]) =>
				lines.map(line => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? '' })),
			);
			return read
				.sort((one, other) => one.top - other.top)
				.map(({ text }) => text.replaceAll('\u00A0', ' '))
				.join('\n');
		},
		/** Puts the cursor behind the last character of the shown editor with this title and types. */
		typeInEditor: async (title: string, text: string) => {
			await group(title).first().locator('.editor-instance .view-lines').click();
			await page.keyboard.press('Control+End');
			await page.keyboard.insertText(text);
		},
		/** An action in the title bar of the shown editor with this title. */
		editorAction: async (title: string, action: string) => {
			await group(title).first().locator('.editor-actions').getByRole('button', { name: action }).first().click();
		},
		/** The title of a step of the open walkthrough: a click shows what it says. */
		walkthroughStep: (title: string) => page.locator('.getting-started-step').filter({ hasText: title }),
		/** The mark of such a step that it is done. */
		walkthroughStepDone: (title: string) =>
			page
				.locator('.getting-started-step')
				.filter({ hasText: title })
				.locator('[role="checkbox"][aria-checked="true"]'),
		/** A button in the step that is shown. */
		walkthroughButton: (text: string) =>
			page.locator('.getting-started-step.expanded .monaco-button').filter({ hasText: text }),
		/** The squiggles of the visible editors: 'error', 'warning' or 'info'. */
		squiggles: (severity: 'error' | 'warning' | 'info') => page.locator(`.editor-instance .squiggly-${severity}`),
	};
}

/** VS Code draws spaces as no-break spaces. */
function nbsp(text: string): RegExp {
	return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&').replaceAll(' ', '[ \\u00A0]'), 'u');
}
