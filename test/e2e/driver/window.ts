import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startServer, workbenchUrl } from '../../host/server.mjs';
import { draw, openBrowser } from '../../host/window.mjs';
import { editors } from './editors';
import type { Installation } from './installation';
import { notices } from './notices';
import { quickInput } from './quickInput';
import { sideBar } from './sideBar';

/** Where failed tests leave their pictures, from the checkout's folder. */
const pictureFolder = 'out/e2e';

export interface LaunchOptions {
	/** The folder that the window opens; the installation's own unless given. */
	readonly workspace?: string;
	/** `trusted` unless given; a folder opens in Restricted Mode without a question. */
	readonly workspaceTrust?: 'trusted' | 'restricted';
	/** Gets what VS Code's processes and the window's console print. */
	readonly onOutput?: (text: string) => void;
}

export type Window = Awaited<ReturnType<typeof launch>>;

const open = new Set<Window>();

/** The windows that are open now, for pictures of a failure. */
export function openWindows(): readonly Window[] {
	return [...open];
}

/**
 * Starts VS Code and shows its window. Every locator waits for up to `timeout` of playwright, 60 s, when it is used.
 *
 * @throws {Error} where VS Code does not start
 */
export async function launch(installation: Installation, options: LaunchOptions = {}) {
	const { workspace = installation.workspace, workspaceTrust = 'trusted', onOutput } = options;
	const { dataFolder, profileFolder, port } = installation;
	const server = await startServer({ dataFolder, port, workspaceTrust, ...(onOutput && { onOutput }) });
	const browser = await openBrowser(profileFolder);
	const { page } = browser;
	const end = async () => {
		await browser.close();
		await server.stop();
	};
	page.setDefaultTimeout(60_000);
	page.on('console', message => onOutput?.(`${message.text()}\n`));
	try {
		await page.goto(workbenchUrl(server, { folder: workspace }));
		await ready(page);
	} catch (error) {
		await end();
		throw error;
	}
	const window = {
		/** For what the driver has no word for. */
		page,
		...quickInput(page, workspace),
		...sideBar(page),
		...editors(page),
		...notices(page),
		/** Saves a picture of the window as out/e2e/NAME.png and returns that path. */
		shot: (name: string) => shot(page, name),
		reload: async () => {
			await settle(page);
			await page.reload();
			await ready(page);
		},
		/** Ends the window and VS Code; the installation stays for another launch. */
		close: async () => {
			open.delete(window);
			await settle(page);
			await end();
		},
		/** Ends both at once, as a power cut does. */
		kill: async () => {
			open.delete(window);
			await Promise.all([browser.kill(), server.kill()]);
		},
	};
	open.add(window);
	return window;
}

async function ready(page: Page): Promise<void> {
	await page.locator('.monaco-workbench .part.statusbar').waitFor();
	// Extensions are read after the window is drawn: before that, the palette lists none of their commands.
	await page.locator('.activitybar [aria-label^="Flowlu"]').first().waitFor();
}

/** VS Code for the Web tells nobody when it has written a secret to the browser's storage; half a second has been enough. */
async function settle(page: Page): Promise<void> {
	await page.waitForTimeout(500);
}

async function shot(page: Page, name: string): Promise<string> {
	mkdirSync(pictureFolder, { recursive: true });
	const path = join(pictureFolder, `${name}.png`);
	await draw(page);
	await page.screenshot({ path });
	return path;
}
