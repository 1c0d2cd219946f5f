import * as vscode from 'vscode';
import type { CheckStop, Readability } from '../../flowlu/checkPermissions';

/** The word of an entity's row, and what a screen reader says. */
export function readabilityWord(readability: Readability): string {
	switch (readability) {
		case 'readable':
			return vscode.l10n.t('readable');
		case 'refused':
			return vscode.l10n.t('refused');
		case 'noList':
			return vscode.l10n.t('unknown: Flowlu has no such list');
		case 'unclear':
			return vscode.l10n.t('unknown: no clear response');
		case 'notAsked':
			return vscode.l10n.t('unknown: not asked');
	}
}

/** `15 readable, 2 refused, 1 unknown`; what there is none of is left out. */
export function countsText(found: Iterable<Readability>): string {
	let readable = 0;
	let refused = 0;
	let unknown = 0;
	for (const each of found) {
		if (each === 'readable') {
			readable++;
		} else if (each === 'refused') {
			refused++;
		} else {
			unknown++;
		}
	}
	return [
		readable === 0 ? '' : vscode.l10n.t('{0} readable', readable),
		refused === 0 ? '' : vscode.l10n.t('{0} refused', refused),
		unknown === 0 ? '' : vscode.l10n.t('{0} unknown', unknown),
	]
		.filter(text => text !== '')
		.join(', ');
}

/** Why a check ended before its time, as a sentence. */
export function stopText(stop: CheckStop, account: string): string {
	switch (stop) {
		case 'keyRefused':
			return vscode.l10n.t('The check stopped: {0} refused the key.', account);
		case 'accountNotFound':
			return vscode.l10n.t('The check stopped: there is no account {0}.', account);
		case 'unreachable':
			return vscode.l10n.t('The check stopped: {0} does not respond. The results so far are kept.', account);
		case 'tooManyRequests':
			return vscode.l10n.t(
				'The check stopped: {0} accepts no more requests for now. The results so far are kept.',
				account,
			);
	}
}
