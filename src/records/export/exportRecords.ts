import type { JsonText } from '../../json/jsonText';
import type { Redactor } from '../../net/redaction/redact';
import { type ListItem, listItems } from '../listItems';
import { firstPlace } from '../pages/pageUrl';
import type { PagingEnd, PagingPlace } from '../pages/pagingPlace';
import { type PageReadingPorts, readPages } from '../pages/readPages';
import { redactedJson } from '../redactedJson';
import type { CsvOptions } from './csvWriter';
import { type ExportFormat, recordWriter } from './exportFormat';
import type { WriterState } from './recordWriter';
import type { SheetFacts } from './xlsx/xlsxWriter';

/** All records of a list as a file. */
export interface ExportPlan {
	/** Of the list, absolute and without a credential. */
	readonly url: string;
	readonly format: ExportFormat;
	readonly csv: CsvOptions;
	/** Records at most. */
	readonly max?: number | undefined;
}

/** How far an export has come: with it the file is written on. */
export interface ExportState {
	readonly place: PagingPlace;
	readonly writer: WriterState;
	/** Of the file that belong to it; what is behind them was written before a crash, and is to be cut off. */
	readonly bytes: number;
	/** The last of them in base64, by which another export's file of the same name is told from this one. */
	readonly tail?: string;
}

/** Bytes of a tail. */
const tailLength = 48;

export interface ExportPorts extends Pick<PageReadingPorts, 'readPage' | 'backoff'> {
	readonly redactor: Pick<Redactor, 'find'>;
	/** Adds to the file. */
	append(bytes: Uint8Array): Promise<void>;
	/** Told after each page. */
	advanced(state: ExportState): Promise<void>;
}

export interface Exported {
	readonly state: ExportState;
	readonly end: PagingEnd;
	/** Of an XLSX file. */
	readonly sheets?: SheetFacts;
}

/**
 * Reads every page and writes its records, without holding more than one page. The file has its end unless the reading can go on from the state that
 * is returned.
 * @param from of an export that goes on
 */
export async function exportRecords(
	{ url, format, csv, max }: ExportPlan,
	from: ExportState | undefined,
	signal: AbortSignal,
	ports: ExportPorts,
): Promise<Exported> {
	const writer = recordWriter(format, csv, from?.writer);
	let bytes = from?.bytes ?? 0;
	let tail = from?.tail;
	const stateAt = (place: PagingPlace): ExportState => ({
		place,
		writer: writer.state,
		bytes,
		...(tail !== undefined && { tail }),
	});
	const { place, end } = await readPages(
		{ url, from: from?.place ?? firstPlace(url), max, signal },
		{
			...ports,
			takeRecords: async (json, items, reached) => {
				const masked = redactedJson(json, ports.redactor);
				const written = writer.write(masked, masked === json ? items : sameItems(json, items, masked));
				await ports.append(written);
				bytes += written.length;
				tail =
					written.length === 0
						? tail
						: btoa(Array.from(written.subarray(-tailLength), byte => String.fromCharCode(byte)).join(''));
				await ports.advanced(stateAt(reached));
			},
		},
	);
	if (!canGoOn(end)) {
		// No part of the state: where the file cannot be finished, it goes on before its end.
		await ports.append(writer.end());
	}
	return { state: stateAt(place), end };
}

/** Can an export that ended so be resumed? */
export function canGoOn(end: PagingEnd): boolean {
	return end.kind === 'paused' || (end.kind === 'short' && end.because === 'cancelled');
}

/** The items at the same places of the list. */
function sameItems(json: JsonText, items: readonly ListItem[], other: JsonText): readonly ListItem[] {
	const wanted = new Set(items.map(({ start }) => start));
	const isWanted = Array.from(listItems(json), ({ start }) => wanted.has(start));
	return [...listItems(other)].filter((_, index) => isWanted[index]);
}
