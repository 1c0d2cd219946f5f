import * as vscode from 'vscode';
import type { FieldChange, NamedRecord, RecordChanges } from '../../../exchanges/comparison/recordChanges';

/** Which records are others, as text; not redacted. */
export function recordsText(title: string, { added, removed, changed, same }: RecordChanges): string {
	const counts = vscode.l10n.t(
		'{0} added, {1} removed, {2} changed, {3} the same',
		added.length,
		removed.length,
		changed.length,
		same,
	);
	return [
		title,
		counts,
		...section(vscode.l10n.t('Added'), added.map(recordLine)),
		...section(vscode.l10n.t('Removed'), removed.map(recordLine)),
		...section(
			vscode.l10n.t('Changed'),
			changed.flatMap(record => [recordLine(record), ...record.fields.map(fieldLine)]),
		),
		'',
	].join('\n');
}

function section(heading: string, lines: readonly string[]): readonly string[] {
	return lines.length === 0 ? [] : ['', heading, ...lines];
}

function recordLine({ id, name }: NamedRecord): string {
	return `  ${id} ${name}`.trimEnd();
}

function fieldLine({ field, before, after }: FieldChange): string {
	const absent = vscode.l10n.t('(absent)');
	return `    ${field}: ${before ?? absent} → ${after ?? absent}`;
}
