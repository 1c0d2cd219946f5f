export type JsonObject = Readonly<Record<string, unknown>>;

/** More links in a row than any document that was made for people has. */
const maxChain = 32;

/** Follows `$ref` where one is met, within the document only: a reference to a file or a host is counted and leads nowhere. */
export interface References {
	/** How many references led out of the document. */
	readonly refused: number;
	/** The object itself, or the one that it refers to; undefined where that is none, is in a circle, or is not in the document. */
	resolve(value: unknown): JsonObject | undefined;
}

export function referencesOf(document: JsonObject): References {
	const targets = new Map<string, unknown>();
	let refused = 0;
	function targetOf(reference: string): unknown {
		if (!targets.has(reference)) {
			targets.set(reference, valueAt(document, reference));
		}
		return targets.get(reference);
	}
	return {
		get refused() {
			return refused;
		},
		resolve(value) {
			const followed = new Set<string>();
			let current = value;
			while (isObject(current)) {
				const reference = member(current, '$ref');
				if (typeof reference !== 'string') {
					return current;
				}
				if (!reference.startsWith('#/')) {
					refused++;
					return undefined;
				}
				if (followed.has(reference) || followed.size === maxChain) {
					return undefined;
				}
				followed.add(reference);
				current = targetOf(reference);
			}
			return undefined;
		},
	};
}

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the document itself says, never what every object has. */
export function member(object: JsonObject | undefined, name: string): unknown {
	return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}

export function elements(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

/** @param pointer such as `#/components/schemas/Lead`, by RFC 6901 */
function valueAt(document: JsonObject, pointer: string): unknown {
	let value: unknown = document;
	for (const part of pointer.slice('#/'.length).split('/')) {
		const name = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~');
		value = Array.isArray(value) ? value[Number(name)] : isObject(value) ? member(value, name) : undefined;
	}
	return value;
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		// A bare percent sign stands for itself.
		return part;
	}
}
