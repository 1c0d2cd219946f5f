import { ApiError, errorResponse } from './apiError';
import type { ApiKeys } from './access/apiKeys';
import { demandPermission, identify, RevokedToken, type Caller } from './access/callers';
import type { Database } from './records/database';
import { listRecords, presenter } from './records/listing';
import type { SandboxSwitches } from './sandboxOptions';
import type { Parameters } from './sentParameters';
import { jsonResponse, type SandboxResponse } from './sandboxResponse';
import { findRoute, type Route } from './route';
import { spellTaxId } from './records/crmAccounts';
import { customFieldsOf } from './records/customFields';
import type { Table } from './records/table';
import type { Tokens } from './access/accessTokens';
import { derivedValues, readRecord, stamp } from './records/writing';

/** Everything a call can see or change. */
export interface Portal {
	readonly database: Database;
	readonly apiKeys: ApiKeys;
	readonly tokens: Tokens;
	readonly switches: SandboxSwitches;
	readonly now: () => Date;
}

/** A request below `/api/v1/module`. */
export interface ApiCall {
	readonly verb: string;
	/** Without the query. */
	readonly path: string;
	readonly query: Parameters;
	/** Empty for a GET, and for JSON where it is ignored. */
	readonly body: Parameters;
	readonly authorization: string | undefined;
}

/** Responds to a call; its failures come in the documented envelope. */
export function respondToCall(portal: Portal, call: ApiCall): SandboxResponse {
	const { switches } = portal;
	try {
		const response = perform(portal, call);
		return switches.numbersAsText === true
			? jsonResponse(JSON.parse(JSON.stringify({ response }, numberAsText)))
			: jsonResponse({ response });
	} catch (error) {
		if (error instanceof ApiError) {
			return errorResponse(error, switches);
		}
		if (error instanceof RevokedToken) {
			return switches.revokedTokenStatus401 === true
				? jsonResponse({ error: 'Access token has been revoked' }, 401)
				: errorResponse(new ApiError(11, 'authorization failed'), switches);
		}
		throw error;
	}
}

function perform(portal: Portal, call: ApiCall): unknown {
	const { database, switches } = portal;
	if (switches.accountNotFound === true) {
		throw new ApiError(11, 'account not found');
	}
	const caller = identify(call, portal);
	const route = findRoute(database.catalog, call.path, switches);
	const { module, entity } = route.entity;
	demandPermission(caller, { module, entity, method: route.method }, switches);
	if (call.verb !== route.httpMethod) {
		// What the real server says to the wrong verb is not known; 12 is "the request is incorrect".
		throw new ApiError(12, 'invalid request');
	}
	return respond(portal, call, { route, caller, table: database.tableOf(route.entity) });
}

interface Addressed {
	readonly route: Route;
	readonly caller: Caller;
	readonly table: Table;
}

function respond(portal: Portal, call: ApiCall, { route, caller, table }: Addressed): unknown {
	const { database } = portal;
	switch (route.method) {
		case 'list':
			return listRecords(portal, table, call.query);
		case 'describe':
			return { fields: describe(database, table) };
		case 'create': {
			const sent = readRecord(portal, table, { body: call.body, method: 'create' });
			const values = { ...sent, ...derivedValues(portal, table, { sent, stored: undefined }) };
			database.claim(values);
			return { id: table.insert({ ...values, ...stamp(portal, table, { caller, isNew: true }) }) };
		}
		case 'get':
			return record(portal, call, { table, id: existing(table, route.id) });
		case 'getCurrent':
			return record(portal, call, { table, id: ownId(caller, table) });
		case 'update':
			return update(portal, call, { route, caller, table, id: existing(table, route.id) });
		case 'updateCurrent':
			return update(portal, call, { route, caller, table, id: ownId(caller, table) });
		case 'delete': {
			const id = existing(table, route.id);
			table.remove(id);
			return { id: String(id) };
		}
	}
}

function update(
	portal: Portal,
	call: ApiCall,
	{ route, caller, table, id }: Addressed & { readonly id: number },
): unknown {
	const sent = readRecord(portal, table, { body: call.body, method: route.method });
	const values = { ...sent, ...derivedValues(portal, table, { sent, stored: table.find(id) }) };
	portal.database.claim(values);
	table.update(id, { ...values, ...stamp(portal, table, { caller, isNew: false }) });
	return record(portal, call, { table, id });
}

function record(
	{ database, switches }: Portal,
	{ query }: ApiCall,
	{ table, id }: { readonly table: Table; readonly id: number },
): unknown {
	const shown = spellTaxId(table.entity, presenter(database, table, query)(table.find(id) ?? {}));
	return switches.wrapRecords === true ? { items: shown } : shown;
}

/** Titles are the catalog's words, since the portal's own are not known. */
function describe(database: Database, { entity }: Table): readonly { readonly code: string; readonly name: string }[] {
	const fields = entity.fields.map(({ name, description }) => ({ code: name, name: description || name }));
	return [...fields, ...customFieldsOf(database, entity).map(({ key, title }) => ({ code: key, name: title }))];
}

function existing(table: Table, id: string | undefined): number {
	const number = id !== undefined && /^\d{1,15}$/u.test(id) ? Number(id) : 0;
	if (table.find(number) === undefined) {
		throw new ApiError(20, 'not found');
	}
	return number;
}

/** A key is no particular user, so it has no record of its own: the code for that is our choice. */
function ownId(caller: Caller, table: Table): number {
	if (!('user' in caller)) {
		throw new ApiError(22, 'access denied');
	}
	const { username } = caller.user;
	return Number(table.all().find(row => row['username'] === username)?.['id'] ?? 0);
}

function numberAsText(_key: string, value: unknown): unknown {
	return typeof value === 'number' ? String(value) : value;
}
