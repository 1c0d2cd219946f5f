import * as vscode from 'vscode';
import { plural } from '../../messages/plural';
import { mediaTypeOf, type HttpRequest } from '../../net/http';
import { ask, askShown } from '../../ui/messages/messages';
import type { PlannedWrite } from '../../runs/runRequests';
import { formatBytes } from '../../messages/units';
import type { WriteAnswer, Writing } from '../../engine/ports';
import { isPlainEntity, type Operation } from '../../flowlu/operation';
import type { Redactor } from '../../net/redaction/redact';
import type { ShownText } from '../../net/redaction/shownText';

/** Writes that the question names; a dialog has no bars to scroll by. */
const maxNamedWrites = 10;

/** What the user is asked before a write; `detail` has a line for each fact. */
export interface WriteQuestion {
	readonly message: ShownText;
	readonly detail: ShownText;
}

/** Asks in a modal dialog; undefined when the user does not want it sent. */
export async function askToWrite(writing: Writing, redactor: Redactor): Promise<WriteAnswer | undefined> {
	const { message, detail } = writeQuestion(writing, redactor);
	const send = vscode.l10n.t('Send');
	const stopAsking = vscode.l10n.t("Send, and Don't Ask Again in This Window");
	const answer = await askShown(message, { detail, actions: [send, stopAsking] });
	if (answer === stopAsking) {
		return 'sendAndStopAsking';
	}
	return answer === send ? 'send' : undefined;
}

/**
 * Names account, method, entity, record and number of fields, and no value of any field. What an environment calls a secret may be the name of the
 * account or of the method: it is masked in what the address brings, and nowhere else.
 */
export function writeQuestion(
	{ request, operation, entry }: Omit<Writing, 'block'>,
	redactor: Redactor,
): WriteQuestion {
	const { account, label } = entry.session;
	const { origin, pathname } = new URL(request.url);
	return {
		message: redactor.redactOwnText(questionFor({ request, operation, entry }, redactor)),
		detail: redactor.redactOwnText(
			[
				vscode.l10n.t('{0} is a production account. Changes there are permanent.', account.name),
				'',
				`${request.method} ${origin}${redactor.redact(pathname)}`,
				vscode.l10n.t({ message: 'Key: {0}', args: [label], comment: ['{0} is the label of a key or sign-in'] }),
				contentOf(request),
			]
				.join('\n')
				.trim(),
		),
	};
}

function questionFor({ request, operation, entry }: Omit<Writing, 'block'>, redactor: Redactor): string {
	const { kind } = operation;
	const { name } = entry.session.account;
	const entity = shownEntity(operation, redactor);
	const record = operation.id === undefined ? entity : `${entity} ${shownId(operation.id, redactor)}`;
	switch (kind) {
		case 'create':
			return vscode.l10n.t({
				message: 'Create {0} in {1}?',
				args: [entity, name],
				comment: ['{0} is like "crm/lead", {1} is an account'],
			});
		case 'update':
			return vscode.l10n.t({
				message: 'Update {0} in {1}?',
				args: [record, name],
				comment: ['{0} is like "crm/lead 7", {1} is an account'],
			});
		case 'delete':
			return vscode.l10n.t({
				message: 'Delete {0} in {1}?',
				args: [record, name],
				comment: ['{0} is like "crm/lead 7", {1} is an account'],
			});
		case 'list':
		case 'get':
		case 'describe':
		case 'unknown':
			return vscode.l10n.t({
				message: 'Send {0} {1} to {2}? It may change records.',
				args: [request.method, redactor.redact(new URL(request.url).pathname), name],
				comment: ['{0} is like "POST", {1} is a path, {2} is an account'],
			});
	}
}

/** The names of modules and entities are the API's. */
function shownEntity({ entity = '' }: Operation, redactor: Redactor): string {
	return isPlainEntity(entity) ? entity : redactor.redact(entity);
}

/** No secret is made of a few digits. */
function shownId(id: string, redactor: Redactor): string {
	return /^\d{1,9}$/u.test(id) ? id : redactor.redact(id);
}

/** How much is sent: the number of fields, or of characters where they cannot be told apart. */
function contentOf(request: HttpRequest): string {
	const count = fieldCount(request);
	if (count === undefined) {
		return typeof request.body === 'string'
			? plural(
					vscode.l10n.t('{0, plural, one {Sends a body of # character} other {Sends a body of # characters}}'),
					request.body.length,
				)
			: vscode.l10n.t('Sends a body of {0}', formatBytes(request.body?.length ?? 0));
	}
	if (count === 0) {
		return '';
	}
	return plural(vscode.l10n.t('{0, plural, one {Sends # field} other {Sends # fields}}'), count);
}

/** Of the query and of a form or a JSON object; undefined for any other body. */
function fieldCount({ url, headers, body = '' }: Pick<HttpRequest, 'url' | 'headers' | 'body'>): number | undefined {
	const inQuery = new Set(new URL(url).searchParams.keys()).size;
	const inBody = body === '' ? 0 : typeof body === 'string' ? bodyFieldCount(mediaTypeOf(headers), body) : undefined;
	return inBody === undefined ? undefined : inQuery + inBody;
}

function bodyFieldCount(mediaType: string, body: string): number | undefined {
	switch (mediaType) {
		case 'application/x-www-form-urlencoded':
			return new Set(new URLSearchParams(body).keys()).size;
		case 'application/json':
			return memberCount(body);
		default:
			return undefined;
	}
}

function memberCount(json: string): number | undefined {
	try {
		const value: unknown = JSON.parse(json);
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value).length : undefined;
	} catch {
		// The server will say what is wrong with it.
		return undefined;
	}
}

/** One question for all writes to production accounts of which it can be told before. */
export async function askToRun(writes: readonly PlannedWrite[]): Promise<boolean> {
	const send = vscode.l10n.t('Send');
	const question = plural(
		vscode.l10n.t(
			'{0, plural, one {This run has # request that may change records in production. Send it?} other {This run has # requests that may change records in production. Send them?}}',
		),
		writes.length,
	);
	const named = writes
		.slice(0, maxNamedWrites)
		.map(({ method, target, entry }) => `${entry.session.account.name}: ${method} ${target}`);
	const more = writes.length - named.length;
	const detail = [...named, ...(more > 0 ? [vscode.l10n.t('and {0} more', more)] : [])].join('\n');
	return (await ask(question, { detail, actions: [send] })) === send;
}
