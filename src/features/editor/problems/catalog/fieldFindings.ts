import { type Catalog, type CatalogEntity, pathOf } from '../../../../catalog/catalog';
import { hasShape, valueShape } from '../../../../catalog/valueShape';
import { type CatalogFinding, finding } from './catalogFinding';
import { fieldKnowledge, isFreeName, knownFields, nearNames, severityOf } from './knowledge';
import { isOpen, partOf, type Piece } from './writtenTarget';

/** Where the name is that of no field. @param suggested the names that may stand in its place */
export function fieldFinding(
	entity: CatalogEntity,
	{ text, span }: Piece,
	suggested: Iterable<string> = knownFields(entity),
): readonly CatalogFinding[] {
	if (isFreeName(text) || knownFields(entity).has(text)) {
		return [];
	}
	const near = nearNames(text, suggested);
	const knowledge = fieldKnowledge(entity);
	const isDocumented = knowledge === 'documented';
	return finding(
		{ code: 'unknownField', entity: pathOf(entity), name: text, isDocumented },
		severityOf(knowledge, { isNear: near.length > 0 }),
		{ span, suggestions: near },
	);
}

/** Those of a list of names with commas between them, as `fields=` has it. */
export function nameFindings(entity: CatalogEntity, names: Piece): readonly CatalogFinding[] {
	return commaParts(names).flatMap(name => fieldFinding(entity, name));
}

/** Where the value cannot be one of the field. An empty one takes the value away, whatever it is. */
export function valueFinding(
	catalog: Catalog,
	entity: CatalogEntity,
	name: string,
	{ text, span }: Piece,
): readonly CatalogFinding[] {
	const field = entity.fields.find(candidate => candidate.name === name);
	const shape = valueShape(catalog, entity, name);
	if (field === undefined || shape === undefined || text === '' || !isPlain(text) || hasShape(text, shape)) {
		return [];
	}
	// What values there are besides those that a client used is not known; that letters are no number is.
	const isDocumented = ['file', 'doc', 'aspro'].includes(field.source);
	const severity = severityOf(isDocumented ? 'documented' : 'seen', {
		isNear: isDocumented || shape.kind !== 'oneOf',
	});
	return finding({ code: 'wrongValue', name, shape }, severity, { span, suggestions: [] });
}

/**
 * The same for each value of a filter: `1,2`, `!1`. What JSON says (`{"type":"more","value":5}`) is not judged, nor a date, for which words may stand.
 */
export function filterFindings(
	catalog: Catalog,
	entity: CatalogEntity,
	name: string,
	value: Piece,
): readonly CatalogFinding[] {
	const field = entity.fields.find(candidate => candidate.name === name);
	if (value.text.startsWith('{') || field?.type.toLowerCase() === 'date') {
		return [];
	}
	return commaParts(value).flatMap(part =>
		valueFinding(catalog, entity, name, part.text.startsWith('!') ? partOf(part, 1, part.text.length) : part),
	);
}

/** Neither a variable nor an escape is in it. */
function isPlain(text: string): boolean {
	return !isOpen(text) && !text.includes('%');
}

function commaParts(piece: Piece): readonly Piece[] {
	return [...piece.text.matchAll(/[^\s,](?:[^,]*[^\s,])?/gu)]
		.map(({ 0: part, index }) => partOf(piece, index, index + part.length))
		.filter(({ text }) => isPlain(text));
}
