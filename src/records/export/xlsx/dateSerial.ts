import type { Span } from '../../../json/jsonText';

const millisecondsPerDay = 86_400_000;
const secondsPerDay = 86_400;

/** Day 0 of spreadsheet programs. */
const epoch = Date.UTC(1899, 11, 30);

/** Before 1900-03-01 they count differently, as some of them know a 29 February 1900. */
const firstDay = 61;

const dayLength = 'YYYY-MM-DD'.length;
const momentLength = 'YYYY-MM-DD hh:mm:ss'.length;

const zero = 0x30;
const [space, hyphen, colon] = [0x20, 0x2d, 0x3a];

/** A date as spreadsheet programs count: days, and parts of a day. Without a zone, as it is in the text. */
export interface DateSerial {
	readonly serial: number;
	readonly hasTime: boolean;
}

/**
 * The date that is written there, as `YYYY-MM-DD` or `YYYY-MM-DD hh:mm:ss`. Undefined for every other text, and for days that no calendar has, such as
 * `0000-00-00`.
 */
export function dateSerial(bytes: Uint8Array, { start, end }: Span): DateSerial | undefined {
	const hasTime = end - start === momentLength;
	if ((!hasTime && end - start !== dayLength) || bytes[start + 4] !== hyphen || bytes[start + 7] !== hyphen) {
		return undefined;
	}
	const days = daysOf(numberAt(bytes, start, 4), numberAt(bytes, start + 5, 2), numberAt(bytes, start + 8, 2));
	const seconds = hasTime ? secondsAt(bytes, start + dayLength) : 0;
	return days >= firstDay && seconds >= 0 ? { serial: days + seconds / secondsPerDay, hasTime } : undefined;
}

/** NaN where there is no such day. */
function daysOf(year: number, month: number, day: number): number {
	const date = new Date(Date.UTC(year, month - 1, day));
	// Years of two digits count as those of the last century.
	return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
		? (date.getTime() - epoch) / millisecondsPerDay
		: Number.NaN;
}

/** Of ` hh:mm:ss`; NaN where it is no time of a day. */
function secondsAt(bytes: Uint8Array, start: number): number {
	const [hour, minute, second] = [1, 4, 7].map(offset => numberAt(bytes, start + offset, 2));
	const isWritten = bytes[start] === space && bytes[start + 3] === colon && bytes[start + 6] === colon;
	return isWritten &&
		hour !== undefined &&
		minute !== undefined &&
		second !== undefined &&
		hour < 24 &&
		minute < 60 &&
		second < 60
		? (hour * 60 + minute) * 60 + second
		: Number.NaN;
}

/** NaN where not all of it are digits. */
function numberAt(bytes: Uint8Array, start: number, length: number): number {
	let number = 0;
	for (let index = start; index < start + length; index++) {
		const digit = (bytes[index] ?? 0) - zero;
		number = digit >= 0 && digit <= 9 ? number * 10 + digit : Number.NaN;
	}
	return number;
}
