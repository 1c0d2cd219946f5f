import type { HttpHeader, HttpRequest } from '../../net/http';
import type { ExportPlan, ExportState } from './exportRecords';
import { exportFormats } from './exportFormat';
import type { WriterState } from './recordWriter';

/** What an export needs to go on in another window: it stands beside the unfinished file. */
export interface ExportNote {
	readonly plan: ExportPlan;
	readonly headers: readonly HttpHeader[];
	/** The id of the session that reads. */
	readonly session: string;
	readonly state: ExportState;
}

const version = 1;

/** What reads the list. */
export function listRequest({ plan: { url }, headers }: Pick<ExportNote, 'plan' | 'headers'>): HttpRequest {
	return { method: 'GET', url, headers };
}

/** Undefined where only the window that began it can go on: what was read by page numbers is known by ids that are not kept. */
export function noteText({ plan, headers, session, state }: ExportNote): string | undefined {
	const { way, records, pages, repeats, twice, pageSize, totalAtStart, seen } = state.place;
	return way.kind === 'byId' && way.isProven && way.last !== undefined && seen === undefined
		? JSON.stringify({
				version,
				plan,
				headers,
				session,
				writer: state.writer,
				bytes: state.bytes,
				tail: state.tail,
				place: { last: way.last, records, pages, repeats, twice, pageSize, totalAtStart },
			})
		: undefined;
}

/** Undefined where the text is no note, or one of a newer version. */
export function readNote(text: string): ExportNote | undefined {
	const note = membersOf(parsed(text));
	const plan = planIn(membersOf(note['plan']));
	const place = placeIn(membersOf(note['place']));
	const writer = writerIn(membersOf(note['writer']));
	const { session, bytes, headers, tail } = note;
	return note['version'] === version &&
		plan !== undefined &&
		place !== undefined &&
		writer !== undefined &&
		typeof session === 'string' &&
		isCount(bytes) &&
		isList(headers) &&
		headers.every(isHeader) &&
		(tail === undefined || typeof tail === 'string')
		? { plan, headers, session, state: { place, writer, bytes, ...(tail !== undefined && { tail }) } }
		: undefined;
}

type Members = Readonly<Record<string, unknown>>;

function planIn({ url, format, csv, max }: Members): ExportPlan | undefined {
	const known = exportFormats.find(each => each === format);
	const { delimiter, hasMark } = membersOf(csv);
	const isPlan =
		typeof url === 'string' &&
		URL.canParse(url) &&
		typeof delimiter === 'string' &&
		delimiter.length === 1 &&
		typeof hasMark === 'boolean';
	return isPlan && known !== undefined && (max === undefined || isCount(max))
		? { url, format: known, csv: { delimiter, hasMark }, ...(max !== undefined && { max }) }
		: undefined;
}

function placeIn(members: Members): ExportState['place'] | undefined {
	const { last, records, pages, repeats, twice, pageSize, totalAtStart } = members;
	return typeof last === 'string' &&
		/^\d+$/u.test(last) &&
		isCount(records) &&
		isCount(pages) &&
		isCount(repeats) &&
		isCount(twice) &&
		isCount(pageSize) &&
		(totalAtStart === undefined || isCount(totalAtStart))
		? {
				way: { kind: 'byId', last, isProven: true },
				records,
				pages,
				repeats,
				twice,
				pageSize,
				...(totalAtStart !== undefined && { totalAtStart }),
			}
		: undefined;
}

function writerIn({ columns, named, hasRecords = false }: Members): WriterState | undefined {
	if (typeof hasRecords !== 'boolean' || (named !== undefined && !isCount(named))) {
		return undefined;
	}
	const state = { hasRecords, ...(named !== undefined && { named }) };
	if (columns === undefined) {
		return state;
	}
	return isList(columns) && columns.every(name => typeof name === 'string') ? { ...state, columns } : undefined;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Not one of ours.
		return undefined;
	}
}

function membersOf(value: unknown): Members {
	return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isList(value: unknown): value is readonly unknown[] {
	return Array.isArray(value);
}

function isHeader(value: unknown): value is HttpHeader {
	return isList(value) && value.length === 2 && value.every(part => typeof part === 'string');
}

function isCount(value: unknown): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
