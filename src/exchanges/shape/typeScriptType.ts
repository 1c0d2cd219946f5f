import type { Shape } from './shape';

/** A declaration of TypeScript of that name: an interface for an object, else a type. */
export function typeScriptType(name: string, shape: Shape): string {
	const type = typeOf(shape, '');
	return shape.object !== undefined && shape.object.size > 0 && countOf(shape) === 1
		? `export interface ${name} ${type}\n`
		: `export type ${name} = ${type};\n`;
}

function typeOf({ scalars, array, object }: Shape, indent: string): string {
	const types = [
		...(object === undefined ? [] : [objectType(object, indent)]),
		...(array === undefined ? [] : [arrayType(array.element, indent)]),
		...[...scalars].filter(kind => kind !== 'null'),
		...(scalars.has('null') ? ['null'] : []),
	];
	return types.length === 0 ? 'unknown' : types.join(' | ');
}

function arrayType(element: Shape | undefined, indent: string): string {
	const type = element === undefined ? 'unknown' : typeOf(element, indent);
	return element !== undefined && countOf(element) > 1 ? `(${type})[]` : `${type}[]`;
}

function countOf({ scalars, array, object }: Shape): number {
	return scalars.size + (array === undefined ? 0 : 1) + (object === undefined ? 0 : 1);
}

function objectType(members: NonNullable<Shape['object']>, indent: string): string {
	if (members.size === 0) {
		return 'Record<string, never>';
	}
	const inner = `${indent}\t`;
	const lines = [...members].map(
		([name, { shape, optional }]) => `${inner}${memberName(name)}${optional ? '?' : ''}: ${typeOf(shape, inner)};\n`,
	);
	return `{\n${lines.join('')}${indent}}`;
}

function memberName(name: string): string {
	// The separators end a line of JavaScript where they are not escaped.
	return /^[A-Za-z_$][\w$]*$/u.test(name)
		? name
		: JSON.stringify(name).replace(/[\u2028\u2029]/gu, found => `\\u${found.charCodeAt(0).toString(16)}`);
}
