import { ApiError } from '../apiError';
import type { Caller } from '../access/callers';
import { composedNames, isAccount, isSaved } from './crmAccounts';
import { customFieldsOf, customValue, findCustomField } from './customFields';
import type { Database } from './database';
import { formatDate, formatMoment } from './dates';
import { readValue, type Row, type Value } from './fields';
import { brokenLinks } from './links';
import type { SandboxSwitches } from '../sandboxOptions';
import type { Parameters } from '../sentParameters';
import type { Table } from './table';
import { isTask, taskValues } from './taskStatus';
import { findMethod, type MethodName } from '../../catalog/catalog';

/**
 * The values that a create or update sends, typed by their fields. What the method does not take (read-only and
 * unknown names) is left out without a word: no source reports an error for it.
 * @throws ApiError 21 with the fields at fault.
 */
export function readRecord(
	{ database, switches }: { readonly database: Database; readonly switches: SandboxSwitches },
	{ entity }: Table,
	{ body, method }: { readonly body: Parameters; readonly method: MethodName },
): Row {
	const values: Row = {};
	const problems: Record<string, string> = {};
	const known = findMethod(entity, method)?.params ?? [];
	const taken = known.filter(({ name }) => isSaved(entity, name, switches));
	for (const field of entity.fields.filter(({ name }) => taken.some(parameter => parameter.name === name))) {
		const sent = body.findLast(([name]) => name === field.name)?.[1];
		const read = sent === undefined ? undefined : readValue(field, sent);
		if (read !== undefined && 'problem' in read) {
			problems[field.name] = read.problem;
		} else if (read !== undefined) {
			values[field.name] = read.value;
		}
	}
	if (entity.entity === 'user' && method === 'create') {
		// The one parameter that is no field: the login.
		values['username'] = body.findLast(([name]) => name === 'email')?.[1] ?? '';
	}
	if (method === 'create') {
		Object.assign(
			problems,
			missing(
				`${entity.module}/${entity.entity}`,
				taken.filter(({ required }) => required),
				body,
			),
		);
	}
	if (switches.refuseUnknownLinks === true) {
		const unknown = brokenLinks(database, entity, values).map(name => [name, `${name}: no such record`]);
		Object.assign(problems, Object.fromEntries(unknown));
	}
	if (Object.keys(problems).length > 0) {
		throw new ApiError(21, 'validation error', problems);
	}
	return { ...values, ...customValues(database, { entity }, body) };
}

/** What the server makes of what is sent, as clients have seen it. @param stored the record before, when there was one */
export function derivedValues(
	portal: { readonly database: Database; readonly switches: SandboxSwitches; readonly now: () => Date },
	{ entity }: Pick<Table, 'entity'>,
	values: { readonly sent: Row; readonly stored: Row | undefined },
): Row {
	if (isAccount(entity)) {
		return composedNames(portal, entity, values);
	}
	return isTask(entity) ? taskValues(portal, values) : {};
}

/** What the server itself sets when a record is made or changed. */
export function stamp(
	{ now, database }: { readonly now: () => Date; readonly database: Database },
	{ entity }: Pick<Table, 'entity'>,
	{ caller, isNew }: { readonly caller: Caller; readonly isNew: boolean },
): Row {
	// A key is no user; who the creator is then is not known. 0 is nobody.
	const username = 'user' in caller ? caller.user.username : undefined;
	const people = database.table('core', 'user').all();
	const author = Number(people.find(row => row['username'] === username)?.['id'] ?? 0);
	const moment = formatMoment(now());
	const stamps: Row = {
		updated_date: moment,
		updated: moment,
		updated_by: author,
		...(isNew ? { created_date: moment, created: moment, created_by: author, register_date: formatDate(now()) } : {}),
	};
	const own = new Set(entity.fields.filter(({ readOnly }) => readOnly).map(({ name }) => name));
	return Object.fromEntries(Object.entries(stamps).filter(([name]) => own.has(name)));
}

/** Fields that clients found to be demanded, besides those that the catalog marks. */
function missing(
	path: string,
	required: readonly { readonly name: string }[],
	body: Parameters,
): Readonly<Record<string, string>> {
	const sent = (name: string) => body.findLast(([candidate]) => candidate === name)?.[1] ?? '';
	const names = required.map(({ name }) => name);
	if (path === 'crm/account') {
		names.push('type');
		if (sent('type') !== '') {
			names.push(sent('type') === '2' ? 'first_name' : 'name');
		}
	}
	return Object.fromEntries(names.filter(name => sent(name) === '').map(name => [name, `${name} cannot be empty`]));
}

function customValues(database: Database, { entity }: Pick<Table, 'entity'>, body: Parameters): Row {
	const fields = customFieldsOf(database, entity);
	const texts = new Map<(typeof fields)[number], string[]>();
	for (const [name, text] of body) {
		const field = findCustomField(fields, name.replace(/\[\d*\]$/u, ''));
		if (field !== undefined) {
			const sent = texts.get(field) ?? [];
			sent.push(text);
			texts.set(field, sent);
		}
	}
	return Object.fromEntries([...texts].map(([field, sent]): [string, Value] => [field.key, customValue(field, sent)]));
}
