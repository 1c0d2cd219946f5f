import type { WorkBudget } from '../workBudget';

/**
 * Whether two values of parsed JSON are equal, whatever their depth (RFC 9535 §2.3.5.2.2).
 * @throws TooMuchWork
 */
export function isEqual(one: unknown, other: unknown, budget: WorkBudget): boolean {
	const waiting: (readonly [unknown, unknown])[] = [[one, other]];
	for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
		const [left, right] = pair;
		budget.spend(1 + (typeof left === 'string' ? left.length / 100 : 0));
		if (left === right) {
			continue;
		}
		if (!isContainer(left) || !isContainer(right) || Array.isArray(left) !== Array.isArray(right)) {
			return false;
		}
		const entries = Object.entries(left);
		budget.spend(entries.length * 10);
		if (entries.length !== Object.keys(right).length) {
			return false;
		}
		for (const [name, value] of entries) {
			if (!Object.hasOwn(right, name)) {
				return false;
			}
			waiting.push([value, Reflect.get(right, name)]);
		}
	}
	return true;
}

function isContainer(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

/**
 * Below zero where the first comes first, by the characters of Unicode (RFC 9535 §2.3.5.2.2), whose order is another one than that of UTF-16.
 * @throws TooMuchWork
 */
export function compareText(one: string, other: string, budget: WorkBudget): number {
	const length = Math.min(one.length, other.length);
	let at = 0;
	while (at < length && one.charCodeAt(at) === other.charCodeAt(at)) {
		at++;
	}
	budget.spend(at);
	return at === length ? one.length - other.length : orderOf(one.charCodeAt(at)) - orderOf(other.charCodeAt(at));
}

/** Surrogates stand for characters behind all that are one code unit. */
function orderOf(unit: number): number {
	return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
