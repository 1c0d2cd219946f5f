import * as l10n from '@vscode/l10n';
import type { Exported } from '../records/export/exportRecords';
import {
	PageOrderError,
	type PageNumberReason,
	type PagingEnd,
	type PagingPlace,
	type ShortReason,
} from '../records/pages/pagingPlace';
import type { SheetFacts } from '../records/export/xlsx/xlsxWriter';
import { formatDuration } from './units';

/** How numbers are written, as a BCP 47 tag, and what is said of an error that kept a page from being read. */
interface Words {
	readonly language: string;
	readonly describeError: (error: unknown) => string;
}

/** `300 of 1,204 records · page 4 of 13 · 9 s left` */
export function progressText(
	{ records, pages, pageSize, totalAtStart }: PagingPlace,
	max: number | undefined,
	{ milliseconds, pagesRead }: { readonly milliseconds: number; readonly pagesRead: number },
	language: string,
): string {
	const count = countIn(language);
	const wanted = totalAtStart === undefined ? max : Math.min(totalAtStart, max ?? Infinity);
	if (wanted === undefined || pageSize === 0) {
		return l10n.t('{0} records · page {1}', count(records), count(pages));
	}
	const allPages = Math.max(pages, pages + Math.ceil((wanted - records) / pageSize));
	const left = formatDuration(((allPages - pages) * milliseconds) / Math.max(1, pagesRead));
	return l10n.t({
		message: '{0} of {1} records · page {2} of {3} · {4} left',
		args: [count(records), count(wanted), count(pages), count(allPages), left],
		comment: ['{4} is a duration like "9 s"'],
	});
}

/** What became of an export, in a sentence: how many records are in which file, and why that may not be all. */
export function exportedText({ end, state: { place } }: Exported, name: string, words: Words): string {
	const count = countIn(words.language);
	const records = count(place.records);
	switch (end.kind) {
		case 'whole':
			return l10n.t('{0} records exported to {1}.', records, name);
		case 'max':
			return l10n.t('{0} records exported to {1}, as many as were wanted. There may be more.', records, name);
		case 'short':
		case 'paused':
			return l10n.t({
				message: '{0} is not whole: it has {1} records. {2}',
				args: [
					name,
					place.totalAtStart === undefined ? records : l10n.t('{0} of {1}', records, count(place.totalAtStart)),
					reasonText(end, words),
				],
				comment: ['{0} is a file, {1} like "300" or "300 of 1,204", {2} a sentence that says why'],
			});
	}
}

/** Why what came is not all, in a sentence. */
export function reasonText(end: Extract<PagingEnd, { kind: 'short' | 'paused' }>, words: Words): string {
	return end.kind === 'paused' ? pauseText(end.error, words) : shortText(end.because);
}

/** Why a list that was not paused may not be whole, in a sentence. */
export function shortText(because: ShortReason): string {
	switch (because) {
		case 'cancelled':
			return l10n.t('The export was cancelled.');
		case 'pageIgnored':
			return l10n.t('The server sends the same page whichever is asked for.');
		case 'fewerThanTotal':
			return l10n.t('The server says that there are more.');
		case 'changed':
			return l10n.t('Records were added or removed meanwhile, and reading by page numbers may have missed some.');
	}
}

/** Why a page could not be read. */
function pauseText(error: unknown, { describeError }: Words): string {
	return error instanceof PageOrderError
		? l10n.t('Page {0} does not follow the one before.', error.page)
		: describeError(error);
}

/** How it was read: the report that goes with each export. */
export function reportText(
	{ pages, repeats, twice, totalAtStart, totalAtEnd, way }: PagingPlace,
	language: string,
): string {
	const count = countIn(language);
	const unknown = l10n.t('unknown');
	return [
		l10n.t('Pages: {0}, {1}.', count(pages), way.kind === 'byId' ? l10n.t('read by id') : byNumber(way.because)),
		l10n.t('Requests repeated: {0}.', count(repeats)),
		l10n.t('Records that came twice: {0}.', count(twice)),
		l10n.t(
			'Total at the start: {0}, at the end: {1}.',
			totalAtStart === undefined ? unknown : count(totalAtStart),
			totalAtEnd === undefined ? unknown : count(totalAtEnd),
		),
	].join(' ');
}

function byNumber(because: PageNumberReason): string {
	switch (because) {
		case 'ownOrder':
			return l10n.t('read by page number, since the request has an order of its own');
		case 'ownIdFilter':
			return l10n.t('read by page number, since the request filters by id');
		case 'noIds':
			return l10n.t('read by page number, since the records have no numbers as ids');
		case 'orderIgnored':
			return l10n.t('read by page number, since the server does not sort by id');
		case 'filterIgnored':
			return l10n.t('read by page number, since the server does not filter by id');
	}
}

/** How far an XLSX file is that is made of the records that came. */
export function sheetProgressText(written: number, records: number, language: string): string {
	const count = countIn(language);
	return l10n.t('{0} of {1} records written to the sheet', count(written), count(records));
}

/** What is unusual of an XLSX file; nothing where its records and texts fit into a sheet. */
export function sheetText({ sheets, longTexts }: SheetFacts, language: string): string {
	const count = countIn(language);
	return [
		sheets > 1 ? l10n.t('A sheet has at most 1,048,576 rows: the records are in {0} sheets.', count(sheets)) : '',
		longTexts > 0
			? l10n.t(
					'Texts of more than 32,767 characters, which do not fit into a cell: {0}. Each goes on in the cells behind the last column of its row.',
					count(longTexts),
				)
			: '',
	]
		.filter(text => text !== '')
		.join(' ');
}

function countIn(language: string): (value: number) => string {
	return value => value.toLocaleString(language);
}
