import { basename } from 'node:path';
import * as vscode from 'vscode';
import { isPlainEntity, operationOf } from '../../flowlu/operation';
import { listRequest } from '../../records/export/exportNote';
import { canGoOn, type Exported } from '../../records/export/exportRecords';
import { columnKinds } from '../../records/export/xlsx/columnKinds';
import { describeError } from '../../ui/messages/errorMessages';
import { showMessage } from '../../ui/messages/messages';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';
import { exportedText, progressText, reportText, sheetProgressText, sheetText } from '../../messages/exportMessages';
import type { ExportDependencies } from './exportDependencies';
import { openWritten, writeWithProgress } from './exportProgress';
import { partOf } from '../../disk/partFile';
import { type ExportJob, writeExport } from '../../disk/writeExport';

/** Runs an export to its end, shows how it went, and goes on with it where the user wants that. */
export async function runExport(job: ExportJob, dependencies: ExportDependencies): Promise<void> {
	for (let next: ExportJob | undefined = job; next !== undefined;) {
		const exported = await written(next, dependencies);
		next = exported && (await told(next, exported, dependencies));
	}
}

function written(
	job: ExportJob,
	{ sessions, flowlu, redactor, catalog }: ExportDependencies,
): Promise<Exported | undefined> {
	const { plan, target, state } = job;
	return writeWithProgress(target, (signal, tell) => {
		const started = performance.now();
		const pagesBefore = state?.place.pages ?? 0;
		let records = state?.place.records ?? 0;
		return writeExport(job, {
			flowlu,
			redactor,
			yieldToEventLoop,
			signal,
			access: () => sessions.accessOf(job.session),
			kindsOf: async entity => columnKinds(await catalog.load(), entity),
			onPage: ({ place }) => {
				({ records } = place);
				const time = { milliseconds: performance.now() - started, pagesRead: place.pages - pagesBefore };
				tell(progressText(place, plan.max, time));
			},
			onSheetRecords: count => {
				tell(sheetProgressText(count, records));
			},
		});
	});
}

/** @returns what the user wants to go on with */
async function told(job: ExportJob, exported: Exported, { log }: ExportDependencies): Promise<ExportJob | undefined> {
	const { state, end, sheets } = exported;
	const isWhole = end.kind === 'whole' || end.kind === 'max';
	const path = isWhole ? job.target : partOf(job.target);
	const parts = [
		exportedText(exported, basename(path), describeError),
		reportText(state.place),
		...(sheets === undefined ? [] : [sheetText(sheets)]),
	];
	const { entity = '' } = operationOf(listRequest(job));
	log.info(`Export of ${isPlainEntity(entity) ? entity : 'a list'}: ${end.kind}. ${reportText(state.place)}`);
	if (end.kind === 'paused') {
		log.error('An export paused.', end.error);
	}
	const resume = vscode.l10n.t('Resume');
	const open = vscode.l10n.t('Open');
	const severity = isWhole ? 'information' : 'warning';
	// A message with actions stays among the notifications until it is closed.
	const choice = await showMessage(severity, parts.join(' ').trim(), ...(canGoOn(end) ? [resume, open] : [open]));
	if (choice === open) {
		await openWritten(path, isWhole && sheets !== undefined);
	}
	return choice === resume ? { ...job, state } : undefined;
}
