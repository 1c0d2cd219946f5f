import type { JsonText, Span } from './jsonText';
import { type JsonStep, membersOf, wholeValue } from './values';
import type { WorkBudget } from './workBudget';

/** Of a text that is passed over. */
const bytesPerUnit = 16;

/** What is looked for in an object or array: by step, what is looked for there. */
interface Wanted {
	readonly within: Map<JsonStep, Wanted>;
	span: Span | undefined;
}

/**
 * Where the values stand that ways lead to. All are looked for in one pass, in which a part that no way leads through is passed over.
 * @returns in the order of the ways
 * @throws TooMuchWork
 */
export function placesOfSteps(
	json: JsonText,
	ways: Iterable<readonly JsonStep[]>,
	budget: WorkBudget,
): readonly Span[] {
	const root: Wanted = { within: new Map(), span: wholeValue(json) };
	const wanted = Array.from(ways, steps => steps.reduce(wantedAt, root));
	const open = [root];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const { within, span } = next;
		if (span === undefined || within.size === 0) {
			continue;
		}
		budget.spend((span.end - span.start) / bytesPerUnit);
		for (const { step, start, end } of membersOf(json, span)) {
			const found = within.get(step);
			if (found !== undefined) {
				// Of duplicate names the last counts.
				found.span = { start, end };
			}
		}
		for (const inner of within.values()) {
			open.push(inner);
		}
	}
	return wanted.map(({ span }) => span).filter(span => span !== undefined);
}

function wantedAt({ within }: Wanted, step: JsonStep): Wanted {
	const known = within.get(step);
	if (known !== undefined) {
		return known;
	}
	const fresh: Wanted = { within: new Map(), span: undefined };
	within.set(step, fresh);
	return fresh;
}
