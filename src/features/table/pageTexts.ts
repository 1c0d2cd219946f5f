/** What the page says. */
export type PageTexts = Readonly<ReturnType<typeof pageTexts>>;

/** Texts with a count have its forms as ICU writes them. @param l10n that of VS Code, or one that leaves texts as they are */
export function pageTexts(l10n: { t(text: string): string }) {
	return {
		filter: l10n.t('Filter all columns'),
		/** `{0}` is a column. */
		filterColumn: l10n.t('Filter {0}'),
		filterHint: l10n.t(
			'Text that the value contains, or =, !=, <, <=, >, >= before a value. = alone finds what is empty, != alone what is not.',
		),
		columnFilters: l10n.t('Column Filters'),
		chooseColumns: l10n.t('Columns…'),
		export: l10n.t('Export…'),
		records: l10n.t('{0, plural, one {# record} other {# records}}'),
		recordsFound: l10n.t('{0} of {1, plural, one {# record} other {# records}}'),
		/** `{0}` of `{1}` on the server. */
		recordsLoaded: l10n.t('{0} of {1, plural, one {# record} other {# records}} loaded'),
		loading: l10n.t('Loading…'),
		loadMore: l10n.t('Load More'),
		loadingMore: l10n.t('Loading more…'),
		tryAgain: l10n.t('Try Again'),
		/** `{0}` is the reason, a sentence. */
		pageFailed: l10n.t('The next page could not be loaded. {0}'),
		noRecords: l10n.t('The list is empty.'),
		noneFound: l10n.t('No record matches the filter.'),
		row: l10n.t('#'),
		absent: l10n.t('The record does not have this field'),
		blank: l10n.t('Empty text'),
		yes: l10n.t('yes'),
		no: l10n.t('no'),
		cells: l10n.t('{0, plural, one {# cell} other {# cells}}'),
		empty: l10n.t('{0, plural, one {# empty} other {# empty}}'),
		distinct: l10n.t('{0, plural, one {# distinct value} other {# distinct values}}'),
		sum: l10n.t('Sum {0}'),
		average: l10n.t('Average {0}'),
		least: l10n.t('Min {0}'),
		greatest: l10n.t('Max {0}'),
		table: l10n.t('Records'),
		close: l10n.t('Close'),
		/** What the dialog of a column's values is called. */
		values: l10n.t('Values of the column'),
		value: l10n.t('Value'),
		count: l10n.t('Records'),
		otherValues: l10n.t('{0, plural, one {# other value} other {# other values}}'),
		emptyValue: l10n.t('Empty'),
		copied: l10n.t('Copied'),
		/** Of a record that is not in the response. */
		ofAnotherPage: l10n.t('This record came with a later page, so it has no path in the response.'),
		pinned: l10n.t('Pinned'),
		gone: l10n.t(
			'The records of a table are kept in memory only, and are no longer there. Send the request again to see them.',
		),
		goToRequest: l10n.t('Go to Request'),
		omittedFields: l10n.t('{0, plural, one {# value} other {# values}} left out: too many fields'),
	};
}
