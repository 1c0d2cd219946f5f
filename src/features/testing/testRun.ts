import * as vscode from 'vscode';
import type { BlockId } from '../../http/document/blockTracker';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import type { ShownText } from '../../net/redaction/shownText';
import { agreedTo, plannedWrites, productionSender } from '../../runs/plannedWrites';
import type { CaseResult } from '../../runs/caseResult';
import type { SessionStore } from '../../sessions/sessionStore';
import { itemsOf, type PlannedWrite, type RunItem, type Running, runRequests } from '../../runs/runRequests';
import { stepName } from '../../messages/stepReason';
import { testMessage, writeTestOutput } from '../../ui/shown';
import { caseMessages } from './caseMessages';
import { RowNames } from './rowNames';
import { rowItem, type TestFile } from './testFile';
import type { TestFiles } from './testFiles';

interface RunDependencies {
	readonly controller: vscode.TestController;
	readonly files: TestFiles;
	readonly running: Running;
	readonly sessions: SessionStore;
	readonly redact: (text: string) => ShownText;
}

/** The requests of a file that are to be run, in the order of the text. */
interface ChosenFile {
	readonly file: TestFile;
	readonly items: readonly vscode.TestItem[];
}

/** The same as the engine knows them. */
type FoundRequests = readonly (readonly [vscode.TestItem, RunItem])[];

/** Sends what the user chose, file after file, and tells VS Code what came of it. @param as the session that sends it, whatever the text says */
export async function runTests(
	request: vscode.TestRunRequest,
	token: vscode.CancellationToken,
	as: SessionEntry | undefined,
	dependencies: RunDependencies,
): Promise<void> {
	const { controller, files, running } = dependencies;
	const aborted = new AbortController();
	const cancelling = token.onCancellationRequested(() => {
		aborted.abort();
	});
	const run = controller.createTestRun(request);
	try {
		const chosen = await chosenFiles(request, controller, files);
		for (const item of chosen.flatMap(({ items }) => items)) {
			run.enqueued(item);
		}
		const found: FoundRequests[] = [];
		for (const { file, items } of chosen) {
			found.push(await requestsIn(file, items, run, dependencies));
		}
		const writes = await writesIn(found, as, dependencies);
		if (writes.length === 0 || (await running.confirmWrites(writes))) {
			for (const requests of found) {
				await runFile(requests, writes, { run, as, signal: aborted.signal, ...dependencies });
			}
		}
	} finally {
		run.end();
		cancelling.dispose();
	}
}

async function chosenFiles(
	{ include, exclude = [] }: vscode.TestRunRequest,
	controller: vscode.TestController,
	files: TestFiles,
): Promise<readonly ChosenFile[]> {
	const excluded = new Set(exclude);
	const chosen = new Map<TestFile, Set<vscode.TestItem>>();
	async function choose(given: vscode.TestItem): Promise<void> {
		// A row is not sent alone.
		const item = given.parent !== undefined && files.isRequest(given.parent) ? given.parent : given;
		const file = excluded.has(item) ? undefined : files.fileOf(item);
		if (excluded.has(item)) {
			return;
		}
		if (file !== undefined && item !== file.item) {
			chosen.set(file, (chosen.get(file) ?? new Set()).add(item));
			return;
		}
		await file?.read();
		for (const [, child] of item.children) {
			await choose(child);
		}
	}
	if (include === undefined) {
		await files.discover();
	}
	for (const item of include ?? [...controller.items].map(([, root]) => root)) {
		await choose(item);
	}
	// In the order in which the Testing view has them, whatever the order in which they were found.
	return [...chosen]
		.map(([file, items]) => ({ file, items: [...items].sort((a, b) => lineOf(a) - lineOf(b)) }))
		.sort((a, b) => (a.file.uri.path < b.file.uri.path ? -1 : 1));
}

function lineOf({ range }: vscode.TestItem): number {
	return range?.start.line ?? 0;
}

/** Those that are still what they were when they were read; of the others it is told. */
async function requestsIn(
	file: TestFile,
	items: readonly vscode.TestItem[],
	run: vscode.TestRun,
	{ running: { blocks, scope }, redact }: RunDependencies,
): Promise<FoundRequests> {
	const uri = file.uri.toString();
	await scope.ready(uri);
	await file.read();
	const byLine = new Map(scope.document(uri)?.blocks.map(block => [block.lines.request, block]));
	const found: (readonly [vscode.TestItem, RunItem])[] = [];
	for (const item of items) {
		const request = file.requestOf(item);
		const block = request && byLine.get(request.line);
		if (block !== undefined && block.text === request?.text) {
			for (const runItem of itemsOf(uri, { blocks, document: { blocks: [block] } })) {
				found.push([item, runItem]);
			}
		} else {
			run.errored(item, testMessage(redact(vscode.l10n.t('The request was edited or removed. Run it again.'))));
		}
	}
	return found;
}

async function writesIn(
	found: readonly FoundRequests[],
	as: SessionEntry | undefined,
	{ sessions, running }: RunDependencies,
): Promise<readonly PlannedWrite[]> {
	const items = found.flat().map(([, item]) => item);
	return plannedWrites(items, productionSender(await sessions.list(), running.scope, as), running);
}

interface FileRun extends RunDependencies {
	readonly run: vscode.TestRun;
	readonly as: SessionEntry | undefined;
	readonly signal: AbortSignal;
}

async function runFile(found: FoundRequests, writes: readonly PlannedWrite[], fileRun: FileRun): Promise<void> {
	const { run, as, signal, running, controller, redact } = fileRun;
	const itemOf = new Map(found.map(([item, { block }]) => [block, item]));
	const rowNames = new RowNames(redact);
	let told = Promise.resolve();
	for (const [item] of found) {
		// Those of before: the file of rows may have others now.
		item.children.replace([]);
	}
	await runRequests(
		found.map(([, item]) => item),
		{
			...(as !== undefined && { as }),
			...{ signal, isAgreed: agreedTo(writes, running) },
			onStart: ({ block }, row) => {
				const item = itemFor(block, row);
				if (item !== undefined) {
					run.started(item);
				}
			},
			onResult: result => {
				const item = itemFor(result.block, result.row);
				told = told.then(() => tell(item, result, fileRun));
			},
		},
		running,
	);
	await told;

	/** Of a row, an item below that of its request. */
	function itemFor(block: BlockId, row: string | undefined): vscode.TestItem | undefined {
		const item = itemOf.get(block);
		return item === undefined || row === undefined ? item : rowItem(controller, item, rowNames.shown(block, row));
	}
}

/** @param item undefined for a row of too many */
async function tell(
	item: vscode.TestItem | undefined,
	result: CaseResult,
	{ run, redact, running }: FileRun,
): Promise<void> {
	const { state, milliseconds, status } = result;
	const messages = await caseMessages(result, running.blocks);
	const shown = messages.map(({ text, expected, actual, place }) =>
		testMessage(
			redact(text),
			{
				...(expected !== undefined && { expected: redact(expected) }),
				...(actual !== undefined && { actual: redact(actual) }),
			},
			place,
		),
	);
	const figures = [
		...(status === undefined ? [] : [String(status)]),
		...(milliseconds === undefined ? [] : [vscode.l10n.t('{0} ms', Math.round(milliseconds))]),
	];
	const title = [`${marks[state]} ${stepName(result)}`, ...figures].join(' · ');
	writeTestOutput(run, redact([title, ...messages.map(({ text }) => `  ${text}`), ''].join('\n')), item);
	if (item === undefined) {
		return;
	}
	switch (state) {
		case 'passed':
			run.passed(item, milliseconds);
			return;
		case 'failed':
			run.failed(item, shown, milliseconds);
			return;
		case 'incomplete':
		case 'noResponse':
		case 'notSent':
			run.errored(item, shown, milliseconds);
			return;
		case 'skipped':
		case 'cancelled':
			run.skipped(item);
	}
}

/** Before each request in the output. */
const marks: Readonly<Record<CaseResult['state'], string>> = {
	passed: '✓',
	failed: '✗',
	incomplete: '✗',
	noResponse: '✗',
	notSent: '✗',
	skipped: '○',
	cancelled: '○',
};
