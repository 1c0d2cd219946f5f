import type { JsonText, Span } from '../json/jsonText';
import { textAt } from '../json/values';
import type { MaskReason, Redactor } from '../net/redaction/redact';

/** Bytes of a value from which on it does not matter how it goes on, and of a name that may be one of a secret. */
const maxBytes = 200;

const quote = 0x22;
const colon = 0x3a;
const comma = 0x2c;
const backslash = 0x5c;

/** Values that are looked at before others get their turn: some milliseconds. */
const valuesAtOnce = 2000;

/**
 * The strings among values of a response that only what stands before them there tells to be secrets: the name of their member, or of the header in a list.
 * What tells them in themselves is for whoever shows them.
 * @returns why they are to be masked, by their number among the values from 0
 */
export function* namedSecrets(
	{ bytes }: JsonText,
	values: readonly Span[],
	{ find }: Pick<Redactor, 'find'>,
): Generator<void, ReadonlyMap<number, MaskReason>> {
	const reasons = new Map<number, MaskReason>();
	/** By what stands before values, whether it may tell anything. */
	const telling = new Map<string, boolean>();
	for (const [index, { start, end }] of values.entries()) {
		if (index % valuesAtOnce === valuesAtOnce - 1) {
			yield;
		}
		const before = bytes[start] === quote ? textBefore(bytes, start) : '';
		const isTelling = telling.get(before) ?? reasonBehind(before, '"x1y2z3"', find) !== undefined;
		telling.set(before, isTelling);
		const text = isTelling ? textAt(bytes, { start, end: Math.min(end, start + maxBytes) }) : '';
		const reason = isTelling ? reasonBehind(before, text, find) : undefined;
		if (reason !== undefined) {
			reasons.set(index, reason);
		}
	}
	return reasons;
}

function reasonBehind(before: string, text: string, find: Redactor['find']): MaskReason | undefined {
	const inValue = before.length + 1;
	return before === ''
		? undefined
		: find(before + text).find(({ start, end, known }) => !known && start <= inValue && end > inValue)?.because;
}

/** The name of a member with its colon, or the string before an element with its comma, as one reads it; empty where there is neither. */
function textBefore(bytes: Uint8Array, start: number): string {
	const separator = lastBefore(bytes, start);
	const end = isSeparator(bytes[separator]) ? lastBefore(bytes, separator) : -1;
	if (bytes[end] !== quote) {
		return '';
	}
	for (let at = end - 1; at >= 0 && end - at < maxBytes; at--) {
		if (bytes[at] === quote && bytes[at - 1] !== backslash) {
			const name = textAt(bytes, { start: at, end: end + 1 }).replace(
				/\\u(?<code>[\da-f]{4})/giu,
				(_escape, code: string) => String.fromCharCode(Number.parseInt(code, 16)),
			);
			return `${name}${bytes[separator] === colon ? ':' : ','} `;
		}
	}
	return '';
}

function isSeparator(byte: number | undefined): boolean {
	return byte === colon || byte === comma;
}

/** Of the last byte that is no white space; -1 where there is none. */
function lastBefore(bytes: Uint8Array, start: number): number {
	let at = start - 1;
	while (at >= 0 && (bytes[at] ?? 0) <= 0x20) {
		at--;
	}
	return at;
}
