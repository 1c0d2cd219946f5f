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
import { formatCount, plural } from './plural';
import { formatDuration } from './units';

/** What is said of an error that kept a page from being read. */
type DescribeError = (error: unknown) => string;

/** `300 of 1,204 records · page 4 of 13 · 9 s left` */
export function progressText(
	{ records, pages, pageSize, totalAtStart }: PagingPlace,
	max: number | undefined,
	{ milliseconds, pagesRead }: { readonly milliseconds: number; readonly pagesRead: number },
): string {
	const wanted = totalAtStart === undefined ? max : Math.min(totalAtStart, max ?? Infinity);
	if (wanted === undefined || pageSize === 0) {
		const text = l10n.t('{0, plural, one {# record} other {# records}} · page {1}', records, formatCount(pages));
		return plural(text, records);
	}
	const allPages = Math.max(pages, pages + Math.ceil((wanted - records) / pageSize));
	const left = formatDuration(((allPages - pages) * milliseconds) / Math.max(1, pagesRead));
	const text = l10n.t({
		message: '{0} of {1, plural, one {# record} other {# records}} · page {2} of {3} · {4} left',
		args: [formatCount(records), wanted, formatCount(pages), formatCount(allPages), left],
		comment: ['{4} is a duration like "9 s"'],
	});
	return plural(text, wanted);
}

/** What became of an export, in a sentence: how many records are in which file, and why that may not be all. */
export function exportedText({ end, state: { place } }: Exported, name: string, describeError: DescribeError): string {
	const { records, totalAtStart } = place;
	switch (end.kind) {
		case 'whole':
			return exportedRecordsText(records, name);
		case 'max':
			return plural(
				l10n.t(
					'{0, plural, one {# record} other {# records}} exported to {1}, as many as were wanted. There may be more.',
					records,
					name,
				),
				records,
			);
		case 'short':
		case 'paused':
			return l10n.t({
				message: '{0} is incomplete: it has {1}. {2}',
				args: [
					name,
					totalAtStart === undefined ? recordsText(records) : partText(records, totalAtStart),
					reasonText(end, describeError),
				],
				comment: ['{0} is a file, {1} like "300 records" or "300 of 1,204 records", {2} a sentence that says why'],
			});
	}
}

/** What is said of a file that has all that was wanted. */
export function exportedRecordsText(records: number, name: string): string {
	return plural(l10n.t('{0, plural, one {# record} other {# records}} exported to {1}.', records, name), records);
}

/** `1,204 records` */
export function recordsText(records: number): string {
	return plural(l10n.t('{0, plural, one {# record} other {# records}}', records), records);
}

/** `300 of 1,204 records` */
function partText(records: number, all: number): string {
	return plural(l10n.t('{0} of {1, plural, one {# record} other {# records}}', formatCount(records), all), all);
}

/** Why what came is not all, in a sentence. */
export function reasonText(
	end: Extract<PagingEnd, { kind: 'short' | 'paused' }>,
	describeError: DescribeError,
): string {
	return end.kind === 'paused' ? pauseText(end.error, describeError) : shortText(end.because);
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
function pauseText(error: unknown, describeError: DescribeError): string {
	return error instanceof PageOrderError
		? l10n.t('Page {0} does not follow the one before.', error.page)
		: describeError(error);
}

/** How it was read: the report that goes with each export. */
export function reportText({ pages, repeats, twice, totalAtStart, totalAtEnd, way }: PagingPlace): string {
	const unknown = l10n.t('unknown');
	return [
		l10n.t('Pages: {0}, {1}.', formatCount(pages), way.kind === 'byId' ? l10n.t('read by id') : byNumber(way.because)),
		l10n.t('Requests repeated: {0}.', formatCount(repeats)),
		l10n.t('Records that came twice: {0}.', formatCount(twice)),
		l10n.t(
			'Total at the start: {0}, at the end: {1}.',
			totalAtStart === undefined ? unknown : formatCount(totalAtStart),
			totalAtEnd === undefined ? unknown : formatCount(totalAtEnd),
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
export function sheetProgressText(written: number, records: number): string {
	return l10n.t('{0} written to the sheet', partText(written, records));
}

/** How far a file is that is made of records in memory. */
export function recordsProgressText(written: number, records: number): string {
	return l10n.t('{0} written', partText(written, records));
}

/** What is unusual of an XLSX file; nothing where its records and texts fit into a sheet. */
export function sheetText({ sheets, longTexts }: SheetFacts): string {
	return [
		sheets > 1 ? l10n.t('A sheet has at most 1,048,576 rows: the records are in {0} sheets.', formatCount(sheets)) : '',
		longTexts > 0
			? l10n.t(
					'Texts of more than 32,767 characters, which do not fit into a cell: {0}. Each goes on in the cells behind the last column of its row.',
					formatCount(longTexts),
				)
			: '',
	]
		.filter(text => text !== '')
		.join(' ');
}
