import { readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { FromPage, PageState, ToPage } from '../../src/features/table/pageMessages';
import { pageHtml } from '../../src/features/table/pageHtml';
import { ensureBrowser } from '../host/browser.mjs';
import { tableThemes, type TableTheme } from './tableThemes';

/** The built page of tables in a browser, without VS Code. */
export interface OpenedPage {
	readonly page: Page;
	/** What the page and the browser found wrong: refused by the policy, thrown, not to be loaded. */
	readonly problems: readonly string[];
	/** What the page has sent so far. */
	posted(): Promise<readonly FromPage[]>;
	/** What the page has stored for the time after a reload. */
	stored(): Promise<readonly PageState[]>;
	/** Hands it a message as VS Code does. */
	send(message: Exclude<ToPage, { kind: 'rows' }>): Promise<void>;
	/** @param expression JavaScript that gives records, such as `Array.from({ length: 3 }, (_, id) => ({ id }))` */
	sendRows(expression: string): Promise<void>;
}

export async function launchBrowser(): Promise<Browser> {
	return chromium.launch({ executablePath: await ensureBrowser(), args: ['--no-sandbox', '--disable-gpu'] });
}

/** Opens the page with Trusted Types required, so that no text becomes HTML without an error. Nothing but its script and style sheet is there to be loaded. */
export async function openTablePage(
	browser: Browser,
	options: { readonly theme: TableTheme; readonly width?: number; readonly height?: number },
): Promise<OpenedPage> {
	const { theme, width = 1200, height = 600 } = options;
	const page = await browser.newPage({ viewport: { width, height } });
	const problems: string[] = [];
	page.on('pageerror', error => problems.push(error.message));
	page.on('console', message => {
		if (message.type() === 'error') {
			problems.push(message.text());
		}
	});
	const html = pageHtml({ nonce: 'abc123', script: 'table.mjs', style: 'table.css', language: 'en', title: 'Table' });
	const files: Readonly<Record<string, { readonly contentType: string; readonly body: string }>> = {
		'/': { contentType: 'text/html', body: html.replace('<body>', `<body class="${theme}">`) },
		'/table.mjs': { contentType: 'text/javascript', body: readFileSync('dist/table.mjs', 'utf8') },
		'/table.css': {
			contentType: 'text/css',
			body: `${readFileSync('dist/tableStyle.css', 'utf8')}\n${themeStyle(theme)}`,
		},
	};
	await page.route('**/*', route => {
		const file = files[new URL(route.request().url()).pathname];
		const headers = { 'Content-Security-Policy': "require-trusted-types-for 'script'" };
		return file === undefined ? route.abort() : route.fulfill({ ...file, headers });
	});
	await page.addInitScript(`
		globalThis.posted = [];
		globalThis.stored = [];
		globalThis.acquireVsCodeApi = () => ({ postMessage: message => posted.push(message), setState: state => stored.push(state) });
	`);
	await page.goto('http://table.test/');
	await page.waitForFunction(`posted.some(({ kind }) => kind === 'ready')`);
	return {
		page,
		problems,
		posted: () => page.evaluate<FromPage[]>('posted'),
		stored: () => page.evaluate<PageState[]>('stored'),
		send: message => page.evaluate(`postMessage(${JSON.stringify(message)}, '*')`),
		sendRows: expression =>
			page.evaluate(
				`postMessage({ kind: 'rows', bytes: new TextEncoder().encode(JSON.stringify(${expression})).buffer }, '*')`,
			),
	};
}

function themeStyle(theme: TableTheme): string {
	const colors = Object.entries(tableThemes[theme]).map(([name, color]) => `--vscode-${name}: ${color};`);
	const fonts = `--vscode-font-family: sans-serif; --vscode-font-size: 13px;
		--vscode-editor-font-family: monospace; --vscode-editor-font-size: 13px;`;
	return `:root { ${colors.join(' ')} ${fonts} }`;
}
