import * as vscode from 'vscode';
import type { RequestPhase } from '../../../engine/requestStates';
import { formatCount, plural } from '../../../messages/plural';
import { formatBytes } from '../../../messages/units';
import type { RetryReason } from '../../../net/retry';

/** How far a request has come, in words. */
export function phaseText(phase: RequestPhase): string {
	switch (phase.phase) {
		case 'preparing':
			return vscode.l10n.t('Preparing…');
		case 'running':
			return vscode.l10n.t('Request {0} of {1}', phase.step, phase.total);
		case 'queued':
			return phase.ahead === 0 ? vscode.l10n.t('Queued') : vscode.l10n.t('Queued: {0} ahead', phase.ahead);
		case 'sending':
			return vscode.l10n.t('Sending…');
		case 'receiving':
			return receivedText(phase);
		case 'paging':
			return phase.total === undefined
				? plural(vscode.l10n.t('{0, plural, one {# record…} other {# records…}}'), phase.records)
				: plural(
						vscode.l10n.t('{0} of {1, plural, one {# record…} other {# records…}}', formatCount(phase.records)),
						phase.total,
					);
		case 'sleeping':
			return vscode.l10n.t('Waiting: {0} s', Math.ceil(phase.milliseconds / 1000));
		case 'waitingToRepeat':
			return vscode.l10n.t(
				'Failed; attempt {0} of {1} in {2} s',
				phase.next,
				phase.total,
				Math.ceil(phase.milliseconds / 1000),
			);
		case 'waitingToRetry':
			return retryText(phase.because, Math.ceil(phase.milliseconds / 1000));
	}
}

/** `12 MB of 50 MB (24 %)` */
export function receivedText({
	bytes,
	total,
}: Pick<Extract<RequestPhase, { phase: 'receiving' }>, 'bytes' | 'total'>): string {
	return total === undefined || total === 0
		? vscode.l10n.t('{0} received', formatBytes(bytes))
		: vscode.l10n.t(
				'{0} of {1} received ({2} %)',
				formatBytes(bytes),
				formatBytes(total),
				Math.floor((100 * bytes) / total),
			);
}

function retryText(because: RetryReason, seconds: number): string {
	if (because === 429) {
		return vscode.l10n.t('Too many requests; retrying in {0} s', seconds);
	}
	if (because === 503) {
		return vscode.l10n.t('Server busy; retrying in {0} s', seconds);
	}
	return because === 'connectionReset'
		? vscode.l10n.t('Connection lost; retrying in {0} s', seconds)
		: vscode.l10n.t('No response; retrying in {0} s', seconds);
}
