import { openSecret, type Secret } from './secret';

const mask = '•••';

/** Shorter texts would black out ordinary words; no key, token or sensible password is that short. */
const shortestSecret = 4;

/** What a secret looks like even when its value is unknown: in URLs, form bodies, headers and token answers. */
const patterns: readonly RegExp[] = [
	/(?<=\b(?:api_key|apikey|access_token|refresh_token|client_secret|password)=)[^&\s"'<>#]+/giu,
	/(?<="(?:api_key|access_token|refresh_token|client_secret|password)"\s{0,8}:\s{0,8}")(?:[^"\\]|\\.)+/giu,
	/(?<=\bauthorization\b["']?\s{0,8}[:=]\s{0,8}["']?)(?:(?:basic|bearer)\s+)?[^\s"',]+/giu,
	/(?<=\/\/)[^/\s@"'<>?#]+:[^/\s@"'<>?#]+(?=@)/gu,
];

/** Removes secrets from text before it is logged, shown or kept. */
export interface Redactor {
	/** Makes a secret known by its value; it stays known for the life of the redactor, so that late log lines are covered too. */
	add(secret: Secret): void;
	/** The text with every form of every known secret, and everything that looks like one, replaced by `•••`. Linear in the text. */
	redact(text: string): string;
}

export function createRedactor(): Redactor {
	const forms = new Set<string>();
	let known: RegExp | undefined;
	return {
		add(secret) {
			const before = forms.size;
			for (const form of formsOf(openSecret(secret))) {
				forms.add(form);
			}
			if (forms.size > before) {
				known = alternation(forms);
			}
		},
		redact(text) {
			const withoutKnown = known === undefined ? text : text.replace(known, mask);
			return patterns.reduce((rest, pattern) => rest.replace(pattern, mask), withoutKnown);
		},
	};
}

function alternation(forms: ReadonlySet<string>): RegExp {
	// Longest first, so that a short form inside a longer one does not leave the rest of it standing.
	const sorted = [...forms].sort((a, b) => b.length - a.length);
	return new RegExp(sorted.map(form => form.replace(/[.*+?^${}()|[\]\\/-]/gu, '\\$&')).join('|'), 'gu');
}

function formsOf(text: string): readonly string[] {
	if (text.length < shortestSecret) {
		return [];
	}
	const once = encodeURIComponent(text);
	const plus = once.replaceAll('%20', '+');
	const escaped = JSON.stringify(text).slice(1, -1);
	const bytes = new TextEncoder().encode(text);
	return [
		text,
		once,
		plus,
		lowerCaseEscapes(once),
		encodeURIComponent(once),
		escaped,
		escaped.replaceAll('/', '\\/'),
		...[0, 1, 2].flatMap(shift => base64Inside(bytes, shift)),
	];
}

function lowerCaseEscapes(encoded: string): string {
	return encoded.replace(/%[0-9A-F]{2}/gu, escape => escape.toLowerCase());
}

/** What base64 makes of the bytes when `shift` other bytes precede them, without the characters that depend on the neighbours. */
function base64Inside(bytes: Uint8Array, shift: number): readonly string[] {
	const binary = '\0'.repeat(shift) + Array.from(bytes, byte => String.fromCharCode(byte)).join('');
	const first = Math.ceil((shift * 8) / 6);
	const afterLast = Math.floor((binary.length * 8) / 6);
	const standard = btoa(binary).slice(first, afterLast);
	return standard.length < shortestSecret
		? []
		: [standard, standard.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(standard)];
}
