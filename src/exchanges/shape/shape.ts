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

/** Of one value, or of several that stand for the same. */
export function shapeOf(values: readonly ComparedValue[]): Shape {
	const scalars = values.flatMap(value => (value.kind === 'scalar' ? [scalarKind(value.text)] : []));
	const arrays = values.flatMap(value => (value.kind === 'array' ? [value.elements] : []));
	const objects = values.flatMap(value => (value.kind === 'object' ? [value.members] : []));
	const elements = arrays.flat();
	return {
		scalars: new Set(scalars),
		...(arrays.length > 0 && { array: { element: elements.length === 0 ? undefined : shapeOf(elements) } }),
		...(objects.length > 0 && { object: membersOf(objects) }),
	};
}

function membersOf(objects: readonly ReadonlyMap<string, ComparedValue>[]): ReadonlyMap<string, Member> {
	const byName = new Map<string, ComparedValue[]>();
	for (const [name, value] of objects.flatMap(members => [...members])) {
		const values = byName.get(name);
		if (values === undefined) {
			byName.set(name, [value]);
		} else {
			values.push(value);
		}
	}
	return new Map(
		[...byName].map(([name, values]) => [name, { shape: shapeOf(values), optional: values.length < objects.length }]),
	);
}

function scalarKind(text: string): ScalarKind {
	if (text.startsWith('"')) {
		return 'string';
	}
	return text === 'null' ? 'null' : text === 'true' || text === 'false' ? 'boolean' : 'number';
}
