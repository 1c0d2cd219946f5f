import { basename } from 'node:path';
import * as vscode from 'vscode';
import { isPlainEntity, operationOf } from '../../flowlu/operation';
import { canGoOn, type Exported } from '../../records/export/exportRecords';
import { columnKinds } from '../../records/export/xlsx/columnKinds';
import { describeError } from '../../ui/messages/errorMessages';
import { showMessage } from '../../ui/messages/messages';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';
import { exportedText, progressText, reportText, sheetProgressText, sheetText } from '../../messages/exportMessages';
import type { ExportDependencies } from './exportDependencies';
import { partOf } from '../../disk/partFile';
import { type ExportJob, type ExportWriting, writeExport } from '../../disk/writeExport';
import { ownText, shownText } from '../../ui/messages/windowRedactor';
import { showProgress } from '../../ui/shown';

/** Files that are being written. */
const running = new Set<string>();

/** Runs an export to its end, shows how it went, and goes on with it where the user wants that. */
export async function runExport(job: ExportJob, dependencies: ExportDependencies): Promise<void> {
	for (let next: ExportJob | undefined = job; next !== undefined;) {
		if (running.has(next.target)) {
			const name = basename(next.target);
			void showMessage('warning', vscode.l10n.t('An export to {0} is under way.', name));
			return;
		}
		running.add(next.target);
		let exported: Exported;
		try {
			exported = await written(next, dependencies);
		} finally {
			running.delete(next.target);
		}
		next = await told(next, exported, dependencies);
	}
}

function written(job: ExportJob, { sessions, flowlu, redactor, catalog }: ExportDependencies): Promise<Exported> {
	const access = () => sessions.accessOf(job.session);
	const kindsOf = async (entity: string) => columnKinds(await catalog.load(), entity);
	return withProgress(job, (signal, told) =>
		writeExport(job, { flowlu, redactor, yieldToEventLoop, access, signal, kindsOf, ...told }),
	);
}

/** Shows how far it is, with a way to stop it. */
async function withProgress(
	{ plan, target, state }: ExportJob,
	work: (signal: AbortSignal, told: Pick<ExportWriting, 'onPage' | 'onSheetRecords'>) => Promise<Exported>,
): Promise<Exported> {
	const controller = new AbortController();
	const title = shownText(vscode.l10n.t('Exporting to {0}', basename(target)));
	const location = vscode.ProgressLocation.Notification;
	return showProgress({ location, title, cancellable: true }, (progress, token) => {
		token.onCancellationRequested(() => {
			controller.abort();
		});
		const started = performance.now();
		const pagesBefore = state?.place.pages ?? 0;
		let records = state?.place.records ?? 0;
		return work(controller.signal, {
			onPage: ({ place }) => {
				({ records } = place);
				const time = { milliseconds: performance.now() - started, pagesRead: place.pages - pagesBefore };
				progress.report({ message: ownText(progressText(place, plan.max, time, vscode.env.language)) });
			},
			onSheetRecords: written => {
				progress.report({ message: ownText(sheetProgressText(written, records, vscode.env.language)) });
			},
		});
	});
}

/** @returns what the user wants to go on with */
async function told(job: ExportJob, exported: Exported, { log }: ExportDependencies): Promise<ExportJob | undefined> {
	const { state, end, sheets } = exported;
	const isWhole = end.kind === 'whole' || end.kind === 'max';
	const path = isWhole ? job.target : partOf(job.target);
	const words = { language: vscode.env.language, describeError };
	const parts = [
		exportedText(exported, basename(path), words),
		reportText(state.place, words.language),
		...(sheets === undefined ? [] : [sheetText(sheets, words.language)]),
	];
	const { entity = '' } = operationOf({ ...job, method: 'GET', url: job.plan.url });
	log.info(
		`Export of ${isPlainEntity(entity) ? entity : 'a list'}: ${end.kind}. ${reportText(state.place, words.language)}`,
	);
	if (end.kind === 'paused') {
		log.error('An export paused.', end.error);
	}
	const resume = vscode.l10n.t('Resume');
	const open = vscode.l10n.t('Open');
	const severity = isWhole ? 'information' : 'warning';
	// A message with actions stays among the notifications until it is closed.
	const choice = await showMessage(severity, parts.join(' ').trim(), ...(canGoOn(end) ? [resume, open] : [open]));
	if (choice === open && !(isWhole && sheets !== undefined && (await vscode.env.openExternal(vscode.Uri.file(path))))) {
		await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path));
	}
	return choice === resume ? { ...job, state } : undefined;
}
