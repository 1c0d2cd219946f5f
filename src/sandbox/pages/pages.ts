import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog';
import type { SandboxUser } from '../access/accessTokens';
import type { ApiKey, ApiKeys } from '../access/apiKeys';
import { lastValue, type Parameters } from '../sentParameters';
import { redirectResponse, type SandboxResponse } from '../sandboxResponse';
import { frontPage } from './frontPage';
import { pageHeaders, scriptPath, settingsPath, stylesPath } from './pageLayout';
import { readPermissions } from './permissionFields';
import { script } from './script';
import { deletePage, editPage, listPage, messagePage } from './settingsPage';
import { styles } from './styles';

/** A request outside the API. */
export interface PageRequest {
	readonly verb: string;
	readonly path: string;
	readonly query: Parameters;
	readonly body: Parameters;
	/** `http://` and the Host header, which was checked before. */
	readonly ownOrigin: string;
	/** The Origin header: where the form that is posted came from. */
	readonly origin: string | undefined;
}

interface Places {
	readonly catalog: Catalog;
	readonly apiKeys: ApiKeys;
	readonly apiBase: string;
	readonly tokenPath: string;
	readonly users: readonly SandboxUser[];
}

const maxNameLength = 100;
const maxKeys = 200;

/** @returns what responds to everything outside the API: the front page, the settings and their assets. */
export function pageResponder(places: Places): (request: PageRequest) => SandboxResponse {
	const formToken = randomBytes(24).toString('base64url');
	const unshown = new Set<string>();
	const settings = { ...places, formToken, unshown };
	return request => {
		switch (`${request.verb} ${request.path}`) {
			case 'GET /':
				return frontPage(places.catalog, places);
			case `GET ${stylesPath}`:
				return { status: 200, headers: { ...pageHeaders, 'content-type': 'text/css; charset=utf-8' }, body: styles };
			case `GET ${scriptPath}`:
				return {
					status: 200,
					headers: { ...pageHeaders, 'content-type': 'text/javascript; charset=utf-8' },
					body: script,
				};
			case 'GET /favicon.ico':
				return { status: 204, headers: {}, body: '' };
			case `GET ${settingsPath}`:
				return showKeys(settings, request);
			default:
				return request.path.startsWith(`${settingsPath}/`) ? changeKeys(settings, request) : notFound();
		}
	};
}

interface Settings extends Places {
	readonly formToken: string;
	/** Ids of keys that were made and not yet shown. */
	readonly unshown: Set<string>;
}

function showKeys(settings: Settings, { query }: PageRequest): SandboxResponse {
	const id = lastValue(query, 'created') ?? '';
	const created = settings.unshown.delete(id) ? keyOf(settings, id) : undefined;
	return listPage({ ...settings, keys: settings.apiKeys.all(), ...(created && { created }) });
}

function changeKeys(settings: Settings, request: PageRequest): SandboxResponse {
	const action = request.path.slice(settingsPath.length + 1);
	if (request.verb === 'POST' && !isOwnForm(settings, request)) {
		return messagePage(
			403,
			'Form refused',
			'It was not sent by this page, or the sandbox was restarted since. Try again.',
		);
	}
	if (action === 'create' && request.verb === 'POST') {
		return createKey(settings, request);
	}
	const key = keyOf(settings, lastValue(request.verb === 'POST' ? request.body : request.query, 'id') ?? '');
	if (key === undefined) {
		return messagePage(404, 'No such key', 'It may have been deleted in the meantime.');
	}
	switch (`${request.verb} ${action}`) {
		case 'GET edit':
			return editPage({ ...settings, key }, key);
		case 'POST edit':
			return editKey(settings, request, key);
		case 'GET delete':
			return deletePage({ ...settings, key });
		case 'POST delete':
			settings.apiKeys.delete(key.key);
			return redirectResponse(settingsPath);
		default:
			return notFound();
	}
}

function createKey(settings: Settings, { body }: PageRequest): SandboxResponse {
	const name = (lastValue(body, 'name') ?? '').trim().slice(0, maxNameLength);
	const permissions = readPermissions(body);
	const isFull = settings.apiKeys.all().length >= maxKeys;
	if (name === '' || permissions === undefined || isFull) {
		const problem = isFull
			? `There are ${maxKeys} keys. Delete one first.`
			: name === ''
				? 'Give the key a name.'
				: 'Choose at least one permission.';
		const draft = { name, permissions: permissions ?? [], problem };
		return listPage({ ...settings, keys: settings.apiKeys.all() }, draft);
	}
	const { id } = settings.apiKeys.create({ name, permissions });
	settings.unshown.add(id);
	return redirectResponse(`${settingsPath}?created=${id}`);
}

function editKey(settings: Settings, { body }: PageRequest, key: ApiKey): SandboxResponse {
	const permissions = readPermissions(body);
	if (permissions === undefined) {
		const problem = 'Choose at least one permission, or delete the key.';
		return editPage({ ...settings, key }, { name: key.name, permissions: [], problem });
	}
	settings.apiKeys.permit(key.key, permissions);
	return redirectResponse(settingsPath);
}

function keyOf({ apiKeys }: Settings, id: string): ApiKey | undefined {
	return apiKeys.all().find(key => key.id === id);
}

/** A foreign page can post here, but cannot read the token, nor hide its origin. */
function isOwnForm({ formToken }: Settings, { body, origin, ownOrigin }: PageRequest): boolean {
	const sent = Buffer.from(lastValue(body, 'token') ?? '');
	const expected = Buffer.from(formToken);
	const isOwnOrigin = origin === undefined || origin === ownOrigin;
	return isOwnOrigin && sent.length === expected.length && timingSafeEqual(sent, expected);
}

function notFound(): SandboxResponse {
	return messagePage(404, 'Not found', 'The sandbox has no such page. The API is below /api/v1/module.');
}
