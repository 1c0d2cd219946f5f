import { type CatalogEntity, type Confidence, pathOf } from '../../../../catalog/catalog';
import { isSecretName } from '../../../../http/build/secretNames';
import { nearest } from '../../../../http/nearest';
import type { FindingSeverity } from './catalogFinding';

/**
 * How much of a list of names the sources tell.
 *
 * None of them is known to be whole. Flowlu's own page of `crm/lead` has 25 fields, and a public client reads 14 more; the sister product documents
 * modules that the catalog has nothing of. So a name that is not listed is wrong for sure nowhere, and only a slip of the pen beside a documented
 * list is a warning:
 *
 * - `documented`: Flowlu or its sister product has a page with the list (`crm/lead`, `core/user`; the parameters of a list), or a file of the user's has it. A near name is a
 *   warning, any other information.
 * - `seen`: a client or the draft of 2020 has a whole record (most entities), or the list is that of the entities themselves. A near name is
 *   information, any other a hint, which VS Code marks by dots and does not list.
 * - `partial`: some client used these names and nothing else is known (`crm/contact` with 5 fields, `fin/currencies` with 2). A near name is a hint,
 *   any other is left alone.
 */
export type Knowledge = 'documented' | 'seen' | 'partial';

const severities: Readonly<
	Record<Knowledge, { readonly near: FindingSeverity; readonly far: FindingSeverity | undefined }>
> = {
	documented: { near: 'warning', far: 'information' },
	seen: { near: 'information', far: 'hint' },
	partial: { near: 'hint', far: undefined },
};

/** `isNear`: a name that is known is near, or something else makes it a slip. Undefined where nothing is to be said. */
export function severityOf(
	knowledge: Knowledge,
	{ isNear }: { readonly isNear: boolean },
): FindingSeverity | undefined {
	return severities[knowledge][isNear ? 'near' : 'far'];
}

export function knowledgeOf(confidence: Confidence): Knowledge {
	return confidence === 'file' || confidence === 'documented' ? 'documented' : 'seen';
}

/** Of the fields: by the best of their sources. Of a client's output schemas (`ap`, `ph`, `bit`, `misc`) none has a whole record. */
export function fieldKnowledge({ fields }: CatalogEntity): Knowledge {
	const has = (...sources: readonly string[]): boolean => fields.some(({ source }) => sources.includes(source));
	return has('file', 'doc', 'aspro') ? 'documented' : has('ab', 'draft') ? 'seen' : 'partial';
}

/** Of the methods: documented where all are that the entity has besides describing itself, which no documentation mentions. */
export function methodKnowledge({ methods }: CatalogEntity): Knowledge {
	const isDocumented = methods.every(
		({ name, confidence }) => name === 'describe' || knowledgeOf(confidence) === 'documented',
	);
	return isDocumented ? 'documented' : 'seen';
}

/** Names that clients use for what the catalog has by another one. */
const otherFields: Readonly<Record<string, readonly string[]>> = {
	// Lists spell the tax id `VAT`, single records `vat`; clients filter by `type_id` as often as by `type`.
	'crm/account': ['vat', 'type_id'],
};

const fieldNames = new WeakMap<CatalogEntity, ReadonlySet<string>>();

/** All names that some method of the entity shows or takes. */
export function knownFields(entity: CatalogEntity): ReadonlySet<string> {
	const known =
		fieldNames.get(entity) ??
		new Set([
			'id',
			...entity.fields.map(({ name }) => name),
			...entity.methods
				.filter(({ httpMethod }) => httpMethod === 'POST')
				.flatMap(({ params }) => params.map(({ name }) => name)),
			...(otherFields[pathOf(entity)] ?? []),
		]);
	fieldNames.set(entity, known);
	return known;
}

/** Of which entity clients of the sister product write another name, beside the one of the catalog. */
export const otherEntities: ReadonlySet<string> = new Set(['st/project']);

/**
 * Custom fields (`cf_12`, `cf.field_12`), what begins with an underscore (`_tag_id`), and what is no plain name: nobody knows all of these. A
 * credential is told of elsewhere.
 */
export function isFreeName(name: string): boolean {
	return !/^[a-z]\w*$/iu.test(name) || /^cf_/iu.test(name) || isSecretName(name);
}

/** The known names that a wrong one may have been meant for. `phone4` is no slip for `phone2`. */
export function nearNames(wrong: string, known: Iterable<string>): readonly string[] {
	const stem = withoutNumber(wrong);
	return nearest(wrong, [...known]).filter(
		name => name.toLowerCase() === wrong.toLowerCase() || withoutNumber(name) !== stem,
	);
}

function withoutNumber(name: string): string {
	return name.replaceAll(/\d/gu, '');
}
