export const methodNames = [
	'list',
	'get',
	'create',
	'update',
	'delete',
	'describe',
	'getCurrent',
	'updateCurrent',
] as const;

export type MethodName = (typeof methodNames)[number];

export const confidences = ['file', 'documented', 'draft', 'seen', 'inferred'] as const;

/**
 * How sure it is that Flowlu has the method: `file` by a document that the user has loaded, `documented` by Flowlu or its sister product, `draft` only in Flowlu's
 * draft of 2020, `seen` in public client code, `inferred` from the common pattern (the server may respond with error 30).
 */
export type Confidence = (typeof confidences)[number];

export const sourceKeys = ['doc', 'ab', 'ap', 'ph', 'bit', 'draft', 'aspro', 'misc', 'file'] as const;

/** Where a fact comes from; `Catalog.sources` spells each key out. */
export type SourceKey = (typeof sourceKeys)[number];

/** A type as its source writes it (`Integer` and `integer` both occur). */
export type FieldType = string;

export interface CatalogField {
	readonly name: string;
	readonly type: FieldType;
	/** English, one line, empty where nothing is known. */
	readonly description: string;
	readonly source: SourceKey;
	/** Present on fields that the server sets. */
	readonly readOnly?: true;
	/** What a document that the user has loaded says besides: `date`, `date-time` and the like, and marks. */
	readonly format?: string;
	readonly deprecated?: true;
	readonly nullable?: true;
}

export interface CatalogParameter {
	/** As it stands in a query, brackets included: `order_by[asc][]`. */
	readonly name: string;
	readonly type: FieldType;
	readonly required: boolean;
	/** Present on parameters that are a part of the path; the others go in the query (GET) or the body (POST). */
	readonly in?: 'path';
	readonly description: string;
}

export interface CatalogMethod {
	/** One of {@link methodNames}, or another that only a document of the user's has. */
	readonly name: string;
	readonly httpMethod: 'GET' | 'POST';
	/** Below `/api/v1/module`, with `{id}` where the record id goes: `/crm/lead/get/{id}`. */
	readonly path: string;
	readonly params: readonly CatalogParameter[];
	readonly confidence: Confidence;
	readonly note?: string;
}

export interface CatalogEntity {
	readonly module: string;
	readonly entity: string;
	readonly title: string;
	readonly description: string;
	readonly methods: readonly CatalogMethod[];
	readonly fields: readonly CatalogField[];
	readonly docsUrl: string;
	/** The sources in full words, best first. */
	readonly source: readonly string[];
}

export interface Catalog {
	/** Undefined unless the user has loaded one. */
	readonly file?: { readonly name: string };
	readonly entities: readonly CatalogEntity[];
	/** Of entities that have none of their own. */
	readonly docsUrl: string;
	readonly sources: Readonly<Partial<Record<SourceKey, string>>>;
	/** What the values of a field mean, in English, by `crm/lead.active` and then by the value as it is written; '' where that is not known. */
	readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
	/** The entity that a field holds an id of, such as `core/user`, by `agile/issues.project_id` or, where it is the same everywhere, by `owner_id`. */
	readonly references: Readonly<Record<string, string>>;
	/**
	 * The field of an entity that says which of its records belong together, where a request that names one of them by its id names their group by a field of
	 * the same name: `pipeline_id` by `crm/pipeline_stage`.
	 */
	readonly groups: Readonly<Record<string, string>>;
	/** What people call a module, by its name in paths; as far as a document of the user's tells. */
	readonly modules: Readonly<Record<string, string>>;
}

/** `crm/lead` */
export function pathOf({ module, entity }: Pick<CatalogEntity, 'module' | 'entity'>): string {
	return `${module}/${entity}`;
}

/** @returns `undefined` when the catalog lacks it, which does not mean that Flowlu does. */
export function findEntity(catalog: Catalog, module: string, name: string): CatalogEntity | undefined {
	return catalog.entities.find(candidate => candidate.module === module && candidate.entity === name);
}

/** @returns `undefined` when the entity has no such method as far as the sources tell. */
export function findMethod(ofEntity: CatalogEntity, name: MethodName): CatalogMethod | undefined {
	return ofEntity.methods.find(candidate => candidate.name === name);
}

/** The module names in the order of the catalog. */
export function moduleNames(catalog: Catalog): readonly string[] {
	return [...new Set(catalog.entities.map(candidate => candidate.module))];
}
