import type { HttpRequest } from '../net/http';
import { apiPath } from './account';
import { bodyParameters, decodedOrAsIs, headerKey, parameterKey, queryParameters } from '../net/sentNames';

/** What a request does with records, as far as its method, its address and its headers tell. */
export interface Operation {
	/** `unknown` for everything that is none of the others beyond doubt. */
	readonly kind: 'list' | 'get' | 'describe' | 'create' | 'update' | 'delete' | 'unknown';
	/** `crm/lead`; absent where the address is none of the API. */
	readonly entity?: string;
	/** Of the record, decoded: as the path has it, else as the one parameter `id` of an update or delete. */
	readonly id?: string;
}

/**
 * Reads are told strictly: a GET of exactly `module/entity`, `module/entity/list`, `module/entity/get[/id]`, or the same of related records
 * (`st/projects/7/comments/list`). Writes are told by their word in any spelling and with any method: Flowlu deletes by GET.
 */
export function operationOf(request: HttpRequest): Operation {
	const url = new URL(request.url);
	const { pathname } = url;
	if (!pathname.startsWith(`${apiPath}/`)) {
		return { kind: 'unknown' };
	}
	const raw = pathname
		.slice(apiPath.length + 1)
		.replace(/\/$/u, '')
		.split('/');
	const [module = '', name = '', ...rest] = raw.map(decodedOrAsIs);
	const entity = module !== '' && name !== '' ? { entity: `${module}/${name}` } : {};
	const isPlain = request.method === 'GET' && raw.every(isPlainSegment) && !mayBeOverridden(request, url);
	const read = isPlain && name !== '' && !isWriteWord(name) ? readOf(rest) : undefined;
	const operation = { ...entity, ...(read ?? writeOf(rest)) };
	return withRecord(operation, request, url);
}

/** May the program send such a request again by itself? Only `list` and `get`. */
export function isRepeatable({ kind }: Operation): boolean {
	return kind === 'list' || kind === 'get';
}

/** May the request change data? Everything may that is not plainly a read. */
export function mayWrite({ kind }: Operation): boolean {
	return kind !== 'list' && kind !== 'get' && kind !== 'describe';
}

/** The record that is meant where path, query and body name but one. Which of two counts, only the server knows: then nobody is told one of them. */
function withRecord({ kind, entity, id }: Operation, request: HttpRequest, url: URL): Operation {
	const isChange = kind === 'update' || kind === 'delete';
	const parameters = isChange ? [...queryParameters(url), ...bodyParameters(request)] : queryParameters(url);
	const given = parameters.filter(([name]) => parameterKey(name) === 'id').map(([, value]) => value);
	const ids = new Set([...(id === undefined ? [] : [id]), ...(isChange || id !== undefined ? given : [])]);
	const [only = ''] = ids;
	return { kind, ...(entity !== undefined && { entity }), ...(ids.size === 1 && only !== '' && { id: only }) };
}

/** Is it spelled as the API's modules and entities are? No secret is made of small letters alone. */
export function isPlainEntity(entity: string): boolean {
	return /^[a-z_]{1,30}\/[a-z_]{1,30}$/u.test(entity);
}

/**
 * The path for a log: `/api/v1/module/crm/lead/get/…`. Module, entity and method where they look like it; all else may be a value of a variable.
 */
export function pathWithoutValues(request: HttpRequest): string {
	const { kind, entity = '' } = operationOf(request);
	const method = kind === 'unknown' ? '/…' : kind === 'describe' ? '' : `/${kind}`;
	const { pathname } = new URL(request.url);
	const known = isPlainEntity(entity) ? `${apiPath}/${entity}${method}` : '';
	return pathname === known ? known : `${known.replace(/\/…$/u, '')}/…`;
}

/** What a log calls a request: `GET https://acme.flowlu.com/api/v1/module/crm/lead/get/…`. Whose record it is stays out of it. */
export function nameForLog(request: HttpRequest): string {
	return `${request.method} ${new URL(request.url).origin}${pathWithoutValues(request)}`;
}

function readOf(rest: readonly string[]): Operation | undefined {
	const [first, second = '', third] = rest;
	switch (rest.length) {
		case 0:
			return { kind: 'describe' };
		case 1:
			return first === 'list' || first === 'get' ? { kind: first } : undefined;
		case 2:
			return first === 'get' && !isWriteWord(second) ? { kind: 'get', id: second } : undefined;
		case 3:
			return isNumber(first) && !isWriteWord(second) && (third === 'list' || third === 'get')
				? { kind: third, id: first }
				: undefined;
		default:
			return undefined;
	}
}

/** `update/7`, `delete/7`, and of related records `7/comments/create`. */
function writeOf(rest: readonly string[]): Operation {
	const [first, second, third] = rest;
	const [word = '', id] = isNumber(first) ? [third, first] : [first, second];
	return { kind: writeWord(word) ?? 'unknown', ...(id !== undefined && id !== '' && { id }) };
}

function isNumber(text: string | undefined): text is string {
	return text !== undefined && /^\d+$/u.test(text);
}

function isWriteWord(text: string): boolean {
	return writeWord(text) !== undefined;
}

function writeWord(text: string): 'create' | 'update' | 'delete' | undefined {
	const word = text.trim().toLowerCase();
	return word === 'create' || word === 'update' || word === 'delete' ? word : undefined;
}

/** What is encoded, or nothing between two slashes, may be another path to the server than it is to us. */
function isPlainSegment(segment: string): boolean {
	return /^[\w-]+$/u.test(segment);
}

/**
 * Frameworks let a header or a parameter replace the method of a request, or the route that its path has; a GET that brings one is no plain GET. The
 * names that begin with an underscore are theirs: no field of Flowlu is known to have one.
 */
function mayBeOverridden({ headers }: HttpRequest, url: URL): boolean {
	return (
		headers.some(([name]) => headerKey(name).includes('method')) ||
		queryParameters(url).some(([name]) => [name, decodedOrAsIs(name)].some(isOverride))
	);
}

function isOverride(name: string): boolean {
	const key = parameterKey(name);
	return key.startsWith('_') || key.includes('method') || key === 'r' || key === 'route';
}
