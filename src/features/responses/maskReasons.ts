import * as vscode from 'vscode';
import type { MaskReason } from '../../net/redaction/redact';
import { plural } from '../../messages/plural';

/** Why values are masked: a line for each reason, with how many there are. */
export function maskReasonRows(reasons: readonly MaskReason[]): readonly string[] {
	const counts = new Map<string, number>();
	for (const words of reasons.map(describeReason)) {
		counts.set(words, (counts.get(words) ?? 0) + 1);
	}
	return Array.from(
		counts,
		([words, count]) => `${plural(vscode.l10n.t('{0, plural, one {# value} other {# values}}'), count)}: ${words}`,
	);
}

/** Are all of them values that files of the workspace or other responses call secrets, so that whoever may reveal them can read them there? */
export function areOnlyNamed(reasons: readonly MaskReason[]): boolean {
	return reasons.every(({ kind }) => kind === 'named');
}

function describeReason(reason: MaskReason): string {
	switch (reason.kind) {
		case 'session':
			return vscode.l10n.t('a key, token or password of an account');
		case 'pattern':
			return vscode.l10n.t('looks like a key, token or password by the name before it');
		case 'named':
			return describeNamed(reason);
	}
}

function describeNamed({ from, name }: Extract<MaskReason, { kind: 'named' }>): string {
	switch (from) {
		case 'environment':
			return vscode.l10n.t('“{0}” in a file of environments', name);
		case 'document':
			return vscode.l10n.t('“{0}” in a scratchpad', name);
		case 'prompt':
			return vscode.l10n.t('what you entered as “{0}”', name);
		case 'dotenv':
			return vscode.l10n.t('“{0}” in a .env file', name);
		case 'process':
			return vscode.l10n.t('the environment variable “{0}”', name);
		case 'rows':
			return vscode.l10n.t('“{0}” in a file of rows', name);
		case 'response':
			return vscode.l10n.t('“{0}” of another response', name);
	}
}
