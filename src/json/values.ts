import { JsonReader } from './reader';
import type { JsonText, Span } from './jsonText';
import type { WorkBudget } from './workBudget';

/** The name of a member or the index of an element; negative indexes count from the end. */
export type JsonStep = string | number;

/** A member of an object or an element of an array, with where its value stands. */
export interface JsonMember extends Span {
	readonly step: JsonStep;
	/** Where the name of a member stands, quotes included. */
	readonly name?: Span;
}

const colon = 0x3a;
const openBracket = 0x5b;
const openBrace = 0x7b;

export function isContainer({ bytes }: JsonText, { start }: Span): boolean {
	return bytes[start] === openBrace || bytes[start] === openBracket;
}

export function isArray({ bytes }: JsonText, { start }: Span): boolean {
	return bytes[start] === openBracket;
}

/** Where the whole value stands, without the white space around it. */
export function wholeValue(json: JsonText): Span {
	const reader = new JsonReader(json.bytes);
	const part = reader.read();
	return { start: reader.start, end: part === 'open' ? endOf(json, reader) : reader.end };
}

/** The members or elements as they come, duplicate names too; none of a scalar. Ends early where the text stops being JSON. */
export function* membersOf(json: JsonText, container: Span): Generator<JsonMember> {
	if (!isContainer(json, container)) {
		return;
	}
	const reader = new JsonReader(json.bytes, container.start);
	reader.read();
	let name: Span | undefined;
	for (let index = 0; ;) {
		const part = reader.read();
		if (part === 'close' || part === 'invalid' || part === 'end') {
			return;
		}
		if (part === 'key') {
			name = { start: reader.start, end: reader.end };
		} else if (part !== 'comma') {
			const { start } = reader;
			const end = part === 'open' ? endOf(json, reader) : reader.end;
			yield name === undefined ? { step: index, start, end } : { step: stringAt(json.bytes, name), name, start, end };
			index++;
		}
	}
}

/** How many elements or members, duplicates too. */
export function sizeOfContainer(json: JsonText, container: Span): number {
	const known = json.large.get(container.start)?.size;
	if (known !== undefined) {
		return known;
	}
	let size = 0;
	for (const members = membersOf(json, container); members.next().done !== true;) {
		size++;
	}
	return size;
}

/** Where the value stands that the steps lead to; of duplicate names the last counts, as `JSON.parse` reads them. */
export function findJsonValue(
	json: JsonText,
	steps: readonly JsonStep[],
	from: Span = wholeValue(json),
): Span | undefined {
	return steps.reduce<Span | undefined>((container, step) => container && findMember(json, container, step), from);
}

function findMember(json: JsonText, container: Span, step: JsonStep): Span | undefined {
	if (isArray(json, container) !== (typeof step === 'number')) {
		return undefined;
	}
	const wanted = typeof step === 'number' && step < 0 ? sizeOfContainer(json, container) + step : step;
	let found: Span | undefined;
	for (const member of membersOf(json, container)) {
		if (member.step === wanted) {
			found = member;
			if (typeof wanted === 'number') {
				break;
			}
		}
	}
	return found && { start: found.start, end: found.end };
}

/** What a string is in JSON. */
export function stringAt(bytes: Uint8Array, { start, end }: Span): string {
	const text = textAt(bytes, { start, end });
	if (!text.includes('\\')) {
		return text.slice(1, -1);
	}
	const value: unknown = JSON.parse(text);
	return String(value);
}

/** One for all: to make one takes longer than to decode a name. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text as it stands there. */
export function textAt(bytes: Uint8Array, { start, end }: Span): string {
	return decoder.decode(bytes.subarray(start, end));
}

/** The value without white space between its parts; no digit, escape, duplicate or order is lost. */
export function compactJson({ bytes }: JsonText, { start, end }: Span): string {
	const reader = new JsonReader(bytes, start);
	// No token grows, and the colon of a key is one of the bytes.
	const compact = new Uint8Array(end - start);
	let length = 0;
	while (reader.end < end) {
		const part = reader.read();
		if (part === 'invalid' || part === 'end') {
			break;
		}
		compact.set(bytes.subarray(reader.start, reader.end), length);
		length += reader.end - reader.start;
		if (part === 'key') {
			compact[length++] = colon;
		}
	}
	return textAt(compact, { start: 0, end: length });
}

/** Do bytes stand in a place? Quicker than to decode what stands there. */
export function standsAt(bytes: Uint8Array, { start, end }: Span, wanted: Uint8Array | undefined): boolean {
	if (wanted?.length !== end - start) {
		return false;
	}
	for (let index = 0; index < wanted.length; index++) {
		if (bytes[start + index] !== wanted[index]) {
			return false;
		}
	}
	return true;
}

/** The same as `passOver`, at once where the end is known. */
function endOf({ large }: JsonText, reader: JsonReader): number {
	const known = large.get(reader.start);
	if (known !== undefined) {
		reader.leave(known.end);
		return known.end;
	}
	return passOver(reader);
}

/** Passes over what the reader has just opened. @returns the offset behind it */
export function passOver(reader: JsonReader): number {
	const { depth } = reader;
	for (;;) {
		const part = reader.read();
		if (part === 'invalid' || (part === 'close' && reader.depth < depth)) {
			return reader.end;
		}
	}
}

/** Of a text that is passed over. */
const bytesPerUnit = 16;

/** What is looked for in an object or array: by step, what is looked for there. */
interface Wanted {
	readonly within: Map<JsonStep, Wanted>;
	span: Span | undefined;
}

/**
 * Where the values stand that ways lead to, from a value of the text. All are looked for in one pass, in which a part that no way leads through is passed over.
 * @returns in the order of the ways
 * @throws TooMuchWork
 */
export function placesOfSteps(
	json: JsonText,
	ways: Iterable<readonly JsonStep[]>,
	budget: WorkBudget,
	from: Span = wholeValue(json),
): readonly Span[] {
	const root: Wanted = { within: new Map(), span: from };
	const wanted = Array.from(ways, steps => steps.reduce(wantedAt, root));
	const open = [root];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const { within, span } = next;
		if (span === undefined || within.size === 0) {
			continue;
		}
		budget.spend((span.end - span.start) / bytesPerUnit);
		for (const { step, start, end } of membersOf(json, span)) {
			const found = within.get(step);
			if (found !== undefined) {
				// Of duplicate names the last counts.
				found.span = { start, end };
			}
		}
		for (const inner of within.values()) {
			open.push(inner);
		}
	}
	return wanted.map(({ span }) => span).filter(span => span !== undefined);
}

function wantedAt({ within }: Wanted, step: JsonStep): Wanted {
	const known = within.get(step);
	if (known !== undefined) {
		return known;
	}
	const fresh: Wanted = { within: new Map(), span: undefined };
	within.set(step, fresh);
	return fresh;
}
