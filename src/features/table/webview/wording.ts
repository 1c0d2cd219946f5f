import type { Summary } from '../../../records/table/summary';
import { pluralForm } from '../../../messages/units';
import type { PageTexts } from '../pageTexts';
import type { TableModel } from './tableModel';

/** The language of the page's texts, by which numbers are written and counts have their forms. */
function languageOfPage(): string {
	return document.documentElement.lang === '' ? 'en' : document.documentElement.lang;
}

/** A text with its values in the place of `{0}` and `{1}`. */
function filled(text: string, ...values: readonly string[]): string {
	return text.replace(/\{(\d)\}/gu, (all, index: string) => values[Number(index)] ?? all);
}

/** `312 of 1,204 records`: all counts but the last are `{0}`, `{1}` of the text; the last decides its form. */
export function counted(text: string, ...counts: readonly number[]): string {
	const language = languageOfPage();
	const written = counts.map(count => new Intl.NumberFormat(language).format(count));
	return pluralForm(filled(text, ...written), counts.at(-1) ?? 0, language);
}

/** `12 cells · 2 empty · 9 distinct · Sum 1200.50 · …`: digits as they are, since amounts may have more than a number can. */
export function summaryText({ count, empty, distinct, numbers, dates }: Summary, texts: PageTexts): string {
	return [
		counted(texts.cells, count),
		...(empty > 0 ? [counted(texts.empty, empty)] : []),
		counted(texts.distinct, distinct),
		...(numbers === undefined
			? []
			: [
					filled(texts.sum, numbers.sum),
					filled(texts.average, numbers.isRounded ? `≈ ${numbers.average}` : numbers.average),
					filled(texts.least, numbers.min),
					filled(texts.greatest, numbers.max),
				]),
		...(dates === undefined ? [] : [filled(texts.least, dates.min), filled(texts.greatest, dates.max)]),
	].join(' · ');
}

/** `300 of 1,204 records loaded`, with how many of the loaded ones were found. */
export function countsText(
	{ rows, length, isFiltered }: Pick<TableModel, 'rows' | 'length' | 'isFiltered'>,
	{ texts, total = 0, isLoading }: { texts: PageTexts; total: number | undefined; isLoading: boolean },
): string {
	const isPart = !isLoading && total > rows.length;
	const all = isPart ? counted(texts.recordsLoaded, rows.length, total) : counted(texts.records, rows.length);
	return [
		...(isLoading ? [texts.loading] : []),
		...(isFiltered ? [counted(texts.recordsFound, length, rows.length)] : []),
		...(isFiltered && !isPart ? [] : [all]),
		...(rows.omittedFields > 0 ? [counted(texts.omittedFields, rows.omittedFields)] : []),
	].join(' · ');
}
