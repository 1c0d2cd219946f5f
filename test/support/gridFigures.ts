import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
	readonly name: string;
	readonly pid: number;
	readonly tid: number;
	/** Microseconds of processor time. */
	readonly tdur?: number;
	readonly args?: { readonly name?: string };
}

/** Records of a table that is measured. */
export const measuredRecords = 100_000;

/** In the page: twenty fields, and records of texts of which no two are the same. */
export const makeRecords = `
	const fields = Array.from({ length: 20 }, (_, field) => 'field' + field);
	const recordsFrom = (first, count) => Array.from({ length: count }, (_, index) =>
		Object.fromEntries(fields.map(field => [field, 'value ' + (first + index) + ' of ' + field])));
`;

/** A cell of the page of tables. */
export const ownCell = '.slick-cell';

/** Hands the records to the page of tables as VS Code does, a hundred at a time. @returns milliseconds until the first are drawn, and until all are there */
export async function fillTable(page: Page): Promise<{ readonly paint: number; readonly loaded: number }> {
	await page.evaluate(`${makeRecords}
		globalThis.pieces = Array.from({ length: ${measuredRecords / 100} }, (_, piece) =>
			new TextEncoder().encode(JSON.stringify(recordsFrom(100 * piece, 100))).buffer);
		undefined; // The value of the last statement would be handed over.
	`);
	const paint = await firstPaint(page, `postMessage({ kind: 'rows', bytes: pieces[0] }, '*');`, ownCell);
	const loaded = await page.evaluate<number>(`(async () => {
		const start = performance.now();
		pieces.slice(1).forEach(bytes => postMessage({ kind: 'rows', bytes }, '*'));
		postMessage({ kind: 'end' }, '*');
		const isWhole = () => document.querySelector('.counts').textContent.startsWith('${measuredRecords.toLocaleString('en')} records');
		while (!isWhole()) { await new Promise(requestAnimationFrame); }
		return performance.now() - start;
	})()`);
	return { paint, loaded };
}

/** In the page: the text of the cell in its middle, undefined where there is none, and what scrolls the cells. */
function finding(cell: string): string {
	return `
		const middle = () => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest(${JSON.stringify(cell)})?.textContent || undefined;
		const scroller = () => {
			let element = document.querySelector(${JSON.stringify(cell)});
			while (element.scrollHeight <= element.clientHeight || !/auto|scroll/.test(getComputedStyle(element).overflowY)) { element = element.parentElement; }
			return element;
		};
	`;
}

/** Milliseconds until what runs in the page has drawn a cell in the middle of it. @param start JavaScript @param cell a selector */
export function firstPaint(page: Page, start: string, cell: string): Promise<number> {
	return page.evaluate<number>(`(async () => {
		${finding(cell)}
		const start = performance.now();
		${start}
		while (middle() === undefined) { await new Promise(requestAnimationFrame); }
		await new Promise(requestAnimationFrame);
		return performance.now() - start;
	})()`);
}

/** Milliseconds until rows that are far away are drawn: the longest of five jumps. Each row has texts of its own. */
export function farJump(page: Page, cell: string): Promise<number> {
	return page.evaluate<number>(`(async () => {
		${finding(cell)}
		const scrolled = scroller();
		let longest = 0;
		for (const place of [0.9, 0.1, 0.5, 0.99, 0.3]) {
			const start = performance.now();
			const before = middle();
			scrolled.scrollTop = place * scrolled.scrollHeight;
			do { await new Promise(requestAnimationFrame); } while (middle() === undefined || middle() === before);
			longest = Math.max(longest, performance.now() - start);
		}
		return longest;
	})()`);
}

/** Scrolls twelve rows a frame for two seconds. @returns milliseconds of processor time of the longest task meanwhile, which no other program of a busy machine makes longer */
export async function longestTaskWhileScrolling(browser: Browser, page: Page, cell: string): Promise<number> {
	await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
	await scroll(page, cell);
	const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
		traceEvents: readonly TraceEvent[];
	};
	const mainThreads = new Set(
		traceEvents
			.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
			.map(({ pid, tid }) => `${pid}:${tid}`),
	);
	const tasks = traceEvents.filter(({ name, pid, tid }) => name === 'RunTask' && mainThreads.has(`${pid}:${tid}`));
	return Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
}

function scroll(page: Page, cell: string): Promise<void> {
	return page.evaluate(`(async () => {
		${finding(cell)}
		const scrolled = scroller();
		for (let step = 0; step < 120; step++) {
			scrolled.scrollTop += 288;
			await new Promise(requestAnimationFrame);
		}
	})()`);
}
