import { cellText, isEmptyText } from './cellText';
import { addDecimals, averageOf, compareDecimals, decimalToText, parseDecimal, type Decimal } from '../../json/decimal';
import type { Cell } from './rows';

/** What can be said of some cells together. */
export interface Summary {
	readonly count: number;
	readonly empty: number;
	/** Different values among those that are not empty. */
	readonly distinct: number;
	/** Where all that are not empty are numbers: no digit is lost. */
	readonly numbers?: {
		readonly sum: string;
		readonly average: string;
		/** The average does not end, or only after many digits. */
		readonly isRounded: boolean;
		readonly min: string;
		readonly max: string;
	};
	/** The earliest and the latest, where all that are not empty are dates. */
	readonly dates?: { readonly min: string; readonly max: string };
}

const date = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?$/u;

/** Cells that are read in one step: a few milliseconds. */
const workPerStep = 4000;

/** In steps. */
export function* summarize(cells: Iterable<Cell | undefined>): Generator<void, Summary> {
	const distinct = new Set<string>();
	let count = 0;
	let empty = 0;
	let numbers: NumberRange | 'none' | undefined;
	let dates: { readonly min: string; readonly max: string } | 'none' | undefined;
	for (const cell of cells) {
		count++;
		const text = cellText(cell);
		if (isEmptyText(text)) {
			empty++;
		} else {
			distinct.add(text);
			numbers = withNumber(numbers, text);
			dates = withDate(dates, text);
		}
		if (count % workPerStep === 0) {
			yield;
		}
	}
	return {
		count,
		empty,
		distinct: distinct.size,
		...(numbers !== undefined && numbers !== 'none' && { numbers: figuresOf(numbers) }),
		...(dates !== undefined && dates !== 'none' && { dates }),
	};
}

interface NumberRange {
	readonly count: number;
	readonly sum: Decimal;
	readonly min: Decimal;
	readonly max: Decimal;
}

function withNumber(range: NumberRange | 'none' | undefined, text: string): NumberRange | 'none' {
	const number = range === 'none' ? undefined : parseDecimal(text);
	if (range === 'none' || number === undefined) {
		return 'none';
	}
	return range === undefined
		? { count: 1, sum: number, min: number, max: number }
		: {
				count: range.count + 1,
				sum: addDecimals(range.sum, number),
				min: compareDecimals(number, range.min) < 0 ? number : range.min,
				max: compareDecimals(number, range.max) > 0 ? number : range.max,
			};
}

function withDate(
	range: { readonly min: string; readonly max: string } | 'none' | undefined,
	text: string,
): { readonly min: string; readonly max: string } | 'none' {
	if (range === 'none' || !date.test(text)) {
		return 'none';
	}
	const { min, max } = range ?? { min: text, max: text };
	return { min: text < min ? text : min, max: text > max ? text : max };
}

function figuresOf({ count, sum, min, max }: NumberRange): NonNullable<Summary['numbers']> {
	const { average, isRounded } = averageOf(sum, count);
	return {
		sum: decimalToText(sum),
		average: decimalToText(average),
		isRounded,
		min: decimalToText(min),
		max: decimalToText(max),
	};
}
