import { createRedactor, type Redactor } from '../../net/redaction/redact';
import type { ShownText } from '../../net/redaction/shownText';

type WindowRedactor = Pick<Redactor, 'redact' | 'redactOwnText'>;

/** What everything that is shown passes. Until the window has its own, it knows what secrets look like, and none by its value. */
let redactor: WindowRedactor = createRedactor();

/** Everything that is shown from now on is without the secrets that this one knows. */
export function redactBy(known: WindowRedactor): void {
	redactor = known;
}

/** Of scratchpads, files and responses. */
export function shownText(text: string): ShownText {
	return redactor.redact(text);
}

/** Words and facts of ours: accounts, kinds, verbs, entities of the catalog. What a workspace calls a secret may be one of them, and is not masked. */
export function ownText(text: string): ShownText {
	return redactor.redactOwnText(text);
}
