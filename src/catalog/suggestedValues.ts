import type { Catalog } from './catalog';
import type { Endpoint } from './endpoints';
import { fieldFacts, type FieldFacts } from './fieldFacts';
import { conditionsOf, type FilterCondition, isoDay } from './filterConditions';
import { filteredField } from './referredRecords';

/** The value of a parameter or a field, as far as it is written. */
export interface WrittenValue {
	/** As it is written: `filter[active]`, `fields`, `active`. */
	readonly name: string;
	readonly where: 'query' | 'form' | 'json';
	/** What is before the cursor, and all of it; of a comma list that one item. */
	readonly before: string;
	readonly whole: string;
	/** The other items of the list. */
	readonly listed: readonly string[];
	/** Nothing stands before the item, so that it may be a condition. */
	readonly isFirst: boolean;
}

/** A value that may be written. `meaning` is English; `flag` means yes or no, `today` the day it is. */
export type SuggestedValue =
	| { readonly kind: 'known' | 'field'; readonly value: string; readonly meaning: string }
	| { readonly kind: 'flag' | 'today'; readonly value: string }
	| ({ readonly kind: 'condition' } & FilterCondition);

interface Asked {
	/** The user asked for a list, where a number is written already. */
	readonly isAskedFor: boolean;
	/** In the time zone of the user. */
	readonly now: Date;
	/** Records that the value may be the id of, where it is one of a record. */
	readonly records: readonly { readonly id: string; readonly name: string }[];
}

/**
 * What the catalog knows of a value, in the order of use. Nothing behind a value that is written whole, or a number that may be: Enter behind it begins
 * a new line.
 */
export function suggestedValues(
	catalog: Catalog,
	endpoint: Endpoint,
	{ name, where, before, whole, listed, isFirst }: WrittenValue,
	{ isAskedFor, now, records }: Asked,
): readonly SuggestedValue[] {
	const isChanged = isAskedFor && /^\d+$/u.test(whole);
	if (/^\d/u.test(before) && !isChanged) {
		return [];
	}
	const values = [
		...(where === 'query' ? queryValues(catalog, endpoint, name) : bodyValues(catalog, endpoint, name, now)),
		...records.map(record => ({ kind: 'known' as const, value: record.id, meaning: record.name })),
	];
	if (!isChanged && values.some(({ value }) => value === whole)) {
		return [];
	}
	const facts = where === 'query' ? filteredField(catalog, endpoint, name) : undefined;
	const conditions = facts === undefined || !isFirst || isChanged ? [] : conditionsOf(facts, now);
	return [
		...values.filter(({ value }) => !listed.includes(value)),
		...conditions
			.filter(({ parts }) => textOf(parts).startsWith(before))
			.map(condition => ({ kind: 'condition' as const, ...condition })),
	];
}

/**
 * Whether loading the list is suggested. Nobody is to load it by an Enter that was meant for the text: nothing is suggested behind a text that is being
 * typed, and for a mere character only below other suggestions.
 * @param others suggestions that stand above it
 */
export function isLoadingSuggested(
	{ whole }: Pick<WrittenValue, 'whole'>,
	{ isAskedFor, others }: { readonly isAskedFor: boolean; readonly others: number },
): boolean {
	return whole === '' ? isAskedFor || others > 0 : isAskedFor && /^\d+$/u.test(whole);
}

/** Whether there are values to choose from as soon as the name is written. */
export function hasKnownValues(
	catalog: Catalog,
	endpoint: Endpoint,
	{ name, where }: Pick<WrittenValue, 'name' | 'where'>,
): boolean {
	const values =
		where === 'query'
			? queryValues(catalog, endpoint, name)
			: bodyValues(catalog, endpoint, name, new Date()).filter(({ kind }) => kind !== 'today');
	return values.length > 0;
}

/** As it is written, what stands at its tab stops included. */
export function textOf(parts: FilterCondition['parts']): string {
	return parts.map(part => (typeof part === 'string' ? part : part.stop)).join('');
}

type KnownValue = Exclude<SuggestedValue, { kind: 'condition' }>;

function queryValues(catalog: Catalog, endpoint: Endpoint, name: string): readonly KnownValue[] {
	const { entity, method } = endpoint;
	if (method.name === 'list' && (name === 'fields' || /^order_by\[(?:asc|desc)\]\[\d*\]$/u.test(name))) {
		return entity.fields.map(({ name: value, description }) => ({ kind: 'field', value, meaning: description }));
	}
	const parameter = method.params.find(candidate => candidate.name === name);
	if (parameter !== undefined) {
		// The one that is a switch says so.
		const [, value = '', meaning = ''] = /^(?<value>\d) = (?<meaning>.+)$/u.exec(parameter.description) ?? [];
		return value === '' ? [] : [{ kind: 'known', value, meaning }];
	}
	const facts = filteredField(catalog, endpoint, name);
	return facts === undefined ? [] : valuesOf(facts);
}

function bodyValues(catalog: Catalog, { entity, method }: Endpoint, name: string, now: Date): readonly KnownValue[] {
	const facts = method.httpMethod === 'POST' ? fieldFacts(catalog, entity, name) : undefined;
	if (facts === undefined || facts.field.readOnly === true) {
		return [];
	}
	return facts.kind === 'day' ? [{ kind: 'today', value: isoDay(now) }] : valuesOf(facts);
}

function valuesOf({ kind, values }: FieldFacts): readonly KnownValue[] {
	return kind === 'flag'
		? ['1', '0'].map(value => ({ kind: 'flag', value }))
		: values.map(([value, meaning]) => ({ kind: 'known', value, meaning }));
}
