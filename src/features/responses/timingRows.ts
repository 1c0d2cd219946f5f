import * as vscode from 'vscode';
import type { NetworkPhase, Timing } from '../../net/phases';
import { formatDuration } from '../../messages/units';

const phases: readonly NetworkPhase[] = ['queue', 'dns', 'connect', 'tls', 'firstByte', 'body'];

/** Where the time of a response went: a line a phase, durations under one another. Empty when it was not measured. */
export function timingRows(timing: Timing | undefined): readonly string[] {
	const rows = phases.flatMap(phase => {
		const time = timing?.[phase];
		return time === undefined ? [] : [[phaseName(phase, timing), formatDuration(time)] as const];
	});
	const width = (longest: number, text: string) => Math.max(longest, text.length);
	const nameWidth = rows.map(([name]) => name).reduce(width, 0);
	const timeWidth = rows.map(([, time]) => time).reduce(width, 0);
	return rows.map(([name, time]) => `${name.padEnd(nameWidth)}  ${time.padStart(timeWidth)}`);
}

function phaseName(phase: NetworkPhase, timing: Timing | undefined): string {
	switch (phase) {
		case 'queue':
			return vscode.l10n.t('Queued');
		case 'dns':
			return vscode.l10n.t('DNS lookup');
		case 'connect':
			return vscode.l10n.t('Connecting');
		case 'tls':
			return vscode.l10n.t('TLS handshake');
		case 'firstByte':
			return timing?.connect === undefined
				? vscode.l10n.t('Waiting for the first byte, on an open connection')
				: vscode.l10n.t('Waiting for the first byte');
		case 'body':
			return vscode.l10n.t('Reading the response');
	}
}
