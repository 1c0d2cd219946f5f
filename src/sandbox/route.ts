import { ApiError } from './apiError';
import type { SandboxSwitches } from './sandboxOptions';
import type { Catalog, CatalogEntity, MethodName } from '../catalog/catalog';
import { findEntity, findMethod, methodNames } from '../catalog/catalog';

export const apiBase = '/api/v1/module';

/** What a path below the API's base asks for. */
export interface Route {
	readonly entity: CatalogEntity;
	readonly method: MethodName;
	/** As in the path; need not be a number. */
	readonly id?: string;
	readonly httpMethod: 'GET' | 'POST';
}

/**
 * Finds the entity and method of a path; a trailing slash is tolerated.
 * @throws ApiError 31 for a module, 30 for a method that does not exist; an unknown entity's code is a switch.
 */
export function findRoute(catalog: Catalog, path: string, switches: SandboxSwitches): Route {
	const [module = '', name = '', action = '', id, ...rest] = path
		.slice(apiBase.length + 1)
		.replace(/\/$/u, '')
		.split('/');
	if (!catalog.entities.some(entity => entity.module === module)) {
		throw new ApiError(31, 'unknown module');
	}
	const entity = findEntity(catalog, module, name);
	if (entity === undefined) {
		throw new ApiError(switches.unknownEntityCode ?? 32, 'unknown entity');
	}
	const method = methodOf(action, id);
	const known = method && findMethod(entity, method);
	if (method === 'describe' && switches.describeEverywhere === true) {
		return { entity, method, httpMethod: 'GET' };
	}
	if (method === undefined || known === undefined || rest.length > 0) {
		throw new ApiError(30, 'unknown method');
	}
	return { entity, method, httpMethod: known.httpMethod, ...(id === undefined ? {} : { id }) };
}

function methodOf(action: string, id: string | undefined): MethodName | undefined {
	if (action === '') {
		return 'describe';
	}
	if (id === undefined) {
		switch (action) {
			case 'get':
				return 'getCurrent';
			case 'update':
				return 'updateCurrent';
			case 'list':
			case 'create':
				return action;
			default:
				return undefined;
		}
	}
	const method = methodNames.find(candidate => candidate === action);
	return method === 'get' || method === 'update' || method === 'delete' ? method : undefined;
}
