import * as vscode from 'vscode';
import type { Answered, Outcome, StepOutcome } from '../../../engine/outcome';
import type { Exchange } from '../../../exchanges/exchange';
import type { ExchangeStore, LatestExchange } from '../../../exchanges/exchangeStore';
import type { BlockId } from '../../../http/document/blockTracker';
import { describeError } from '../../../ui/messages/errorMessages';
import { showMessage } from '../../../ui/messages/messages';
import { ownText, shownText } from '../../../ui/messages/windowRedactor';
import { pickOne, type PickItem } from '../../../ui/prompts/pick';
import { stepName, stepReason } from '../../../messages/stepReason';
import { outcomeIcon, outcomeText } from './outcomeText';

interface Shown {
	readonly exchanges: Pick<ExchangeStore, 'of'>;
	readonly showResponse: (block: BlockId) => Promise<void>;
}

/** Shows the response of a request that was sent, or says why there is none; of a `run` or of rows, that of the step that the user chooses. */
export async function showOutcome(step: StepOutcome, shown: Shown): Promise<void> {
	const { block, outcome } = step;
	const latest = shown.exchanges.of(block);
	switch (outcome.kind) {
		case 'ran': {
			const chosen = await chooseStep(outcome);
			await (chosen && showOutcome(chosen, shown));
			return;
		}
		case 'answered':
			await (latest?.kind === 'kept' && cameOf(latest.exchange, outcome)
				? shown.showResponse(block)
				: showMessage('information', whyGone(outcome, latest)));
			return;
		case 'saved':
			await showMessage('information', vscode.l10n.t('This response was saved to a file and is not kept in memory.'));
			return;
		case 'failed':
			if (latest?.kind === 'kept' && cameOf(latest.exchange, outcome)) {
				await shown.showResponse(block);
			}
			await showMessage('error', describeError(outcome.error));
			return;
		case 'blocked':
		case 'declined':
		case 'cancelled':
		case 'skipped':
			await showMessage('information', stepReason(step, describeError));
	}
}

/** Is the exchange what came of this sending: its response, or what came of a list before its request failed? */
export function cameOf({ number, shortBy }: Exchange, outcome: Outcome): boolean {
	return outcome.kind === 'answered'
		? outcome.exchange === number
		: outcome.kind === 'failed' && shortBy !== undefined && outcome.error === shortBy.error;
}

function whyGone({ exchange }: Answered, latest: LatestExchange | undefined): string {
	return latest === undefined || latest.exchange.number === exchange
		? vscode.l10n.t('This response was removed from memory to make room for later ones. Send the request again.')
		: vscode.l10n.t('Only the last response to this request is kept.');
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
