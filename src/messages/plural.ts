import * as l10n from '@vscode/l10n';
import { pluralForm } from './units';

/** Texts by what they are in English. */
export type Translation = Readonly<Record<string, string>>;

/** Of the texts: without a translation they are English, whatever the language of VS Code, and so are their rules. */
let language = 'en';

/** From now on the texts are in another language. @param translated a BCP 47 tag */
export function translateTexts(translation: Translation, translated: string): void {
	l10n.config({ contents: { ...translation } });
	language = translated;
}

/** A localized text with its form for a count: `plural(l10n.t('{0, plural, one {# item} other {# items}}'), 1204)` is `1,204 items`. */
export function plural(text: string, count: number): string {
	return pluralForm(text, count, language);
}

/** A count in the language of the texts: `1,204`. */
export function formatCount(count: number): string {
	return count.toLocaleString(language);
}
