import type { Span } from '../../../json/jsonText';

/** Digits that spreadsheet programs keep, as they count with double precision. */
const maxDigits = 15;

const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const nine = 0x39;

/**
 * How many decimals a number has that a spreadsheet shows as it is written: `-12.50`, of 15 digits at most. Undefined for every other text, such as
 * `007`, `+49`, `1e5`, `-0`, and for a number of more digits.
 */
export function plainDecimals(bytes: Uint8Array, { start, end }: Span): number | undefined {
	const isNegative = bytes[start] === minus;
	const first = isNegative ? start + 1 : start;
	let significant = 0;
	let pointAt = end;
	for (let index = first; index < end; index++) {
		const byte = bytes[index] ?? 0;
		if (byte === point && pointAt === end) {
			pointAt = index;
		} else if (byte < zero || byte > nine) {
			return undefined;
		} else if (significant > 0 || byte !== zero) {
			significant++;
		}
	}
	const hasLeadingZero = bytes[first] === zero && pointAt > first + 1;
	const isWritten = pointAt > first && pointAt !== end - 1;
	return isWritten && !hasLeadingZero && significant <= maxDigits && !(isNegative && significant === 0)
		? Math.max(0, end - pointAt - 1)
		: undefined;
}
