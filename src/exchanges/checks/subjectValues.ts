import { listOf } from '../../flowlu/responses/listInJson';
import type { Check } from '../../http/checks/checkLine';
import type { JsonText, Span } from '../../json/jsonText';
import { singularPath } from '../../json/paths/singularPath';
import { findJsonValue, isArray, membersOf, textAt, wholeValue } from '../../json/values';
import type { Exchange } from '../exchange';
import { maxFilteredBytes, responseFilter } from '../filteredReading';
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

const nothing: Found = { kind: 'nothing' };

export function valueOf(exchange: Answered, { subject, argument }: Check): Found | FoundInRecords {
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
			return scalar('boolean', String(envelope.kind === 'success'));
		case 'error':
			return errorValue(exchange, argument);
		case 'total':
			return list?.total === undefined ? nothing : scalar('number', String(list.total));
		case 'count':
			return list === undefined ? nothing : scalar('number', String(list.items));
		case 'body':
			return argument === '' ? wholeBody(exchange) : valueAt(reading.json, argument);
		case '$':
			return valueAt(reading.json, argument);
		case 'field':
			return fieldOf(reading.json, argument);
		case 'every':
			return valuesOfRecords(reading.json, argument);
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
function valueAt(json: JsonText | undefined, path: string): Found {
	if (json === undefined) {
		return nothing;
	}
	const steps = singularPath(path);
	if (steps !== undefined) {
		return read(json, findJsonValue(json, steps));
	}
	if (json.bytes.length > maxFilteredBytes) {
		return tooLarge;
	}
	const filtered = responseFilter(json)(path);
	if (filtered.kind !== 'found') {
		return { kind: 'notRun', because: filtered.kind };
	}
	const all = filtered.reading.json;
	return filtered.count === 0 || all === undefined ? nothing : read(all, wholeValue(all));
}

/** Of the one record of a response: `response`, or what Flowlu's documentation of 2020 has in `items`. */
function fieldOf(json: JsonText | undefined, name: string): Found {
	const response = json && findJsonValue(json, ['response']);
	if (json === undefined || response === undefined) {
		return nothing;
	}
	const items = findJsonValue(json, ['items'], response);
	return items !== undefined && isArray(json, items)
		? nothing
		: read(json, findJsonValue(json, [name], items ?? response));
}

function valuesOfRecords(json: JsonText | undefined, path: string): Found | FoundInRecords {
	const list = json && listOf(json);
	const steps = singularPath(path);
	if (json === undefined || list === undefined || steps === undefined) {
		return nothing;
	}
	return { kind: 'records', values: eachOf(json, list, steps) };
}

function* eachOf(json: JsonText, list: Span, steps: NonNullable<ReturnType<typeof singularPath>>): Generator<Found> {
	for (const record of membersOf(json, list)) {
		yield read(json, findJsonValue(json, steps, record));
	}
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
