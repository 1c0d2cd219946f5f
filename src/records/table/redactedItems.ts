import type { JsonText, Span } from '../../json/jsonText';
import { membersOf, textAt } from '../../json/values';
import { maskStretches, type Redactor, type Stretch } from '../../net/redaction/redact';

/** Bytes of records that are looked through at once: a few milliseconds. */
const bytesPerPiece = 64_000;

const comma = 0x2c;

/**
 * The items of a list as JSON arrays, with `•••` in the place of secrets, in pieces that take a few milliseconds each. Where nothing is secret, the bytes
 * are as they came; a value that is no text any more when its secret is masked becomes one.
 */
export function* redactedItems(
	json: JsonText,
	items: Span,
	{ find }: Pick<Redactor, 'find'>,
): Generator<Uint8Array<ArrayBuffer>, void> {
	let piece: Span[] = [];
	for (const { start, end } of membersOf(json, items)) {
		piece.push({ start, end });
		if (end - (piece[0]?.start ?? 0) >= bytesPerPiece) {
			yield arrayOf(json, piece, find);
			piece = [];
		}
	}
	if (piece.length > 0) {
		yield arrayOf(json, piece, find);
	}
}

function arrayOf(json: JsonText, items: readonly Span[], find: Redactor['find']): Uint8Array<ArrayBuffer> {
	const whole = { start: items[0]?.start ?? 0, end: items.at(-1)?.end ?? 0 };
	const isClean = find(textAt(json.bytes, whole)).length === 0;
	const parts = isClean
		? [json.bytes.subarray(whole.start, whole.end)]
		: items.flatMap((item, index) => [
				...(index === 0 ? [] : [Uint8Array.of(comma)]),
				new TextEncoder().encode(redactedValue(json, item, find)),
			]);
	return joined([new TextEncoder().encode('['), ...parts, new TextEncoder().encode(']')]);
}

/** The JSON of a value without the secrets in it: member by member, so that what has none stays as it came. */
function redactedValue(json: JsonText, span: Span, find: Redactor['find']): string {
	const text = textAt(json.bytes, span);
	const found = find(text);
	if (found.length === 0) {
		return text;
	}
	const masked = maskStretches(text, found);
	return isJson(masked) ? masked : membersRedacted(json, span, { text, found, find });
}

/** A secret that is a number, or that begins in one value and ends in another, leaves no JSON behind: then every value that it is in becomes a text. */
function membersRedacted(
	json: JsonText,
	span: Span,
	{ text, found, find }: { readonly text: string; readonly found: readonly Stretch[]; readonly find: Redactor['find'] },
): string {
	const open = text.charAt(0);
	if (open !== '{' && open !== '[') {
		const masked = JSON.stringify(maskStretches(text, found).replaceAll('"', ''));
		return masked;
	}
	const members = Array.from(membersOf(json, span), ({ name, start, end }) => {
		const [from, to] = [start, end].map(at => textAt(json.bytes, { start: span.start, end: at }).length);
		const touches = found.some(stretch => stretch.start < (to ?? 0) && stretch.end > (from ?? 0));
		const value = touches ? redactedTouched(json, { start, end }, find) : textAt(json.bytes, { start, end });
		return name === undefined ? value : `${redactedName(json, name, find)}:${value}`;
	});
	return open === '{' ? `{${members.join(',')}}` : `[${members.join(',')}]`;
}

/** Of what a secret touches that is not to be found in the value alone, nothing is shown. */
function redactedTouched(json: JsonText, span: Span, find: Redactor['find']): string {
	return find(textAt(json.bytes, span)).length === 0 ? '"•••"' : redactedValue(json, span, find);
}

function redactedName(json: JsonText, name: Span, find: Redactor['find']): string {
	const text = textAt(json.bytes, name);
	const masked = maskStretches(text, find(text));
	return isJson(masked) ? masked : '"•••"';
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		// It is only asked whether it is.
		return false;
	}
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let length = 0;
	for (const part of parts) {
		bytes.set(part, length);
		length += part.length;
	}
	return bytes;
}
