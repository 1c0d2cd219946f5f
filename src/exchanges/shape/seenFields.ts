import { apiPath } from '../../flowlu/account';
import { operationOf } from '../../flowlu/operation';
import { listOf } from '../../flowlu/responses/listInJson';
import type { JsonText, Span } from '../../json/jsonText';
import { findJsonValue, isArray, isContainer, membersOf } from '../../json/values';
import { parameterKey, queryParameters } from '../../net/sentNames';
import { comparedValue, type ComparedValue } from '../comparison/comparedValue';
import { type Exchange, isErrorResponse } from '../exchange';
import { inTurns, type Turns } from '../reading';

/** What a value tells of its field. `null`, `""`, `[]` and `{}` tell nothing: Flowlu writes them for what is not there, whatever the field. */
export type ValueKind = 'string' | 'number' | 'boolean' | 'object' | 'array';

/** A field in the records of one response. */
export interface SeenField {
	/** How many of the records have it, whatever its value. */
	readonly records: number;
	/** Of how many of its values each kind is. */
	readonly kinds: ReadonlyMap<ValueKind, number>;
}

/** The fields of the records of one response: names and kinds, no value. */
export interface SeenFields {
	/** How many records were looked at. */
	readonly records: number;
	readonly fields: ReadonlyMap<string, SeenField>;
}

/** Which responses have the same fields, such as `crm/lead list`. */
export type ShapeKey = `${string} ${'list' | 'get'}`;

/** Records that are looked at: more than a page has. */
const maxRecords = 200;

/** Bytes of a record: of longer ones a list is not about its fields. */
const maxRecordBytes = 200_000;

/** Fields of a record: what has more is keyed by something else than names of fields. */
const maxFields = 200;

/** What leaves the fields of the records as they are. Filters do not: contacts may have others than companies. */
const neutralParameters: readonly string[] = ['page', 'limit', 'order_by'];

/** Undefined for all responses but those to a plain `list` or `get` that asks for no part of the records and of their fields. */
export function shapeKeyOf(exchange: Exchange): ShapeKey | undefined {
	const url = new URL(exchange.request.url);
	const { entity = '', method } =
		/^\/(?<entity>[a-z_]{1,30}\/[a-z_]{1,30})\/(?:(?<method>list)|get\/\d+)\/?$/u.exec(
			url.pathname.startsWith(apiPath) ? url.pathname.slice(apiPath.length) : '',
		)?.groups ?? {};
	const kind = method === undefined ? 'get' : 'list';
	const isNeutral = queryParameters(url).every(([name]) => neutralParameters.includes(parameterKey(name)));
	const isRead = entity !== '' && operationOf(exchange.request).kind === kind;
	return isRead && isNeutral && !isErrorResponse(exchange) ? `${entity} ${kind}` : undefined;
}

/**
 * The fields of the records of a response. Only names that are those of fields: such as the catalog has, or plain ones (`closing_date`, `cf_12`) of records
 * that have an `id` and otherwise mostly known fields. What is keyed by customers' data is so left out, and so are the names that customers give to fields.
 * @param isKnown whether the catalog has a field of the name
 * @returns undefined where there is no record, or where they do not look like records
 */
export async function seenFields(
	{ json }: Pick<Exchange['reading'], 'json'>,
	isKnown: (name: string) => boolean,
	{ yieldToEventLoop }: Turns,
): Promise<SeenFields | undefined> {
	const counts = new Map<string, { records: number; readonly kinds: Map<ValueKind, number> }>();
	let records = 0;
	for (const span of json === undefined ? [] : recordsIn(json)) {
		const isSmall = span.end - span.start <= maxRecordBytes;
		const members = json && isSmall ? await inTurns(membersAt(json, span), { yieldToEventLoop }) : undefined;
		if (members === undefined) {
			return undefined;
		}
		records++;
		for (const [name, value] of members) {
			const count = counts.get(name) ?? { records: 0, kinds: new Map<ValueKind, number>() };
			const kind = kindOf(value);
			count.records++;
			if (kind !== undefined) {
				count.kinds.set(kind, (count.kinds.get(kind) ?? 0) + 1);
			}
			counts.set(name, count);
		}
		await yieldToEventLoop();
	}
	const names = [...counts.keys()];
	const areRecords =
		records > 0 &&
		counts.get('id')?.records === records &&
		names.length <= maxFields &&
		2 * names.filter(isKnown).length >= names.length;
	return areRecords
		? { records, fields: new Map([...counts].filter(([name]) => isFieldName(name, isKnown))) }
		: undefined;
}

/** May the name be kept? No secret and no name of a person is told by small letters in the place of a field. */
export function isFieldName(name: string, isKnown: (name: string) => boolean): boolean {
	return name.length <= 40 && (isKnown(name) || /^cf_\d{1,9}$/u.test(name) || isPlain(name));
}

/** The rest of a name that begins with `cf_` is one that a customer has given to the field. */
function isPlain(name: string): boolean {
	return /^[a-z]+(?:_[a-z]+)*$/u.test(name) && !name.startsWith('cf_');
}

/** The items of a list, else the one record, which the documentation of 2020 has in `items`. */
function* recordsIn(json: JsonText): Generator<Span> {
	const list = listOf(json);
	const [response, items] = [findJsonValue(json, ['response']), findJsonValue(json, ['response', 'items'])];
	const record = items !== undefined && isContainer(json, items) ? items : response;
	if (list === undefined) {
		yield* record === undefined ? [] : [record];
		return;
	}
	let count = 0;
	for (const { start, end } of membersOf(json, list)) {
		yield { start, end };
		if (++count === maxRecords) {
			return;
		}
	}
}

/** Undefined of what is no object, or is nested deeper than anybody looks. */
function* membersAt(json: JsonText, span: Span): Generator<void, ReadonlyMap<string, ComparedValue> | undefined> {
	if (isArray(json, span)) {
		return undefined;
	}
	const value = yield* comparedValue({ bytes: json.bytes.subarray(span.start, span.end), large: new Map() });
	return value?.kind === 'object' ? value.members : undefined;
}

function kindOf(value: ComparedValue): ValueKind | undefined {
	switch (value.kind) {
		case 'object':
			return value.members.size === 0 ? undefined : 'object';
		case 'array':
			return value.elements.length === 0 ? undefined : 'array';
		case 'scalar':
			return kindOfScalar(value.text);
	}
}

function kindOfScalar(text: string): ValueKind | undefined {
	if (text === 'null' || text === '""') {
		return undefined;
	}
	return text.startsWith('"') ? 'string' : text === 'true' || text === 'false' ? 'boolean' : 'number';
}
