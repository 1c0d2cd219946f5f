import { compareDecimals, parseDecimal } from '../../json/decimal';
import type { JsonText, Span } from '../../json/jsonText';
import { readJson } from '../../json/jsonText';
import { compactJson, membersOf, stringAt, textAt, wholeValue } from '../../json/values';

/** A value of JSON as checks see it, with every digit as it came. */
export interface JsonValue {
	readonly type: 'string' | 'number' | 'boolean' | 'null' | 'array' | 'object';
	/** What a string says; all else as JSON in one line. */
	readonly text: string;
	/** Of an array. */
	readonly elements: () => readonly JsonValue[];
	/** Of an object; of duplicate names the last counts. */
	readonly members: () => ReadonlyMap<string, JsonValue>;
}

/** Bytes of a value that is compared. */
export const maxComparedBytes = 1_000_000;

const types: Readonly<Record<string, JsonValue['type']>> = {
	'"': 'string',
	'{': 'object',
	'[': 'array',
	t: 'boolean',
	f: 'boolean',
	n: 'null',
};

/** @param span of the value; of at most `maxComparedBytes` */
export function jsonValueAt(json: JsonText, span: Span): JsonValue {
	const type = types[String.fromCharCode(json.bytes[span.start] ?? 0)] ?? 'number';
	const isText = type === 'string';
	const isContainer = type === 'array' || type === 'object';
	return {
		type,
		text: isText ? stringAt(json.bytes, span) : isContainer ? compactJson(json, span) : textAt(json.bytes, span),
		elements: () => (type === 'array' ? [...membersOf(json, span)].map(at => jsonValueAt(json, at)) : []),
		members: () =>
			new Map(
				type === 'object'
					? [...membersOf(json, span)].map(at => [String(at.step), jsonValueAt(json, at)] as const)
					: [],
			),
	};
}

/** The value of a text that is JSON, and nothing where it is none. */
export function readJsonValue(text: string): JsonValue | undefined {
	const bytes = new TextEncoder().encode(text);
	const { value } = readJson(bytes, bytes.length + 1).next();
	return value !== undefined && 'bytes' in value ? jsonValueAt(value, wholeValue(value)) : undefined;
}

/** Deeper values are not compared. */
const maxDepth = 100;

/**
 * Are the two the same, numbers by their value, objects whatever the order of their members?
 * @returns undefined where they are too deep to say
 */
export function isSameJson(one: JsonValue, other: JsonValue, depth = 0): boolean | undefined {
	if (depth > maxDepth) {
		return undefined;
	}
	if (one.type !== other.type) {
		return false;
	}
	if (one.type === 'array') {
		const [left, right] = [one.elements(), other.elements()];
		return left.length === right.length && all(left, (value, index) => isSameAs(value, right[index], depth + 1));
	}
	if (one.type === 'object') {
		const [left, right] = [one.members(), other.members()];
		return left.size === right.size && all([...left], ([name, value]) => isSameAs(value, right.get(name), depth + 1));
	}
	return one.type === 'number' ? isSameNumber(one.text, other.text) : one.text === other.text;
}

function isSameAs(value: JsonValue, other: JsonValue | undefined, depth: number): boolean | undefined {
	return other === undefined ? false : isSameJson(value, other, depth);
}

function all<T>(values: readonly T[], holds: (value: T, index: number) => boolean | undefined): boolean | undefined {
	for (const [index, value] of values.entries()) {
		const result = holds(value, index);
		if (result !== true) {
			return result;
		}
	}
	return true;
}

/**
 * By value, whatever the digits: `1.50` is `1.5`, `12345678901234567890` is no other number.
 * @param one a number of JSON
 * @returns undefined where they are too long to say
 */
export function isSameNumber(one: string, other: string): boolean | undefined {
	const [left, right] = [parseDecimal(one), parseDecimal(other)];
	if (left !== undefined && right !== undefined) {
		return compareDecimals(left, right) === 0;
	}
	const isNumber = other !== '' && !Number.isNaN(Number(other));
	return one === other || (isNumber ? undefined : false);
}
