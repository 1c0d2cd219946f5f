import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { install } from '../e2e/driver/installation';
import { launch, type Window } from '../e2e/driver/window';
import { installExtensions } from '../host/server.mjs';
import { packBenchExtension } from './extensionPackages';
import { prepareWindow } from './hostRuns';
import { packExtension } from './packed';
import { realisticDocument } from './realisticDocument';
import { median, type Row } from './table';

const blocks = 10_000;
const edits = 4;
/** Milliseconds after an edit until all that VS Code asks for has been asked for. */
const settled = 3000;

/** VS Code's own work in the extension host that no extension has a part in: it would be taken for theirs. */
const quiet = {
	'merge-conflict.decorators.enabled': false,
	'merge-conflict.codeLens.enabled': false,
};

/** `bare` is of a language for which no extension does anything: what is left is VS Code's own. */
const files = { ours: 'large.flowlu.http', floor: 'large.bench', bare: 'large.bare' } as const;
type Lensed = Exclude<keyof typeof files, 'bare'>;

/** Milliseconds. */
interface Editing {
	readonly firstLenses: number;
	readonly lensesBack: readonly number[];
	readonly longestBlocks: readonly number[];
}

/** A document of 10,000 requests in the window: opened, and edited in its middle; ours beside an extension that has no more than ready-made lenses. */
export async function benchEditing(): Promise<Row[]> {
	await prepareWindow();
	await packExtension();
	const workspace = mkdtempSync(join(tmpdir(), 'bench-workspace-'));
	const text = realisticDocument(blocks);
	Object.values(files).forEach(file => {
		writeFileSync(join(workspace, file), text);
	});
	const blocksFile = join(workspace, 'blocks.json');
	process.env['FLOWLU_BENCH_BLOCKS'] = blocksFile;
	const installation = await install({ settings: quiet });
	try {
		await installExtensions(installation.dataFolder, [await packBenchExtension('lenses')]);
		const window = await launch(installation, { workspace });
		try {
			const line = text.slice(0, text.indexOf(`### Request ${blocks / 2}:`)).split('\n').length;
			const floor = await measure('floor', { window, blocksFile, line });
			// Before ours is activated.
			const bareBlocks = await measureBare({ window, blocksFile, line });
			const ours = await measure('ours', { window, blocksFile, line });
			return rowsOf(ours, floor, bareBlocks);
		} catch (error) {
			console.log(`A picture of the failure: ${await window.shot('bench')}`);
			throw error;
		} finally {
			await window.close();
		}
	} finally {
		delete process.env['FLOWLU_BENCH_BLOCKS'];
		installation.remove();
		rmSync(workspace, { recursive: true });
	}
}

function rowsOf(ours: Editing, floor: Editing, bareBlocks: readonly number[]): Row[] {
	const name = 'only ready-made lenses';
	const inDocument = `${blocks} requests`;
	const lists = [
		list(ours.longestBlocks),
		`of the floor ${list(floor.longestBlocks)}`,
		`of VS Code alone ${list(bareBlocks)}`,
	];
	const block = {
		what: `longest block of the extension host after ${edits} edits, ${inDocument}`,
		unit: 'ms',
		ours: Math.max(...ours.longestBlocks),
	} as const;
	return [
		{
			...block,
			beside: { name, value: Math.max(...floor.longestBlocks) },
			target: { quantity: 'value', bound: 'atMost', limit: 20 },
			note: `Edits in ${inDocument}: longest blocks of the extension host, in ms: ${lists.join('; ')}.`,
		},
		{ ...block, beside: { name: 'VS Code alone', value: Math.max(...bareBlocks) } },
		{
			...block,
			what: `longest block after an edit, median of ${edits}`,
			ours: median(ours.longestBlocks),
			beside: { name: 'VS Code alone', value: median(bareBlocks) },
		},
		{
			what: `lenses back after an edit, median of ${edits}`,
			unit: 'ms',
			ours: median(ours.lensesBack),
			beside: { name, value: median(floor.lensesBack) },
			target: { quantity: 'ratio', bound: 'atMost', limit: 1 },
		},
		{
			what: `first lenses after opening ${inDocument}`,
			unit: 'ms',
			ours: ours.firstLenses,
			beside: { name, value: floor.firstLenses },
			target: { quantity: 'ratio', bound: 'atMost', limit: 1 },
		},
	];
}

function list(milliseconds: readonly number[]): string {
	return milliseconds.map(value => value.toFixed(0)).join(', ');
}

interface Stage {
	readonly window: Window;
	readonly blocksFile: string;
	/** Where the edits are made. */
	readonly line: number;
}

async function measure(subject: Lensed, stage: Stage): Promise<Editing> {
	const { page } = stage.window;
	const firstLenses = await timeOpening(stage.window, subject);
	const lensesBack: number[] = [];
	const longestBlocks = await measureBlocks(stage, async (edit, insert) => {
		await page.evaluate(watchLenses(subject, edit));
		await insert();
		lensesBack.push(await page.evaluate<number>('window.benchLenses'));
	});
	return { firstLenses, lensesBack, longestBlocks };
}

async function measureBare(stage: Stage): Promise<readonly number[]> {
	await stage.window.openFile(files.bare);
	return measureBlocks(stage, (_, insert) => insert());
}

/** The longest block after each of the edits. @param makeEdit inserts a request */
async function measureBlocks(
	{ window, blocksFile, line }: Stage,
	makeEdit: (edit: number, insert: () => Promise<void>) => Promise<void>,
): Promise<readonly number[]> {
	const { page } = window;
	await goToLine(window, line);
	await page.waitForTimeout(settled);
	const longestBlocks: number[] = [];
	for (let edit = 1; edit <= edits; edit++) {
		await told(blocksFile, () => page.keyboard.press('Control+Alt+b'));
		await makeEdit(edit, () => page.keyboard.insertText(`### New ${edit}\nGET crm/lead/list?new=${edit}\n\n`));
		await page.waitForTimeout(settled);
		const { longest = Number.NaN } = await told(blocksFile, () => page.keyboard.press('Control+Alt+n'));
		longestBlocks.push(longest);
	}
	return longestBlocks;
}

/** From Enter in the list of files to the first lens. */
async function timeOpening(window: Window, subject: Lensed): Promise<number> {
	const { page } = window;
	const file = files[subject];
	await page.keyboard.press('Control+P');
	await window.fillInput('', file);
	await window.quickPickRow(file).first().waitFor();
	await page.waitForTimeout(1000);
	await page.evaluate(watchLenses(subject, 0));
	await page.keyboard.press('Enter');
	return page.evaluate<number>('window.benchLenses');
}

async function goToLine(window: Window, line: number): Promise<void> {
	await window.page.keyboard.press('Control+G');
	await window.fillInput('', `:${line}`);
	await window.page.keyboard.press('Enter');
}

/** What the extension host writes down after the work. */
async function told(file: string, work: () => Promise<void>): Promise<{ readonly longest?: number }> {
	rmSync(file, { force: true });
	await work();
	const deadline = performance.now() + 20_000;
	while (performance.now() < deadline) {
		await delay(20);
		try {
			return JSON.parse(readFileSync(file, 'utf8')) as { readonly longest?: number };
		} catch {
			// Not written yet.
		}
	}
	throw new Error('The extension host wrote nothing down.');
}

/**
 * Runs in the page: the time from now, right before a key or an input, to lenses that are new. Those of ours are over the request that was put in, those of the
 * floor count their calls; edit 0 takes any.
 */
function watchLenses(subject: Lensed, edit: number): string {
	const seen = {
		ours: `edit === 0 ? lenses().some(({ textContent }) => !textContent.startsWith('Call')) : overNew()`,
		floor: `newest() > before`,
	}[subject];
	return `{
	const edit = ${edit};
	const lenses = () => [...document.querySelectorAll('.codelens-decoration a')];
	const newest = () => Math.max(0, ...lenses().map(lens => Number(/Call (\\d+)/u.exec(lens.textContent)?.[1] ?? 0)));
	const overNew = () => {
		const line = [...document.querySelectorAll('.view-line')].find(({ textContent }) => textContent.endsWith('new=' + edit));
		const top = line?.getBoundingClientRect().top;
		return lenses().some(lens => Math.abs(lens.getBoundingClientRect().bottom - top) < 8);
	};
	const before = newest();
	const started = performance.now();
	window.benchLenses = new Promise((resolve, reject) => {
		const look = () => {
			if (${seen}) {
				resolve(performance.now() - started);
			} else if (performance.now() - started > 60_000) {
				reject(new Error('No lenses came.'));
			} else {
				requestAnimationFrame(look);
			}
		};
		look();
	});
	// What is evaluated last would be waited for.
	undefined;
}`;
}
