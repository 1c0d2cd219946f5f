import type { Access, FlowluClient } from '../flowlu/flowluClient';
import { operationOf } from '../flowlu/operation';
import type { Redactor } from '../net/redaction/redact';
import { type ExportNote, noteText } from '../records/export/exportNote';
import { canGoOn, type Exported, exportRecords, type ExportState } from '../records/export/exportRecords';
import { listReader, type ListReaderPorts } from '../records/pages/listReader';
import { firstPlace } from '../records/pages/pageUrl';
import type { ColumnKinds } from '../records/export/xlsx/columnKinds';
import { makeSheet } from './makeSheet';
import { PartFile, partOf } from './partFile';

/** An export that is begun, or goes on where it has a state. */
export interface ExportJob extends Omit<ExportNote, 'state'> {
	/** The path of the file. */
	readonly target: string;
	readonly state?: ExportState;
}

export interface ExportWriting extends Pick<ListReaderPorts, 'yieldToEventLoop'> {
	readonly flowlu: Pick<FlowluClient, 'send'>;
	readonly redactor: Redactor;
	/** Asked for each page. Undefined where the session was removed. */
	readonly access: () => Promise<Access | undefined>;
	readonly signal: AbortSignal;
	/** Told after each page. */
	readonly onPage: (state: ExportState) => void;
	/** What is known of the fields of the entity, as `crm/lead`; asked for an XLSX file. */
	readonly kindsOf: (entity: string) => Promise<ColumnKinds>;
	/** Told how many of the records are in an XLSX file, which is made when all have come. */
	readonly onSheetRecords: (records: number) => void;
}

/** Reads every page into a file that has its name when it is whole; else what is there stays beside it, with a note by which it can be written on. */
export async function writeExport(job: ExportJob, writing: ExportWriting): Promise<Exported> {
	const file = await PartFile.open(job.target, job.state?.bytes);
	const { redactor } = writing;
	const noteOf = (state: ExportState) => () => {
		const text = noteText({ ...job, state });
		// A request that holds a secret is not kept: then only this window can go on.
		return text !== undefined && redactor.redact(text) === text ? text : undefined;
	};
	let isFinished = false;
	try {
		const read = await exportedTo(file, job, noteOf, writing);
		const sheetPath = `${partOf(job.target)}.sheet`;
		const exported = await withSheet(read, job, sheetPath, writing);
		const isWhole = exported.end.kind === 'whole' || exported.end.kind === 'max';
		if (exported.sheets !== undefined) {
			isFinished = true;
			await file.becomes(sheetPath, isWhole);
		} else if (isWhole) {
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

/** Makes the XLSX file of what has come, if that is wanted and no more is to come. Where that fails, the records stay as they are. */
async function withSheet(
	exported: Exported,
	{ target, plan }: ExportJob,
	path: string,
	{ kindsOf, signal, yieldToEventLoop, onSheetRecords }: ExportWriting,
): Promise<Exported> {
	const { end, state } = exported;
	if (plan.format !== 'xlsx' || canGoOn(end)) {
		return exported;
	}
	try {
		const { entity = '' } = operationOf({ method: 'GET', url: plan.url, headers: [] });
		const sheets = await makeSheet(partOf(target), path, {
			columns: state.writer.columns ?? [],
			kinds: await kindsOf(entity),
			...{ signal, yieldToEventLoop, onRecords: onSheetRecords },
		});
		return sheets === undefined
			? { ...exported, end: { kind: 'short', because: 'cancelled' } }
			: { ...exported, sheets };
	} catch (error) {
		return { ...exported, end: { kind: 'paused', error } };
	}
}

/** A disk that is full pauses it too: what is written up to the last page stays, and counts. */
async function exportedTo(
	file: PartFile,
	job: ExportJob,
	noteOf: (state: ExportState) => () => string | undefined,
	{ redactor, signal, onPage, ...ports }: ExportWriting,
): Promise<Exported> {
	const { plan, headers } = job;
	let latest: ExportState = job.state ?? { place: firstPlace(plan.url), writer: {}, bytes: 0 };
	try {
		return await exportRecords(plan, job.state, signal, {
			readPage: listReader({ method: 'GET', url: plan.url, headers }, ports),
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
