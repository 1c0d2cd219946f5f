import type { JsonText } from '../../json/jsonText';
import { JsonReader } from '../../json/reader';
import { stringAt, textAt } from '../../json/values';

/** JSON as it is compared: escapes that mean the same are the same, numbers keep their digits, and of duplicate names the last counts. */
export type ComparedValue =
	| { readonly kind: 'scalar'; readonly text: string }
	| { readonly kind: 'array'; readonly elements: readonly ComparedValue[] }
	| { readonly kind: 'object'; readonly members: ReadonlyMap<string, ComparedValue> };

/** Deeper ones are not compared value by value, which is done by recursion. */
const maxDepth = 200;

const quote = 0x22;
const openBracket = 0x5b;

interface Open {
	readonly value: ComparedValue;
	readonly add: (name: string, value: ComparedValue) => void;
}

/**
 * Reads the whole text.
 * @returns undefined where it is nested deeper than anybody looks
 */
export function comparedValue({ bytes }: JsonText): ComparedValue | undefined {
	const reader = new JsonReader(bytes);
	const open: Open[] = [];
	let name = '';
	let whole: ComparedValue | undefined;
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

/** Ids that are numbers by their size. */
export function compareIds(one: string, other: string): number {
	const bySize = /^\d+$/u.test(one) && /^\d+$/u.test(other) ? one.length - other.length : 0;
	return bySize || (one < other ? -1 : Number(one > other));
}
