import type { JsonText } from '../../json/jsonText';
import { JsonReader } from '../../json/reader';
import { stringAt, textAt } from '../../json/values';

/** JSON as it is compared: escapes that mean the same are the same, numbers keep their digits, and of duplicate names the last counts. */
export type ComparedValue =
	| { readonly kind: 'scalar'; readonly text: string }
	| { readonly kind: 'array'; readonly elements: readonly ComparedValue[] }
	| { readonly kind: 'object'; readonly members: ReadonlyMap<string, ComparedValue> };

/** Bytes that are read in one step: some milliseconds. */
const bytesPerStep = 64_000;

/** Deeper ones are not compared value by value, which is done by recursion. */
const maxDepth = 200;

const quote = 0x22;
const openBracket = 0x5b;

interface Open {
	readonly value: ComparedValue;
	readonly add: (name: string, value: ComparedValue) => void;
}

/**
 * Reads the whole text, in steps.
 * @returns undefined where it is nested deeper than anybody looks
 */
export function* comparedValue({ bytes }: JsonText): Generator<void, ComparedValue | undefined> {
	const reader = new JsonReader(bytes);
	const open: Open[] = [];
	let name = '';
	let whole: ComparedValue | undefined;
	let until = bytesPerStep;
	const place = (value: ComparedValue) => {
		const container = open.at(-1);
		if (container === undefined) {
			whole = value;
		} else {
			container.add(name, value);
		}
	};
	for (let part = reader.read(); part !== 'end' && part !== 'invalid'; part = reader.read()) {
		const span = { start: reader.start, end: reader.end };
		if (part === 'key') {
			name = stringAt(bytes, span);
		} else if (part === 'scalar') {
			const text = bytes[span.start] === quote ? JSON.stringify(stringAt(bytes, span)) : textAt(bytes, span);
			place({ kind: 'scalar', text });
		} else if (part === 'open') {
			const container = bytes[span.start] === openBracket ? openArray() : openObject();
			place(container.value);
			open.push(container);
			if (open.length > maxDepth) {
				return undefined;
			}
		} else if (part === 'close') {
			open.pop();
		}
		if (reader.end >= until) {
			until = reader.end + bytesPerStep;
			yield;
		}
	}
	return whole;
}

function openArray(): Open {
	const elements: ComparedValue[] = [];
	return { value: { kind: 'array', elements }, add: (_name, value) => elements.push(value) };
}

function openObject(): Open {
	const members = new Map<string, ComparedValue>();
	return { value: { kind: 'object', members }, add: (name, value) => members.set(name, value) };
}

/** What a member of a record tells it by, as text: digits are the same as a number and as a string. Undefined where it has none, or an empty one. */
function keyOf(record: ComparedValue, column: string): string | undefined {
	const value = record.kind === 'object' ? record.members.get(column) : undefined;
	return value?.kind === 'scalar' && value.text !== 'null' && value.text !== '""'
		? value.text.replace(/^"(?<digits>\d+)"$/u, '$<digits>')
		: undefined;
}

/** The values by what all of them have in the column, each something else; undefined where they do not. */
export function recordsBy(
	column: string,
	values: readonly ComparedValue[],
): ReadonlyMap<string, ComparedValue> | undefined {
	const byKey = new Map(
		values.flatMap(value => {
			const key = keyOf(value, column);
			return key === undefined ? [] : [[key, value] as const];
		}),
	);
	return byKey.size === values.length ? byKey : undefined;
}

/** In the order of what they are told by; ids that are numbers by their size. */
export function inOrderOfKeys<Value>(values: readonly Value[], keyOf: (value: Value) => string): readonly Value[] {
	return values
		.map(value => ({ value, order: orderOf(keyOf(value)) }))
		.sort((one, other) => (one.order < other.order ? -1 : Number(one.order > other.order)))
		.map(({ value }) => value);
}

/** A number is behind those that have fewer digits. */
function orderOf(key: string): string {
	return /^\d+$/u.test(key) ? `${String.fromCharCode(key.length)}${key}` : key;
}

/** The elements in the order of their ids, where each has another one; else as they come. */
export function orderedElements({ elements }: Extract<ComparedValue, { kind: 'array' }>): readonly ComparedValue[] {
	const byId = recordsBy('id', elements);
	return byId === undefined ? elements : inOrderOfKeys([...byId], ([id]) => id).map(([, element]) => element);
}

/** The members in the order of their names. */
export function orderedMembers({
	members,
}: Extract<ComparedValue, { kind: 'object' }>): readonly (readonly [name: string, value: ComparedValue])[] {
	return [...members].sort(([one], [other]) => (one < other ? -1 : 1));
}
