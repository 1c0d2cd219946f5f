/** In UTF-16 code units; a longer text is not read while somebody types. */
const maxReadLength = 20_000;

/**
 * How many braces and brackets are open at the end of the beginning of a JSON body, whose variables stand for values. Undefined within a string, and
 * where the text is too long.
 */
export function jsonDepth(beginning: string): number | undefined {
	if (beginning.length > maxReadLength) {
		return undefined;
	}
	const structure = beginning.replaceAll(/"(?:[^"\\\n]|\\.)*"|\{\{[^{}\n]*\}\}/gu, '');
	const count = (marks: RegExp) => structure.match(marks)?.length ?? 0;
	return structure.includes('"') ? undefined : count(/[{[]/gu) - count(/[}\]]/gu);
}
