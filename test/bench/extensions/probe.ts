// Activates one extension in its extension host and writes down what that took. It runs by itself when the window is up.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';

export interface Probed {
	/** Bytes that are still held after garbage collection: on the heap and outside it. */
	readonly held: number;
	readonly resident: number;
	/** The extension's line of VS Code's page Startup Performance. */
	readonly line: string;
}

/** The file FLOWLU_BENCH_PLAN holds the id of the extension; the result goes beside it. */
export async function activate(): Promise<void> {
	const plan = process.env['FLOWLU_BENCH_PLAN'];
	if (plan === undefined || !existsSync(plan)) {
		return;
	}
	const id = readFileSync(plan, 'utf8');
	// What VS Code does after its start is over by then.
	await delay(2000);
	const before = await memory();
	await vscode.extensions.getExtension(id)?.activate();
	await delay(500);
	const after = await memory();
	const probed: Probed = {
		held: after.held - before.held,
		resident: after.resident - before.resident,
		line: await performanceLine(id),
	};
	writeFileSync(`${plan}.partial`, JSON.stringify(probed));
	renameSync(`${plan}.partial`, `${plan}.result`);
}

async function memory(): Promise<Pick<Probed, 'held' | 'resident'>> {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	for (let round = 0; round < 3; round++) {
		collect();
		// Finalizers run in between, and let more go.
		await delay(100);
	}
	const { heapUsed, external, rss } = process.memoryUsage();
	return { held: heapUsed + external, resident: rss };
}

async function performanceLine(id: string): Promise<string> {
	await vscode.commands.executeCommand('perfview.show');
	const page = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf');
	const lines = page?.getText().split('\n') ?? [];
	return lines.find(line => line.includes(id)) ?? '';
}
