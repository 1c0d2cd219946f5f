import type { Body } from '../document/document';
import { type Draft, type ParserState, report } from '../parser/draft';
import { find, skipBlanks, trimEnd } from '../parser/lines';
import { indexOutsideUses, replaceUses } from '../parser/variableUses';
import { fillIn, type Filling, refusing } from './filling';
import { problemAt, shiftedSpan, type Span } from '../problem';
import { plainValues, type Refuse, type ValuePlace } from './values/valuePlace';

interface FormPair {
	readonly span: Span;
	/** Undefined where there is no equals sign. */
	readonly name: Span | undefined;
	readonly value: Span;
}

/** Pairs stand on lines of their own or between `&`; blanks around a name and a value are layout and not sent. */
function formPairs(text: string, { span, comments }: Body): FormPair[] {
	const pairs: FormPair[] = [];
	let offset = span.start;
	for (const comment of [...comments, { start: span.end, end: span.end }]) {
		for (const { start, end } of pairSpans(text, offset, comment.start)) {
			addPair(text, start, end, pairs);
		}
		offset = comment.end;
	}
	return pairs;
}

/** The stretches between line breaks and `&`; one in the braces of a variable is the variable's. */
function* pairSpans(text: string, from: number, to: number): Generator<Span> {
	let start = from;
	let lineEnd = from;
	let hasClose = true;
	for (let offset = from; offset < to; offset++) {
		if (offset >= lineEnd) {
			const found = find(text, 10, offset, to);
			lineEnd = found < 0 ? to : found;
			hasClose = true;
		}
		const code = text.charCodeAt(offset);
		if (code === 38 || code === 10) {
			yield { start, end: offset };
			start = offset + 1;
		} else if (hasClose && code === 123 && text.charCodeAt(offset + 1) === 123) {
			const close = text.slice(offset, lineEnd).indexOf('}}', 2);
			hasClose = close >= 0;
			offset += hasClose ? close + 1 : 0;
		}
	}
	if (start < to) {
		yield { start, end: to };
	}
}

/** Where the name of a pair ends, before an equals sign that is no variable's; -1 where there is none. */
function equalsIn(text: string, start: number, end: number): number {
	const equals = indexOutsideUses(text.slice(start, end), '=');
	return equals < 0 ? -1 : start + equals;
}

function addPair(text: string, from: number, to: number, pairs: FormPair[]): void {
	const start = skipBlanks(text, from, to);
	const end = trimEnd(text, start, to);
	if (start === end) {
		return;
	}
	const equals = equalsIn(text, start, end);
	const hasName = equals >= 0;
	pairs.push({
		span: { start, end },
		name: hasName ? { start, end: trimEnd(text, start, equals) } : undefined,
		value: { start: hasName ? skipBlanks(text, equals + 1, end) : start, end },
	});
}

/** REST Client sends a line without a name as a further line of the value above, others as a name: it has to be written out. */
export function checkFormLine({ text, lines }: ParserState, draft: Draft, found: { plus: number }): void {
	const { first, end } = lines;
	for (const pair of pairSpans(text, first, end)) {
		checkPair(text, pair.start, pair.end, draft);
	}
	if (found.plus < 0) {
		found.plus = find(text, 43, first, end);
		if (found.plus >= 0) {
			report(draft, 'plusInForm', { start: found.plus, end: found.plus + 1 }, '+');
		}
	}
}

function checkPair(text: string, from: number, to: number, draft: Draft): void {
	const start = skipBlanks(text, from, to);
	const end = trimEnd(text, start, to);
	const equals = equalsIn(text, start, end);
	if (equals > start || start === end) {
		return;
	}
	const content = text.slice(start, end);
	if (equals === start || replaceUses(content, () => '') !== '') {
		report(draft, 'formLine', { start, end }, content);
	}
}

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
				return `${fill(name, formValues(refuse))}=${fill(value, formValues(refuse))}`;
			}
			const content = text.slice(pair.start, pair.end);
			// The parser judges what it knows for a form.
			if (replaceUses(content, () => '') !== '') {
				filling.problems.push(problemAt('formLine', shiftedSpan(pair, span.start), content));
			}
			return encodePairs(fill(value, plainValues(refuse)));
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
