import type { HttpDocument, Surroundings, VariableDefinition } from './document';

/** Those of a document by itself. */
export const noSurroundings: Surroundings = { variables: [], requests: new Set(), titles: new Map() };

/**
 * What an environment and imports bring: the variables, the names of requests and their titles. Those of an import that stands further up count more, and
 * those of imports more than those of the environment.
 */
export function surroundingsOf(
	environment: readonly VariableDefinition[],
	imported: readonly HttpDocument[],
): Surroundings {
	return {
		variables: [...environment, ...imported.toReversed().flatMap(({ variables }) => variables)],
		requests: new Set(imported.flatMap(({ requestNames }) => requestNames)),
		titles: new Map(imported.toReversed().flatMap(({ titles }) => [...titles])),
	};
}
