import { openSecret, type Secret } from './secret';

const mask = '•••';

/** Shorter texts would black out ordinary words; no key, token or sensible password is that short. */
const shortestSecret = 4;

const names = 'api_key|apikey|access_token|refresh_token|client_secret|password';
const equals = '(?:=|%(?:25){0,3}3d)';
const colon = String.raw`\s{0,8}:\s{0,8}`;

/**
 * What a secret looks like even when its value is unknown: in URLs, form bodies, JSON, printed objects, headers and addresses.
 * Each is found in one pass: nothing follows an unbounded part that could send the search back to try again from there.
 * Escapes are counted because the engine remembers each, and gives up on a text of some millions of them.
 */
const patterns: readonly RegExp[] = [
	new RegExp(String.raw`(?<=(?:${names})${equals})[^&\s"'<>#]+`, 'giu'),
	new RegExp(String.raw`(?<=(?:${names})["']?${colon}")(?!")[^"\\]*(?:\\[^][^"\\]*){0,9999}`, 'giu'),
	new RegExp(String.raw`(?<=(?:${names})["']?${colon}')(?!')[^'\\]*(?:\\[^][^'\\]*){0,9999}`, 'giu'),
	new RegExp(String.raw`(?<=(?:${names})\\{1,3}"${colon}\\{1,3}")[^"\\]+`, 'giu'),
	/(?<=\bauthorization(?:\\{0,3}["']?\s{0,8}[:=]\s{0,8}\\{0,3}["']?|["'],\s{0,8}["']))(?:[\w-]{1,40}[ \t]{1,8})?[^\s"',\\]+/giu,
	/(?<=\/\/)[^/\s@:"'<>?#]*:[^/\s"'<>?#]*(?=@)/gu,
];

/** Removes secrets from text before it is logged, shown or kept. */
export interface Redactor {
	/** Makes a secret known by its value; it stays known for the life of the redactor, so that late log lines are covered too. */
	add(secret: Secret): void;
	/** The text with every form of every known secret, and everything that looks like one, replaced by `•••`. Linear in the text. */
	redact(text: string): string;
}

export function createRedactor(): Redactor {
	const secrets = new Set<string>();
	let known: readonly RegExp[] = [];
	return {
		add(secret) {
			const text = openSecret(secret);
			if (text.length >= shortestSecret && !secrets.has(text)) {
				secrets.add(text);
				// Longest first, so that a secret within another does not leave the rest of it standing.
				known = [...secrets].sort((a, b) => b.length - a.length).flatMap(formsOf);
			}
		},
		redact: text => [...known, ...patterns].reduce((rest, pattern) => rest.replace(pattern, mask), text),
	};
}

/** Match every form of the secret. One by one: the engine skips through a text for one form far faster than it tries many at each place. */
function formsOf(text: string): readonly RegExp[] {
	return [anyWriting(text), ...base64Forms(text)].map(form => new RegExp(form, 'gu'));
}

/** Matches the text however each of its characters is written: as itself, or escaped for a URL, a form, JSON or HTML. */
function anyWriting(text: string): string {
	return text.replace(/\\+|[^\\]/gu, part => (part.startsWith('\\') ? backslashes(part.length) : writings(part)));
}

/** JSON doubles each, and JSON within JSON doubles them again. A run is one piece, since its parts could be told apart in too many ways. */
function backslashes(count: number): string {
	return String.raw`(?:\\{${count},${count * 4}}|(?:${percentEncoded('\\')}){${count}})`;
}

function writings(character: string): string {
	const forms = [escapeForPattern(character), percentEncoded(character), ...(escapes[character] ?? [])];
	if (!/^[\x20-\x7e]$/u.test(character)) {
		forms.push(jsonCode(character), escapeForPattern(JSON.stringify(character).slice(1, -1)));
	}
	return `(?:${forms.join('|')})`;
}

/** Besides itself and its percent-encoding: spaces in forms, what JSON may put a backslash before, HTML. */
const escapes: Readonly<Record<string, readonly string[]>> = {
	' ': [String.raw`\+`, percentEncoded('+')],
	'"': [String.raw`\\{1,3}"`, '&quot;', '&#34;'],
	'/': [String.raw`\\{1,3}\/`],
	"'": ['&#0?39;', '&apos;', String.raw`\\{1,2}u0027`],
	'&': ['&amp;', String.raw`\\{1,2}u0026`],
	'<': ['&lt;', String.raw`\\{1,2}u003[cC]`],
	'>': ['&gt;', String.raw`\\{1,2}u003[eE]`],
};

/** `%C3%A9`, whatever the case of its digits, and encoded up to four times. */
function percentEncoded(character: string): string {
	return Array.from(new TextEncoder().encode(character), byte => `%(?:25){0,3}${hexadecimal(byte, 2)}`).join('');
}

/** `\u00e9`; a character beyond the basic plane is two of them. */
function jsonCode(character: string): string {
	const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
	return units.map(unit => String.raw`\\{1,2}u${hexadecimal(unit, 4)}`).join('');
}

function hexadecimal(number: number, digits: number): string {
	const text = number.toString(16).padStart(digits, '0');
	return text.replace(/[a-f]/gu, digit => `[${digit}${digit.toUpperCase()}]`);
}

/** Base64 of the text behind 0, 1 and 2 other bytes: the three ways that it can lie across the groups of three. */
function base64Forms(text: string): readonly string[] {
	const bytes = new TextEncoder().encode(text);
	return [0, 1, 2].flatMap(shift => {
		const inside = base64Inside(bytes, shift);
		return inside.length < shortestSecret ? [] : [inside.replace(/[+/]/gu, sign => base64Signs[sign] ?? sign)];
	});
}

/** Base64url has other signs, and a URL or JSON escapes these. */
const base64Signs: Readonly<Record<string, string>> = {
	'+': `(?:[+\\-]|${percentEncoded('+')})`,
	'/': String.raw`(?:\\{0,3}\/|_|${percentEncoded('/')})`,
};

/** What base64 makes of the bytes when `shift` other bytes precede them, without the characters that depend on the neighbours. */
function base64Inside(bytes: Uint8Array, shift: number): string {
	const binary = '\0'.repeat(shift) + Array.from(bytes, byte => String.fromCharCode(byte)).join('');
	const first = Math.ceil((shift * 8) / 6);
	const afterLast = Math.floor((binary.length * 8) / 6);
	return btoa(binary).slice(first, afterLast);
}

function escapeForPattern(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\/-]/gu, character => (character === '-' ? character : `\\${character}`));
}
