/** A decimal number of any length: `units` × 10^−`scale`. */
export interface Decimal {
	readonly units: bigint;
	readonly scale: number;
}

const decimalText = /^(?<sign>[+-]?)(?<whole>\d+)(?:\.(?<fraction>\d+))?(?:[eE](?<exponent>[+-]?\d+))?$/u;

/** More digits than any amount has; a text of them would take long to add. */
const maxDigits = 400;

/** Digits behind the point of an average that does not end. */
const averageDigits = 6;

/** The number that a text is in JSON or in writing; undefined where it is none, or one of more than 400 digits. */
export function parseDecimal(text: string): Decimal | undefined {
	if (text.length > maxDigits) {
		return undefined;
	}
	const { sign = '', whole, fraction = '', exponent = '0' } = decimalText.exec(text)?.groups ?? {};
	const scale = fraction.length - Number(exponent);
	if (whole === undefined || Math.abs(scale) > maxDigits) {
		return undefined;
	}
	const units = BigInt(sign + whole + fraction);
	return scale < 0 ? { units: units * 10n ** BigInt(-scale), scale: 0 } : { units, scale };
}

/** Negative where the first is less. */
export function compareDecimals(one: Decimal, other: Decimal): number {
	const scale = Math.max(one.scale, other.scale);
	const difference = scaled(one, scale) - scaled(other, scale);
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Without an error, whatever the digits. */
export function addDecimals(one: Decimal, other: Decimal): Decimal {
	const scale = Math.max(one.scale, other.scale);
	return { units: scaled(one, scale) + scaled(other, scale), scale };
}

/** @returns the quotient, rounded to six digits more than the sum has where it does not end sooner */
export function averageOf(sum: Decimal, count: number): { readonly average: Decimal; readonly isRounded: boolean } {
	const scale = sum.scale + averageDigits;
	const units = scaled(sum, scale);
	const divisor = BigInt(count);
	const [quotient, rest] = [units / divisor, units % divisor];
	const roundsUp = 2n * (rest < 0n ? -rest : rest) >= divisor;
	const rounded = rest === 0n || !roundsUp ? quotient : quotient + (units < 0n ? -1n : 1n);
	return { average: { units: rounded, scale }, isRounded: rest !== 0n };
}

/** Without zeros at its end that say nothing: `12.5`, `-0.01`, `300`. */
export function decimalToText({ units, scale }: Decimal): string {
	const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
	const whole = digits.slice(0, digits.length - scale);
	const fraction = withoutZerosBehind(digits.slice(digits.length - scale));
	return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

function withoutZerosBehind(digits: string): string {
	let { length } = digits;
	while (digits[length - 1] === '0') {
		length--;
	}
	return digits.slice(0, length);
}

function scaled({ units, scale }: Decimal, to: number): bigint {
	return units * 10n ** BigInt(to - scale);
}
