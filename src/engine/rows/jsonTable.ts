import { readJson, type JsonText, type Span } from '../../json/jsonText';
import { compactJson, isArray, isContainer, membersOf, stringAt, textAt, wholeValue } from '../../json/values';
import { lineCounter, maxRows, type RowFault, type RowRecord, type RowTable } from './rowTable';

/** An object with where it begins, by its line. */
interface PlacedObject extends Span {
	readonly json: JsonText;
	readonly line: number;
}

/** Reads an array of objects. Numbers keep their digits; `null` is an empty text, what is nested is its JSON. */
export function jsonTable(text: string): RowTable | RowFault {
	const bytes = new TextEncoder().encode(text);
	const json = readWhole(bytes);
	if (json === undefined || !isArray(json, wholeValue(json))) {
		return { code: 'rowFileSyntax', detail: '1' };
	}
	// In bytes, which are no code units: a byte stands for a character.
	const lineAt = lineCounter(new TextDecoder('latin1').decode(bytes));
	const objects: PlacedObject[] = [];
	for (const { start, end } of membersOf(json, wholeValue(json))) {
		if (objects.length === maxRows) {
			return { code: 'tooManyRows', detail: String(maxRows) };
		}
		objects.push({ json, start, end, line: lineAt(start) });
	}
	return tableOf(objects);
}

/** Reads an object a line. */
export function ndjsonTable(text: string): RowTable | RowFault {
	const objects: PlacedObject[] = [];
	for (const [index, line] of text.split('\n').entries()) {
		if (line.trim() === '') {
			continue;
		}
		const json = readWhole(new TextEncoder().encode(line));
		if (json === undefined) {
			return { code: 'rowFileSyntax', detail: String(index + 1) };
		}
		if (objects.length === maxRows) {
			return { code: 'tooManyRows', detail: String(maxRows) };
		}
		objects.push({ json, ...wholeValue(json), line: index + 1 });
	}
	return tableOf(objects);
}

/** One step takes all of it. */
function readWhole(bytes: Uint8Array): JsonText | undefined {
	const { value: json } = readJson(bytes, bytes.length + 1).next();
	return json !== undefined && 'bytes' in json ? json : undefined;
}

/** The members of the first object are the columns; every other one has to have the same, in any order. */
function tableOf(objects: readonly PlacedObject[]): RowTable | RowFault {
	const records: RowRecord[] = [];
	let columns: readonly string[] = [];
	for (const object of objects) {
		const { json, line } = object;
		if (!isContainer(json, object) || isArray(json, object)) {
			return { code: 'rowFileSyntax', detail: String(line) };
		}
		const members = Array.from(membersOf(json, object));
		const values = new Map(members.map(({ step, start, end }) => [String(step), textOf(json, { start, end })]));
		columns = records.length === 0 ? members.map(({ step }) => String(step)) : columns;
		const cells = columns.flatMap(name => values.get(name) ?? []);
		if (cells.length !== columns.length || members.length !== columns.length) {
			return { code: 'rowWithoutCells', detail: String(line) };
		}
		records.push({ line, cells });
	}
	return { columns, records };
}

function textOf(json: JsonText, span: Span): string {
	if (isContainer(json, span)) {
		return compactJson(json, span);
	}
	const text = textAt(json.bytes, span);
	return text.startsWith('"') ? stringAt(json.bytes, span) : text === 'null' ? '' : text;
}
