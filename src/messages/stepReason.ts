import * as l10n from '@vscode/l10n';
import type { StepOutcome } from '../engine/outcome';
import { UnexpectedResponseError } from '../flowlu/responses/flowluErrors';
import { decidingStep, judged } from '../runs/caseResult';
import { blockedMessage } from './blockedMessages';
import { failedCheckText } from './checkMessages';
import { describeFault } from './faultMessages';

/** What people call a step, with the row that it was sent for. */
export function stepName({ name, row }: Pick<StepOutcome, 'name' | 'row'>): string {
	return row === undefined ? name : l10n.t('{0}, row {1}', name, row);
}

/** Why a step of a run got no response that passes, where no check of its own tells. @param describe says what a thrown error means */
export function stepReason(
	{ name, outcome }: StepOutcome,
	describe: (error: unknown) => string = describeFault,
): string {
	switch (outcome.kind) {
		case 'answered': {
			const { envelope, status } = outcome;
			return envelope.kind === 'unknown'
				? describe(new UnexpectedResponseError(envelope.reason, status, envelope.content))
				: name;
		}
		case 'blocked':
			return blockedMessage(outcome);
		case 'failed':
			return describe(outcome.error);
		case 'declined':
			return l10n.t('It was not confirmed.');
		case 'cancelled':
			return l10n.t('It was cancelled.');
		case 'skipped':
			return l10n.t(
				'{0}, which it needs, did not succeed: {1}',
				outcome.because.name,
				neededReason(outcome.because, describe),
			);
		case 'saved':
		case 'ran':
			return name;
	}
}

/** Why what it needs did not succeed: its first check that does not hold, else as for a request of its own. */
function neededReason(step: StepOutcome, describe: (error: unknown) => string): string {
	const deciding = decidingStep(step);
	const check = judged(deciding.outcome).checks.find(({ kind }) => kind !== 'holds');
	return check === undefined ? stepReason(deciding, describe) : failedCheckText(check);
}
