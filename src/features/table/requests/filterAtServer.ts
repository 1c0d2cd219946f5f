import * as vscode from 'vscode';
import type { Exchange } from '../../../exchanges/exchange';
import { fieldFacts } from '../../../catalog/fieldFacts';
import { findMethod } from '../../../catalog/catalog';
import { filterChanges } from '../../../http/service/parameterChange';
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
 * @returns whether it was sent
 */
export async function filterAtServer(
	{ name, text }: WantedFilter,
	exchange: Exchange,
	{ catalog, locate, redactor }: TablesDependencies,
): Promise<boolean> {
	const entityName = entityOf(exchange);
	if (entityName === undefined) {
		void showMessage('information', vscode.l10n.t('This list is not known to take filters.'));
		return false;
	}
	const [module, noun] = entityName.split('/');
	const known = await catalog.load();
	const entity = known.entities.find(other => other.module === module && other.entity === noun);
	const method = entity && findMethod(entity, 'list');
	if (method !== undefined && !method.params.some(parameter => parameter.name === 'filter[field]')) {
		void showMessage('information', vscode.l10n.t('The list of {0} is not known to take filters.', entityName));
		return false;
	}
	const kind = entity && fieldFacts(known, entity, name)?.kind;
	const read = (written: string): ServerFilter => serverFilter(written, { name, kind });
	const title = redactor.redact(vscode.l10n.t('Filter {0} on the Server', name));
	const answer = await promptText(
		{ title, step: 1, totalSteps: 1, canGoBack: false },
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
	if (answer.kind !== 'answer' || answer.value.kind === 'none') {
		return false;
	}
	const place = await locate(exchange.block);
	const document = place && (await reopened(place.uri));
	if (place === undefined || document === undefined) {
		void showMessage('warning', vscode.l10n.t('The scratchpad of the request is no longer there.'));
		return false;
	}
	const parsed = parsedDocument(document);
	const block = parsed.blockAt(place.offset);
	const changes = block && filterChanges(parsed, block, { ...answer.value, path: `${entityName}/list` });
	if (changes === undefined) {
		void showMessage(
			'warning',
			vscode.l10n.t(
				'The address of the request is not written as {0}, so the filter has to be written by hand: {1}',
				`${entityName}/list`,
				`${answer.value.name}=${answer.value.value}`,
			),
		);
		return false;
	}
	const edit = new vscode.WorkspaceEdit();
	for (const { span, text: put } of changes) {
		edit.replace(document.uri, new vscode.Range(document.positionAt(span.start), document.positionAt(span.end)), put);
	}
	const isWritten = await vscode.workspace.applyEdit(edit);
	if (isWritten) {
		await executeCommand('flowlu.send', place.uri, place.offset);
	}
	return isWritten;
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
