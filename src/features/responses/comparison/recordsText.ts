import * as vscode from 'vscode';
import type { FieldChange, NamedRecord, RecordChanges } from '../../../exchanges/comparison/recordChanges';
import type { Redactor } from '../../../net/redaction/redact';

/** Which records are others, as text; only values are redacted in it. */
export function recordsText(
	title: string,
	{ column, added, removed, changed, same }: RecordChanges,
	redactor: Pick<Redactor, 'redact'>,
): string {
	const recordLine = ({ key, name }: NamedRecord): string =>
		`  ${redactedValue(column, key, redactor)} ${name}`.trimEnd();
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
		...(column === 'id' ? [] : [vscode.l10n.t('Records are told by their {0}.', column)]),
		...section(vscode.l10n.t('Added'), added.map(recordLine)),
		...section(vscode.l10n.t('Removed'), removed.map(recordLine)),
		...section(
			vscode.l10n.t('Changed'),
			changed.flatMap(record => [recordLine(record), ...record.fields.map(change => fieldLine(change, redactor))]),
		),
		'',
	].join('\n');
}

function section(heading: string, lines: readonly string[]): readonly string[] {
	return lines.length === 0 ? [] : ['', heading, ...lines];
}

function fieldLine({ field, before, after }: FieldChange, redactor: Pick<Redactor, 'redact'>): string {
	const [old, now] = [before, after].map(value =>
		value === undefined ? vscode.l10n.t('(absent)') : redactedValue(field, value, redactor),
	);
	return `    ${field}: ${old} → ${now}`;
}

/** What a value is, its name tells, which does not stand before each. */
function redactedValue(name: string, value: string, { redact }: Pick<Redactor, 'redact'>): string {
	const label = `${name}: `;
	const shown = redact(label + value);
	return shown.startsWith(label) ? shown.slice(label.length) : redact(value);
}
