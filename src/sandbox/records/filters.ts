import type { CustomField } from './customFields';
import { findCustomField } from './customFields';
import type { Row, Value } from './fields';
import type { Parameters } from '../sentParameters';

/** What filters look at. */
export interface Filterable {
	readonly row: Row;
	readonly tags: readonly number[];
}

export type Predicate = (candidate: Filterable) => boolean;

/** What is known of the entity when its filters are read. */
export interface FilterScope {
	readonly fieldNames: ReadonlySet<string>;
	readonly customFields: readonly CustomField[];
}

const filterName = /^filter\[(?<field>[^\]]+)\](?:\[\d*\])?$/u;

/**
 * Reads every `filter[...]` of a query; those on different fields are ANDed. A filter on a field that the entity lacks
 * has no effect: clients report that of the real server and nobody reports an error.
 */
export function readFilters(query: Parameters, scope: FilterScope): Predicate {
	const byField = new Map<string, Condition[]>();
	for (const [name, value] of query) {
		const field = filterName.exec(name)?.groups?.['field'];
		if (field !== undefined) {
			const conditions = byField.get(field) ?? [];
			conditions.push(condition(value));
			byField.set(field, conditions);
		}
	}
	const predicates = [...byField].flatMap(([field, conditions]): readonly Predicate[] => {
		const read = reader(field, scope);
		// `filter[f][]=1&filter[f][]=2` is documented nowhere; we take it for any of them.
		return read === undefined ? [] : [candidate => conditions.some(holds => holds(read(candidate)))];
	});
	return candidate => predicates.every(predicate => predicate(candidate));
}

/** `LIKE %text%` over all text of a record; which fields the real search covers is not known. */
export function readSearch(text: string): Predicate {
	const wanted = text.toLowerCase();
	if (wanted === '') {
		return () => true;
	}
	return ({ row }) =>
		Object.values(row).some(value => typeof value === 'string' && value.toLowerCase().includes(wanted));
}

type Reader = (candidate: Filterable) => readonly string[];

function reader(field: string, { fieldNames, customFields }: FilterScope): Reader | undefined {
	if (field === '_tag_id') {
		return ({ tags }) => tags.map(String);
	}
	if (fieldNames.has(field)) {
		return ({ row }) => texts(row[field]);
	}
	// Accounts are asked for by `type_id` as often as by `type`, the field's name.
	if (field === 'type_id' && fieldNames.has('type')) {
		return ({ row }) => texts(row['type']);
	}
	const custom = findCustomField(customFields, field);
	return custom && (({ row }) => texts(row[custom.key]));
}

function texts(value: Value | undefined): readonly string[] {
	return typeof value === 'object' && value !== null ? value : [String(value ?? '')];
}

type Condition = (values: readonly string[]) => boolean;

function condition(value: string): Condition {
	const object = value.startsWith('{') ? jsonObject(value) : undefined;
	if (object !== undefined) {
		return jsonCondition(object);
	}
	if (value.startsWith('!')) {
		const unwanted = value.slice(1).split(',');
		return values => !values.some(candidate => unwanted.includes(candidate));
	}
	const wanted = value.split(',');
	return values => values.some(candidate => wanted.includes(candidate) || candidate === value);
}

function jsonCondition(object: Readonly<Record<string, unknown>>): Condition {
	const part = (name: string) => {
		const value = object[name];
		return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
	};
	const within = (
		lowest: string | undefined,
		highest: string | undefined,
		each: (text: string) => string,
	): Condition => {
		return values =>
			values.some(
				text =>
					text !== '' &&
					(lowest === undefined || compare(each(text), lowest) >= 0) &&
					(highest === undefined || compare(each(text), highest) <= 0),
			);
	};
	const value = part('value') ?? '';
	switch (object['type']) {
		case 'exact_value':
			return values => values.includes(value);
		case 'less':
			return values => values.some(text => compare(text, value) < 0);
		case 'more':
			return values => values.some(text => compare(text, value) > 0);
		case 'range':
			return within(part('start_value'), part('end_value'), text => text);
		default: {
			// Both ends are days: a moment within the last day still belongs to it.
			return within(part('start_date'), part('end_date'), text => text.slice(0, '2026-01-01'.length));
		}
	}
}

/** Numbers by size, everything else (dates included, in the API's notation) as text. */
export function compare(left: string, right: string): number {
	const difference = Number(left) - Number(right);
	if (left !== '' && right !== '' && !Number.isNaN(difference)) {
		return difference;
	}
	const [lower, higher] = [left.toLowerCase(), right.toLowerCase()];
	if (lower === higher) {
		return 0;
	}
	return lower < higher ? -1 : 1;
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? { ...value } : undefined;
	} catch (error) {
		if (error instanceof SyntaxError) {
			return undefined;
		}
		throw error;
	}
}
