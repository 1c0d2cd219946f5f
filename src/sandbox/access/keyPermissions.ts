import type { MethodName } from '../../catalog/catalog';

/** The methods a key can be given, as the portal's API page lists them. */
export const permittedMethods = ['list', 'get', 'create', 'update', 'delete'] as const;

export type PermittedMethod = (typeof permittedMethods)[number];

/** `module/entity/method`, e.g. `crm/lead/list`; an asterisk in a part's place stands for all. */
export type Permission = `${string}/${string}/${PermittedMethod | '*'}`;

export const everything: readonly Permission[] = ['*/*/*'];

/** What a method counts as: describing needs the right to list, the current user's record the right to read users. */
const countsAs: Readonly<Record<MethodName, PermittedMethod>> = {
	list: 'list',
	get: 'get',
	create: 'create',
	update: 'update',
	delete: 'delete',
	describe: 'list',
	getCurrent: 'get',
	updateCurrent: 'update',
};

export function isPermitted(
	permissions: readonly Permission[],
	call: { readonly module: string; readonly entity: string; readonly method: MethodName },
): boolean {
	const wanted = [call.module, call.entity, countsAs[call.method]];
	return permissions.some(permission =>
		permission.split('/').every((part, index) => part === '*' || part === wanted[index]),
	);
}

/** @returns whether the text has the shape of a permission; its names need not exist. */
export function isPermission(text: string): text is Permission {
	const pattern = new RegExp(`^(?:[a-z_]+|\\*)/(?:[a-z_]+|\\*)/(?:${permittedMethods.join('|')}|\\*)$`, 'u');
	return pattern.test(text);
}
