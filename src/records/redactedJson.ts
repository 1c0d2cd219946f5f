import { readJson, type JsonText } from '../json/jsonText';
import { JsonReader } from '../json/reader';
import { textAt } from '../json/values';
import type { Redactor, Stretch } from '../net/redaction/redact';
import { mask } from '../net/redaction/shownText';

const quote = 0x22;

/**
 * The response without the secrets in it, JSON as before: what is masked is so within its string, and a number that is one becomes a string.
 * The same where there are none.
 */
export function redactedJson(json: JsonText, { find }: Pick<Redactor, 'find'>): JsonText {
	const text = textAt(json.bytes, { start: 0, end: json.bytes.length });
	const stretches = find(text);
	if (stretches.length === 0) {
		return json;
	}
	const bytes = maskedTokens(json.bytes, inBytes(text, stretches));
	const read = readJson(bytes, bytes.length + 1).next().value;
	if (read === undefined || !('bytes' in read)) {
		throw new Error('The response is no JSON once its secrets are masked.');
	}
	return read;
}

type Found = Pick<Stretch, 'start' | 'end'>;

/** Stretches of a text as those of its UTF-8. */
function inBytes(text: string, stretches: readonly Found[]): readonly Found[] {
	const encoder = new TextEncoder();
	let done = 0;
	let bytes = 0;
	const offsetOf = (index: number): number => {
		bytes += encoder.encode(text.slice(done, index)).length;
		done = index;
		return bytes;
	};
	return stretches.map(({ start, end }) => ({ start: offsetOf(start), end: offsetOf(end) }));
}

/** Only strings and numbers change: a stretch may reach over a bracket or a comma, which have to stay. */
function maskedTokens(bytes: Uint8Array, stretches: readonly Found[]): Uint8Array {
	const pieces: string[] = [];
	const reader = new JsonReader(bytes);
	let done = 0;
	let next = 0;
	for (let part = reader.read(); part !== 'end' && part !== 'invalid'; part = reader.read()) {
		const { start, end } = reader;
		while ((stretches[next]?.end ?? Infinity) <= start) {
			next++;
		}
		const first = stretches[next];
		if (first !== undefined && first.start < end && (part === 'key' || part === 'scalar')) {
			pieces.push(
				textAt(bytes, { start: done, end: start }),
				maskedToken(bytes, { start, end }, stretches.slice(next)),
			);
			done = end;
		}
	}
	return new TextEncoder().encode(pieces.join('') + textAt(bytes, { start: done, end: bytes.length }));
}

function maskedToken(bytes: Uint8Array, token: Found, stretches: readonly Found[]): string {
	if (bytes[token.start] !== quote) {
		return `"${mask}"`;
	}
	const inner = { start: token.start + 1, end: token.end - 1 };
	let masked = '';
	let done = inner.start;
	for (const { start, end } of stretches) {
		if (start >= inner.end) {
			break;
		}
		masked += textAt(bytes, { start: done, end: Math.max(done, start) }) + mask;
		done = Math.min(end, inner.end);
	}
	const text = `"${masked}${textAt(bytes, { start: done, end: inner.end })}"`;
	return isString(text) ? text : `"${mask}"`;
}

/** An escape that is cut in two makes another text, or none. */
function isString(text: string): boolean {
	try {
		return typeof JSON.parse(text) === 'string';
	} catch {
		return false;
	}
}
