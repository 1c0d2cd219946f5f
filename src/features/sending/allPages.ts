import * as vscode from 'vscode';
import type { Outcome } from '../../engine/outcome';
import type { Ports } from '../../engine/ports';
import type { Prepared } from '../../engine/prepare';
import { TooManyRecordsError } from '../../flowlu/responses/flowluErrors';
import { allPagesOf } from '../../http/build/sendingMetadata';
import type { HttpRequest } from '../../net/http';
import { executeCommand } from '../../ui/commands/commands';
import { describeError } from '../../ui/messages/errorMessages';
import { showMessage } from '../../ui/messages/messages';

/** What reads pages is loaded with the first request that asks for all of them. */
export function allPagesBy(ports: Pick<Ports, 'flowlu' | 'yieldToEventLoop'>): Ports['allPages'] {
	return async (request, access, { onPage, ...options }) => {
		const { combinedResponse } = await import('../../records/pages/combinedResponse');
		const told = ({ records, totalAtStart }: { readonly records: number; readonly totalAtStart?: number }): void => {
			onPage(records, totalAtStart);
		};
		return combinedResponse(request, access, { ...options, onPage: told }, ports);
	};
}

/** A list that may be read page by page. */
export interface ListToRead {
	readonly request: HttpRequest;
	/** The id of the session that reads it. */
	readonly session: string;
	/** Records at most, as `# @all-pages max=N` says. */
	readonly max: number | undefined;
}

export function listToRead(prepared: Prepared | undefined): ListToRead | undefined {
	return (
		prepared && {
			request: prepared.request,
			session: prepared.entry.session.id,
			max: allPagesOf(prepared.place.block.metadata)?.max,
		}
	);
}

interface TooLong {
	readonly kind: 'failed';
	readonly error: TooManyRecordsError;
}

/** Has the list more records than one response shows? */
export function isTooLong(outcome: Outcome): outcome is TooLong {
	return outcome.kind === 'failed' && outcome.error instanceof TooManyRecordsError;
}

/** Says that a list is too long for a response, and leads to a file of it. Done when the message is shown. */
export function offerExport({ error }: TooLong, uri: string | undefined, offset: number | undefined): Promise<void> {
	const exportAll = vscode.l10n.t('Export…');
	void showMessage('warning', describeError(error), exportAll).then(async choice => {
		if (choice === exportAll) {
			await executeCommand('flowlu.exportAllPages', uri, offset);
		}
	});
	return Promise.resolve();
}
