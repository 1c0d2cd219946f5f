import * as vscode from 'vscode';
import type { Catalog } from '../../../catalog/catalog';
import { findEndpoint } from '../../../catalog/endpoints';
import type { FilterCondition } from '../../../catalog/filterConditions';
import { listedRecords, type ReferredRecords, referredRecords } from '../../../catalog/referredRecords';
import { isLoadingSuggested, textOf, type SuggestedValue, suggestedValues } from '../../../catalog/suggestedValues';
import type { RecordList } from '../../../exchanges/recordLists';
import type { CompletionPlace } from '../../../http/service/places/completionKinds';
import { isNumber, valueAsWritten } from '../../../http/service/places/fieldValuePlace';
import type { ShownText } from '../../../net/redaction/shownText';
import type { KnownRecords } from '../knownRecords';
import type { Suggestion } from './completionItems';

type FieldValuePlace = Extract<CompletionPlace, { kind: 'fieldValue' }>;

interface Asked {
	readonly isAskedFor: boolean;
	/** What the same request has for another field. */
	readonly valueBeside: (field: string) => string | undefined;
	/** What is known of records already. */
	readonly recordsOf: (referred: ReferredRecords) => Promise<KnownRecords>;
	readonly redact: (text: string) => ShownText;
}

/**
 * What the catalog, earlier responses and loaded lists know of a value; each row shows the value with its meaning. Nothing is sent: the last row loads a list
 * when it is accepted.
 */
export async function valueSuggestions(
	catalog: Catalog,
	place: FieldValuePlace,
	{ isAskedFor, valueBeside, recordsOf, redact }: Asked,
): Promise<Suggestion[]> {
	const endpoint = findEndpoint(catalog, place.endpoint);
	if (endpoint === undefined) {
		return [];
	}
	const referred = referredRecords(catalog, endpoint, place, valueBeside);
	const known = referred && (await recordsOf(referred));
	const values = suggestedValues(catalog, endpoint, place, {
		isAskedFor,
		now: new Date(),
		records: known?.records ?? [],
	});
	const suggestions = values.map(suggested => suggestionOf(suggested, place));
	const listed = listedRecords(catalog, endpoint, place, valueBeside);
	const isLoadable = vscode.workspace.isTrusted && isLoadingSuggested(place, { isAskedFor, others: values.length });
	if (known?.sender !== undefined && listed !== undefined && isLoadable) {
		const account = redact(known.sender.session.account.name);
		suggestions.push(loadSuggestion(place, { account, listed, loaded: known.loaded }));
	}
	return suggestions.map((suggestion, index) => ({
		...suggestion,
		sort: String(index).padStart(4, '0'),
		// Settings that sort snippets below all else would have the list loaded by an Enter.
		isPreselected: index === 0 && values.length > 0,
	}));
}

interface Loadable {
	readonly account: ShownText;
	readonly listed: ReferredRecords;
	readonly loaded: RecordList | undefined;
}

/** Writes nothing. */
function loadSuggestion({ before, whole }: FieldValuePlace, { account, listed, loaded }: Loadable): Suggestion {
	const label = loadLabel(account, loaded);
	const { entity, group } = listed;
	return {
		label,
		kind: vscode.CompletionItemKind.Event,
		// There is not room for both, and the field tells the entity.
		description: loaded !== undefined ? extentOf(loaded) : group === undefined ? entity.title : groupText(group),
		documentation: vscode.l10n.t(
			'Sends one request for {0}. What comes is offered here for ten minutes.',
			whatIsListed(listed),
		),
		// There whatever number is written.
		filter: `${before} ${label}`.trimStart(),
		insert: whole,
		runs: 'flowlu.loadValues',
	};
}

function loadLabel(account: ShownText, loaded: RecordList | undefined): string {
	if (loaded === undefined) {
		return vscode.l10n.t('Load from {0}…', account);
	}
	return loaded.nextPage > 1
		? vscode.l10n.t('Load More from {0}…', account)
		: vscode.l10n.t('Load Again from {0}…', account);
}

/** `Pipeline stages, pipeline_id 3` */
export function whatIsListed({ entity, group }: ReferredRecords): string {
	return group === undefined ? entity.title : `${entity.title}, ${groupText(group)}`;
}

function groupText({ field, value }: NonNullable<ReferredRecords['group']>): string {
	return `${field} ${value}`;
}

function extentOf({ records: { length }, isIncomplete, total }: RecordList): string {
	if (!isIncomplete) {
		return vscode.l10n.t('all {0} loaded', length);
	}
	return total === undefined
		? vscode.l10n.t('only the first {0} loaded', length)
		: vscode.l10n.t('only {0} of {1} loaded', length, total);
}

function suggestionOf(suggested: SuggestedValue, place: FieldValuePlace): Suggestion {
	if (suggested.kind === 'condition') {
		const text = textOf(suggested.parts);
		return {
			label: conditionTitle(suggested.condition),
			description: text,
			kind: vscode.CompletionItemKind.Snippet,
			filter: text,
			insert: snippetOf(suggested.parts),
		};
	}
	const { value } = suggested;
	const meaning = meaningOf(suggested);
	const shown = { label: value, description: meaning, insert: valueAsWritten(place, value) };
	if (suggested.kind === 'field') {
		return { ...shown, kind: vscode.CompletionItemKind.Field };
	}
	// Who knows a number types it: it is found by its meaning. What is changed is there to be compared with.
	const found = /^\d+$/u.test(place.before) ? `${place.before} ${meaning}` : meaning;
	return {
		...shown,
		kind: vscode.CompletionItemKind.EnumMember,
		filter: isNumber(value) ? found : `${value} ${meaning}`,
	};
}

function meaningOf(suggested: Exclude<SuggestedValue, { kind: 'condition' }>): string {
	switch (suggested.kind) {
		case 'known':
		case 'field':
			return suggested.meaning;
		case 'flag':
			return suggested.value === '1' ? vscode.l10n.t('yes') : vscode.l10n.t('no');
		case 'today':
			return vscode.l10n.t('today');
	}
}

function conditionTitle(condition: FilterCondition['condition']): string {
	const titles: Readonly<Record<FilterCondition['condition'], string>> = {
		equals: vscode.l10n.t('equals'),
		anyOf: vscode.l10n.t('any of'),
		not: vscode.l10n.t('not'),
		between: vscode.l10n.t('between two days'),
		from: vscode.l10n.t('on or after'),
		until: vscode.l10n.t('on or before'),
		thisMonth: vscode.l10n.t('this month'),
		above: vscode.l10n.t('above'),
		below: vscode.l10n.t('below'),
		numbersBetween: vscode.l10n.t('between'),
	};
	return titles[condition];
}

function snippetOf(parts: FilterCondition['parts']): vscode.SnippetString {
	const snippet = new vscode.SnippetString();
	for (const part of parts) {
		if (typeof part === 'string') {
			snippet.appendText(part);
		} else {
			snippet.appendPlaceholder(part.stop);
		}
	}
	return snippet;
}
