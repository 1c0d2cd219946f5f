/** Offsets in a text, the end exclusive. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

const part = /(?<string>"(?:[^"\\]|\\.)*")(?<colon>\s*:)?|(?<open>[{[])|(?<close>[}\]])|[^\s{}[\]:,"]+/gu;

/**
 * Where the value stands that a path of keys leads to; of duplicate keys the last, as `JSON.parse` reads them. The text must be valid JSON,
 * and of a size at which a walk over all its parts is nothing.
 */
export function findJsonValue(text: string, path: readonly string[]): Span | undefined {
	/** The key of the current member of every open object; undefined in an array. */
	const keys: (string | undefined)[] = [];
	let container: { readonly start: number; readonly depth: number } | undefined;
	let found: Span | undefined;
	for (const { 0: token, index, groups } of text.matchAll(part)) {
		if (groups?.['colon'] !== undefined) {
			keys[keys.length - 1] = keyOf(groups['string'] ?? '');
			continue;
		}
		if (groups?.['close'] !== undefined) {
			keys.pop();
			if (container?.depth === keys.length) {
				found = { start: container.start, end: index + 1 };
				container = undefined;
			}
			continue;
		}
		const isWanted = keys.length === path.length && keys.every((key, depth) => key === path[depth]);
		if (groups?.['open'] !== undefined) {
			container = isWanted ? { start: index, depth: keys.length } : container;
			keys.push(undefined);
		} else if (isWanted) {
			found = { start: index, end: index + token.length };
		}
	}
	return found;
}

function keyOf(literal: string): string {
	const key: unknown = JSON.parse(literal);
	return String(key);
}
