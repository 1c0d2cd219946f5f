import { createMultiMatcher, startOf, type MultiMatcher } from './multiMatcher';
import { isOrdinary } from './ordinaryValues';
import { createSecretPatterns, secretBehind, type SecretPattern } from './secretPatterns';
import { openSecret, type Secret } from './secret';
import { markShown, mask, type ShownText } from './shownText';
import { anyEncoding, base64Needles, type Needle, withNuls } from './encodings';

/** Where a workspace names a secret: in a file of environments, in a scratchpad, ... */
export type NamedFrom = 'environment' | 'document' | 'prompt' | 'dotenv' | 'process' | 'response' | 'rows';

/** A secret by its name. Those of a workspace are whatever somebody else says: they may be words that we say ourselves. */
export interface NamedSecret {
	readonly name: string;
	readonly from: NamedFrom;
	readonly secret: Secret;
}

/** Why something is masked: it is a credential of a session, a value with a secret's name, or stands where secrets stand. */
export type MaskReason =
	{ readonly kind: 'session' | 'pattern' } | ({ readonly kind: 'named' } & Omit<NamedSecret, 'secret'>);

/** Shorter texts would black out ordinary words; no key, token or sensible password is that short. */
const shortestSecret = 4;

/** Of base64, whose beginning and end are left out: less of it is a part of many words. */
const shortestBase64 = 6;

/** Removes secrets from text before it is logged, shown or kept. */
export interface Redactor {
	/** Makes the credential of a session known by its value. It stays known until it is forgotten as often as it was added, so that late log lines are covered too. */
	add(secret: Secret): void;
	/**
	 * Makes known what a source names as secrets, in the place of what it named before: none when it is gone. Ordinary values are not masked whatever
	 * their name: they stand elsewhere for other reasons.
	 * @param source any text that tells sources apart
	 */
	setNamed(source: string, secrets: readonly NamedSecret[]): void;
	/** Undoes one `add`, for a text that turned out not to be a secret, such as a password that was refused and may be an ordinary word. */
	forget(secret: Secret): void;
	/** The text with every form of every known secret, and everything that looks like one, replaced by `•••`. Linear in the text, whatever the number of secrets. */
	redact(text: string): ShownText;
	/** The same without the secrets of the workspace: for a sentence of ours about accounts and records, whose other pieces were redacted before. */
	redactOwnText(text: string): ShownText;
	/** Where these are, from start to end and without an overlap, in UTF-16 code units. */
	find(text: string): readonly Stretch[];
}

/** From `start` up to but without `end`. */
export interface Stretch {
	readonly start: number;
	readonly end: number;
	/** Is a known secret in it, or does it only look like one? */
	readonly known: boolean;
	/** Of several, that of the first one. */
	readonly because: MaskReason;
}

export function createRedactor(): Redactor {
	/** How often each was added. */
	const sessionSecrets = new Map<string, number>();
	/** By source, then by text. */
	const named = new Map<string, ReadonlyMap<string, MaskReason>>();
	const search = createSearch();
	const searchForSessions = createSearch();
	/** Made of what is known now. */
	let current: Find | undefined;

	function count(secret: Secret, more: 1 | -1): void {
		const text = openSecret(secret);
		const times = (sessionSecrets.get(text) ?? 0) + more;
		if (text.length < shortestSecret || times < 0) {
			return;
		}
		current = undefined;
		if (times === 0) {
			sessionSecrets.delete(text);
		} else {
			sessionSecrets.set(text, times);
		}
	}

	function find(text: string): readonly Stretch[] {
		// What is a credential too is masked as one.
		current ??= search(new Map([...[...named.values()].flatMap(secrets => [...secrets]), ...sessionReasons()]));
		return current(text);
	}

	function sessionReasons(): ReadonlyMap<string, MaskReason> {
		return new Map([...sessionSecrets.keys()].map(text => [text, { kind: 'session' }]));
	}

	return {
		add: secret => {
			count(secret, 1);
		},
		forget: secret => {
			count(secret, -1);
		},
		setNamed: (source, secrets) => {
			const reasons = new Map(
				secrets
					.map(({ secret, name, from }) => [openSecret(secret), { kind: 'named', name, from }] as const)
					.filter(([text]) => !isOrdinary(text)),
			);
			current = undefined;
			named.delete(source);
			if (reasons.size > 0) {
				named.set(source, reasons);
			}
		},
		find,
		redact: text => maskStretches(text, find(text)),
		redactOwnText: text => maskStretches(text, searchForSessions(sessionReasons())(text)),
	};
}

type Find = (text: string) => readonly Stretch[];

/** The text with `•••` in the place of the stretches, which a redactor found in it. */
export function maskStretches(text: string, stretches: readonly Stretch[]): ShownText {
	let redacted = '';
	let done = 0;
	for (const { start, end } of stretches) {
		redacted += text.slice(done, start) + mask;
		done = end;
	}
	return markShown(redacted + text.slice(done));
}

/** What is looked for; the needles of the patterns are the first. */
interface Search {
	/** By text. */
	readonly texts: ReadonlyMap<string, unknown>;
	readonly matcher: MultiMatcher;
	readonly patterns: readonly SecretPattern[];
	/** With the text of which it is a form, unless it is that of a pattern. */
	readonly needles: readonly { readonly needle: Needle; readonly text?: string }[];
}

/**
 * @returns makes a search for secrets, and for what looks like one. What it learns is kept as long as the secrets are the same, whatever they are masked
 * for.
 */
function createSearch(): (secrets: ReadonlyMap<string, MaskReason>) => Find {
	let search: Search | undefined;
	return secrets => {
		const last = search;
		const isSame = last?.texts.size === secrets.size && [...secrets.keys()].every(text => last.texts.has(text));
		const current = isSame ? last : searchOf(secrets);
		search = current;
		return text => stretchesIn(text, current, secrets);
	};
}

function searchOf(texts: ReadonlyMap<string, unknown>): Search {
	const patterns = createSecretPatterns();
	const forms = [...texts.keys()].flatMap(text =>
		[
			...[anyEncoding(text), withNuls(text)].filter(({ length }) => length >= shortestSecret),
			...base64Needles(text).filter(({ length }) => length >= shortestBase64),
		].map(needle => ({ needle, text })),
	);
	const needles = [...patterns.map(({ needle }) => ({ needle })), ...forms];
	return { texts, matcher: createMultiMatcher(needles.map(({ needle }) => needle)), patterns, needles };
}

const patternReason: MaskReason = { kind: 'pattern' };

function stretchesIn(
	text: string,
	{ matcher, needles, patterns }: Search,
	secrets: ReadonlyMap<string, MaskReason>,
): readonly Stretch[] {
	const stretches: Stretch[] = [];
	/** Up to where what looks like a secret was looked at: it may hold what looks like the beginning of one. */
	let seen = 0;
	matcher.find(text, (number, end) => {
		const pattern = patterns[number];
		if (pattern === undefined) {
			const { needle = [], text: secret = '' } = needles[number] ?? {};
			const because = secrets.get(secret) ?? patternReason;
			add(stretches, { start: startOf(needle, text, end), end, known: true, because });
		} else if (end >= seen) {
			const [start, after] = secretBehind(pattern, text, end) ?? [0, 0];
			if (after > start) {
				seen = after;
				add(stretches, { start, end: after, known: false, because: patternReason });
			}
		}
	});
	return stretches;
}

/** Overlapping ones become one, of which a known secret is the reason. Those behind a pattern come before those that end within them. */
function add(stretches: Stretch[], added: Stretch): void {
	let { start, end, known, because } = added;
	for (let last = stretches.at(-1); last !== undefined && last.end > start; last = stretches.at(-1)) {
		start = Math.min(start, last.start);
		end = Math.max(end, last.end);
		because = last.known ? last.because : because;
		known ||= last.known;
		stretches.pop();
	}
	stretches.push({ start, end, known, because });
}
