import { compareDecimals, parseDecimal } from '../../json/decimal';
import { isFound, readIRegexp } from '../../json/paths/iRegexp';
import type { WorkBudget } from '../../json/workBudget';
import type { CheckMeaning } from '../../http/checks/checkWords';
import type { NotRun } from './checkResult';
import { isSameJson, isSameNumber, type JsonValue, readJsonValue } from './jsonValue';

/** Whether a check holds, or why that cannot be said. */
export type Verdict = boolean | NotRun;

/** What is expected, as the line has it. */
export interface Expected {
	readonly text: string;
	/** May quotation marks around it be those of JSON? Those of a header or a whole body are a part of it. */
	readonly mayBeQuoted: boolean;
}

type Predicate = (actual: JsonValue, expected: Expected, budget: WorkBudget) => Verdict;

/**
 * What each predicate asks of a value that is there: one that is not there fulfils none, so that a slip in a path never passes.
 * As in httpYac, what is expected takes the type of what came: Flowlu sends the same id as a number and as a text.
 */
export const predicateOf: Readonly<Record<CheckMeaning, Predicate>> = {
	equals,
	differs: (actual, expected) => opposite(equals(actual, expected)),
	same,
	notSame: (actual, expected) => opposite(same(actual, expected)),
	greater: (actual, expected) => ordered(actual, expected, order => order > 0),
	atLeast: (actual, expected) => ordered(actual, expected, order => order >= 0),
	less: (actual, expected) => ordered(actual, expected, order => order < 0),
	atMost: (actual, expected) => ordered(actual, expected, order => order <= 0),
	contains,
	startsWith: (actual, expected) => isPlain(actual) && actual.text.startsWith(plain(expected)),
	endsWith: (actual, expected) => isPlain(actual) && actual.text.endsWith(plain(expected)),
	matches,
	exists: () => true,
	isTrue: ({ text }) => text === 'true' || text === '1',
	isFalse: ({ text }) => text === 'false' || text === '0',
	isNumber: ({ type }) => type === 'number',
	isString: ({ type }) => type === 'string',
	isBoolean: ({ type }) => type === 'boolean',
	isArray: ({ type }) => type === 'array',
	isNull: ({ type }) => type === 'null',
};

function opposite(verdict: Verdict): Verdict {
	return typeof verdict === 'boolean' ? !verdict : verdict;
}

function isPlain({ type }: Pick<JsonValue, 'type'>): boolean {
	return type !== 'array' && type !== 'object';
}

function plain(expected: Expected): string {
	const read = expected.mayBeQuoted ? readJsonValue(expected.text) : undefined;
	return read?.type === 'string' ? read.text : expected.text;
}

function equals(actual: JsonValue, expected: Expected): Verdict {
	switch (actual.type) {
		case 'array':
		case 'object': {
			const wanted = readJsonValue(expected.text);
			return wanted === undefined ? false : (isSameJson(actual, wanted) ?? 'tooLarge');
		}
		case 'number':
			return isSameNumber(actual.text, plain(expected)) ?? 'tooLarge';
		case 'string':
		case 'boolean':
		case 'null':
			return actual.text === plain(expected);
	}
}

/** Also the type, where what is expected has one, and every digit. */
function same(actual: JsonValue, expected: Expected): Verdict {
	const wanted = expected.mayBeQuoted ? readJsonValue(expected.text) : undefined;
	if (wanted === undefined || !isPlain(actual)) {
		return equals(actual, expected);
	}
	return actual.type === wanted.type && actual.text === wanted.text;
}

/** Numbers by their value, dates as Flowlu writes them (`2026-01-31 10:00:00`) by their text. */
function ordered(actual: JsonValue, expected: Expected, holds: (order: number) => boolean): Verdict {
	const wanted = plain(expected);
	const limit = parseDecimal(wanted);
	if (limit !== undefined) {
		const number = parseDecimal(actual.text);
		return number === undefined ? actual.type === 'number' && 'tooLarge' : holds(compareDecimals(number, limit));
	}
	const latest = dateText(wanted);
	if (latest === undefined) {
		return 'noOrder';
	}
	const date = dateText(actual.text);
	return date !== undefined && holds(date < latest ? -1 : date > latest ? 1 : 0);
}

/** With a blank before the time and with seconds, so that the order of the texts is that of the dates; undefined where it is none. */
function dateText(text: string): string | undefined {
	const {
		day,
		minutes,
		seconds = ':00',
	} = /^(?<day>\d{4}-\d\d-\d\d)(?:[ T](?<minutes>\d\d:\d\d)(?<seconds>:\d\d)?)?$/u.exec(text)?.groups ?? {};
	return day === undefined || minutes === undefined ? day : `${day} ${minutes}${seconds}`;
}

/** A part of a text, an element of a list, the name of a member. */
function contains(actual: JsonValue, expected: Expected): Verdict {
	switch (actual.type) {
		case 'array': {
			const verdicts = actual.elements().map(element => equals(element, expected));
			return verdicts.includes(true) || (verdicts.find(verdict => typeof verdict === 'string') ?? false);
		}
		case 'object':
			return actual.members().has(plain(expected));
		case 'string':
		case 'number':
		case 'boolean':
		case 'null':
			return actual.text.includes(plain(expected));
	}
}

/** A part of the text, as in httpYac. What is written as in JavaScript and cannot be carried out in a bounded time is no pattern here. */
function matches(actual: JsonValue, { text }: Expected, budget: WorkBudget): Verdict {
	const expression = readIRegexp(asIRegexp(text), budget);
	return expression === undefined
		? 'noPattern'
		: isPlain(actual) && isFound(expression, actual.text, { isWhole: false, budget });
}

/** Classes and groups as an I-Regexp (RFC 9485) has them: `\d` is `[\d]`, `(?:a)` is `(a)`, `\/` is `/`. */
function asIRegexp(pattern: string): string {
	let written = '';
	let isInClass = false;
	for (let at = 0; at < pattern.length; at++) {
		const character = pattern.charAt(at);
		if (character === '\\') {
			const escaped = pattern.slice(at, at + 2);
			written += escaped === '\\/' ? '/' : !isInClass && /[dws]/iu.test(escaped) ? `[${escaped}]` : escaped;
			at++;
		} else if (!isInClass && pattern.startsWith('(?:', at)) {
			written += '(';
			at += 2;
		} else {
			isInClass = isInClass ? character !== ']' : character === '[';
			written += character;
		}
	}
	return written;
}
