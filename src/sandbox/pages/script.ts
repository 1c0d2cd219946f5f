/** What the pages do beyond plain forms: copying the new key, and showing what "All objects" covers. */
export const script = `'use strict';
for (const button of document.querySelectorAll('[data-copies]')) {
	button.hidden = false;
	button.addEventListener('click', async () => {
		const input = document.getElementById(button.dataset.copies);
		input.select();
		const status = document.querySelector('[data-copied]');
		try {
			await navigator.clipboard.writeText(input.value);
			status.textContent = 'Copied.';
		} catch {
			status.textContent = 'The browser did not allow copying. The key is selected: press Ctrl+C.';
		}
	});
}
for (const input of document.querySelectorAll('input[readonly][autofocus]')) {
	input.select();
}

// "All objects" ticks and locks the boxes below it; they are sent neither way.
function cover(whole) {
	const cell = whole.closest('td');
	const column = cell.cellIndex;
	for (const row of cell.closest('tbody').rows) {
		const box = row.cells[column]?.querySelector('input');
		if (box && box !== whole) {
			box.dataset.own ??= String(box.checked);
			box.checked = whole.checked || box.dataset.own === 'true';
			box.disabled = whole.checked;
		}
	}
}
for (const whole of document.querySelectorAll('.whole input')) {
	whole.addEventListener('change', () => cover(whole));
	if (whole.checked) {
		cover(whole);
	}
}
for (const box of document.querySelectorAll('.modules input')) {
	box.addEventListener('change', () => {
		if (!box.closest('.whole')) {
			box.dataset.own = String(box.checked);
		}
		const chosen = document.querySelector('input[name=scope][value=chosen]');
		chosen.checked = true;
		show();
	});
}
function show() {
	const all = document.querySelector('input[name=scope][value=all]');
	const modules = document.querySelector('.modules');
	if (all && modules) {
		modules.hidden = all.checked;
	}
}
for (const choice of document.querySelectorAll('input[name=scope]')) {
	choice.addEventListener('change', show);
}
show();
`;
