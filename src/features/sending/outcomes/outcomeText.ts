import * as vscode from 'vscode';
import { plural } from '../../../messages/plural';
import { formatDuration } from '../../../messages/units';
import { type Answered, isUnclear, type Outcome, succeeded } from '../../../engine/outcome';
import { checksText } from '../../../messages/checkMessages';

/** The outcome of a sending in a few words. */
export function outcomeText(answered: Answered): string {
	return outcomeParts(answered).join(' · ');
}

/** The same in its parts, the first of which says how it ended: `200`, `Error 21`. */
export function outcomeParts(answered: Answered): readonly string[] {
	const checks = answered.checks.length === 0 ? [] : [checksText(answered.checks)];
	return [...responseParts(answered), ...checks];
}

function responseParts({ status, milliseconds, envelope }: Answered): readonly string[] {
	const time = formatDuration(milliseconds);
	switch (envelope.kind) {
		case 'error': {
			const { code, message, fields } = envelope.error;
			const names = fields.map(({ field }) => field);
			const title = code === '' ? vscode.l10n.t('Error') : vscode.l10n.t('Error {0}', code);
			return [title, message, ...names].filter(text => text !== '');
		}
		case 'success':
			return [String(status), time, ...(envelope.list === undefined ? [] : [itemsText(envelope.list.items)])];
		case 'unknown':
			return [String(status), time];
	}
}

function itemsText(items: number): string {
	return plural(vscode.l10n.t('{0, plural, one {# item} other {# items}}'), items);
}

/** The codicon of how a request ended. What is no response of Flowlu may well be what was wanted: a file, say. */
export function outcomeIcon(outcome: Outcome): 'check' | 'warning' | 'error' {
	if (succeeded(outcome)) {
		return 'check';
	}
	return isUnclear(outcome) ? 'warning' : 'error';
}
