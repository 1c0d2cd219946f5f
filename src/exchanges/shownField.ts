/** A member of a record, where it stands on its line of a response as it is shown. */
export interface ShownField {
	readonly name: string;
	/** Without quotes; empty where it is an object or a list. */
	readonly value: string;
	/** Of the line, in UTF-16 code units. */
	readonly start: number;
	readonly end: number;
}

/** Lines that are looked at above a field: many times what a page of records has. */
const maxLines = 50_000;

const member =
	/^[ ]*(?<shown>"(?<name>(?:[^"\\]|\\.)*)": (?:"(?<text>(?:[^"\\]|\\.)*)"|(?<value>[^"{[\s,]+)|[{[].*)?)/u;

/**
 * The field of a record at a place in the text of a response, indented as it is shown: of the one record, or of those of a list.
 * @param lineAt gives a line by its number, from 0
 * @param isList whether `response` is a page of records and no record
 */
export function shownFieldAt(
	lineAt: (line: number) => string,
	{ line, character, isList }: { readonly line: number; readonly character: number; readonly isList: boolean },
): ShownField | undefined {
	const text = lineAt(line);
	const { shown, name, text: inQuotes, value = inQuotes ?? '' } = member.exec(text)?.groups ?? {};
	if (shown === undefined || name === undefined) {
		return undefined;
	}
	const start = indentOf(text);
	const isOnIt = start <= character && character < start + shown.length;
	const around = isOnIt ? namesAround(lineAt, line).join('.') : '';
	// The documentation of 2020 has one record in `items`, too.
	return around === 'response.items' || (around === 'response' && !isList)
		? { name, value, start, end: start + shown.length }
		: undefined;
}

/** The names of the objects and lists that a line is in, the outermost first. */
function namesAround(lineAt: (line: number) => string, line: number): readonly string[] {
	const names: string[] = [];
	let indent = indentOf(lineAt(line));
	for (let above = line - 1; above >= 0 && indent > 0 && line - above < maxLines; above--) {
		const text = lineAt(above);
		if (indentOf(text) < indent) {
			indent = indentOf(text);
			const name = member.exec(text)?.groups?.['name'];
			if (name !== undefined) {
				names.unshift(name);
			}
		}
	}
	return indent === 0 ? names : [];
}

function indentOf(text: string): number {
	return text.length - text.trimStart().length;
}
