import { basename } from 'node:path';
import * as vscode from 'vscode';
import { isPlainEntity, operationOf } from '../../flowlu/operation';
import { canGoOn, type Exported, exportRecords, type ExportState } from '../../records/export/exportRecords';
import { type ExportNote, noteText } from '../../records/export/exportNote';
import { listReader } from '../../records/pages/listReader';
import { firstPlace } from '../../records/pages/pageUrl';
import { showMessage } from '../../ui/messages/messages';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';
import { leftOutText, outcomeText, progressText, reportText } from './exportMessages';
import type { ExportDependencies } from './exportDependencies';
import { PartFile, partOf } from '../../disk/partFile';

/** An export that is begun, or goes on where it has a state. */
export interface ExportJob extends Omit<ExportNote, 'state'> {
	/** The path of the file. */
	readonly target: string;
	readonly state?: ExportState;
}

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

async function written(job: ExportJob, dependencies: ExportDependencies): Promise<Exported> {
	const file = await PartFile.open(job.target, job.state?.bytes);
	const { redactor } = dependencies;
	const noteOf = (state: ExportState) => () => {
		const text = noteText({ ...job, state });
		// A request that holds a secret is not kept: then only this window can go on.
		return text !== undefined && redactor.redact(text) === text ? text : undefined;
	};
	let isFinished = false;
	try {
		const exported = await withProgress(job, (signal, onPage) =>
			exportedTo(file, job, { dependencies, signal, onPage, noteOf }),
		);
		if (exported.end.kind === 'whole' || exported.end.kind === 'max') {
			isFinished = true;
			await file.finish();
		} else {
			const note = noteOf(exported.state);
			await file.note(() => (canGoOn(exported.end) ? note() : undefined), true);
		}
		return exported;
	} finally {
		if (!isFinished) {
			await file.close();
		}
	}
}

interface Writing {
	readonly dependencies: ExportDependencies;
	readonly signal: AbortSignal;
	readonly onPage: (state: ExportState) => void;
	readonly noteOf: (state: ExportState) => () => string | undefined;
}

/** A disk that is full pauses it too: what is written up to the last page stays, and counts. */
async function exportedTo(
	file: PartFile,
	job: ExportJob,
	{ dependencies, signal, onPage, noteOf }: Writing,
): Promise<Exported> {
	const { sessions, flowlu, redactor } = dependencies;
	const { plan, headers, session } = job;
	let latest: ExportState = job.state ?? { place: firstPlace(plan.url), writer: {}, bytes: 0 };
	const request = { method: 'GET', url: plan.url, headers };
	const readPage = listReader(request, { flowlu, yieldToEventLoop, access: () => sessions.accessOf(session) });
	try {
		return await exportRecords(plan, job.state, signal, {
			readPage,
			redactor,
			append: bytes => file.append(bytes),
			advanced: async state => {
				latest = state;
				onPage(state);
				await file.note(noteOf(state), false);
			},
		});
	} catch (error) {
		return { state: latest, end: { kind: 'paused', error }, leftOut: [] };
	}
}

/** Shows how far it is, with a way to stop it. */
async function withProgress(
	{ plan, target, state }: ExportJob,
	work: (signal: AbortSignal, onPage: (state: ExportState) => void) => Promise<Exported>,
): Promise<Exported> {
	const controller = new AbortController();
	const title = vscode.l10n.t('Exporting to {0}', basename(target));
	const location = vscode.ProgressLocation.Notification;
	return vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
		token.onCancellationRequested(() => {
			controller.abort();
		});
		const started = performance.now();
		const pagesBefore = state?.place.pages ?? 0;
		return work(controller.signal, ({ place }) => {
			const time = { milliseconds: performance.now() - started, pagesRead: place.pages - pagesBefore };
			progress.report({ message: progressText(place, plan.max, time) });
		});
	});
}

/** @returns what the user wants to go on with */
async function told(job: ExportJob, exported: Exported, { log }: ExportDependencies): Promise<ExportJob | undefined> {
	const { state, end, leftOut } = exported;
	const isWhole = end.kind === 'whole' || end.kind === 'max';
	const path = isWhole ? job.target : partOf(job.target);
	const parts = [
		outcomeText(exported, basename(path)),
		reportText(state.place),
		...(leftOut.length > 0 ? [leftOutText(leftOut)] : []),
	];
	const { entity = '' } = operationOf({ ...job, method: 'GET', url: job.plan.url });
	log.info(`Export of ${isPlainEntity(entity) ? entity : 'a list'}: ${end.kind}. ${reportText(state.place)}`);
	if (end.kind === 'paused') {
		log.error('An export paused.', end.error);
	}
	const resume = vscode.l10n.t('Resume');
	const open = vscode.l10n.t('Open');
	const severity = isWhole && leftOut.length === 0 ? 'information' : 'warning';
	// A message with actions stays among the notifications until it is closed.
	const choice = await showMessage(severity, parts.join(' '), ...(canGoOn(end) ? [resume, open] : [open]));
	if (choice === open) {
		await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path));
	}
	return choice === resume ? { ...job, state } : undefined;
}
