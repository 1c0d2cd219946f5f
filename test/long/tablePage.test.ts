import axe from 'axe-core';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { parseCatalog } from '../../src/catalog/parseCatalog';
import { plainView, type FromPage, type OpenedTable } from '../../src/features/table/pageMessages';
import { pageTexts } from '../../src/features/table/pageTexts';
import { columnFacts } from '../../src/records/table/columnFacts';
import { noLayout } from '../../src/records/table/columnOrder';
import { farJump, fillTable, longestTaskWhileScrolling, ownCell } from '../support/gridFigures';
import { launchBrowser, openTablePage, type OpenedPage } from '../support/tablePage';
import { tableThemes, type TableTheme } from '../support/tableThemes';
import { until } from '../support/until';

const themes: readonly TableTheme[] = [
	'vscode-light',
	'vscode-dark',
	'vscode-high-contrast',
	'vscode-high-contrast-light',
];

/** Records with what is hard to show: markup, line breaks, digits, what is empty in each way. */
const records = `Array.from({ length: 300 }, (_, index) => ({
	id: 1000 + index,
	name: ['Office refit', '<img src=x onerror=alert(1)>', 'Новый офис', '\\u202eDémo'][index % 4] + ' ' + index,
	budget: (index * 137.5).toFixed(2),
	assignee_id: 1 + (index % 3),
	active: [1, 2, 3][index % 3],
	description: index % 7 === 0 ? 'First\\nsecond' : index % 5 === 0 ? null : '',
	deadline: '2026-03-' + String(1 + (index % 28)).padStart(2, '0'),
	cf_1: String(index % 4),
	tags: index % 2 === 0 ? [{ a: 1 }] : [],
	...(index % 3 === 0 ? {} : { extra: 'x' }),
}))`;

suite('the page of tables', () => {
	let browser: Browser;
	let opened: OpenedTable;
	const pages: OpenedPage[] = [];

	suiteSetup(async () => {
		browser = await launchBrowser();
		const catalog = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));
		const names: Readonly<Record<string, readonly { readonly id: string; readonly name: string }[]>> = {
			'core/user': [{ id: '1', name: 'Zoë Müller' }],
			'customfields/fields': [{ id: '1', name: 'Region' }],
		};
		opened = {
			kind: 'open',
			texts: pageTexts({ t: text => text }),
			facts: columnFacts(catalog, 'crm/lead', entity => names[entity] ?? []),
			layout: noLayout,
			view: plainView,
			listPath: '$.response.items',
			further: { kind: 'none', text: '', total: 1204 },
			canGet: true,
			hasRecordPages: true,
			inResponse: 300,
			state: {},
			turn: 1,
		};
	});
	suiteTeardown(() => browser.close());

	async function open(theme: TableTheme = 'vscode-dark', width = 1200): Promise<OpenedPage> {
		const page = await openTablePage(browser, { theme, width });
		pages.push(page);
		await page.send(opened);
		await page.sendRows(records);
		await page.send({ kind: 'end' });
		await counts(page, '300 of 1,204 records loaded');
		return page;
	}

	async function counts({ page }: OpenedPage, text: string): Promise<void> {
		await page.locator('.counts', { hasText: text }).waitFor();
	}

	/** What the last message of its kind says. */
	async function last<Kind extends FromPage['kind']>(page: OpenedPage, kind: Kind) {
		return (await page.posted())
			.filter((message): message is Extract<FromPage, { kind: Kind }> => message.kind === kind)
			.at(-1);
	}

	/** Waits for so many messages of a kind: the page's policy lets nothing that is text wait in it. */
	async function posted(page: OpenedPage, kind: FromPage['kind'], count: number): Promise<void> {
		await until(async () => (await page.posted()).filter(message => message.kind === kind).length === count);
	}

	/** Row and column that the focus is on, as a screen reader hears them. */
	async function focused({ page }: OpenedPage): Promise<string> {
		return page.evaluate<string>(`(() => {
			const cell = document.activeElement;
			const row = cell.closest('[aria-rowindex]');
			return (row?.getAttribute('aria-rowindex') ?? cell.tagName) + ':' + (cell.getAttribute('aria-colindex') ?? '');
		})()`);
	}

	for (const theme of themes) {
		test(`has nothing that axe finds wrong: ${theme}`, async () => {
			const shown = await open(theme);
			const { page } = shown;
			await page.locator('.slick-cell').nth(1).click();
			await page.keyboard.press('Shift+ArrowDown');
			await page.getByRole('button', { name: 'Column Filters' }).click();
			assert.deepEqual(await violations(shown), []);
			await page.locator('.slick-cell').nth(1).click();
			await page.keyboard.press('Enter');
			await page.locator('dialog pre').waitFor();
			assert.deepEqual(await violations(shown), []);
			await page.keyboard.press('Escape');
			await shown.send({ kind: 'run', command: { kind: 'showValues' } });
			await page.locator('dialog .values').waitFor();
			assert.deepEqual(await violations(shown), []);
			assert.deepEqual(shown.problems, []);
			await page.close();
		});
	}

	test('is worked with by the keyboard, with the focus on the cell', async () => {
		const shown = await open();
		const { page } = shown;
		assert.equal(Object.keys(tableThemes).length, themes.length);
		await page.locator('input[type=search]').focus();
		const script: readonly (readonly [key: string, place: string])[] = [
			['Tab', 'BUTTON:'],
			['Tab', 'BUTTON:'],
			['Tab', 'BUTTON:'],
			['Tab', '2:2'],
			['ArrowRight', '2:3'],
			['ArrowDown', '3:3'],
			['ArrowLeft', '3:2'],
			['Control+ArrowRight', '3:11'],
			['Control+ArrowLeft', '3:1'],
			['End', '3:11'],
			['Home', '3:1'],
			['Control+End', '301:11'],
			['ArrowDown', '301:11'],
			['ArrowRight', '301:11'],
			['Control+Home', '2:1'],
			['Control+ArrowDown', '301:1'],
			['Control+ArrowUp', '2:1'],
			['ArrowUp', '1:1'],
			['ArrowUp', '1:1'],
			['ArrowRight', '1:2'],
			['ArrowRight', '1:3'],
			['ArrowDown', '2:3'],
			['Shift+Tab', 'BUTTON:'],
			['Tab', '2:3'],
		];
		for (const [index, [key, place]] of script.entries()) {
			await page.keyboard.press(key);
			assert.equal(await focused(shown), place, `${index}: ${key}`);
		}
		await page.keyboard.press('PageDown');
		assert.match(await focused(shown), /^(?:1\d|2\d):3$/u);
		await page.keyboard.press('PageUp');
		assert.equal(await focused(shown), '2:3');
		await page.keyboard.press('F2');
		assert.equal(await page.locator('dialog pre').textContent(), 'Office refit 0');
		await page.keyboard.press('Escape');
		await page.locator('dialog').waitFor({ state: 'detached' });
		assert.equal(await focused(shown), '2:3');
		await page.keyboard.press('Tab');
		assert.equal(await page.evaluate<boolean>(`document.activeElement.closest('#records') === null`), true);
		assert.deepEqual(shown.problems, []);
		await page.close();
	});

	test('stores nothing but the place of its request, to which it leads when the records are gone', async () => {
		const shown = await openTablePage(browser, { theme: 'vscode-light', width: 300 });
		const { page } = shown;
		const state = { request: { uri: 'file:///leads.flowlu.http', offset: 12 } };
		await shown.send({ ...opened, state });
		await shown.sendRows(records);
		await shown.send({ kind: 'end' });
		await page.locator('input[type=search]').fill('office');
		await counts(shown, '75 of 300 records');
		assert.deepEqual(await shown.stored(), [state]);
		await shown.send({ kind: 'gone', texts: opened.texts, canGoToRequest: true });
		await page.getByText('Send the request again to see them.').waitFor();
		assert.deepEqual(await violations(shown), []);
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await posted(shown, 'goToRequest', 1);
		assert.equal(await page.getByText('Office refit').count(), 0);
		assert.deepEqual(shown.problems, []);
		await page.close();
	});

	test('is reached by Tab wherever one has scrolled, and keeps its place when a new field comes', async () => {
		const shown = await open();
		const { page } = shown;
		const scrollTop = () => page.evaluate<number>(`document.querySelector('.slick-viewport-left').scrollTop`);
		await page.evaluate(`document.querySelector('.slick-viewport-left').scrollTop = 2400`);
		await page.locator('.slick-row', { hasText: 'Office refit 100' }).waitFor();
		await page.getByRole('button', { name: 'Export…' }).focus();
		await page.keyboard.press('Tab');
		assert.equal(await focused(shown), '102:1');
		await page.keyboard.press('ArrowDown');
		assert.equal(await focused(shown), '103:1');
		await page.evaluate(`document.querySelector('.slick-viewport-left').scrollTop = 4800`);
		await page.locator('.slick-row', { hasText: 'Office refit 200' }).waitFor();
		await shown.sendRows(`[{ id: 2000, name: 'New', surprise: 1 }]`);
		await counts(shown, '301 of 1,204 records loaded');
		assert.deepEqual([await scrollTop(), await focused(shown)], [4800, '202:1']);
		assert.deepEqual(shown.problems, []);
		await page.close();
	});

	test('lets one type on in a filter while a new field comes', async () => {
		const shown = await open();
		const { page } = shown;
		await page.getByRole('button', { name: 'Column Filters' }).click();
		const box = page.getByRole('textbox', { name: 'Filter budget' });
		await box.fill('1350');
		await box.press('ArrowLeft');
		await shown.sendRows(`[{ id: 2000, name: 'New', surprise: 1 }]`);
		await page.getByRole('textbox', { name: 'Filter surprise' }).waitFor();
		await page.keyboard.type('.');
		assert.equal(await box.inputValue(), '135.0');
		await shown.send({ kind: 'run', command: { kind: 'toggleColumnFilters' } });
		await counts(shown, '301 of 1,204 records loaded');
		assert.equal(await focused(shown), '2:2');
		await page.close();
	});

	test('goes on with a selection from where it was begun, by pointer and keyboard', async () => {
		const shown = await open();
		const { page } = shown;
		const cell = (row: number) => page.locator(`[aria-rowindex="${row}"] [aria-colindex="5"]`);
		const cells = (count: number) => page.locator('.summary', { hasText: `${count} cells` }).waitFor();
		await cell(2).click();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('ArrowDown');
		await cell(7).click({ modifiers: ['Shift'] });
		await cells(4);
		await cell(10).hover();
		await page.mouse.down();
		await cell(6).hover();
		await page.mouse.up();
		await cells(5);
		await page.keyboard.press('Shift+ArrowUp');
		await cells(6);
		assert.equal(await focused(shown), '5:5');
		await page.keyboard.press('Shift+Space');
		await page.keyboard.press('Shift+ArrowDown');
		await cells(20);
		assert.deepEqual(shown.problems, []);
		await page.close();
	});

	test('remembers the widths that were chosen, no others, and does not sort where an edge is dragged', async () => {
		const shown = await open();
		const { page } = shown;
		await page.locator('.slick-header-column', { hasText: 'description' }).click({ button: 'right' });
		await shown.send({ kind: 'run', command: { kind: 'hideColumn' } });
		await posted(shown, 'layout', 1);
		assert.deepEqual((await last(shown, 'layout'))?.layout, { ...noLayout, hidden: ['description'] });
		const title = page.locator('.slick-header-column', { hasText: 'budget' });
		const edge = await title.locator('.slick-resizable-handle').boundingBox();
		const box = await title.boundingBox();
		assert.ok(edge !== null && box !== null);
		await page.mouse.move(edge.x + 3, edge.y + 10);
		await page.mouse.down();
		await page.mouse.move(box.x + 20, edge.y + 10, { steps: 4 });
		await page.mouse.up();
		await posted(shown, 'layout', 2);
		assert.equal((await last(shown, 'layout'))?.layout.widths['budget'], 40);
		// The first one has none before it that gives way: the pointer is let go over its title.
		const first = page.locator('.slick-header-column', { hasText: 'id' }).first();
		const firstEdge = await first.locator('.slick-resizable-handle').boundingBox();
		const firstBox = await first.boundingBox();
		assert.ok(firstEdge !== null && firstBox !== null);
		await page.mouse.move(firstEdge.x + 3, firstEdge.y + 10);
		await page.mouse.down();
		await page.mouse.move(firstBox.x + 10, firstEdge.y + 10, { steps: 4 });
		await page.mouse.up();
		await posted(shown, 'layout', 3);
		assert.equal((await last(shown, 'layout'))?.layout.widths['id'], 40);
		assert.equal(await page.locator('[aria-sort=ascending]').count(), 0);
		await page.close();
	});

	test('leaves nothing of a table that another one takes the place of', async () => {
		const shown = await open();
		const { page } = shown;
		const styles = () => page.evaluate('document.querySelectorAll("style").length');
		const pinned: OpenedTable = { ...opened, layout: { ...noLayout, pinned: ['id'] } };
		const before = await styles();
		for (const turn of [2, 3]) {
			await shown.send({ ...pinned, turn });
			await shown.sendRows(records);
			await shown.send({ kind: 'end' });
			await counts(shown, '300 of 1,204 records loaded');
			// Frames in which an observer would be told.
			await page.evaluate('new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
		}
		assert.equal(await styles(), before);
		assert.deepEqual(shown.problems, []);
		await page.close();
	});

	test('finds nothing in columns that are hidden', async () => {
		const shown = await open();
		const { page } = shown;
		await page.getByRole('button', { name: 'Column Filters' }).click();
		await page.getByRole('textbox', { name: 'Filter budget' }).fill('>= 40000');
		await page.locator('input[type=search]').fill('2026-03-12');
		await counts(shown, '1 of 300 records');
		await shown.send({ kind: 'show', names: ['id', 'name', 'deadline'] });
		await counts(shown, '11 of 300 records');
		await shown.send({ kind: 'show', names: ['id', 'name'] });
		await counts(shown, '0 of 300 records');
		await page.close();
	});

	test('sorts, finds, selects, sums up and copies', async () => {
		const shown = await open();
		const { page } = shown;
		const header = page.locator('.slick-header-column', { hasText: 'budget' });
		await header.click();
		await header.click();
		await page.locator('[aria-sort=descending]', { hasText: 'budget' }).waitFor();
		await page.locator('[aria-rowindex="2"] [role=gridcell]', { hasText: '41112.50' }).waitFor();
		await page.locator('input[type=search]').fill('ОФИС');
		await counts(shown, '75 of 300 records');
		await page.getByRole('button', { name: 'Column Filters' }).click();
		await page.getByRole('textbox', { name: 'Filter budget' }).fill('>= 40000');
		await counts(shown, '2 of 300 records');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Control+a');
		await page.locator('.slick-cell', { hasText: '40975.00' }).click();
		await page.keyboard.press('Shift+ArrowDown');
		await page.locator('.summary', { hasText: '2 cells · 2 distinct values · Sum 81400 · Average 40700' }).waitFor();
		await page.keyboard.press('Control+c');
		await page.waitForFunction(`posted.some(({ kind }) => kind === 'copied')`);
		assert.equal((await last(shown, 'copied'))?.text, '40975.00\n40425.00');
		await shown.send({ kind: 'run', command: { kind: 'copyIds' } });
		await shown.send({ kind: 'run', command: { kind: 'copyPath' } });
		await shown.send({ kind: 'run', command: { kind: 'getRecord' } });
		await page.waitForFunction(`posted.some(({ kind }) => kind === 'get')`);
		const copied = (await shown.posted()).flatMap(message => (message.kind === 'copied' ? [message.text] : []));
		assert.deepEqual(copied.slice(1), ['1298,1294', '$.response.items[294].budget']);
		assert.deepEqual(await last(shown, 'get'), { kind: 'get', id: '1294' });
		await shown.send({ kind: 'run', command: { kind: 'editRecord' } });
		await posted(shown, 'edit', 1);
		const fields = [{ name: 'budget', value: '40425.00' }];
		assert.deepEqual(await last(shown, 'edit'), { kind: 'edit', id: '1294', fields });
		await shown.send({ kind: 'run', command: { kind: 'openRecord' } });
		await posted(shown, 'openRecord', 1);
		assert.deepEqual(await last(shown, 'openRecord'), { kind: 'openRecord', id: '1294' });
		assert.deepEqual(shown.problems, []);
		await page.close();
	});

	test('copies the cell that keys act upon, whatever was left out or moved since it was chosen', async () => {
		const shown = await open();
		const { page } = shown;
		const copied = async (count: number): Promise<string | undefined> => {
			await page.keyboard.press('Control+c');
			await posted(shown, 'copied', count);
			return (await last(shown, 'copied'))?.text;
		};
		await page.locator('[aria-rowindex="2"] [aria-colindex="3"]').click();
		for (let row = 0; row < 12; row++) {
			await page.keyboard.press('ArrowDown');
		}
		await page.locator('input[type=search]').fill('office refit 4');
		await counts(shown, '4 of 300 records');
		await page.keyboard.press('ArrowDown');
		assert.equal(await copied(1), 'Office refit 48');
		await shown.send({ kind: 'run', command: { kind: 'move', to: 'left' } });
		await posted(shown, 'layout', 1);
		assert.equal(await focused(shown), '5:2');
		assert.equal(await copied(2), 'Office refit 48');
		await page.keyboard.press('End');
		await shown.send({ kind: 'show', names: ['name'] });
		await posted(shown, 'layout', 2);
		assert.equal(await copied(3), 'Office refit 48');
		await page.keyboard.press('Control+ArrowUp');
		await page.keyboard.press('ArrowUp');
		await page.keyboard.press('Escape');
		assert.equal(await copied(4), 'Office refit 4');
		await page.locator('input[type=search]').fill('none has this');
		await counts(shown, '0 of 300 records');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Control+c');
		await shown.send({ kind: 'run', command: { kind: 'copyIds' } });
		await shown.send({ kind: 'run', command: { kind: 'export' } });
		await posted(shown, 'export', 1);
		assert.equal((await shown.posted()).filter(({ kind }) => kind === 'copied').length, 4);
		assert.deepEqual(shown.problems, []);
		await page.close();
	});

	test('finds what a cell shows beside its value', async () => {
		const shown = await open();
		const { page } = shown;
		await page.locator('input[type=search]').fill('zoë');
		await counts(shown, '100 of 300 records');
		await shown.page.locator('.slick-cell', { hasText: '1 Zoë Müller' }).first().waitFor();
		await page.close();
	});

	test('takes fields that are called as what every object has', async () => {
		const shown = await openTablePage(browser, { theme: 'vscode-dark' });
		const { page } = shown;
		await shown.send(opened);
		await shown.sendRows('[JSON.parse(`{"id":1,"constructor":"x","__proto__":"y"}`)]');
		await shown.send({ kind: 'end' });
		await page.getByRole('button', { name: 'Column Filters' }).click();
		for (const name of ['constructor', '__proto__']) {
			assert.equal(await page.getByRole('textbox', { name: `Filter ${name}` }).inputValue(), '');
			const box = await page.locator('.slick-header-column', { hasText: name }).boundingBox();
			assert.ok(box !== null && box.width > 50 && box.width < 330, name);
		}
		await page.locator('.slick-cell', { hasText: 'x' }).click();
		await shown.send({ kind: 'run', command: { kind: 'filterAtServer' } });
		await posted(shown, 'filterAtServer', 1);
		assert.deepEqual((await last(shown, 'filterAtServer'))?.filter, { name: 'constructor', text: '= x' });
		await page.getByRole('textbox', { name: 'Filter __proto__' }).fill('z');
		await counts(shown, '0 of 1 record');
		assert.deepEqual(shown.problems, []);
		await page.close();
	});

	test('comes back to the place where it was hidden, however long its records take', async () => {
		const shown = await openTablePage(browser, { theme: 'vscode-dark' });
		const { page } = shown;
		await page.clock.install();
		await shown.send({ ...opened, view: { ...plainView, top: 100 } });
		await shown.sendRows(records);
		await page.locator('.slick-row').first().waitFor();
		await page.clock.runFor(1000);
		await shown.send({ kind: 'end' });
		await page.clock.runFor(1000);
		await page.locator('[aria-rowindex="102"]').first().waitFor();
		assert.equal((await last(shown, 'view'))?.view.top, 100);
		await page.close();
	});

	test('says what the menu is about, and leaves that of a box to VS Code', async () => {
		const shown = await open();
		const { page } = shown;
		const context = async (): Promise<string> =>
			(await page.locator('#records').getAttribute('data-vscode-context')) ?? '';
		await page.locator('.slick-cell', { hasText: 'Office refit 0' }).click({ button: 'right' });
		assert.match(await context(), /"webviewSection":"cell".*"preventDefaultContextMenuItems":true/u);
		await page.getByRole('button', { name: 'Column Filters' }).click();
		await page.getByRole('textbox', { name: 'Filter budget' }).click({ button: 'right' });
		assert.doesNotMatch(await context(), /cell|header|preventDefault/u);
		await page.locator('.slick-header-column', { hasText: 'budget' }).click({ button: 'right' });
		assert.match(await context(), /"webviewSection":"header"/u);
		await page.locator('input[type=search]').fill('office refit 10');
		await counts(shown, '3 of 300 records');
		await page
			.locator('.slick-viewport-left')
			.first()
			.click({ button: 'right', position: { x: 20, y: 200 } });
		assert.match(await context(), /"webviewSection":"none"/u);
		await shown.send({ kind: 'run', command: { kind: 'showValue' } });
		await shown.send({ kind: 'run', command: { kind: 'export' } });
		await posted(shown, 'export', 1);
		assert.deepEqual(
			[await page.locator('[aria-sort=ascending]').count(), await page.locator('dialog').count()],
			[0, 0],
		);
		await page.close();
	});

	test('gives no path to a record that is not in the response', async () => {
		const shown = await open();
		await shown.send({ ...opened, inResponse: 299 });
		await shown.sendRows(records);
		await shown.send({ kind: 'end' });
		await shown.page.locator('[aria-rowindex="2"] [role=gridcell]').first().click();
		await shown.page.keyboard.press('Control+End');
		await shown.send({ kind: 'run', command: { kind: 'copyPath' } });
		await shown.page.locator('.summary', { hasText: 'came with a later page' }).waitFor();
		await shown.page.keyboard.press('ArrowUp');
		await shown.send({ kind: 'run', command: { kind: 'copyPath' } });
		await posted(shown, 'copied', 1);
		assert.match((await last(shown, 'copied'))?.text ?? '', /^\$\.response\.items\[298\]/u);
		await shown.page.close();
	});

	test('asks for a file of what is shown or loaded, with the keyboard too', async () => {
		const shown = await open();
		const { page } = shown;
		const header = page.locator('.slick-header-column', { hasText: 'budget' });
		await header.click();
		await header.click();
		await page.locator('input[type=search]').fill('office refit 1');
		await counts(shown, '27 of 300 records · 300 of 1,204 records loaded');
		await shown.send({ kind: 'show', names: ['id', 'budget', 'name'] });
		await page.locator('input[type=search]').focus();
		for (const key of ['Tab', 'Tab', 'Tab', 'Enter']) {
			await page.keyboard.press(key);
		}
		await posted(shown, 'export', 1);
		const choices = await page.evaluate<{ turn: number; order: number[]; columns: string[]; loaded: number }>(`(() => {
			const { turn, shown, loaded } = posted.find(({ kind }) => kind === 'export');
			return { turn, order: [...shown.order], columns: shown.columns, loaded: loaded.order.length, all: loaded.columns };
		})()`);
		const numbers = Array.from({ length: 300 }, (_, index) => index).toReversed();
		assert.deepEqual(choices, {
			turn: 1,
			order: numbers.filter(index => index % 4 === 0 && String(index).startsWith('1')),
			columns: ['id', 'name', 'budget'],
			loaded: 300,
			all: ['id', 'name', 'description', 'budget', 'assignee_id', 'deadline', 'active', 'cf_1', 'tags', 'extra'],
		});
		assert.deepEqual(shown.problems, []);
		await page.close();
	});

	test('asks for more where one scrolls near the end, and says what became of it', async () => {
		const shown = await open();
		const { page } = shown;
		const asked = async (): Promise<number> => (await shown.posted()).filter(({ kind }) => kind === 'more').length;
		const scrollDown = () => page.evaluate(`document.querySelector('.slick-viewport-left').scrollTop = 1e6`);
		const more = page.getByRole('button', { name: 'Load More' });
		await shown.send({ kind: 'further', further: { kind: 'more', text: '', total: 350 } });
		await counts(shown, '300 of 350 records loaded');
		await more.waitFor();
		assert.equal(await asked(), 0);
		await scrollDown();
		await posted(shown, 'more', 1);
		await page.getByRole('status').getByText('Loading more…').waitFor();
		await shown.send({ kind: 'further', further: { kind: 'failed', text: 'No connection.', total: 350 } });
		await page.getByRole('status').getByText('The next page could not be loaded. No connection.').waitFor();
		assert.deepEqual(await violations(shown), []);
		await scrollDown();
		const again = page.getByRole('button', { name: 'Try Again' });
		await again.focus();
		await page.keyboard.press('Enter');
		await posted(shown, 'more', 2);
		await page.locator('input[type=search]').fill('office refit');
		await counts(shown, '75 of 300 records · 300 of 350 records loaded');
		await shown.sendRows(
			`Array.from({ length: 50 }, (_, index) => ({ id: 2000 + index, name: 'Office refit ' + index }))`,
		);
		await more.focus();
		await shown.send({ kind: 'further', further: { kind: 'none', text: '', total: 350 } });
		await counts(shown, '125 of 350 records');
		await more.waitFor({ state: 'hidden' });
		assert.equal(await page.evaluate<boolean>(`document.activeElement.closest('#records') !== null`), true);
		assert.equal(await asked(), 2);
		assert.deepEqual(shown.problems, []);
		await page.close();
	});

	test('asks for no more of a list that is seen whole until its button is pressed', async () => {
		const shown = await openTablePage(browser, { theme: 'vscode-dark' });
		const { page } = shown;
		const further = { kind: 'more', text: '', total: 36 } as const;
		await shown.send({ ...opened, further });
		await shown.sendRows('Array.from({ length: 15 }, (_, id) => ({ id }))');
		await shown.send({ kind: 'end' });
		await shown.send({ kind: 'further', further });
		await counts(shown, '15 of 36 records loaded');
		await page.evaluate(`document.querySelector('.slick-viewport-left').dispatchEvent(new Event('scroll'))`);
		await page.setViewportSize({ width: 900, height: 550 });
		await page.locator('.slick-cell').nth(1).click();
		await page.keyboard.press('Control+End');
		await page.keyboard.press('Control+f');
		assert.equal((await shown.posted()).filter(({ kind }) => kind === 'more').length, 0);
		await page.getByRole('button', { name: 'Load More' }).click();
		await posted(shown, 'more', 1);
		await page.close();
	});

	test('asks for a filter on the server by what is typed, or by the value of the cell', async () => {
		const shown = await open();
		const { page } = shown;
		await page.locator('.slick-cell', { hasText: '275.00' }).first().click();
		await shown.send({ kind: 'run', command: { kind: 'filterAtServer' } });
		await page.getByRole('button', { name: 'Column Filters' }).click();
		await page.getByRole('textbox', { name: 'Filter budget' }).fill('> 40000');
		await shown.send({ kind: 'run', command: { kind: 'filterAtServer' } });
		await posted(shown, 'filterAtServer', 2);
		const filters = (await shown.posted()).flatMap(message =>
			message.kind === 'filterAtServer' ? [message.filter] : [],
		);
		assert.deepEqual(filters, [
			{ name: 'budget', text: '= 275.00' },
			{ name: 'budget', text: '> 40000' },
		]);
		await page.close();
	});

	test('tells how often each value of a column is there', async () => {
		const shown = await open();
		const { page } = shown;
		await page.locator('.slick-header-column', { hasText: 'active' }).click({ button: 'right' });
		await shown.send({ kind: 'run', command: { kind: 'showValues' } });
		const dialog = page.getByRole('dialog', { name: 'active' });
		await dialog.waitFor();
		const shownRows = await dialog.getByRole('row').allInnerTexts();
		assert.deepEqual(
			shownRows.map(text => text.replace(/\s+/gu, ' ')),
			['Value Records', '1 in progress 100', '2 lost 100', '3 won 100'],
		);
		await page.keyboard.press('Escape');
		await dialog.waitFor({ state: 'detached' });
		assert.equal(await focused(shown), '1:8');
		await page.locator('.slick-header-column', { hasText: 'description' }).click({ button: 'right' });
		await page.locator('input[type=search]').fill('office refit 1');
		await counts(shown, '27 of 300 records · 300 of 1,204 records loaded');
		await shown.send({ kind: 'run', command: { kind: 'showValues' } });
		await page.getByRole('dialog', { name: 'description' }).waitFor();
		assert.deepEqual(shown.problems, []);
		await page.close();
	});

	test('keeps pinned columns at the left, for keys and screen readers too', async () => {
		const shown = await open();
		const { page } = shown;
		const title = page.locator('.slick-header-column', { hasText: 'budget' });
		const pin = async (isPinned: boolean): Promise<void> => {
			await title.click({ button: 'right' });
			const context = await page.locator('#records').getAttribute('data-vscode-context');
			assert.ok(context?.includes(`"isPinned":${!isPinned}`));
			await shown.send({ kind: 'run', command: { kind: 'pin', isPinned } });
			await until(async () => (await last(shown, 'layout'))?.layout.pinned.length === (isPinned ? 1 : 0));
		};
		await pin(true);
		assert.equal(await focused(shown), '1:2');
		const script: readonly (readonly [key: string, place: string])[] = [
			['ArrowDown', '2:2'],
			['End', '2:11'],
			['Control+End', '301:11'],
			['Home', '301:1'],
			['ArrowRight', '301:2'],
			['ArrowRight', '301:3'],
			['Control+Home', '2:1'],
			['ArrowUp', '1:1'],
			['ArrowRight', '1:2'],
		];
		for (const [index, [key, place]] of script.entries()) {
			await page.keyboard.press(key);
			assert.equal(await focused(shown), place, `${index}: ${key}`);
		}
		await page.keyboard.press('End');
		await page.locator('.slick-pane-left [aria-rowindex="2"] .slick-cell', { hasText: '0.00' }).waitFor();
		assert.deepEqual(await violations(shown), []);
		await page.setViewportSize({ width: 300, height: 600 });
		await page.locator('.slick-pane-header.frozen').waitFor({ state: 'detached' });
		await page.setViewportSize({ width: 1200, height: 600 });
		await page.locator('.slick-pane-header.frozen').waitFor();
		await pin(false);
		await page.locator('.slick-pane-header.frozen').waitFor({ state: 'detached' });
		assert.deepEqual(shown.problems, []);
		await page.close();
	});

	test('draws, jumps and scrolls through 100,000 records with 20 fields at once', async () => {
		const shown = await openTablePage(browser, { theme: 'vscode-dark' });
		const { page } = shown;
		await shown.send({ ...opened, further: { kind: 'none', text: '' } });
		const { paint, loaded } = await fillTable(page);
		const jump = await farJump(page, ownCell);
		const longestTask = await longestTaskWhileScrolling(browser, page, ownCell);
		const figures = { paint, loaded, jump, longestTask };
		console.log(
			`\t${JSON.stringify(figures, (_, value: unknown) => (typeof value === 'number' ? Math.round(value) : value))}`,
		);
		// On a machine that is busy it takes several times as long as the 300, 120 and 50 ms that it takes alone.
		assert.ok(paint <= 1500 && jump <= 1000 && longestTask <= 500, JSON.stringify(figures));
		assert.deepEqual(shown.problems, []);
		await page.close();
	});

	async function violations({ page }: OpenedPage): Promise<readonly string[]> {
		await page.evaluate(axe.source);
		const found = await page.evaluate<{ id: string; nodes: { html: string; failureSummary: string }[] }[]>(
			`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
		);
		return found.map(
			({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200) ?? ''} ${nodes[0]?.failureSummary ?? ''}`,
		);
	}
});
