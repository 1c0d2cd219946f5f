import * as vscode from 'vscode';
import type { Exchange } from '../../../exchanges/exchange';
import { type Catalog, findMethod, pathOf } from '../../../catalog/catalog';
import { fieldFacts, type FieldKind } from '../../../catalog/fieldFacts';
import { filterChanges } from '../../../http/service/parameterChange';
import type { Redactor } from '../../../net/redaction/redact';
import { serverFilter, type NoServerFilter, type ServerFilter } from '../../../records/table/serverFilter';
import { reopened } from '../../../scratchpads/engineScope';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';
import { executeCommand } from '../../../ui/commands/commands';
import { showMessage } from '../../../ui/messages/messages';
import { promptText } from '../../../ui/prompts/promptText';
import { entityOf } from '../listOfRecords';
import type { WantedFilter } from '../pageMessages';
import type { TablesDependencies } from '../tablesDependencies';

/**
 * Writes a filter into the request that a table is from, as an edit that can be undone, and sends it. Asks for the filter before that; nothing is written
 * that the vendor does not document.
 * @returns whether the filter was written; the request is then sent, unless the user declines
 */
export async function filterAtServer(
	wanted: WantedFilter,
	exchange: Exchange,
	{ catalog, locate, redactor }: TablesDependencies,
): Promise<boolean> {
	const list = filteredList(exchange, await catalog.load());
	const filter = list && (await askForFilter(wanted, list.kindOf(wanted.name), redactor));
	const place = filter && (await writeFilter(filter, list.path, await locate(exchange.block)));
	if (place === undefined) {
		return false;
	}
	await executeCommand('flowlu.send', place.uri, place.offset);
	return true;
}

type WrittenFilter = Exclude<ServerFilter, { kind: 'none' }>;

/** The list that a table is of, and what its fields hold; undefined, after a message, where it takes no filters. */
function filteredList(exchange: Exchange, known: Catalog): FilteredList | undefined {
	const name = entityOf(exchange);
	if (name === undefined) {
		void showMessage('information', vscode.l10n.t('This list is not known to take filters.'));
		return undefined;
	}
	const entity = known.entities.find(candidate => pathOf(candidate) === name);
	const method = entity && findMethod(entity, 'list');
	if (method !== undefined && !method.params.some(parameter => parameter.name === 'filter[field]')) {
		void showMessage('information', vscode.l10n.t('The list of {0} is not known to take filters.', name));
		return undefined;
	}
	return { path: `${name}/list`, kindOf: field => entity && fieldFacts(known, entity, field)?.kind };
}

interface FilteredList {
	/** `crm/lead/list` */
	readonly path: string;
	readonly kindOf: (field: string) => FieldKind | undefined;
}

/** Undefined where the user gave it up. */
async function askForFilter(
	{ name, text }: WantedFilter,
	kind: FieldKind | undefined,
	{ redact }: Pick<Redactor, 'redact'>,
): Promise<WrittenFilter | undefined> {
	const read = (written: string): ServerFilter => serverFilter(written, { name, kind });
	const answer = await promptText(
		{ title: redact(vscode.l10n.t('Filter {0} on the Server', name)), step: 1, totalSteps: 1, canGoBack: false },
		{
			prompt: vscode.l10n.t('The filter is written into the request, and the request is sent.'),
			placeholder: vscode.l10n.t('=, !=, <, <=, >, >= and a value'),
			value: text,
			check: written => {
				const filter = read(written);
				return filter.kind === 'none' ? { severity: 'error', message: refusal(filter.because) } : undefined;
			},
			accept: written => Promise.resolve({ value: read(written) }),
		},
	);
	return answer.kind === 'answer' && answer.value.kind !== 'none' ? answer.value : undefined;
}

/** @returns where the request is; undefined, where it could not be written, after a message that says why */
async function writeFilter(
	filter: WrittenFilter,
	path: string,
	place: Awaited<ReturnType<TablesDependencies['locate']>>,
): Promise<typeof place> {
	const document = place && (await reopened(place.uri));
	if (place === undefined || document === undefined) {
		void showMessage('warning', vscode.l10n.t('The scratchpad of the request is no longer there.'));
		return undefined;
	}
	const parsed = parsedDocument(document);
	const block = parsed.blockAt(place.offset);
	const changes = block && filterChanges(parsed, block, { ...filter, path });
	if (changes === undefined) {
		void showMessage(
			'warning',
			vscode.l10n.t(
				'The address of the request is not written as {0}, so the filter has to be written by hand: {1}',
				path,
				`${filter.name}=${filter.value}`,
			),
		);
		return undefined;
	}
	const edit = new vscode.WorkspaceEdit();
	for (const { span, text } of changes) {
		edit.replace(document.uri, new vscode.Range(document.positionAt(span.start), document.positionAt(span.end)), text);
	}
	return (await vscode.workspace.applyEdit(edit)) ? place : undefined;
}

function refusal(because: NoServerFilter): string {
	switch (because) {
		case 'contains':
			return vscode.l10n.t('Write = before a whole value: no filter of Flowlu finds a part of one.');
		case 'empty':
			return vscode.l10n.t('Write a value: it is not known how Flowlu filters for what is empty.');
		case 'sign':
			return vscode.l10n.t(
				'Flowlu reads a comma, and ! or { at the beginning, as signs: such a value cannot be filtered.',
			);
		case 'order':
			return vscode.l10n.t('Flowlu knows >= and <= for days, > and < for numbers and the id, and = and != for all.');
		case 'noDay':
			return vscode.l10n.t('Write a day as 2026-01-31.');
		case 'noNumber':
			return vscode.l10n.t('Write a number.');
	}
}
