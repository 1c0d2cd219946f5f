import * as vscode from 'vscode';
import type { Outcome, StepOutcome } from '../../../engine/outcome';
import type { Exchange } from '../../../exchanges/exchange';
import type { ExchangeStore } from '../../../exchanges/exchangeStore';
import type { BlockId } from '../../../http/document/blockTracker';
import { describeError } from '../../../ui/messages/errorMessages';
import { showMessage } from '../../../ui/messages/messages';
import { ownText, shownText } from '../../../ui/messages/windowRedactor';
import { pickOne, type PickItem } from '../../../ui/prompts/pick';
import { stepName } from '../../../messages/stepReason';
import { outcomeIcon, outcomeText } from './outcomeText';

interface Shown {
	readonly exchanges: Pick<ExchangeStore, 'of'>;
	readonly showResponse: (block: BlockId) => Promise<void>;
}

/** Shows the response of a request that was sent, or says why there is none; of a `run`, that of the request that the user chooses. */
export async function showOutcome(block: BlockId, outcome: Outcome, shown: Shown): Promise<void> {
	const latest = shown.exchanges.of(block);
	if (outcome.kind === 'ran') {
		const step = await chooseStep(outcome);
		if (step?.row !== undefined && step !== outcome.steps.findLast(each => each.outcome.kind === 'answered')) {
			await showMessage('information', vscode.l10n.t('Of the responses to rows only the last one is kept.'));
		} else {
			await (step && showOutcome(step.block, step.outcome, shown));
		}
	} else if (outcome.kind === 'saved') {
		await showMessage('information', vscode.l10n.t('This response went to a file and is not in memory.'));
	} else if (outcome.kind === 'failed') {
		if (latest?.kind === 'kept' && failedAfter(latest.exchange, outcome)) {
			await shown.showResponse(block);
		}
		await showMessage('error', describeError(outcome.error));
	} else if (latest?.kind === 'kept') {
		await shown.showResponse(latest.exchange.block);
	} else if (latest?.kind === 'removed') {
		await showMessage(
			'information',
			vscode.l10n.t('This response was removed from memory to make room for later ones. Send the request again.'),
		);
	}
}

/** Is the exchange what came of a list before its request failed? */
export function failedAfter({ shortBy }: Exchange, outcome: Outcome): boolean {
	return shortBy !== undefined && outcome.kind === 'failed' && outcome.error === shortBy.error;
}

interface StepItem extends PickItem {
	readonly step: StepOutcome;
}

/** Lists what became of the requests of a `run`, those that were not sent only by their number. */
async function chooseStep({ steps, total }: Extract<Outcome, { kind: 'ran' }>): Promise<StepOutcome | undefined> {
	const items = steps.map((step): StepItem => ({
		label: shownText(stepName(step)),
		description: shownText(stepText(step.outcome)),
		iconPath: new vscode.ThemeIcon(outcomeIcon(step.outcome)),
		step,
	}));
	const placeHolder =
		steps.length === total
			? vscode.l10n.t('Show the response of a request')
			: vscode.l10n.t('Show the response of a request; {0} more were not sent', total - steps.length);
	return (await pickOne(items, { placeHolder: ownText(placeHolder) }))?.step;
}

function stepText(outcome: Outcome): string {
	switch (outcome.kind) {
		case 'answered':
			return outcomeText(outcome);
		case 'saved':
			return vscode.l10n.t('{0} · saved', outcome.status);
		case 'failed':
			return describeError(outcome.error);
		case 'cancelled':
			return vscode.l10n.t('cancelled');
		case 'ran':
		case 'blocked':
		case 'declined':
		case 'skipped':
			return vscode.l10n.t('not sent');
	}
}
