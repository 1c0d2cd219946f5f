import {
	type Catalog,
	type CatalogEntity,
	type CatalogField,
	type CatalogMethod,
	type CatalogParameter,
	pathOf,
} from './catalog';

/** How a catalog of the user's differs from the bundled one. */
export interface CatalogDifference {
	/** That only the user's has. */
	readonly newEntities: number;
	/** Of entities that both have. */
	readonly newMethods: number;
	readonly newFields: number;
	/** Fields of entities that both have, which only the bundled one has. */
	readonly goneFields: number;
}

/** Everything that is in one of them; what both have is as the user's says, and what that leaves open as the bundled one does. */
export function mergeCatalogs(bundled: Catalog, own: Catalog, file: { readonly name: string }): Catalog {
	const ownByPath = new Map(own.entities.map(entity => [pathOf(entity), entity]));
	const bundledPaths = new Set(bundled.entities.map(pathOf));
	return {
		file,
		entities: [
			...bundled.entities.map(entity => mergedEntity(entity, ownByPath.get(pathOf(entity)))),
			...own.entities
				.filter(entity => !bundledPaths.has(pathOf(entity)))
				.map(entity => ({
					...entity,
					title: entity.title || entity.entity,
					docsUrl: bundled.docsUrl,
				})),
		],
		docsUrl: bundled.docsUrl,
		sources: { ...bundled.sources, file: file.name },
		values: { ...bundled.values, ...mergedValues(bundled.values, own.values) },
		references: bundled.references,
		groups: bundled.groups,
		modules: { ...bundled.modules, ...own.modules },
	};
}

export function catalogDifference(bundled: Catalog, own: Catalog): CatalogDifference {
	const known = new Map(bundled.entities.map(entity => [pathOf(entity), entity]));
	const difference = { newEntities: 0, newMethods: 0, newFields: 0, goneFields: 0 };
	for (const entity of own.entities) {
		const other = known.get(pathOf(entity));
		if (other === undefined) {
			difference.newEntities++;
		} else {
			difference.newMethods += without(entity.methods, other.methods).length;
			difference.newFields += without(entity.fields, other.fields).length;
			difference.goneFields += entity.fields.length === 0 ? 0 : without(other.fields, entity.fields).length;
		}
	}
	return difference;
}

function mergedEntity(bundled: CatalogEntity, own: CatalogEntity | undefined): CatalogEntity {
	if (own === undefined) {
		return bundled;
	}
	return {
		...bundled,
		title: own.title || bundled.title,
		description: own.description || bundled.description,
		methods: merged(bundled.methods, own.methods, mergedMethod),
		fields: merged(bundled.fields, own.fields, mergedField),
		source: [...own.source, ...bundled.source],
	};
}

/** Parameters that only the bundled one has stay: a document that names none of a list takes filters all the same. */
function mergedMethod(bundled: CatalogMethod, own: CatalogMethod): CatalogMethod {
	const note = own.note ?? bundled.note;
	return {
		...own,
		params: merged(bundled.params, own.params, mergedParameter),
		...(note !== undefined && { note }),
	};
}

function mergedParameter(bundled: CatalogParameter, own: CatalogParameter): CatalogParameter {
	return { ...own, type: own.type || bundled.type, description: own.description || bundled.description };
}

function mergedField(bundled: CatalogField, own: CatalogField): CatalogField {
	return { ...bundled, ...own, type: own.type || bundled.type, description: own.description || bundled.description };
}

/** What a value means is often known where a document only lists it. */
function mergedValues(bundled: Catalog['values'], own: Catalog['values']): Catalog['values'] {
	return Object.fromEntries(
		Object.entries(own).map(([field, values]) => [
			field,
			Object.fromEntries(
				Object.entries(values).map(([value, meaning]) => [value, meaning || (bundled[field]?.[value] ?? '')]),
			),
		]),
	);
}

interface Named {
	readonly name: string;
}

function merged<Item extends Named>(
	bundled: readonly Item[],
	own: readonly Item[],
	merge: (bundled: Item, own: Item) => Item,
): readonly Item[] {
	const byName = new Map(own.map(item => [item.name, item]));
	const kept = bundled.map(item => {
		const other = byName.get(item.name);
		return other === undefined ? item : merge(item, other);
	});
	return [...kept, ...without(own, bundled)];
}

function without<Item extends Named>(items: readonly Item[], others: readonly Named[]): readonly Item[] {
	const names = new Set(others.map(({ name }) => name));
	return items.filter(({ name }) => !names.has(name));
}
