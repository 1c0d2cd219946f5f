/** The parts of a moment, in UTC or in the time zone of the user. */
interface DateParts {
	readonly year: number;
	/** 1 is January. */
	readonly month: number;
	readonly day: number;
	/** 0 is Sunday. */
	readonly weekday: number;
	readonly hour: number;
	readonly minute: number;
	readonly second: number;
	readonly millisecond: number;
	/** Minutes east of UTC. */
	readonly zone: number;
}

export type Zone = 'utc' | 'local';

const months = [
	...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
	...['August', 'September', 'October', 'November', 'December'],
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Letters that Day.js has by its plugins, or .NET (Visual Studio) in the place of others: `yyyy`, `tt`, `fff`. They are no part of the format here. */
const foreign = /^(?:Do|Q|k{1,2}|X|x|[gG]{4}|[wW]{1,2}|wo|z{1,3}|y+|t+|[fF]+)$/u;

/**
 * A date in the format of Day.js, which REST Client uses; text between brackets is taken as it is.
 * @returns undefined where the format has letters that mean something elsewhere
 */
export function formatDate(date: Date, format: string, zone: Zone): string | undefined {
	const parts = partsOf(date, zone);
	const tokens = /\[[^\]]*\]|Do|([A-Za-z])\1*/gu;
	if (format.match(tokens)?.some(token => foreign.test(token)) === true) {
		return undefined;
	}
	return format.replace(/\[(?<literal>[^\]]*)\]|Do|([A-Za-z])\2*/gu, (token: string, literal?: string) => {
		if (literal !== undefined) {
			return literal;
		}
		return tokenText(token, parts) ?? token;
	});
}

function partsOf(date: Date, zone: Zone): DateParts {
	const offset = zone === 'utc' ? 0 : -date.getTimezoneOffset();
	// The UTC parts of the moment that is as far away as the zone are the local parts of this one.
	const shifted = new Date(date.getTime() + offset * 60_000);
	return {
		year: shifted.getUTCFullYear(),
		month: shifted.getUTCMonth() + 1,
		day: shifted.getUTCDate(),
		weekday: shifted.getUTCDay(),
		hour: shifted.getUTCHours(),
		minute: shifted.getUTCMinutes(),
		second: shifted.getUTCSeconds(),
		millisecond: shifted.getUTCMilliseconds(),
		zone: offset,
	};
}

function tokenText(token: string, parts: DateParts): string | undefined {
	const { year, month, day, weekday, hour, minute, second, millisecond, zone } = parts;
	const texts: Readonly<Record<string, string | undefined>> = {
		YY: pad(year % 100),
		YYYY: pad(year, 4),
		M: String(month),
		MM: pad(month),
		MMM: months[month - 1]?.slice(0, 3),
		MMMM: months[month - 1],
		D: String(day),
		DD: pad(day),
		d: String(weekday),
		dd: weekdays[weekday]?.slice(0, 2),
		ddd: weekdays[weekday]?.slice(0, 3),
		dddd: weekdays[weekday],
		H: String(hour),
		HH: pad(hour),
		h: String(hour % 12 || 12),
		hh: pad(hour % 12 || 12),
		a: hour < 12 ? 'am' : 'pm',
		A: hour < 12 ? 'AM' : 'PM',
		m: String(minute),
		mm: pad(minute),
		s: String(second),
		ss: pad(second),
		SSS: pad(millisecond, 3),
		Z: zoneText(zone, ':'),
		ZZ: zoneText(zone, ''),
	};
	return texts[token];
}

function zoneText(zone: number, separator: string): string {
	const minutes = Math.abs(zone);
	return `${zone < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}${separator}${pad(minutes % 60)}`;
}

function pad(value: number, length = 2): string {
	return String(value).padStart(length, '0');
}
