import type { JsonText, Span } from '../../json/jsonText';
import { membersOf } from '../../json/values';
import type { Redactor } from '../../net/redaction/redact';
import { redactedJson } from '../redactedJson';

/** Bytes of records that are looked through at once: a few milliseconds. */
const bytesPerPiece = 64_000;

const openBracket = 0x5b;
const closeBracket = 0x5d;

/**
 * The items of a list as JSON arrays, with `•••` in the place of secrets, in pieces that take a few milliseconds each. Where nothing is secret, the bytes
 * are as they came.
 */
export function* redactedItems(
	{ bytes, large }: JsonText,
	items: Span,
	redactor: Pick<Redactor, 'find'>,
): Generator<Uint8Array<ArrayBuffer>, void> {
	let from: number | undefined;
	let to = 0;
	for (const { start, end } of membersOf({ bytes, large }, items)) {
		from ??= start;
		to = end;
		if (to - from >= bytesPerPiece) {
			yield redactedArray(bytes.subarray(from, to), redactor);
			from = undefined;
		}
	}
	if (from !== undefined) {
		yield redactedArray(bytes.subarray(from, to), redactor);
	}
}

/** @param values with the commas between them */
function redactedArray(values: Uint8Array, redactor: Pick<Redactor, 'find'>): Uint8Array<ArrayBuffer> {
	const array = new Uint8Array(values.length + 2);
	array[0] = openBracket;
	array.set(values, 1);
	array[values.length + 1] = closeBracket;
	return Uint8Array.from(redactedJson({ bytes: array, large: new Map() }, redactor).bytes);
}
