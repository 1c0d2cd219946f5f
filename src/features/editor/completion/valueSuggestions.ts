import * as vscode from 'vscode';
import type { Catalog } from '../../../catalog/catalog';
import { findEndpoint } from '../../../catalog/endpoints';
import type { FilterCondition } from '../../../catalog/filterConditions';
import { referredEntity, textOf, type ValueOffer, valueOffers } from '../../../catalog/valueOffers';
import type { RecordName } from '../../../exchanges/recordNames';
import type { CompletionPlace } from '../../../http/service/places/completionKinds';
import { isNumber, valueAsWritten } from '../../../http/service/places/fieldValuePlace';
import type { Suggestion } from './completionItems';

type FieldValuePlace = Extract<CompletionPlace, { kind: 'fieldValue' }>;

interface Asked {
	readonly isAskedFor: boolean;
	/** Records of an entity such as `crm/pipeline` that a response has shown already. */
	readonly recordsOf: (entity: string) => Promise<readonly RecordName[]>;
}

/** What the catalog and earlier responses know of a value; each row shows the value with its meaning. Nothing is sent. */
export async function valueSuggestions(
	catalog: Catalog,
	place: FieldValuePlace,
	{ isAskedFor, recordsOf }: Asked,
): Promise<Suggestion[]> {
	const endpoint = findEndpoint(catalog, place.endpoint);
	if (endpoint === undefined) {
		return [];
	}
	const referred = referredEntity(catalog, endpoint, place);
	const records = referred === undefined ? [] : await recordsOf(`${referred.module}/${referred.entity}`);
	const offers = valueOffers(catalog, endpoint, place, { isAskedFor, now: new Date(), records });
	return offers.map((offer, index) => ({ ...suggestionOf(offer, place), sort: String(index).padStart(4, '0') }));
}

function suggestionOf(offer: ValueOffer, place: FieldValuePlace): Suggestion {
	if (offer.kind === 'condition') {
		const text = textOf(offer.parts);
		return {
			label: conditionTitle(offer.condition),
			description: text,
			kind: vscode.CompletionItemKind.Snippet,
			filter: text,
			insert: snippetOf(offer.parts),
		};
	}
	const { value } = offer;
	const meaning = meaningOf(offer);
	const shown = { label: value, description: meaning, insert: valueAsWritten(place, value) };
	if (offer.kind === 'field') {
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

function meaningOf(offer: Exclude<ValueOffer, { kind: 'condition' }>): string {
	switch (offer.kind) {
		case 'known':
		case 'field':
			return offer.meaning;
		case 'flag':
			return offer.value === '1' ? vscode.l10n.t('yes') : vscode.l10n.t('no');
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
