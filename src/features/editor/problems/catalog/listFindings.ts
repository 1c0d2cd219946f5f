import { type Catalog, type CatalogEntity, type CatalogMethod, pathOf } from '../../../../catalog/catalog';
import { hasShape } from '../../../../catalog/valueShape';
import { type CatalogFinding, finding } from './catalogFinding';
import { fieldFinding, filterFindings, nameFindings } from './fieldFindings';
import { isFreeName, type Knowledge, knownFields, nearNames, severityOf } from './knowledge';
import { isOpen, partOf, type Piece, type WrittenParameter } from './writtenTarget';

/** The method that a request calls, and whose it is. */
export interface AskedMethod {
	readonly catalog: Catalog;
	readonly entity: CatalogEntity;
	readonly method: CatalogMethod;
}

/** What `filter[active]`, `order_by[desc][]` and `limit` have in common: a word, and what is in its first brackets. */
interface ParameterName {
	readonly word: Piece;
	/** Undefined where there are none, or nothing is in them. */
	readonly inner: Piece | undefined;
}

/** Those of the query of a list, whose parameters Flowlu's sister product documents. */
export function listFindings(asked: AskedMethod, parameters: readonly WrittenParameter[]): readonly CatalogFinding[] {
	return parameters.flatMap(({ name, value }) => {
		const parsed = isOpen(name.text) || name.text.includes('%') ? undefined : parameterName(name);
		return parsed === undefined ? [] : parameterFindings(asked, parsed, value);
	});
}

function parameterName(name: Piece): ParameterName | undefined {
	const [, word = '', inner = ''] = /^(?<word>[^[\]]+)(?:\[(?<inner>[^[\]]*)\].*)?$/su.exec(name.text) ?? [];
	return word === ''
		? undefined
		: {
				word: partOf(name, 0, word.length),
				inner: inner === '' ? undefined : partOf(name, word.length + 1, word.length + 1 + inner.length),
			};
}

function parameterFindings(
	asked: AskedMethod,
	{ word, inner }: ParameterName,
	value: Piece,
): readonly CatalogFinding[] {
	switch (word.text) {
		case 'filter': {
			if (inner === undefined) {
				return [];
			}
			const unknown = fieldFinding(asked.entity, inner);
			return unknown.length > 0 ? unknown : filterFindings(asked.catalog, asked.entity, inner.text, value);
		}
		case 'order_by':
			return inner === undefined ? [] : orderFindings(asked, inner, value);
		case 'fields':
			return nameFindings(asked.entity, value);
		default:
			return plainFindings(asked, word, value);
	}
}

function orderFindings(asked: AskedMethod, direction: Piece, value: Piece): readonly CatalogFinding[] {
	const { text, span } = direction;
	if (text === 'asc' || text === 'desc') {
		return nameFindings(asked.entity, value);
	}
	const near = nearNames(text, ['desc', 'asc']);
	return near.length === 0 ? [] : unknownParameter(asked, { text: `order_by[${text}]`, span }, near);
}

/** A parameter with a plain value; or what is none: misspelt, or a field without its filter. Others may be there. */
function plainFindings(asked: AskedMethod, word: Piece, value: Piece): readonly CatalogFinding[] {
	const { entity, method } = asked;
	const { text } = word;
	const known = method.params.find(({ name }) => name === text);
	if (known !== undefined) {
		const isWrong =
			known.type === 'integer' && /^[^%\0]+$/u.test(value.text) && !hasShape(value.text, { kind: 'integer' });
		const details = { code: 'wrongValue', name: text, shape: { kind: 'integer' } } as const;
		return isWrong
			? finding(details, severityOf('documented', { isNear: true }), { span: value.span, suggestions: [] })
			: [];
	}
	if (isFreeName(text)) {
		return [];
	}
	if (knownFields(entity).has(text)) {
		return unknownParameter(asked, word, [`filter[${text}]`], 'seen');
	}
	const words = method.params.flatMap(({ name }) => /^\w+/u.exec(name) ?? []);
	const near = nearNames(text, words);
	return near.length === 0 ? [] : unknownParameter(asked, word, near);
}

function unknownParameter(
	{ entity, method: { name } }: AskedMethod,
	{ text, span }: Piece,
	suggestions: readonly string[],
	knowledge: Knowledge = 'documented',
): readonly CatalogFinding[] {
	return finding(
		{ code: 'unknownParameter', path: `${pathOf(entity)}/${name}`, name: text },
		severityOf(knowledge, { isNear: true }),
		{ span, suggestions },
	);
}
