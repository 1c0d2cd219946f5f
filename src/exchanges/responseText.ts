import { indentJson } from '../json/indent';
import { textAt } from '../json/values';
import type { ResponseReading, Turns } from './reading';

/** The text of a body as it is shown. */
export interface ResponseText {
	/** In pieces that end with a line break where there is one; none of an empty or binary body. */
	readonly pieces: readonly string[];
	/** The text goes on: only its beginning is shown. */
	readonly shortened: boolean;
}

/** Bytes of a body that is shown whole: VS Code takes more, but seconds for it, and does without most of what it does for a document. */
const maxWholeBytes = 20_000_000;

/** VS Code hands no document beyond 50 M characters to extensions; indented, a body may become that long. */
const maxCharacters = 48_000_000;

/** What is shown of a text that is longer. */
const shownCharacters = 1_000_000;

/** Enough that what is done with a piece takes a few milliseconds. */
const bytesPerPiece = 100_000;

const newline = 0x0a;

/**
 * The text, if it is JSON indented and with its escapes as what they mean, else as it came, made in slices of a few milliseconds. It is not kept: it takes
 * more memory than the response.
 */
export async function readText(
	{ kind, json, utf8 }: Pick<ResponseReading, 'kind' | 'json' | 'utf8'>,
	{ yieldToEventLoop }: Turns,
): Promise<ResponseText> {
	const pieces: string[] = [];
	let length = 0;
	if (kind === 'empty' || kind === 'binary') {
		return { pieces, shortened: false };
	}
	const maxLength = utf8.length > maxWholeBytes ? shownCharacters : maxCharacters;
	const isJson = kind === 'json' && json !== undefined;
	for (const bytes of isJson ? indentJson(json.bytes, bytesPerPiece) : linesOf(utf8)) {
		const piece = textAt(bytes, { start: 0, end: bytes.length });
		pieces.push(piece);
		length += piece.length;
		if (length > maxLength) {
			return { pieces: [beginningOf(pieces)], shortened: true };
		}
		await yieldToEventLoop();
	}
	return { pieces, shortened: false };
}

function* linesOf(text: Uint8Array): Generator<Uint8Array> {
	for (let start = 0; start < text.length;) {
		const lineBreak = text.indexOf(newline, start + bytesPerPiece);
		const end = lineBreak === -1 ? text.length : lineBreak + 1;
		yield text.subarray(start, end);
		start = end;
	}
}

/** Up to the end of a line if it has lines. */
function beginningOf(pieces: readonly string[]): string {
	const text = pieces.join('').slice(0, shownCharacters + 1);
	const lineBreak = text.lastIndexOf('\n');
	return text.slice(0, lineBreak === -1 ? shownCharacters : lineBreak);
}
