import type { PageTexts } from '../../pageTexts';

/** What a dialog shows, and what of it has the focus first. */
export interface DialogContent {
	readonly title: string;
	readonly content: HTMLElement;
	readonly focused: HTMLElement;
}

/** Shows something above the table until Escape or Close. @param whenClosed takes the focus back */
export function openDialog({ title, content, focused }: DialogContent, texts: PageTexts, whenClosed: () => void): void {
	document.querySelector('dialog')?.close();
	const dialog = document.createElement('dialog');
	const heading = document.createElement('h2');
	heading.textContent = title;
	heading.id = 'dialog-title';
	dialog.setAttribute('aria-labelledby', heading.id);
	const close = document.createElement('button');
	close.type = 'button';
	close.textContent = texts.close;
	close.addEventListener('click', () => {
		dialog.close();
	});
	dialog.addEventListener('close', () => {
		dialog.remove();
		whenClosed();
	});
	dialog.append(heading, content, close);
	document.body.append(dialog);
	dialog.showModal();
	focused.focus();
}

/** A value whole, as text that can be selected. */
export function wholeValue(title: string, value: string): DialogContent {
	const text = document.createElement('pre');
	text.textContent = value;
	text.tabIndex = 0;
	text.setAttribute('role', 'textbox');
	text.setAttribute('aria-readonly', 'true');
	text.setAttribute('aria-multiline', 'true');
	text.setAttribute('aria-label', title);
	return { title, content: text, focused: text };
}
