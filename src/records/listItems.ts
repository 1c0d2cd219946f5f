import { listOf } from '../flowlu/responses/listInJson';
import { JsonReader } from '../json/reader';
import type { JsonText, Span } from '../json/jsonText';
import { findJsonValue, stringAt, textAt } from '../json/values';

/** How many records a list says there are. */
export interface ListTotals {
	/** Before search and filters, by most of what is known of it. */
	readonly total: number | undefined;
	/** After them. */
	readonly found: number | undefined;
}

/** One item of a list response: where its JSON stands in the bytes, which are cut out and never built anew, and what its `id` is. */
export interface ListItem extends Span {
	/** The digits as they came, of a text without its quotes; undefined where it has none, or none that names it. */
	readonly id: string | undefined;
}

const quote = 0x22;
const letterI = 0x69;
const letterD = 0x64;
const openBrace = 0x7b;
const digitZero = 0x30;
const digitNine = 0x39;
const minus = 0x2d;

/** Depth of the reader between the items, and in one. */
const inList = 1;
const inItem = 2;

/** The items in their order, read in one pass: whoever has others to let run stops after any of them. None where there is no list. */
export function* listItems(json: JsonText): Generator<ListItem, void> {
	const list = listOf(json);
	if (list === undefined) {
		return;
	}
	const { bytes } = json;
	const reader = new JsonReader(bytes, list.start);
	let start = 0;
	let id: string | undefined;
	let isId = false;
	while (reader.end < list.end) {
		const part = reader.read();
		const { depth } = reader;
		if (part === 'scalar' && depth === inList) {
			yield { start: reader.start, end: reader.end, id: undefined };
		} else if (part === 'open' && depth === inItem) {
			({ start } = reader);
			id = undefined;
			isId = false;
		} else if (part === 'close' && depth === inList) {
			yield { start, end: reader.end, id };
		} else if (part === 'key') {
			isId = depth === inItem && bytes[start] === openBrace && isIdName(bytes, reader);
		} else if (part !== 'comma') {
			// Of duplicates the last counts, as elsewhere.
			id = isId ? (part === 'scalar' ? idAt(bytes, reader) : undefined) : id;
			isId = false;
		}
	}
}

/** `total` and `total_result` of a list response, which come as numbers or as text. */
export function listTotals(json: JsonText): ListTotals {
	const countAt = (name: string): number | undefined => {
		const span = findJsonValue(json, ['response', name]);
		const digits = span && /^"?(?<digits>\d{1,15})"?$/u.exec(textAt(json.bytes, span))?.groups?.['digits'];
		return digits === undefined ? undefined : Number(digits);
	};
	return { total: countAt('total'), found: countAt('total_result') };
}

function isIdName(bytes: Uint8Array, { start, end }: Span): boolean {
	return end - start === 4 && bytes[start + 1] === letterI && bytes[start + 2] === letterD;
}

/** Neither `null`, `true` nor an empty text names a record. */
function idAt(bytes: Uint8Array, { start, end }: Span): string | undefined {
	const first = bytes[start] ?? 0;
	if (first === quote) {
		const text = stringAt(bytes, { start, end });
		return text === '' ? undefined : text;
	}
	const isNumber = first === minus || (first >= digitZero && first <= digitNine);
	return isNumber ? textAt(bytes, { start, end }) : undefined;
}
