import type { Body } from '../../document/document';
import { formPairs } from '../../parser/lineKinds/formLines';
import { replaceUses } from '../../parser/variableUses';
import { fillIn, type Filling, refusing } from '../filling';
import { problemAt, shiftedSpan, type Span } from '../../problem';
import { plainValues, type Refuse, type ValuePlace } from '../values/valuePlace';

/**
 * The form as it is sent: pairs joined by `&`. Pairs are told apart in the text as it was typed, then variables are put in,
 * so that an `&` or `=` in the value of a variable stays in its pair. A variable that is a pair by itself may hold several.
 * @param within makes the places of values those of the charset
 */
export function buildForm(filling: Filling, body: Body, within: (place: ValuePlace) => ValuePlace): string {
	const { text, span } = filling.block;
	const refuse = refusing(filling);
	const fill = (part: Span, place: ValuePlace) =>
		fillIn(filling, text.slice(part.start, part.end), part, within(place));
	return formPairs(text, body)
		.map(({ span: pair, name, value }) => {
			if (name !== undefined) {
				const lines = value.map(line => fill(line, formValues(refuse)));
				return `${fill(name, formValues(refuse))}=${lines.join('%0A')}`;
			}
			const content = text.slice(pair.start, pair.end);
			// The parser judges what it knows for a form.
			if (!/^[\p{L}\p{N}_.\-[\]%]*$/u.test(replaceUses(content, () => ''))) {
				filling.problems.push(problemAt('formLine', shiftedSpan(pair, span.start), content));
			}
			return encodePairs(fill(pair, plainValues(refuse)));
		})
		.join('&');
}

/** The values in a name or a value of a form: no character of them means anything but itself. */
function formValues(refuse: Refuse): ValuePlace {
	return { typed: encodePart, value: encodedValues(refuse).value };
}

/** The values in a form that is encoded as it stands. */
export function encodedValues(refuse: Refuse): ValuePlace {
	const plain = plainValues(refuse);
	return { typed: text => text, value: (value, use) => encodeText(plain.value(value, use)) };
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
	return part
		.split(/(?<escape>%[\dA-Fa-f]{2})/u)
		.map((piece, index) => (index % 2 === 1 ? piece : encodeText(piece)))
		.join('');
}

/** encodeURIComponent leaves `!'()~`; they mean nothing in a form and are escaped like the rest. */
function encodeText(text: string): string {
	return text.replace(/[^\w.*-]+/gu, found =>
		// Half a surrogate pair has no UTF-8; encoders send the replacement character for it.
		encodeURIComponent(found.replace(/\p{Cs}/gu, '\uFFFD')).replace(
			/[!'()~]/gu,
			character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
		),
	);
}
