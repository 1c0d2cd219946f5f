import type { ComparedValue } from '../comparison/comparedValue';

type ScalarKind = 'string' | 'number' | 'boolean' | 'null';

/** What values are made of, without any value: names and kinds only. */
export interface Shape {
	readonly scalars: ReadonlySet<ScalarKind>;
	/** Of all elements together, where some values are arrays; undefined within it where none has an element. */
	readonly array?: { readonly element: Shape | undefined };
	/** Where some values are objects. */
	readonly object?: ReadonlyMap<string, Member>;
}

export interface Member {
	readonly shape: Shape;
	/** Some of the objects have no such member. */
	readonly optional: boolean;
}

/** Values that are looked at in one step: some milliseconds. */
const valuesPerStep = 1000;

/**
 * Of one value, or of several that stand for the same. In steps.
 * @param shownName what stands for the name of a member; several names may have the same
 */
export function* shapeOf(
	values: readonly ComparedValue[],
	shownName: (name: string) => string,
): Generator<void, Shape> {
	const scalars = new Set<ScalarKind>();
	const elements: ComparedValue[] = [];
	const members = new Map<string, ComparedValue[]>();
	let [arrays, objects] = [0, 0];
	for (const [index, value] of values.entries()) {
		if (value.kind === 'scalar') {
			scalars.add(scalarKind(value.text));
		} else if (value.kind === 'array') {
			arrays++;
			for (const element of value.elements) {
				elements.push(element);
			}
		} else {
			objects++;
			addMembers(members, value.members);
		}
		if (index % valuesPerStep === valuesPerStep - 1) {
			yield;
		}
	}
	const element = elements.length === 0 ? undefined : yield* shapeOf(elements, shownName);
	const object = new Map<string, Member>();
	for (const [name, all] of members) {
		object.set(shownName(name), { shape: yield* shapeOf(all, shownName), optional: all.length < objects });
	}
	return { scalars, ...(arrays > 0 && { array: { element } }), ...(objects > 0 && { object }) };
}

function addMembers(all: Map<string, ComparedValue[]>, members: ReadonlyMap<string, ComparedValue>): void {
	for (const [name, value] of members) {
		const values = all.get(name);
		if (values === undefined) {
			all.set(name, [value]);
		} else {
			values.push(value);
		}
	}
}

function scalarKind(text: string): ScalarKind {
	if (text.startsWith('"')) {
		return 'string';
	}
	return text === 'null' ? 'null' : text === 'true' || text === 'false' ? 'boolean' : 'number';
}
