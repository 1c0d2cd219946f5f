import { createMultiMatcher, startOf, type MultiMatcher } from './multiMatcher';
import { createSecretPatterns, secretBehind, type SecretPattern } from './secretPatterns';
import { openSecret, type Secret } from './secret';
import { markShown, type ShownText } from './shownText';
import { anyEncoding, base64Needles, type Needle, withNuls } from './encodings';

const mask = '•••';

/**
 * Where a secret is from. Those of a workspace, of its files, its prompts and the responses that its requests use, are whatever somebody else says: they
 * may be words that we say ourselves.
 */
export type SecretSource = 'session' | 'workspace';

/** Shorter texts would black out ordinary words; no key, token or sensible password is that short. */
const shortestSecret = 4;

/** Removes secrets from text before it is logged, shown or kept. */
export interface Redactor {
	/** Makes a secret known by its value. It stays known until it is forgotten as often as it was added, so that late log lines are covered too. */
	add(secret: Secret, source?: SecretSource): void;
	/** Takes back one `add`: for what proved to be no secret, such as a password that was refused and may be an ordinary word. */
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
}

export function createRedactor(): Redactor {
	/** How often each was added. */
	const secrets = new Map<string, number>();
	const sessionSecrets = new Set<string>();
	let search: ((text: string) => readonly Stretch[]) | undefined;
	let searchForSessions: ((text: string) => readonly Stretch[]) | undefined;

	function count(secret: Secret, more: 1 | -1): void {
		const text = openSecret(secret);
		const times = (secrets.get(text) ?? 0) + more;
		if (text.length < shortestSecret || times < 0) {
			return;
		}
		// What it looks for changes only with the first and the last.
		if (times === 0 || (times === 1 && more === 1)) {
			search = undefined;
			searchForSessions = undefined;
		}
		if (times === 0) {
			secrets.delete(text);
			sessionSecrets.delete(text);
		} else {
			secrets.set(text, times);
		}
	}

	function find(text: string): readonly Stretch[] {
		search ??= createSearch([...secrets.keys()]);
		return search(text);
	}

	return {
		add: (secret, source = 'session') => {
			if (source === 'session' && openSecret(secret).length >= shortestSecret) {
				sessionSecrets.add(openSecret(secret));
				searchForSessions = undefined;
			}
			count(secret, 1);
		},
		forget: secret => {
			count(secret, -1);
		},
		find,
		redact: text => maskStretches(text, find(text)),
		redactOwnText: text => {
			searchForSessions ??=
				sessionSecrets.size === secrets.size
					? find
					: createSearch([...sessionSecrets].filter(secret => secrets.has(secret)));
			return maskStretches(text, searchForSessions(text));
		},
	};
}

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

function createSearch(secrets: readonly string[]): (text: string) => readonly Stretch[] {
	const forms = secrets
		.flatMap(text => [anyEncoding(text), withNuls(text), ...base64Needles(text)])
		.filter(needle => needle.length >= shortestSecret);
	const patterns = createSecretPatterns();
	const needles = [...patterns.map(({ needle }) => needle), ...forms];
	const search = { matcher: createMultiMatcher(needles), needles, patterns };
	return text => stretchesIn(text, search);
}

/** What is looked for; the needles of the patterns are the first. */
interface Search {
	readonly matcher: MultiMatcher;
	readonly needles: readonly Needle[];
	readonly patterns: readonly SecretPattern[];
}

function stretchesIn(text: string, { matcher, needles, patterns }: Search): readonly Stretch[] {
	const stretches: Stretch[] = [];
	/** Up to where what looks like a secret was looked at: it may hold what looks like the beginning of one. */
	let seen = 0;
	matcher.find(text, (number, end) => {
		const pattern = patterns[number];
		if (pattern === undefined) {
			add(stretches, { start: startOf(needles[number] ?? [], text, end), end, known: true });
		} else if (end >= seen) {
			const [start, after] = secretBehind(pattern, text, end) ?? [0, 0];
			if (after > start) {
				seen = after;
				add(stretches, { start, end: after, known: false });
			}
		}
	});
	return stretches;
}

/** Overlapping ones become one. Those behind a pattern come before those that end within them. */
function add(stretches: Stretch[], added: Stretch): void {
	let { start, end, known } = added;
	for (let last = stretches.at(-1); last !== undefined && last.end > start; last = stretches.at(-1)) {
		start = Math.min(start, last.start);
		end = Math.max(end, last.end);
		known ||= last.known;
		stretches.pop();
	}
	stretches.push({ start, end, known });
}
