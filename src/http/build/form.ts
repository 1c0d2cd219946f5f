import type { Body } from '../document/document';
import { formPairs } from '../parser/lineKinds/formLines';
import type { Span } from '../problem';
import type { VariableValues } from './variables';

/**
 * The form as it is sent: pairs joined by `&`. Pairs are told apart in the text as it was typed, then variables are put in,
 * so that an `&` or `=` in the value of a variable stays in its pair. A variable that is a pair by itself may hold several.
 */
export function buildForm(text: string, body: Body, values: VariableValues): string {
	const resolve = ({ start, end }: Span) => values.resolve(text.slice(start, end));
	return formPairs(text, body)
		.map(({ name, value }) =>
			name === undefined
				? value.map(line => encodePairs(resolve(line))).join('&')
				: encodePair(resolve(name), value.map(resolve).join('\n')),
		)
		.join('&');
}

function encodePairs(pairs: string): string {
	return pairs
		.split('&')
		.map(pair => {
			const equals = pair.indexOf('=');
			return equals < 0
				? encodePart(pair.trim())
				: encodePair(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
		})
		.join('&');
}

function encodePair(name: string, value: string): string {
	return `${encodePart(name)}=${encodePart(value)}`;
}

/**
 * An escape (`%` and two hexadecimal digits) is sent as it stands; every other character but letters and digits of ASCII,
 * `_`, `.`, `*`, `-` is sent as the escapes of its UTF-8. So text may be typed raw, `+` included, which would arrive as a
 * blank otherwise; only `&`, blanks at the ends and a `%` before two hexadecimal digits have to be typed as escapes.
 */
function encodePart(part: string): string {
	return part.replace(/%[\dA-Fa-f]{2}|[^\w.*-]/gu, found => {
		if (found.length === 3) {
			return found;
		}
		// Half a surrogate pair has no UTF-8; encoders send the replacement character for it.
		return /[\uD800-\uDFFF]/u.test(found) ? '%EF%BF%BD' : encodeCharacter(found);
	});
}

/** encodeURIComponent leaves `!'()~`; they mean nothing in a form and are escaped like the rest. */
function encodeCharacter(character: string): string {
	const encoded = encodeURIComponent(character);
	return encoded === character ? `%${character.charCodeAt(0).toString(16).toUpperCase()}` : encoded;
}
