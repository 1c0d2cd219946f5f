import { type Catalog, type CatalogEntity, type CatalogMethod, findEntity, pathOf } from '../../../../catalog/catalog';
import type { RequestBlock } from '../../../../http/document/document';
import { type CatalogFinding, finding } from './catalogFinding';
import { fieldFinding, valueFinding } from './fieldFindings';
import { knowledgeOf, methodKnowledge, nearNames, otherEntities, severityOf } from './knowledge';
import { type AskedMethod, listFindings } from './listFindings';
import { fieldInsertion } from './missingField';
import { verbFindings } from './wrongVerb';
import { type WrittenFields, writtenFields } from './writtenFields';
import { isOpen, type Piece, type WrittenTarget, writtenTarget } from './writtenTarget';

/**
 * What the catalog knows otherwise than a request says; of curl commands and of what runs others, nothing. What a variable is a part of is not
 * known, so nothing is said of it, and nothing of a request to another host.
 * @param origins of the accounts that there are
 */
export function catalogFindings(
	catalog: Catalog,
	block: RequestBlock,
	origins: ReadonlySet<string>,
): readonly CatalogFinding[] {
	if (block.form !== 'plain') {
		return [];
	}
	const body = writtenFields(block.parts);
	const target = writtenTarget(block, origins);
	return [
		...(target === undefined ? [] : targetFindings(catalog, block, { target, body })),
		...body.trailingCommas.map((span): CatalogFinding => ({
			details: { code: 'trailingComma' },
			severity: 'warning',
			span,
			suggestions: [''],
		})),
	];
}

interface Written {
	readonly target: WrittenTarget;
	readonly body: WrittenFields;
}

function targetFindings(catalog: Catalog, block: RequestBlock, written: Written): readonly CatalogFinding[] {
	const { segments, isBaseOpen } = written.target;
	const [module, name, word, id, further] = segments;
	// Related records (`st/projects/7/comments/list`) are of entities that their own names do not tell.
	if (module === undefined || name === undefined || (word !== undefined && !isWord(word)) || further !== undefined) {
		return [];
	}
	const entity = findEntity(catalog, module.text, name.text);
	if (entity === undefined) {
		return isBaseOpen || !isWord(module) || !isWord(name) ? [] : entityFindings(catalog, module, name);
	}
	const method = word === undefined ? undefined : methodAt(entity, word.text, id !== undefined);
	if (word === undefined || method === undefined) {
		return word === undefined ? [] : wordFindings(entity, word);
	}
	const wrongId = id === undefined || isOpen(id.text) || /^\d+$/u.test(id.text) ? [] : idFindings(entity, id);
	const wrongVerb = verbFindings(block, method, `${pathOf(entity)}/${word.text}`, word);
	if (block.method !== method.httpMethod) {
		return [...wrongVerb, ...wrongId];
	}
	return [
		...wrongId,
		...(method.name === 'list' ? listFindings({ catalog, entity, method }, written.target.parameters) : []),
		...(method.httpMethod === 'POST' ? bodyFindings({ catalog, entity, method }, { ...written, word, block }) : []),
	];
}

function isWord({ text }: Piece): boolean {
	return /^[a-z][\w-]*$/iu.test(text);
}

/** Undefined where the entity has none there. */
function methodAt({ methods }: CatalogEntity, word: string, hasId: boolean): CatalogMethod | undefined {
	const there = methods.filter(({ path }) => wordOf(path) === word);
	return there.find(({ path }) => path.endsWith('{id}') === hasId) ?? there[0];
}

/** `list` in `/crm/lead/list`. */
function wordOf(path: string): string | undefined {
	return path.split('/')[3];
}

/** Of modules that the catalog has nothing of, nothing is known. */
function entityFindings(catalog: Catalog, module: Piece, name: Piece): readonly CatalogFinding[] {
	const entity = `${module.text}/${name.text}`;
	const near = nearNames(entity, catalog.entities.map(pathOf));
	const isKnownModule = catalog.entities.some(known => known.module === module.text);
	return otherEntities.has(entity) || (near.length === 0 && !isKnownModule)
		? []
		: finding({ code: 'unknownEntity', entity }, severityOf('seen', { isNear: near.length > 0 }), {
				span: { start: module.span.start, end: name.span.end },
				suggestions: near,
			});
}

function wordFindings(entity: CatalogEntity, word: Piece): readonly CatalogFinding[] {
	const words = [...new Set(entity.methods.flatMap(({ path }) => wordOf(path) ?? []))];
	const near = nearNames(word.text, words);
	const details = { code: 'unknownEntityMethod', entity: pathOf(entity), name: word.text, words } as const;
	// A documented list of methods is taken at its word: what is none of the scheme is an error 30.
	return finding(details, severityOf(methodKnowledge(entity), { isNear: true }), {
		span: word.span,
		suggestions: near,
	});
}

/** Imported records are said to have ids that are no numbers. */
function idFindings(entity: CatalogEntity, { span }: Piece): readonly CatalogFinding[] {
	return finding({ code: 'wrongId', entity: pathOf(entity) }, 'information', { span, suggestions: [] });
}

function bodyFindings(
	{ catalog, entity, method }: AskedMethod,
	{ target: { parameters }, body, word, block }: Written & { readonly word: Piece; readonly block: RequestBlock },
): readonly CatalogFinding[] {
	const taken = method.params.filter(parameter => parameter.in !== 'path');
	const given = [...parameters.map(({ name }) => name.text), ...filled(body)];
	const missing = body.isOpen || parameters.some(({ name }) => isOpen(name.text)) ? [] : taken;
	return [
		...body.fields.flatMap(({ name, value }) => {
			const [stem = ''] = name.text.split('[', 1);
			const plain = { text: stem, span: { ...name.span, end: name.span.start + stem.length } };
			const unknown = fieldFinding(
				entity,
				plain,
				taken.map(parameter => parameter.name),
			);
			return unknown.length > 0 || value === undefined || stem !== name.text
				? unknown
				: valueFinding(catalog, entity, name.text, value);
		}),
		...missing
			.filter(({ required, name }) => required && !given.includes(name))
			.flatMap(({ name }) => {
				const details = { code: 'missingField', path: `${pathOf(entity)}/${word.text}`, name } as const;
				const severity = severityOf(knowledgeOf(method.confidence), { isNear: true });
				const insertion = fieldInsertion(block, name, namesIn(body));
				return finding(details, severity, { span: word.span, suggestions: [], insertion });
			}),
	];
}

function namesIn({ fields }: WrittenFields): readonly string[] {
	return fields.map(({ name }) => name.text);
}

function filled({ fields }: WrittenFields): readonly string[] {
	return fields.filter(({ isEmpty }) => !isEmpty).map(({ name }) => name.text);
}
