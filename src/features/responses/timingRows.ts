import * as vscode from 'vscode';
import type { NetworkPhase, Timing } from '../../net/phases';
import { formatDuration } from '../../ui/units';

const phases: readonly NetworkPhase[] = ['queue', 'dns', 'connect', 'tls', 'firstByte', 'body'];

/** Where the time of an answer went: a line a phase, durations under one another. Empty when it was not measured. */
export function timingRows(timing: Timing | undefined): readonly string[] {
	const rows = phases.flatMap(phase => {
		const time = timing?.[phase];
		return time === undefined ? [] : [[phaseName(phase, timing), formatDuration(time)] as const];
	});
	const nameWidth = Math.max(...rows.map(([name]) => name.length));
	const timeWidth = Math.max(...rows.map(([, time]) => time.length));
	return rows.map(([name, time]) => `${name.padEnd(nameWidth)}  ${time.padStart(timeWidth)}`);
}

function phaseName(phase: NetworkPhase, timing: Timing | undefined): string {
	switch (phase) {
		case 'queue':
			return vscode.l10n.t('Waiting for its turn');
		case 'dns':
			return vscode.l10n.t('Looking up the name');
		case 'connect':
			return vscode.l10n.t('Connecting');
		case 'tls':
			return vscode.l10n.t('Agreeing on encryption');
		case 'firstByte':
			return timing?.connect === undefined
				? vscode.l10n.t('Waiting for the first byte, on an open connection')
				: vscode.l10n.t('Waiting for the first byte');
		case 'body':
			return vscode.l10n.t('Reading the answer');
	}
}
