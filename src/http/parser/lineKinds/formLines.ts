import type { Body } from '../../document/document';
import type { Span } from '../../problem';
import { type Draft, type ParserState, report } from '../draft';
import { find, skipBlanks, trimEnd } from '../lines';
import { indexOutsideUses, replaceUses } from '../variableUses';

interface FormPair {
	readonly span: Span;
	/** Undefined where there is no equals sign. */
	readonly name: Span | undefined;
	/** The lines of the value, in which variables are not replaced yet. */
	readonly value: readonly Span[];
}

const ampersand = 38;
const bar = 124;
/** Of one line: each is looked at with all that stands before it. */
const maxAmbiguous = 20;

/**
 * Pairs stand on lines of their own or between `&`; blanks around a name and a value are layout and not sent. A line that starts with `|` is a
 * further line of the value above it, in which `&`, `#` and all else is text; one blank behind the bar is layout.
 */
export function formPairs(text: string, { span, comments }: Body): FormPair[] {
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

/** The stretches between line breaks and `&`; one in the braces of a variable is the variable's, one behind a bar is text. */
function* pairSpans(text: string, from: number, to: number): Generator<Span> {
	let start = from;
	let lineEnd = -1;
	let hasClose = true;
	for (let offset = from; offset < to; offset++) {
		if (offset > lineEnd) {
			const found = find(text, 10, offset, to);
			lineEnd = found < 0 ? to : found;
			hasClose = true;
			if (text.charCodeAt(skipBlanks(text, offset, lineEnd)) === bar) {
				yield { start, end: lineEnd };
				start = lineEnd + 1;
				offset = lineEnd;
				continue;
			}
		}
		const code = text.charCodeAt(offset);
		if (code === ampersand || code === 10) {
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
	const first = find(text, 61, start, end);
	if (first < 0 || find(text, 123, start, first) < 0) {
		return first;
	}
	const equals = indexOutsideUses(text.slice(start, end), '=');
	return equals < 0 ? -1 : start + equals;
}

function addPair(text: string, from: number, to: number, pairs: FormPair[]): void {
	const start = skipBlanks(text, from, to);
	const end = trimEnd(text, start, to);
	if (start === end) {
		return;
	}
	const above = pairs.at(-1);
	if (text.charCodeAt(start) === bar && above !== undefined) {
		const lineStart = text.charAt(start + 1) === ' ' && start + 1 < end ? start + 2 : start + 1;
		pairs[pairs.length - 1] = { ...above, value: [...above.value, { start: lineStart, end }] };
		return;
	}
	const equals = equalsIn(text, start, end);
	const hasName = equals >= 0;
	const valueStart = hasName ? skipBlanks(text, equals + 1, end) : start;
	pairs.push({
		span: { start, end },
		name: hasName ? { start, end: trimEnd(text, start, equals) } : undefined,
		value: valueStart === end ? [] : [{ start: valueStart, end }],
	});
}

/** What is remembered from one line of a form to the next. */
export interface FormReading {
	/** Of the first plus sign, -1 before there is one. */
	plus: number;
	/** Is there a field above, that a bar can continue? */
	hasField: boolean;
	/** Has the first field a blank before its equals sign? Undefined before there is one. */
	isSpaced: boolean | undefined;
}

/**
 * Reports what may be a field, or the rest of a value: REST Client sends a line without a name as a further line of the value above, others as a name,
 * and a typed `&` may be meant as one.
 */
export function checkFormLine(state: ParserState, draft: Draft, form: FormReading): void {
	const { text, lines } = state;
	const { first, end } = lines;
	if (lines.code === bar) {
		if (!form.hasField) {
			report(draft, 'formLine', { start: first, end }, lines.content);
		}
	} else {
		checkPairs(state, draft, form);
	}
	if (form.plus < 0) {
		form.plus = find(text, 43, first, end);
		if (form.plus >= 0) {
			report(draft, 'plusInForm', { start: form.plus, end: form.plus + 1 }, '+');
		}
	}
}

function checkPairs({ text, lines }: ParserState, draft: Draft, form: FormReading): void {
	const { first, end } = lines;
	/** Where the field starts that a typed `&` may belong to; -1 before there is one. */
	let field = -1;
	let isBare = false;
	let ambiguous = 0;
	const from = text.charCodeAt(first) === ampersand ? first + 1 : first;
	// Most lines have one field, behind an `&` or without.
	const pieces = find(text, ampersand, from, end) < 0 ? [{ start: from, end }] : pairSpans(text, first, end);
	for (const piece of pieces) {
		const start = skipBlanks(text, piece.start, piece.end);
		const pieceEnd = trimEnd(text, start, piece.end);
		if (start === pieceEnd) {
			continue;
		}
		if (field < 0) {
			isBare = !checkField(text, { start, end: pieceEnd }, draft, form, piece.start > first);
			field = start;
			continue;
		}
		const content = text.slice(piece.start, pieceEnd);
		const above = text.slice(field, piece.start - 1);
		const mayBeBare = draft.contentType !== undefined && (isBare || above.trimEnd().endsWith('='));
		if (!isPlainField(form.isSpaced === true ? content.trim() : content, { mayBeBare }) || isOpen(above)) {
			if (ambiguous++ === maxAmbiguous) {
				break;
			}
			report(draft, 'ambiguousAmpersand', { start: piece.start - 1, end: pieceEnd }, text.slice(start, pieceEnd));
		} else {
			field = start;
			isBare = equalsIn(text, start, pieceEnd) < 0;
		}
	}
	if (field >= 0) {
		form.hasField = !isBare;
	}
}

/** A field at the start of a line, or behind the `&` there. @returns has it an equals sign? */
function checkField(text: string, { start, end }: Span, draft: Draft, form: FormReading, isMarked: boolean): boolean {
	const equals = equalsIn(text, start, end);
	if (equals < 0) {
		const content = text.slice(start, end);
		const isBare = isMarked && draft.contentType !== undefined && isPlainField(content, { mayBeBare: true });
		if (!isBare && replaceUses(content, () => '') !== '') {
			report(draft, 'formLine', { start, end }, content);
		}
		return false;
	}
	const nameEnd = trimEnd(text, start, equals);
	const isSpaced = nameEnd < equals;
	form.isSpaced ??= isSpaced;
	// A sentence with an equals sign in it, or a line that is written otherwise than those above, may be text of the value above.
	const name = text.slice(start, nameEnd);
	const isSentence = /\s/u.test(name) && /\s/u.test(replaceUses(name, () => 'x'));
	if (equals === start || isSentence || (isSpaced && !form.isSpaced && !isMarked)) {
		report(draft, 'formLine', { start, end }, text.slice(start, end));
	}
	return true;
}

/** Can the text behind an `&` be nothing but a field, or a variable that holds several? `mayBeBare`: a name without a value is one. */
function isPlainField(content: string, { mayBeBare }: { readonly mayBeBare: boolean }): boolean {
	const written = replaceUses(content, () => '');
	return (
		written === '' ||
		/^[\p{L}\p{N}_.\-[\]%:]*\s*=/u.test(written) ||
		(mayBeBare && /^[\p{L}\p{N}_.\-[\]%]+$/u.test(written))
	);
}

/** Is it the start of something that an `&` may belong to: an address with a query, a quotation, JSON, a tag? */
function isOpen(content: string): boolean {
	const value = replaceUses(content.slice(content.indexOf('=') + 1), () => '');
	const count = (character: string): number => value.split(character).length - 1;
	return (
		endsInQuery(value) ||
		count('"') % 2 === 1 ||
		count('{') > count('}') ||
		count('[') > count(']') ||
		/<[a-z/!]/iu.test(value.slice(value.lastIndexOf('>') + 1))
	);
}

/** Is the last word an address with a query, or a path with a parameter? */
function endsInQuery(value: string): boolean {
	const word = value.split(/\s/u).at(-1) ?? '';
	const question = word.indexOf('?');
	return question >= 0 && (word.includes('=', question) || word.slice(0, question).includes('://'));
}
