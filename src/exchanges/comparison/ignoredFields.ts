import { readIgnoredPath } from '../../http/build/sendingMetadata';

/** Fields that change without anybody having changed the record. */
const volatileFields: readonly string[] = ['updated_date', 'last_active', 'last_activity_time'];

/** Is the value at the end of the names left out of comparisons? Elements of arrays have no names. */
export type IsIgnored = (names: readonly string[]) => boolean;

/**
 * What is left out: the volatile fields wherever they stand, and what the paths lead to.
 * @param paths as `readIgnoredPath` reads them; others count for nothing, which is said where they are written
 */
export function ignoring(paths: readonly string[]): IsIgnored {
	const chains = new Set(
		paths
			.map(readIgnoredPath)
			.filter(names => names !== undefined)
			.map(chainOf),
	);
	return names => volatileFields.includes(names.at(-1) ?? '') || (chains.size > 0 && chains.has(chainOf(names)));
}

function chainOf(names: readonly string[]): string {
	return JSON.stringify(names);
}
