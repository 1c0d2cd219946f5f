import * as vscode from 'vscode';
import { pluralForm } from './units';

/**
 * A localized text with its form for a count: `plural(vscode.l10n.t('{0, plural, one {# item} other {# items}}'), 2)` is `2 items`.
 * Without a translation the text is English, whatever the language of VS Code, and so are its rules.
 */
export function plural(text: string, count: number): string {
	return pluralForm(text, count, vscode.l10n.bundle === undefined ? 'en' : vscode.env.language);
}
