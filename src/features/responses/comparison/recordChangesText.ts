import * as vscode from 'vscode';
import type { FieldChange, NamedRecord, RecordChanges } from '../../../exchanges/comparison/recordChanges';
import { redactedValue } from '../../../net/redaction/maskKnown';
import type { Redactor } from '../../../net/redaction/redact';

/** Records in one piece of text. */
const recordsPerPiece = 100;

/**
 * Which records are others, as text; only values are redacted in it.
 * @returns pieces that end with a line break, each made in some milliseconds
 */
export function* recordChangesText(
	title: string,
	{ column, added, removed, changed, same }: RecordChanges,
	redactor: Pick<Redactor, 'redact'>,
): Generator<string> {
	const recordLine = ({ key, name }: NamedRecord): string =>
		`  ${redactedValue(column, key, redactor)} ${name}`.trimEnd();
	const counts = vscode.l10n.t(
		'{0} added, {1} removed, {2} changed, {3} the same',
		added.length,
		removed.length,
		changed.length,
		same,
	);
	yield `${title}\n${counts}\n`;
	if (column !== 'id') {
		yield `${vscode.l10n.t('Records are matched by {0}.', column)}\n`;
	}
	yield* section(vscode.l10n.t('Added'), added, record => [recordLine(record)]);
	yield* section(vscode.l10n.t('Removed'), removed, record => [recordLine(record)]);
	yield* section(vscode.l10n.t('Changed'), changed, record => [
		recordLine(record),
		...record.fields.map(change => fieldLine(change, redactor)),
	]);
}

function* section<Row>(
	heading: string,
	rows: readonly Row[],
	linesOf: (row: Row) => readonly string[],
): Generator<string> {
	if (rows.length > 0) {
		yield `\n${heading}\n`;
	}
	for (let start = 0; start < rows.length; start += recordsPerPiece) {
		const lines = rows.slice(start, start + recordsPerPiece).flatMap(linesOf);
		yield `${lines.join('\n')}\n`;
	}
}

function fieldLine({ field, before, after }: FieldChange, redactor: Pick<Redactor, 'redact'>): string {
	const [old, now] = [before, after].map(value =>
		value === undefined ? vscode.l10n.t('(absent)') : redactedValue(field, value, redactor),
	);
	return `    ${field}: ${old} → ${now}`;
}
