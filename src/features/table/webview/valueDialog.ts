import type { PageTexts } from '../pageTexts';

/** Shows a value whole, as text that can be selected, until Escape or Close. */
export function showValue(title: string, value: string, texts: PageTexts, whenClosed: () => void): void {
	const dialog = document.createElement('dialog');
	const heading = document.createElement('h2');
	heading.textContent = title;
	heading.id = 'value-title';
	dialog.setAttribute('aria-labelledby', heading.id);
	const text = document.createElement('pre');
	text.textContent = value;
	text.tabIndex = 0;
	text.setAttribute('role', 'textbox');
	text.setAttribute('aria-readonly', 'true');
	text.setAttribute('aria-multiline', 'true');
	text.setAttribute('aria-labelledby', heading.id);
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
	dialog.append(heading, text, close);
	document.body.append(dialog);
	dialog.showModal();
	text.focus();
}
