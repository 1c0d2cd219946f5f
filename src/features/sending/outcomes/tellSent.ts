import * as vscode from 'vscode';
import type { StepOutcome } from '../../../engine/outcome';
import { TooManyRecordsError } from '../../../flowlu/responses/flowluErrors';
import type { LocateBlock } from '../../../http/document/blockTracker';
import { NetworkError } from '../../../net/networkErrors';
import { PartialListError } from '../../../records/pages/pagingPlace';
import { executeCommand } from '../../../ui/commands/commands';
import { describeError } from '../../../ui/messages/errorMessages';
import type { Log } from '../../../ui/log';
import { showMessage } from '../../../ui/messages/messages';
import { tellOutcome } from './outcomeMessages';

/**
 * Says what became of a request, and of one whose response is too large for memory leads to a file of it. Done when the message is shown.
 * @param locate where a request stands now
 */
export async function tellSent(ended: StepOutcome, locate: LocateBlock, log: Log): Promise<void> {
	const { outcome } = ended;
	const command = outcome.kind === 'failed' ? commandAfter(outcome.error) : undefined;
	if (outcome.kind !== 'failed' || command === undefined) {
		await tellOutcome(ended, log);
		return;
	}
	const action = command === 'flowlu.sendToFile' ? vscode.l10n.t('Save to File…') : vscode.l10n.t('Export…');
	void showMessage('warning', describeError(outcome.error), action).then(async choice => {
		if (choice === action) {
			// By now the cursor may be at another request, and the text before this one longer.
			const place = await locate(ended.block);
			await (place && executeCommand(command, place.uri, place.offset));
		}
	});
}

/** What sends the request again for a file. What may have been carried out is not sent again. */
function commandAfter(error: unknown): 'flowlu.exportAllPages' | 'flowlu.sendToFile' | undefined {
	if (error instanceof TooManyRecordsError || error instanceof PartialListError) {
		return 'flowlu.exportAllPages';
	}
	const isTooLarge = error instanceof NetworkError && error.failure === 'tooLarge';
	return isTooLarge && error.details.isUnsettled !== true ? 'flowlu.sendToFile' : undefined;
}
