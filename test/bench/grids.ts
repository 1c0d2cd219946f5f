import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { plainView } from '../../src/features/table/pageMessages';
import { pageTexts } from '../../src/features/table/pageTexts';
import { noLayout } from '../../src/records/table/columnOrder';
import {
	farJump,
	fillTable,
	firstPaint,
	longestTaskWhileScrolling,
	makeRecords,
	measuredRecords,
	ownCell,
} from '../support/gridFigures';
import { launchBrowser, openTablePage } from '../support/tablePage';
import { packExtension } from './packed';
import { gridPackages, installPeers } from './peers';
import type { Measured, Row, Target } from './table';

interface PeerGrid {
	readonly name: string;
	/** A selector. */
	readonly cell: string;
	/** A module that shows `records` with `fields` in `element` when \`fill\` is called. */
	readonly module: string;
}

const peers: readonly PeerGrid[] = [
	{
		name: 'ag-grid',
		cell: '.ag-cell',
		module: `
			import { AllCommunityModule, createGrid, ModuleRegistry } from 'ag-grid-community';
			ModuleRegistry.registerModules([AllCommunityModule]);
			globalThis.fill = (element, fields, rowData) => createGrid(element, {
				columnDefs: fields.map(field => ({ field, width: 160 })), rowData, rowHeight: 24, styleNonce: 'abc123',
			});
		`,
	},
	{
		name: 'tabulator',
		cell: '.tabulator-cell',
		module: `
			import { TabulatorFull } from 'tabulator-tables';
			import 'tabulator-tables/dist/css/tabulator.min.css';
			globalThis.fill = (element, fields, data) => new TabulatorFull(element, {
				height: '100%', rowHeight: 24, renderHorizontal: 'virtual', columns: fields.map(field => ({ title: field, field, width: 160 })), data,
			});
		`,
	},
	{
		name: 'regular-table',
		cell: 'td',
		module: `
			import 'regular-table';
			import 'regular-table/dist/css/material.css';
			globalThis.fill = (element, fields, records) => {
				const table = document.createElement('regular-table');
				element.append(table);
				table.setDataListener(async (left, top, right, bottom) => {
					const shown = fields.slice(left, right);
					return {
						num_rows: records.length,
						num_columns: fields.length,
						column_headers: shown.map(field => [field]),
						data: shown.map(field => records.slice(top, bottom).map(record => record[field])),
					};
				});
				table.draw();
			};
		`,
	},
];

interface Figures {
	readonly firstPaint: number;
	readonly farJump: number;
	readonly longestTask: number;
}

/** The page of tables beside other grids, in the same browser: 100,000 records with 20 fields. */
export async function benchGrids(): Promise<Row[]> {
	await packExtension();
	const folder = await installPeers(gridPackages);
	const browser = await launchBrowser();
	try {
		const own = await ownFigures(browser);
		const others: { readonly name: string; readonly figures: Figures }[] = [];
		for (const peer of peers) {
			others.push({ name: peer.name, figures: await peerFigures(browser, peer, folder) });
		}
		const row = (what: string, limit: number, of: (figures: Figures) => number): Row[] => {
			const target: Target = { quantity: 'value', bound: 'atMost', limit };
			return others.map(({ name, figures }, index) => ({
				what: `table of ${measuredRecords.toLocaleString('en')} × 20, ${what}`,
				unit: 'ms',
				ours: of(own),
				beside: { name, value: of(figures) } satisfies Measured,
				...(index === 0 && { target }),
				note: 'Table: in a browser of 1200 × 600 without a screen. Ours gets JSON, of which it draws the first 100 records at once; the others get objects. Tasks are counted by processor time.',
			}));
		};
		return [
			...row('first paint', 300, figures => figures.firstPaint),
			...row('jump to far rows', 120, figures => figures.farJump),
			...row('longest task while scrolling', 50, figures => figures.longestTask),
		];
	} finally {
		await browser.close();
	}
}

async function ownFigures(browser: Browser): Promise<Figures> {
	const shown = await openTablePage(browser, { theme: 'vscode-dark' });
	await shown.send({
		kind: 'open',
		texts: pageTexts({ t: text => text }),
		facts: [],
		layout: noLayout,
		view: plainView,
		listPath: '$',
		canGet: false,
		hasRecordPages: false,
		inResponse: 0,
		state: {},
		turn: 1,
		further: { kind: 'none', text: '' },
	});
	const { paint } = await fillTable(shown.page);
	return figuresOf(browser, shown.page, paint, ownCell);
}

async function peerFigures(browser: Browser, peer: PeerGrid, folder: string): Promise<Figures> {
	const { outputFiles } = await build({
		stdin: { contents: peer.module, resolveDir: folder },
		bundle: true,
		minify: true,
		format: 'esm',
		target: 'es2023',
		write: false,
		outdir: 'peer',
		logLevel: 'error',
	});
	const textOf = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
	const page = await browser.newPage({ viewport: { width: 1200, height: 600 } });
	const style = 'html, body, main { height: 100%; margin: 0 } main { position: relative }';
	const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
		<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-abc123'; style-src 'nonce-abc123'; font-src data:; img-src data:">
		<style nonce="abc123">${style} ${textOf('.css')}</style></head>
		<body><main></main><script type="module" nonce="abc123">${textOf('.js').replaceAll('</script', '<\\/script')}</script></body></html>`;
	await page.route('**/*', route => route.fulfill({ contentType: 'text/html', body: html }));
	await page.goto('http://peer.test/');
	await page.evaluate(
		`${makeRecords} globalThis.fields = fields; globalThis.records = recordsFrom(0, ${measuredRecords}); undefined;`,
	);
	const paint = await firstPaint(page, `fill(document.querySelector('main'), fields, records);`, peer.cell);
	return figuresOf(browser, page, paint, peer.cell);
}

async function figuresOf(browser: Browser, page: Page, paint: number, cell: string): Promise<Figures> {
	const jump = await farJump(page, cell);
	const longestTask = await longestTaskWhileScrolling(browser, page, cell);
	await page.close();
	return { firstPaint: paint, farJump: jump, longestTask };
}
