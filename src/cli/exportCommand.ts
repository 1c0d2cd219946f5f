import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { parseCatalog } from '../catalog/parseCatalog';
import { isFolder, noteBeside, partOf } from '../disk/partFile';
import { type ExportJob, writeExport } from '../disk/writeExport';
import { wireRequest } from '../engine/wireRequest';
import { operationOf } from '../flowlu/operation';
import { originOf } from '../flowlu/targetUrl';
import {
	exportedText,
	progressText,
	recordsText,
	reportText,
	sheetProgressText,
	sheetText,
} from '../messages/exportMessages';
import { describeFault } from '../messages/faultMessages';
import type { Redactor } from '../net/redaction/redact';
import { readNote } from '../records/export/exportNote';
import { canGoOn, type Exported } from '../records/export/exportRecords';
import { UnfinishedFileError } from '../records/export/unfinishedFileError';
import { SheetLimitError } from '../records/export/xlsx/sheetLimits';
import { columnKinds } from '../records/export/xlsx/columnKinds';
import { type ExitCode, exitCodes } from './exitCodes';
import { assignKeys, readKey } from './keys';
import { createNetwork, userAgent, yieldToEventLoop } from './terminalNetwork';
import { type ExportOptions, readExportOptions } from './options/exportOptions';
import { UsageError } from './options/usageError';
import type { Terminal } from './output/terminal';
import type { Surroundings } from './programSurroundings';
import { terminalWords } from './terminalWords';

/** Milliseconds between two lines that say how far it is. */
const progressInterval = 5000;

const describeError = (error: unknown) => terminalWords(describeFault(error));

/** Writes every page of a list into a file, or goes on with a file that is not whole. @throws UsageError */
export async function exportCommand(
	args: readonly string[],
	{ env, cwd, stdin, signal, catalog: catalogPath }: Surroundings,
	{ terminal, redactor }: { readonly terminal: Terminal; readonly redactor: Redactor },
): Promise<ExitCode> {
	const options = readExportOptions(args);
	const target = resolve(cwd, options.to);
	if (!(await isFolder(dirname(target)))) {
		throw new UsageError(`There is no folder ${dirname(target)}.`, 'file');
	}
	const named = originOf(options.list);
	const key = await readKey(options, stdin);
	const { sessions, defaultAccount } = assignKeys(
		{ env, options, key, named: named === undefined ? [] : [named] },
		redactor,
	);
	const entries = await sessions.list();
	const account =
		named === undefined
			? defaultAccount
			: entries.find(({ session }) => session.account.origin === named)?.session.account;
	if (account === undefined) {
		throw new UsageError('There is no key for the account of this address.');
	}
	const { origin } = account;
	const request = wireRequest({ method: 'GET', target: options.list, headers: [] }, account, userAgent);
	if (request === undefined || operationOf(request).kind !== 'list') {
		throw new UsageError('Only a list can be exported: its path ends in /list, as in crm/account/list.');
	}
	const job = await jobOf({ url: request.url, headers: request.headers, session: origin, target }, options);
	if (job.state !== undefined) {
		terminal.error(`Continuing after ${recordsText(job.state.place.records)}.`);
	}
	const catalog = options.format === 'xlsx' ? parseCatalog(JSON.parse(await readFile(catalogPath, 'utf8'))) : undefined;
	const started = performance.now();
	let told = started;
	let records = job.state?.place.records ?? 0;
	const pagesBefore = job.state?.place.pages ?? 0;
	const tellProgress = (text: (now: number) => string): void => {
		const now = performance.now();
		if (now - told > progressInterval) {
			told = now;
			terminal.error(text(now));
		}
	};
	const exported = await written(job, {
		redactor,
		yieldToEventLoop,
		signal,
		flowlu: createNetwork({ timeout: options.timeout, allowWrites: false }),
		access: () => sessions.accessOf(origin),
		onPage: ({ place }) => {
			({ records } = place);
			tellProgress(now => {
				const time = { milliseconds: now - started, pagesRead: place.pages - pagesBefore };
				return progressText(place, options.max, time);
			});
		},
		kindsOf: entity => Promise.resolve(catalog === undefined ? new Map() : columnKinds(catalog, entity)),
		onSheetRecords: written => {
			tellProgress(() => sheetProgressText(written, records));
		},
	});
	return tell(exported, target, terminal);
}

/** @throws UsageError where the file cannot be begun */
async function written(...args: Parameters<typeof writeExport>): Promise<Exported> {
	try {
		return await writeExport(...args);
	} catch (error) {
		throw new UsageError(describeError(error), 'file');
	}
}

/** Goes on with what is there if it is of the same list in the same form. */
async function jobOf(
	{ url, ...request }: Pick<ExportJob, 'headers' | 'session' | 'target'> & { readonly url: string },
	{ format, max }: ExportOptions,
): Promise<ExportJob> {
	const plan = { url, format, csv: { delimiter: ',', hasMark: false }, max };
	const text = await noteBeside(request.target);
	const note = text === undefined ? undefined : readNote(text);
	if (note === undefined) {
		return { ...request, plan };
	}
	if (note.plan.url !== url || note.plan.format !== format) {
		throw new UsageError(
			`${partOf(request.target)} belongs to another unfinished export. Continue that one, or delete the file and ${basename(partOf(request.target))}.resume beside it.`,
			'file',
		);
	}
	const { records } = note.state.place;
	if (max !== undefined && max < records) {
		throw new UsageError(
			`${partOf(request.target)} has ${recordsText(records)} already, more than --max ${max}.`,
			'file',
		);
	}
	return { ...request, session: note.session, plan: { ...note.plan, max }, state: note.state };
}

async function tell(exported: Exported, target: string, terminal: Terminal): Promise<ExitCode> {
	const { end, state, sheets } = exported;
	const isWhole = end.kind === 'whole' || end.kind === 'max';
	const outcome = exportedText(exported, basename(isWhole ? target : partOf(target)), describeError);
	if (isWhole) {
		terminal.line(outcome);
	} else {
		terminal.error(outcome);
	}
	terminal.error(reportText(state.place));
	const unusual = sheets === undefined ? '' : sheetText(sheets);
	if (unusual !== '') {
		terminal.error(unusual);
	}
	if (isWhole) {
		return exitCodes.ok;
	}
	if (canGoOn(end)) {
		const isNoted = (await noteBeside(target)) !== undefined;
		terminal.error(isNoted ? 'Run the same command to continue.' : 'Running the same command starts over.');
	}
	if (end.kind === 'short' && end.because === 'cancelled') {
		return exitCodes.interrupted;
	}
	return end.kind === 'paused' && isOfFile(end.error) ? exitCodes.file : exitCodes.notSent;
}

/** Node names the call that failed; that of a connection is told otherwise. */
function isOfFile(error: unknown): boolean {
	return (
		error instanceof UnfinishedFileError ||
		error instanceof SheetLimitError ||
		(error instanceof Error && 'syscall' in error)
	);
}
