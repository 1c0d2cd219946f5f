// Opens VS Code's window in a browser without a screen.
import { readFileSync, readdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { ensureBrowser } from './browser.mjs';

/** @typedef {import('playwright-core').Page} Page */

const browserArguments = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--disable-dev-shm-usage',
];

/**
 * Nobody looks at the window but for pictures, and the processor draws it: what can be seen through costs nothing, has its size, takes the focus and is
 * visible to playwright. What moves would be laid out sixty times a second.
 */
const unseen = `if (window === top) {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync('body { opacity: 0 !important; } *, ::before, ::after { animation: none !important; transition: none !important; }');
	document.adoptedStyleSheets = [sheet];
}`;

/**
 * Draws the window from now on, for a picture.
 * @param {Page} page
 */
export async function draw(page) {
	await page.evaluate('document.adoptedStyleSheets = []');
}

/**
 * The window is not drawn unless {@link draw} is called.
 * @param {string} profileFolder keeps the browser's storage between launches: there VS Code for the Web has its secrets
 * @param {{ width: number, height: number }} [viewport]
 * @returns {Promise<{ page: Page, close: () => Promise<void>, kill: () => Promise<void> }>} `kill` ends it as a power cut does; Linux only
 */
export async function openBrowser(profileFolder, viewport = { width: 1280, height: 800 }) {
	const context = await chromium.launchPersistentContext(profileFolder, {
		executablePath: await ensureBrowser(),
		args: browserArguments,
		viewport,
		permissions: ['clipboard-read', 'clipboard-write'],
	});
	const kill = async () => {
		const closed = new Promise(resolve => context.once('close', resolve));
		for (const id of processesOf(profileFolder)) {
			process.kill(id, 'SIGKILL');
		}
		await closed;
	};
	await context.addInitScript(unseen);
	return { page: context.pages()[0] ?? (await context.newPage()), close: () => context.close(), kill };
}

/**
 * The browser that uses a profile, and the script that may have started it, by their arguments; what the browser starts has a type.
 * @param {string} profileFolder
 * @returns {readonly number[]}
 */
function processesOf(profileFolder) {
	return readdirSync('/proc')
		.filter(id => {
			const args = /^\d+$/u.test(id) ? argumentsOf(id) : [];
			return args.includes(`--user-data-dir=${profileFolder}`) && !args.some(arg => arg.startsWith('--type='));
		})
		.map(Number);
}

/**
 * @param {string} id of a process
 * @returns {readonly string[]} none where it has ended
 */
function argumentsOf(id) {
	try {
		return readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0');
	} catch {
		return [];
	}
}

/**
 * Lets extensions use the sessions of an authentication provider without the consent dialog, which VS Code
 * refuses to show while tests run inside it.
 * @param {Page} page
 * @param {Readonly<Record<string, readonly string[]>>} trusted extension ids by provider id
 */
export async function trustAuthentication(page, trusted) {
	// By script and not by page.route: Chromium would then refuse the page its WebSocket to loopback.
	await page.addInitScript(`{
		const find = Document.prototype.getElementById;
		Document.prototype.getElementById = function (id) {
			const element = find.call(this, id);
			if (element && id === 'vscode-workbench-web-configuration') {
				const config = JSON.parse(element.getAttribute('data-settings'));
				config.productConfiguration = { ...config.productConfiguration, trustedExtensionAuthAccess: ${JSON.stringify(trusted)} };
				element.setAttribute('data-settings', JSON.stringify(config));
			}
			return element;
		};
	}`);
}
