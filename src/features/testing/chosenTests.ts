import type * as vscode from 'vscode';
import { rowOf, type TestFile } from './testFile';
import type { TestFiles } from './testFiles';

/** A request that is to be run. */
export interface ChosenTest {
	/** Of the request. */
	readonly item: vscode.TestItem;
	/** Where it is to be sent for some rows of its file only: their items, by what the rows are called. */
	readonly rows: ReadonlyMap<string, vscode.TestItem> | undefined;
}

/** The requests of a file that are to be run, in the order of the text. */
interface ChosenFile {
	readonly file: TestFile;
	readonly tests: readonly ChosenTest[];
}

/** Those that what becomes of the request is shown at. */
export function shownItems({ item, rows }: ChosenTest): readonly vscode.TestItem[] {
	return rows === undefined ? [item] : [...rows.values()];
}

/** Which requests, and which of their rows, a run is asked for. */
export async function chosenFiles(
	{ include, exclude = [] }: vscode.TestRunRequest,
	controller: vscode.TestController,
	files: TestFiles,
): Promise<readonly ChosenFile[]> {
	const excluded = new Set(exclude);
	const chosen = new Map<TestFile, Map<vscode.TestItem, ChosenTest>>();
	if (include === undefined) {
		await files.discover();
	}
	for (const item of include ?? [...controller.items].map(([, root]) => root)) {
		await choose(item);
	}
	// In the order in which the Testing view has them, whatever the order in which they were found.
	return [...chosen]
		.map(([file, tests]) => ({
			file,
			tests: [...tests.values()].sort((one, other) => lineOf(one.item) - lineOf(other.item)),
		}))
		.sort((one, other) => (one.file.uri.path < other.file.uri.path ? -1 : 1));

	async function choose(given: vscode.TestItem): Promise<void> {
		const { parent } = given;
		if (excluded.has(given)) {
			return;
		}
		if (parent !== undefined && files.isRequest(parent)) {
			add(parent, [given]);
		} else if (files.isRequest(given)) {
			const rows = [...given.children].map(([, row]) => row);
			add(given, rows.some(row => excluded.has(row)) ? rows.filter(row => !excluded.has(row)) : undefined);
		} else {
			await files.fileOf(given)?.read();
			for (const [, child] of given.children) {
				await choose(child);
			}
		}
	}

	/** @param rows items of those that are wanted; undefined for all, more than which there is not to be had */
	function add(item: vscode.TestItem, rows: readonly vscode.TestItem[] | undefined): void {
		const file = files.fileOf(item);
		if (file === undefined || excluded.has(item)) {
			return;
		}
		const tests = chosen.get(file) ?? new Map<vscode.TestItem, ChosenTest>();
		const known = tests.get(item);
		const isWhole = rows === undefined || (known !== undefined && known.rows === undefined);
		const named = (rows ?? []).flatMap(row => {
			const name = rowOf(row);
			return name === undefined ? [] : [[name, row] as const];
		});
		tests.set(item, { item, rows: isWhole ? undefined : new Map([...(known?.rows ?? []), ...named]) });
		chosen.set(file, tests);
	}
}

function lineOf({ range }: vscode.TestItem): number {
	return range?.start.line ?? 0;
}
