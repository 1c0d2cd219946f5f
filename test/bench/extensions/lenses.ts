// The least that has lenses over a large document: as many as there are requests, ready-made, the same for every call.
// Beside that, it tells how long its extension host was busy without a pause.
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';

const language = 'bench-lenses';
const resolution = 1;

export function activate(context: vscode.ExtensionContext): void {
	const command = { title: '', command: 'bench.watch' };
	let lenses: vscode.CodeLens[] | undefined;
	let calls = 0;
	const delays = monitorEventLoopDelay({ resolution });
	context.subscriptions.push(
		vscode.languages.registerCodeLensProvider(language, {
			provideCodeLenses: document => {
				lenses ??= [...document.getText().matchAll(/^###/gmu)].map(({ index }) => {
					const { line } = document.positionAt(index);
					return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command);
				});
				// By this a window sees that they are those of a new call.
				command.title = `Call ${++calls}`;
				return lenses;
			},
		}),
		vscode.commands.registerCommand('bench.watch', () => {
			delays.reset();
			delays.enable();
			write({});
		}),
		vscode.commands.registerCommand('bench.watched', () => {
			delays.disable();
			write({ longest: delays.max / 1e6 - resolution });
		}),
	);
}

/** To the file that FLOWLU_BENCH_BLOCKS names. */
function write(content: { readonly longest?: number }): void {
	const file = process.env['FLOWLU_BENCH_BLOCKS'] ?? '';
	writeFileSync(`${file}.partial`, JSON.stringify(content));
	renameSync(`${file}.partial`, file);
}
