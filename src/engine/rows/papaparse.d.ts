/** The part of papaparse that is used; the types that are published for it bring those of Node. */
declare module 'papaparse' {
	interface ParsedRow {
		readonly data: readonly string[];
		readonly errors: readonly { readonly type: string; readonly code: string }[];
		/** The offset in the text behind the row. */
		readonly meta: { readonly cursor: number };
	}

	/** Reads a text at once, and hands over row by row. */
	export function parse(
		text: string,
		options: {
			readonly delimiter: string;
			readonly newline: '\n' | '\r' | '\r\n';
			readonly step: (row: ParsedRow, parser: { abort(): void }) => void;
		},
	): void;
}
