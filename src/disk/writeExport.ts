import type { Access, FlowluClient } from '../flowlu/flowluClient';
import { operationOf } from '../flowlu/operation';
import type { Redactor } from '../net/redaction/redact';
import { type ExportNote, listRequest, noteText } from '../records/export/exportNote';
import { canGoOn, type Exported, exportRecords, type ExportState } from '../records/export/exportRecords';
import { listReader, type ListReaderPorts } from '../records/pages/listReader';
import { firstPlace } from '../records/pages/pageUrl';
import type { ColumnKinds } from '../records/export/xlsx/columnKinds';
import { CsvWidener } from '../records/export/csvWidener';
import { hasLateColumns } from '../records/export/recordWriter';
import { makeSheet } from './makeSheet';
import { PartFile, partOf } from './partFile';
import { rewriteFile } from './rewriteFile';

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
	const { redactor } = writing;
	const noteOf = (state: ExportState) => () => {
		const text = noteText({ ...job, state });
		// A request that holds a secret is not kept: then only this window can go on.
		return text !== undefined && redactor.redact(text) === text ? text : undefined;
	};
	let file: PartFile;
	try {
		file = await PartFile.open(job.target, job.state);
	} catch (error) {
		if (job.state === undefined) {
			throw error;
		}
		return { state: job.state, end: { kind: 'paused', error } };
	}
	try {
		const read = await exportedTo(file, job, noteOf, writing);
		const other = `${partOf(job.target)}.new`;
		const { exported, isRewritten } = await finished(read, job, other, writing);
		return await put(file, exported, isRewritten ? other : undefined, noteOf(exported.state));
	} finally {
		await file.close();
	}
}

/** Gives the file its name, or notes where it goes on. Where that fails, nothing of it is lost: it pauses. */
async function put(
	file: PartFile,
	exported: Exported,
	other: string | undefined,
	note: () => string | undefined,
): Promise<Exported> {
	const { end } = exported;
	const isWhole = end.kind === 'whole' || end.kind === 'max';
	try {
		await file.note(() => (isWhole || canGoOn(end) ? note() : undefined), true);
		if (other !== undefined) {
			await file.becomes(other, isWhole);
		} else if (isWhole) {
			await file.finish();
		}
		return exported;
	} catch (error) {
		return end.kind === 'paused' ? exported : { ...exported, end: { kind: 'paused', error } };
	}
}

interface Finished {
	readonly exported: Exported;
	/** Is there another file that takes the place of what has come? */
	readonly isRewritten: boolean;
}

/** Makes another file of what has come, if no more is to come and its columns could not be known before. Where that fails, what came stays as it is. */
async function finished(
	exported: Exported,
	job: ExportJob,
	path: string,
	{ kindsOf, signal, yieldToEventLoop, onSheetRecords }: ExportWriting,
): Promise<Finished> {
	const { target, plan } = job;
	const { end, state } = exported;
	const { columns = [] } = state.writer;
	const isSheet = plan.format === 'xlsx';
	if (canGoOn(end) || !(isSheet || hasLateColumns(state.writer))) {
		return { exported, isRewritten: false };
	}
	const turns = { signal, yieldToEventLoop };
	try {
		if (isSheet) {
			const { entity = '' } = operationOf(listRequest(job));
			const kinds = await kindsOf(entity);
			const sheets = await makeSheet(partOf(target), path, { columns, kinds, ...turns, onRecords: onSheetRecords });
			return sheets === undefined ? cancelled(exported) : { exported: { ...exported, sheets }, isRewritten: true };
		}
		const isWhole = await rewriteFile(partOf(target), path, turns, new CsvWidener(columns, plan.csv));
		return isWhole ? { exported, isRewritten: true } : cancelled(exported);
	} catch (error) {
		return { exported: { ...exported, end: { kind: 'paused', error } }, isRewritten: false };
	}
}

function cancelled(exported: Exported): Finished {
	return { exported: { ...exported, end: { kind: 'short', because: 'cancelled' } }, isRewritten: false };
}

/** A disk that is full pauses it too: what is written up to the last page stays, and counts. */
async function exportedTo(
	file: PartFile,
	job: ExportJob,
	noteOf: (state: ExportState) => () => string | undefined,
	{ redactor, signal, onPage, ...ports }: ExportWriting,
): Promise<Exported> {
	const { plan } = job;
	let latest: ExportState = job.state ?? { place: firstPlace(plan.url), writer: {}, bytes: 0 };
	try {
		return await exportRecords(plan, job.state, signal, {
			readPage: listReader(listRequest(job), ports),
			redactor,
			append: bytes => file.append(bytes),
			advanced: async state => {
				latest = state;
				onPage(state);
				await file.note(noteOf(state), false);
			},
		});
	} catch (error) {
		return { state: latest, end: { kind: 'paused', error } };
	}
}
