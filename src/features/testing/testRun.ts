import * as vscode from 'vscode';
import type { BlockId } from '../../http/document/blockTracker';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import type { ShownText } from '../../net/redaction/shownText';
import { agreedTo, plannedWrites, productionSender } from '../../runs/plannedWrites';
import type { CaseResult } from '../../runs/caseResult';
import type { SessionStore } from '../../sessions/sessionStore';
import { itemsOf, type PlannedWrite, type RunItem, type Running, runRequests } from '../../runs/runRequests';
import { caseMark } from '../../messages/caseWords';
import { stepName } from '../../messages/stepReason';
import { formatDuration } from '../../messages/units';
import { testMessage, writeTestOutput } from '../../ui/shown';
import { caseMessages } from './caseMessages';
import { chosenFiles, type ChosenTest, shownItems } from './chosenTests';
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

/** The same as the engine knows them. */
type FoundRequests = readonly (readonly [ChosenTest, RunItem])[];

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
		for (const item of chosen.flatMap(({ tests }) => tests).flatMap(shownItems)) {
			run.enqueued(item);
		}
		const found: FoundRequests[] = [];
		for (const { file, tests } of chosen) {
			found.push(await requestsIn(file, tests, run, dependencies));
		}
		const writes = await writesIn(found, as, dependencies);
		const { signal } = aborted;
		if (signal.aborted || writes.length === 0 || (await running.confirmWrites(writes))) {
			// One for all files: a write of one may be what a request of another needs before it.
			const isAgreed = agreedTo(writes, running);
			for (const requests of found) {
				await runFile(requests, { run, as, signal, isAgreed, ...dependencies });
			}
		}
	} finally {
		run.end();
		cancelling.dispose();
	}
}

/** Those that are still what they were when they were read; of the others it is told. */
async function requestsIn(
	file: TestFile,
	tests: readonly ChosenTest[],
	run: vscode.TestRun,
	{ running: { blocks, scope }, redact }: RunDependencies,
): Promise<FoundRequests> {
	const uri = file.uri.toString();
	await scope.ready(uri);
	await file.read();
	const byLine = new Map(scope.document(uri)?.blocks.map(block => [block.lines.request, block]));
	const found: (readonly [ChosenTest, RunItem])[] = [];
	for (const test of tests) {
		const request = file.requestOf(test.item);
		const block = request && byLine.get(request.line);
		if (block !== undefined && block.text === request?.text) {
			for (const runItem of itemsOf(uri, { blocks, document: { blocks: [block] } })) {
				const { rows } = test;
				found.push([test, rows === undefined ? runItem : { ...runItem, onlyRows: new Set(rows.keys()) }]);
			}
		} else {
			const message = testMessage(redact(vscode.l10n.t('The request was edited or removed. Run it again.')));
			for (const item of shownItems(test)) {
				run.errored(item, message);
			}
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
	readonly isAgreed: ReturnType<typeof agreedTo>;
}

async function runFile(found: FoundRequests, fileRun: FileRun): Promise<void> {
	const { run, as, signal, isAgreed, running, controller, redact } = fileRun;
	const testOf = new Map(found.map(([test, { block }]) => [block, test]));
	const rowNames = new RowNames(redact);
	let told = Promise.resolve();
	for (const [{ item, rows }] of found) {
		if (rows === undefined) {
			// Those of before: the file of rows may have others now.
			item.children.replace([]);
		}
	}
	await runRequests(
		found.map(([, item]) => item),
		{
			...(as !== undefined && { as }),
			signal,
			isAgreed,
			onStart: ({ block }, row) => {
				const isWhole = testOf.get(block)?.rows === undefined;
				for (const item of isWhole || row !== undefined ? itemsFor(block, row) : []) {
					run.started(item);
				}
			},
			onResult: result => {
				const items = itemsFor(result.block, result.row);
				told = told.then(() => tell(items, result, fileRun));
			},
		},
		running,
	);
	await told;

	/** Of a row, an item below that of its request, none where there are too many; of chosen rows without a request of their own, all of them. */
	function itemsFor(block: BlockId, row: string | undefined): readonly vscode.TestItem[] {
		const test = testOf.get(block);
		if (test === undefined || row === undefined) {
			return test === undefined ? [] : shownItems(test);
		}
		const { item, rows } = test;
		const own = rows === undefined ? rowItem(controller, item, row, rowNames.shown(block, row)) : rows.get(row);
		return own === undefined ? [] : [own];
	}
}

/** @param items none for a row of too many */
async function tell(
	items: readonly vscode.TestItem[],
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
		...(milliseconds === undefined ? [] : [formatDuration(milliseconds)]),
	];
	const title = [`${caseMark(state)} ${stepName(result)}`, ...figures].join(' · ');
	writeTestOutput(run, redact([title, ...messages.map(({ text }) => `  ${text}`), ''].join('\n')), items[0]);
	for (const item of items) {
		switch (state) {
			case 'passed':
				run.passed(item, milliseconds);
				break;
			case 'failed':
				run.failed(item, shown, milliseconds);
				break;
			case 'incomplete':
			case 'noResponse':
			case 'notSent':
				run.errored(item, shown, milliseconds);
				break;
			case 'skipped':
			case 'cancelled':
				run.skipped(item);
				break;
		}
	}
}
