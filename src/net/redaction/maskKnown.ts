import { maskStretches, type Redactor } from './redact';
import type { ShownText } from './shownText';

/**
 * The text without the secrets that are known by their value, and with what only looks like one: for what we write of parts that were redacted before, where
 * words of ours look like the name of a secret.
 */
export function maskKnown(text: string, { find }: Pick<Redactor, 'find'>): ShownText {
	return maskStretches(
		text,
		find(text).filter(({ known }) => known),
	);
}

/** The value redacted as it would be behind its name, which may tell that it is a secret. */
export function redactedValue(name: string, value: string, { redact }: Pick<Redactor, 'redact'>): string {
	const label = `${name}: `;
	const shown = redact(label + value);
	return shown.startsWith(label) ? shown.slice(label.length) : redact(value);
}
