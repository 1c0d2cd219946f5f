import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install } from '../e2e/driver/installation';
import { launch, type Window } from '../e2e/driver/window';
import { installExtensions } from '../host/server.mjs';
import { getOnce, startListServer, type ListServer } from './listServer';
import { packBenchExtension } from './extensionPackages';
import { prepareWindow } from './hostRuns';
import { packExtension } from './packed';
import { median, type Row } from './table';

const rounds = 12;
const file = 'bench.flowlu.http';
const request = 'crm/lead/list?limit=50';

/** From the key press to the response's text in the window, less what the server takes: ours, and an extension that does no more than that. */
export async function benchRoundTrip(): Promise<Row[]> {
	await prepareWindow();
	await packExtension();
	const server = await startListServer();
	const workspace = mkdtempSync(join(tmpdir(), 'bench-workspace-'));
	writeFileSync(join(workspace, file), `GET ${request}\n`);
	process.env['FLOWLU_BENCH_URL'] = addressOf(server);
	const installation = await install();
	try {
		await installExtensions(installation.dataFolder, [await packBenchExtension('floor')]);
		const window = await launch(installation, { workspace });
		try {
			return [await measure(window, server)];
		} catch (error) {
			console.log(`A picture of the failure: ${await window.shot('bench')}`);
			throw error;
		} finally {
			await window.close();
		}
	} finally {
		delete process.env['FLOWLU_BENCH_URL'];
		installation.remove();
		rmSync(workspace, { recursive: true });
		await server.stop();
	}
}

function addressOf({ origin }: ListServer): string {
	return `${origin}/api/v1/module/${request}`;
}

async function measure(window: Window, listServer: ListServer): Promise<Row> {
	await addKey(window, listServer.origin);
	await window.openFile(file);
	await window.editorLine(request).first().click();
	const times = { ours: new Array<number>(), floor: new Array<number>(), server: new Array<number>() };
	// The first round loads axios and opens the documents.
	for (let round = 0; round <= rounds; round++) {
		const floor = await timeResponse(window, 'Control+Alt+f');
		const ours = await timeResponse(window, 'Control+Enter');
		const started = performance.now();
		await getOnce(addressOf(listServer));
		const server = performance.now() - started;
		if (round > 0) {
			times.floor.push(floor);
			times.ours.push(ours);
			times.server.push(server);
		}
	}
	const server = median(times.server);
	return {
		what: `send to response shown, median of ${rounds}`,
		unit: 'ms',
		ours: median(times.ours) - server,
		beside: { name: 'an extension that does only this', value: median(times.floor) - server },
		target: { quantity: 'value', bound: 'atMost', limit: 60 },
		note: 'Send to response: from keydown to the text in the DOM, both by the clock of the page; no driver between them.',
	};
}

async function addKey(window: Window, origin: string): Promise<void> {
	// The palette does not list what VS Code has not read yet.
	await window.viewContainer('Flowlu').first().waitFor();
	await window.palette('Flowlu: Add API Key');
	await window.answerInput('acme.flowlu.com', origin);
	await window.answerInput('API key for', randomBytes(16).toString('hex'));
	await window.answerInput('Name of the key', 'bench');
	await window.statusBarItem('is saved for').first().waitFor();
}

/** Milliseconds between the last key of the shortcut and the first sight of a response that was not there before. */
async function timeResponse(window: Window, shortcut: string): Promise<number> {
	// The window is at rest: lenses and markers of the response before are drawn.
	await window.page.waitForTimeout(500);
	await window.page.evaluate(watchResponses);
	await window.page.keyboard.press(shortcut);
	return window.page.evaluate<number>('window.benchResponse');
}

/** Runs in the page: the serial numbers of the server's responses tell a new one. Spaces of the editor are no-break spaces. */
const watchResponses = `{
	const newest = () => {
		let serial = 0;
		for (const line of document.querySelectorAll('.editor-instance .view-line')) {
			const found = /"serial":\\s*"(\\d+)"/u.exec(line.textContent);
			serial = Math.max(serial, found ? Number(found[1]) : 0);
		}
		return serial;
	};
	const last = newest();
	let pressed = 0;
	const press = () => { pressed = performance.now(); };
	window.addEventListener('keydown', press, { capture: true });
	window.benchResponse = new Promise((resolve, reject) => {
		const observer = new MutationObserver(() => {
			if (newest() > last) {
				resolve(performance.now() - pressed);
				end();
			}
		});
		const timer = setTimeout(() => { reject(new Error('No response was shown.')); end(); }, 15000);
		const end = () => {
			observer.disconnect();
			clearTimeout(timer);
			window.removeEventListener('keydown', press, { capture: true });
		};
		observer.observe(document.body, { subtree: true, childList: true, characterData: true });
	});
	// What is evaluated last would be waited for.
	undefined;
}`;
