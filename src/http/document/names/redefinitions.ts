import type { PlacedDefinition, Variables } from '../documentProblems';

/**
 * The variables that have another value for some tools than for others in a part of the document, because they are defined again: the last definition
 * counts here and in REST Client, the one above the request in httpYac and JetBrains. By name, the offset below which all agree; Infinity where
 * none is.
 */
export function redefinitions(
	placed: readonly PlacedDefinition[],
	{ table, outcomes }: Variables,
): ReadonlyMap<string, number> {
	const agreedBelow = redefinedNames(placed);
	if (agreedBelow.size === 0) {
		return agreedBelow;
	}
	const places = new Map(placed.map(({ definition, start }) => [definition, start + definition.span.start]));
	// Each comes after those that it uses.
	for (const name of outcomes.keys()) {
		const definition = table.get(name);
		const place = (definition && places.get(definition)) ?? 0;
		for (const use of definition?.uses ?? []) {
			const agreed = agreedBelow.get(use.name) ?? -1;
			if (agreed >= 0) {
				const own = agreedBelow.get(name) ?? -1;
				// Tools that replace it where it is defined take the value above that.
				agreedBelow.set(name, agreed > place ? Infinity : Math.max(agreed, own));
			}
		}
	}
	return agreedBelow;
}

/** Those with several values, and where the last one is defined. */
function redefinedNames(placed: readonly PlacedDefinition[]): Map<string, number> {
	const values = new Map<string, string>();
	const redefined = new Map<string, number>();
	for (const { definition, start } of placed) {
		const { name, value, span } = definition;
		if (redefined.has(name) || (values.has(name) && values.get(name) !== value)) {
			redefined.set(name, start + span.start);
		}
		values.set(name, value);
	}
	return redefined;
}
