import type { Catalog, CatalogEntity, CatalogMethod, CatalogParameter } from './catalog';

/** A method of an entity, where it is reached. */
export interface Endpoint {
	readonly entity: CatalogEntity;
	readonly method: CatalogMethod;
	/** As a scratchpad writes it, with `{id}` where the record id goes: `crm/lead/get/{id}`. */
	readonly path: string;
}

const endpoints = new WeakMap<Catalog, readonly Endpoint[]>();

/** All of the catalog, in its order. */
export function endpointsOf(catalog: Catalog): readonly Endpoint[] {
	const known =
		endpoints.get(catalog) ??
		catalog.entities.flatMap(entity =>
			entity.methods.map(method => ({ entity, method, path: method.path.replace(/^\//u, '') })),
		);
	endpoints.set(catalog, known);
	return known;
}

/** The endpoint that a path such as `crm/lead/get/7` reaches; of one without its record id, the one that wants it. */
export function findEndpoint(catalog: Catalog, path: string): Endpoint | undefined {
	const all = endpointsOf(catalog);
	const plain = path.replace(/\/$/u, '');
	return (
		all.find(endpoint => endpoint.path.replace('{id}', plain.split('/').at(-1) ?? '') === plain) ??
		all.find(endpoint => endpoint.path === `${plain}/{id}`)
	);
}

/** The parameters of a query, with a filter for each field and both orders where the method takes them. */
export function queryParameters({ entity, method }: Endpoint): readonly CatalogParameter[] {
	return method.params.filter(isOutsidePath).flatMap(parameter => {
		if (parameter.name === 'order_by[asc][]') {
			return ['asc', 'desc'].map(order => ({ ...parameter, name: `order_by[${order}][]` }));
		}
		if (parameter.name !== 'filter[field]') {
			return [parameter];
		}
		return entity.fields.map(({ name, type, description }) => ({
			name: `filter[${name}]`,
			type,
			required: false,
			description,
		}));
	});
}

/** The fields that a form or a JSON body of the method may have. */
export function bodyFields({ method }: Endpoint): readonly CatalogParameter[] {
	return method.httpMethod === 'POST' ? method.params.filter(isOutsidePath) : [];
}

function isOutsidePath(parameter: CatalogParameter): boolean {
	return parameter.in !== 'path';
}
