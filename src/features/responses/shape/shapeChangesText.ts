import * as vscode from 'vscode';
import type { ValueKind } from '../../../exchanges/shape/seenFields';
import { plural } from '../../../messages/plural';
import type { ShapeNote } from './shapeNotes';

/** How many fields have changed, in the line over a response. */
export function shapeChangesTitle({ changes, since }: ShapeNote): string {
	const day = new Date(since).toLocaleDateString(vscode.env.language);
	return plural(
		vscode.l10n.t({
			message: '$(info) {1, plural, one {# field} other {# fields}} changed since {0}',
			args: [day],
			comment: ['{0} is a day'],
		}),
		changes.length,
	);
}

/** What has changed, a line for each field. */
export function shapeChangesText({ key, since, changes }: ShapeNote): string {
	return [
		vscode.l10n.t('Fields of the records of {0}, before → now', key),
		vscode.l10n.t('As before until {0}', new Date(since).toLocaleString(vscode.env.language)),
		'',
		...changes.map(({ field, before, now }) => `  ${field}: ${kindsText(before)} → ${kindsText(now)}`),
		'',
	].join('\n');
}

function kindsText(kinds: readonly ValueKind[] | undefined): string {
	if (kinds === undefined) {
		return vscode.l10n.t('(absent)');
	}
	return kinds.length === 0 ? vscode.l10n.t('(empty)') : kinds.join(' | ');
}
