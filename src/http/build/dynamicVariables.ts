import { formatDate, moveDate, offsetUnits, type Zone } from './dateFormat';

/** What dynamic variables are made of. It is handed in, so that a request is a matter of its text and of this. */
export interface DynamicSources {
	/** The moment, the same for the whole request. */
	readonly now: Date;
	/** A number from 0 up to but not including 1, as unguessable as the caller wants it. */
	readonly random: () => number;
	readonly uuid: () => string;
	/** Undefined where the variable is not set. */
	readonly processVariable: (name: string) => string | undefined;
	/** A variable of the nearest file `.env`, in the document's folder or above it. */
	readonly dotenvVariable: (name: string) => string | undefined;
}

/** Makes the value; undefined where it is missing outside. */
type Maker = (sources: DynamicSources) => string | undefined;

/**
 * The maker of the value of `$name arguments`; undefined where there is no such variable or the arguments are none of its own.
 * REST Client's README, JetBrains' documentation of dynamic variables.
 */
export function dynamicVariable(text: string): Maker | undefined {
	const [, name = '', rest = ''] = /^\$(?<name>[\w.]+)(?<rest>(?:[^\w.].*)?)$/su.exec(text) ?? [];
	if (name.startsWith('random.')) {
		return randomVariable(name.slice(7), rest.trim());
	}
	// A name and its arguments are apart.
	return rest === '' || /^\s/u.test(rest) ? makerFor(name, rest.trim()) : undefined;
}

/** REST Client's `$dotenv %NAME` and `$processEnv %NAME`: the variable holds the name of what is taken from outside. */
export function indirectVariable(name: string): { readonly source: string; readonly variable: string } | undefined {
	const { source, variable } = /^(?<source>\$dotenv|\$processEnv)\s+%(?<variable>[^\s%]+)$/u.exec(name)?.groups ?? {};
	return source === undefined || variable === undefined ? undefined : { source, variable };
}

const uuid: Maker = sources => sources.uuid();

function makerFor(name: string, rest: string): Maker | undefined {
	switch (name) {
		case 'guid':
		case 'uuid':
			return rest === '' ? uuid : undefined;
		case 'randomInt':
			return randomInt(rest);
		case 'timestamp': {
			const offset = offsetOf(rest);
			return offset && (({ now }) => String(Math.floor(offset(now).getTime() / 1000)));
		}
		case 'isoTimestamp':
			return rest === '' ? ({ now }) => now.toISOString() : undefined;
		case 'datetime':
			return dateVariable(rest, 'utc');
		case 'localDatetime':
			return dateVariable(rest, 'local');
		case 'processEnv':
			return /^[A-Za-z_]\w*$/u.test(rest) ? ({ processVariable }) => processVariable(rest) : undefined;
		case 'dotenv':
			return /^[\w.-]+$/u.test(rest) ? ({ dotenvVariable }) => dotenvVariable(rest) : undefined;
		default:
			return undefined;
	}
}

/** From the first number up to but not including the second; without numbers below 1000, as in JetBrains. */
function randomInt(rest: string): Maker | undefined {
	if (rest === '') {
		return integerMaker(0, 1000);
	}
	const [, from = '', to = ''] = /^(?<from>-?\d+)\s+(?<to>-?\d+)$/u.exec(rest) ?? [];
	return from === '' ? undefined : integerMaker(Number(from), Number(to));
}

function integerMaker(from: number, to: number): Maker | undefined {
	const isRange = Number.isSafeInteger(from) && Number.isSafeInteger(to) && from < to;
	return isRange ? ({ random }) => String(from + Math.floor(random() * (to - from))) : undefined;
}

const alphabets: ReadonlyMap<string, string> = new Map([
	['alphabetic', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'],
	['alphanumeric', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_'],
	['hexadecimal', '0123456789abcdef'],
]);

/**
 * JetBrains' `$random.integer(from, to)` and its like: up to a number, or up to 1000, where less is written. Those that take words from lists (names,
 * addresses) are left out.
 */
function randomVariable(name: string, rest: string): Maker | undefined {
	const [, list] = /^\((?<list>[^()]*)\)$/u.exec(rest === '' ? '()' : rest) ?? [];
	const numbers = list?.trim() === '' ? [] : list?.split(',').map(part => part.trim());
	if (numbers?.every(part => /^-?\d+(?:\.\d+)?$/u.test(part)) !== true) {
		return undefined;
	}
	switch (name) {
		case 'uuid':
			return numbers.length === 0 ? uuid : undefined;
		case 'email':
			return numbers.length === 0
				? ({ random }) => `${letters(random, 'abcdefghijklmnopqrstuvwxyz', 10)}@example.com`
				: undefined;
		case 'integer':
			return rangeMaker(numbers, integerMaker);
		case 'float':
			return rangeMaker(numbers, (from, to) =>
				from < to ? ({ random }) => String(from + random() * (to - from)) : undefined,
			);
		default:
			return lettersMaker(alphabets.get(name), numbers);
	}
}

function rangeMaker(
	numbers: readonly string[],
	makerOf: (from: number, to: number) => Maker | undefined,
): Maker | undefined {
	const [first = 1000, second] = numbers.map(Number);
	return numbers.length > 2 ? undefined : second === undefined ? makerOf(0, first) : makerOf(first, second);
}

function lettersMaker(alphabet: string | undefined, numbers: readonly string[]): Maker | undefined {
	const [first = ''] = numbers;
	const length = numbers.length === 1 && /^\d{1,4}$/u.test(first) ? Number(first) : 0;
	return alphabet !== undefined && length > 0 ? ({ random }) => letters(random, alphabet, length) : undefined;
}

function letters(random: () => number, alphabet: string, length: number): string {
	return Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('');
}

/** `rfc1123`, `iso8601` or a format in quotes, and an offset. */
function dateVariable(rest: string, zone: Zone): Maker | undefined {
	const [, word, single, double, after = ''] =
		/^(?:(?<word>rfc1123|iso8601)|'(?<single>[^']*)'|"(?<double>[^"]*)")(?<after>\s.*)?$/u.exec(rest) ?? [];
	const format = word === undefined ? (single ?? double) : formats[zone][word];
	const offset = offsetOf(after.trim());
	if (format === undefined || offset === undefined || formatDate(new Date(0), format, zone) === undefined) {
		return undefined;
	}
	return ({ now }) => formatDate(offset(now), format, zone);
}

/** As REST Client writes them. */
const formats: Readonly<Record<Zone, Readonly<Record<string, string | undefined>>>> = {
	utc: { rfc1123: 'ddd, DD MMM YYYY HH:mm:ss [GMT]', iso8601: 'YYYY-MM-DDTHH:mm:ss.SSS[Z]' },
	local: { rfc1123: 'ddd, DD MMM YYYY HH:mm:ss ZZ', iso8601: 'YYYY-MM-DDTHH:mm:ss.SSSZ' },
};

/** Moves a moment by `-3 d`; by nothing without text; undefined where the text is no offset. */
function offsetOf(text: string): ((date: Date) => Date) | undefined {
	if (text === '') {
		return date => date;
	}
	const [, amount = '', written = ''] = /^(?<amount>[+-]?\d{1,6})\s*(?<unit>[A-Za-z]+)$/u.exec(text) ?? [];
	const unit = offsetUnits.find(known => known === written);
	return unit && (date => moveDate(date, Number(amount), unit));
}
