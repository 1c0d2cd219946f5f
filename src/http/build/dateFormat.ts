import dayjs, { type ManipulateType } from 'dayjs';
import utc from 'dayjs/plugin/utc';

dayjs.extend(utc);

/** In UTF-16 code units; nobody writes a longer one. */
const maxFormatLength = 1000;

export type Zone = 'utc' | 'local';

export const offsetUnits = ['y', 'Q', 'M', 'w', 'd', 'h', 'm', 's', 'ms'] as const;
type OffsetUnit = (typeof offsetUnits)[number];

/**
 * Letters that Day.js has by its plugins, or not at all, or .NET (Visual Studio) in the place of others: `yyyy`, `tt`, `fff`. They are no part of the
 * format here.
 */
const foreign = /^(?:Do|Q|k{1,2}|X|x|[gG]{4}|[wW]{1,2}|wo|z{1,3}|y+|Y|YYY|Y{5,}|t+|[fF]+)$/u;

/**
 * A date in the format of Day.js, which REST Client uses; text between brackets is taken as it is.
 * @returns undefined where the format has letters that mean something elsewhere, or is too long to be one
 */
export function formatDate(date: Date, format: string, zone: Zone): string | undefined {
	if (format.length > maxFormatLength || tokensIn(format).some(token => foreign.test(token))) {
		return undefined;
	}
	const moment = dayjs.utc(date);
	return (zone === 'utc' ? moment : moment.local()).format(format);
}

/** The date so many units later, in UTC. A month after January 31 is the end of February. */
export function moveDate(date: Date, count: number, unit: OffsetUnit): Date {
	const [amount, dayjsUnit]: [number, ManipulateType] = unit === 'Q' ? [3 * count, 'M'] : [count, unit];
	return dayjs.utc(date).add(amount, dayjsUnit).toDate();
}

/** The letters and what stands between brackets. Every bracket that opens before the last closing one closes; none does behind it. */
function tokensIn(format: string): readonly string[] {
	const end = format.lastIndexOf(']') + 1;
	return [
		...(format.slice(0, end).match(/\[[^\]]*\]?|Do|([A-Za-z])\1*/gu) ?? []),
		...(format.slice(end).match(/Do|([A-Za-z])\1*/gu) ?? []),
	];
}
