import { listOf } from '../../flowlu/responses/listInJson';
import type { Check } from '../../http/checks/checkLine';
import type { JsonText, Span } from '../../json/jsonText';
import { singularPath } from '../../json/paths/singularPath';
import { findJsonValue, isArray, type JsonStep, membersOf, textAt, wholeValue } from '../../json/values';
import type { WorkBudget } from '../../json/workBudget';
import { type Exchange, isErrorResponse } from '../exchange';
import { type Filtered, maxFilteredBytes, responseFilter } from '../filteredReading';
import type { NotRun } from './checkResult';
import { type JsonValue, jsonValueAt, maxComparedBytes } from './jsonValue';

/** What a check is about: a value, nothing, or why it cannot be told. */
export type Found =
	| { readonly kind: 'value'; readonly value: JsonValue }
	| { readonly kind: 'nothing' }
	| { readonly kind: 'notRun'; readonly because: NotRun };

/** A value of each record of a list, one after the other. */
export interface FoundInRecords {
	readonly kind: 'records';
	readonly values: Iterable<Found>;
}

type Answered = Pick<Exchange, 'response' | 'reading'>;

/** What checks of one response share. */
export interface ValueSource {
	readonly exchange: Answered;
	/** For all of them together. */
	readonly budget: WorkBudget;
	/** Finds all values of a path; undefined where the response is no JSON, or too large to be parsed whole. */
	readonly filter: ((path: string, budget: WorkBudget) => Filtered) | undefined;
}

/** Parses the response when the first path is asked for that may find several values. */
export function filterOf({ json }: Answered['reading']): ValueSource['filter'] {
	let parsed: ReturnType<typeof responseFilter> | undefined;
	return json === undefined || json.bytes.length > maxFilteredBytes
		? undefined
		: (path, budget) => {
				parsed ??= responseFilter(json);
				return parsed(path, budget);
			};
}

const nothing: Found = { kind: 'nothing' };

/** @throws TooMuchWork */
export function valueOf(source: ValueSource, { subject, argument }: Check): Found | FoundInRecords {
	const { exchange, budget } = source;
	const { response, reading } = exchange;
	const { envelope } = reading;
	const list = envelope.kind === 'success' ? envelope.list : undefined;
	switch (subject) {
		case 'status':
			return scalar('number', String(response.status));
		case 'duration':
			return scalar('number', String(Math.round(response.milliseconds)));
		case 'header': {
			const wanted = argument.toLowerCase();
			const values = response.headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
			return values.length === 0 ? nothing : scalar('string', values.join(', '));
		}
		case 'ok':
			return scalar('boolean', String(envelope.kind === 'success' && !isErrorResponse(exchange)));
		case 'error':
			return errorValue(exchange, argument);
		case 'total':
			return list?.total === undefined ? nothing : scalar('number', String(list.total));
		case 'count':
			return list === undefined ? nothing : scalar('number', String(list.items));
		case 'body':
			return argument === '' ? wholeBody(exchange) : valueAt(source, argument);
		case '$':
			return valueAt(source, argument);
		case 'field':
			return fieldOf(reading.json, argument, budget);
		case 'every':
			return valuesOfRecords(reading.json, argument, budget);
	}
}

function errorValue({ reading: { envelope } }: Answered, part: string): Found {
	if (envelope.kind !== 'error') {
		return nothing;
	}
	const { code, message } = envelope.error;
	return part === 'message'
		? scalar('string', message)
		: scalar(typeof code === 'number' ? 'number' : 'string', String(code));
}

function wholeBody({ reading: { utf8, kind } }: Answered): Found {
	if (kind === 'empty') {
		return nothing;
	}
	return utf8.length > maxFilteredBytes ? tooLarge : scalar('string', textAt(utf8, { start: 0, end: utf8.length }));
}

/** Of a path that may find several values, all of them. */
function valueAt({ exchange, budget, filter }: ValueSource, path: string): Found {
	const { json } = exchange.reading;
	if (json === undefined) {
		return nothing;
	}
	const steps = singularPath(path);
	if (steps !== undefined) {
		return read(json, found(json, steps, budget));
	}
	if (filter === undefined) {
		return tooLarge;
	}
	const filtered = filter(path, budget);
	if (filtered.kind !== 'found') {
		return { kind: 'notRun', because: filtered.kind };
	}
	const all = filtered.reading.json;
	if (filtered.places.length < filtered.count) {
		return tooLarge;
	}
	return filtered.count === 0 || all === undefined ? nothing : read(all, wholeValue(all));
}

/** Of the one record of a response: `response`, or what Flowlu's documentation of 2020 has in `items`. */
function fieldOf(json: JsonText | undefined, name: string, budget: WorkBudget): Found {
	const response = json && found(json, ['response'], budget);
	if (json === undefined || response === undefined) {
		return nothing;
	}
	const items = findJsonValue(json, ['items'], response);
	return items !== undefined && isArray(json, items)
		? nothing
		: read(json, findJsonValue(json, [name], items ?? response));
}

function valuesOfRecords(json: JsonText | undefined, path: string, budget: WorkBudget): Found | FoundInRecords {
	const list = json && listOf(json);
	const steps = singularPath(path);
	if (json === undefined || list === undefined || steps === undefined) {
		return nothing;
	}
	return { kind: 'records', values: eachOf(json, list, steps, budget) };
}

function* eachOf(json: JsonText, list: Span, steps: readonly JsonStep[], budget: WorkBudget): Generator<Found> {
	for (const record of membersOf(json, list)) {
		budget.spend(10 + (record.end - record.start) / 16);
		yield read(json, findJsonValue(json, steps, record));
	}
}

/** Units that the way to one value costs at most, as large parts are passed over at once. */
const maxUnitsForOne = 20_000;

function found(json: JsonText, steps: readonly JsonStep[], budget: WorkBudget): Span | undefined {
	budget.spend(Math.min(json.bytes.length / 16, maxUnitsForOne));
	return findJsonValue(json, steps);
}

const tooLarge: Found = { kind: 'notRun', because: 'tooLarge' };

function read(json: JsonText, span: Span | undefined): Found {
	if (span === undefined) {
		return nothing;
	}
	return span.end - span.start > maxComparedBytes ? tooLarge : { kind: 'value', value: jsonValueAt(json, span) };
}

function scalar(type: JsonValue['type'], text: string): Found {
	return { kind: 'value', value: { type, text, elements: () => [], members: () => new Map() } };
}
