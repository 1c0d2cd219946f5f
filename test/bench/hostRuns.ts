import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { install } from '../e2e/driver/installation';
import { launch } from '../e2e/driver/window';
import { ensureBrowser } from '../host/browser.mjs';
import { installExtensions } from '../host/server.mjs';
import { installHost } from '../host/install.mjs';
import { extensionId, packBenchExtension } from './extensionPackages';
import type { Probed } from './extensions/probe';
import { packExtension } from './packed';

const runs = 3;

const subjects = {
	ours: 'flowlu-workbench.flowlu-workbench',
	empty: extensionId('empty'),
	axios: extensionId('axios'),
};

export type Subject = keyof typeof subjects;

/** What one activation in an extension host of its own took. */
export interface HostRun {
	/** Milliseconds that VS Code reports: reading the code, the call of `activate`, what it awaits. */
	readonly load: number;
	readonly call: number;
	readonly finish: number;
	/** Millions of bytes that the extension host holds after it and did not before, by garbage collection and by the system. */
	readonly held: number;
	readonly resident: number;
}

export type HostRuns = Readonly<Record<Subject, readonly HostRun[]>>;

let measuring: Promise<HostRuns> | undefined;

/** Thrown where the machine lacks what a window needs. */
export class NoWindowError extends Error {
	override readonly name = 'NoWindowError' as const;
}

/** @throws NoWindowError */
export async function prepareWindow(): Promise<void> {
	try {
		await ensureBrowser();
		await installHost();
	} catch (error) {
		throw new NoWindowError(error instanceof Error ? error.message : String(error));
	}
}

/**
 * Activates each extension three times, the empty one once, each time in a new extension host of one VS Code that has all of them, in turns.
 * @throws NoWindowError
 */
export function measureInHost(): Promise<HostRuns> {
	measuring ??= measure();
	return measuring;
}

async function measure(): Promise<HostRuns> {
	await prepareWindow();
	await packExtension();
	const installation = await install();
	const folder = mkdtempSync(join(tmpdir(), 'bench-plan-'));
	const plan = join(folder, 'plan');
	try {
		const others = (['empty', 'axios', 'probe'] as const).map(packBenchExtension);
		await installExtensions(installation.dataFolder, await Promise.all(others));
		process.env['FLOWLU_BENCH_PLAN'] = plan;
		const window = await launch(installation);
		try {
			return await takeTurns(plan, () => window.reload());
		} finally {
			await window.close();
		}
	} finally {
		delete process.env['FLOWLU_BENCH_PLAN'];
		installation.remove();
		rmSync(folder, { recursive: true });
	}
}

async function takeTurns(plan: string, reload: () => Promise<void>): Promise<HostRuns> {
	const results: Record<Subject, HostRun[]> = { ours: [], empty: [], axios: [] };
	for (let run = 0; run < runs; run++) {
		// The empty one is the same each time.
		for (const subject of run === 0 ? (['ours', 'empty', 'axios'] as const) : (['ours', 'axios'] as const)) {
			writeFileSync(plan, subjects[subject]);
			await reload();
			results[subject].push(runOf(await probed(`${plan}.result`)));
		}
	}
	return results;
}

async function probed(file: string): Promise<Probed> {
	const deadline = performance.now() + 60_000;
	while (performance.now() < deadline) {
		try {
			const result = JSON.parse(readFileSync(file, 'utf8')) as Probed;
			rmSync(file);
			return result;
		} catch {
			// Not written yet.
			await delay(100);
		}
	}
	throw new Error('The probe in the extension host reported nothing within a minute.');
}

/** Columns of the page: extension, eager, load code, call activate, finish activate, event, by. */
function runOf({ line, held, resident }: Probed): HostRun {
	const [load = Number.NaN, call = Number.NaN, finish = Number.NaN] = line
		.split('|')
		.map(cell => cell.trim())
		.filter(cell => /^\d+$/u.test(cell))
		.map(Number);
	if (Number.isNaN(load + call + finish)) {
		throw new Error(`VS Code's page Startup Performance has no times of the extension: ${line}`);
	}
	return { load, call, finish, held: held / 1e6, resident: resident / 1e6 };
}
