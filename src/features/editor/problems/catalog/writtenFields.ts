import type { Body, RequestParts } from '../../../../http/document/document';
import { formPairs } from '../../../../http/parser/lineKinds/formLines';
import { type JsonToken, jsonTokens } from '../../../../json/textTokens';
import type { Span } from '../../../../http/problem';
import { isOpen, type Piece, withoutUses } from './writtenTarget';

/** Of a JSON body, in UTF-16 code units: what is longer was not typed. */
const maxBodyLength = 100_000;

export interface WrittenField {
	/** Without the quotes of JSON. */
	readonly name: Piece;
	/** Undefined where it is none that can be judged, such as an object or several lines. */
	readonly value: Piece | undefined;
	readonly isEmpty: boolean;
}

/** The fields that a request sends in its body. */
export interface WrittenFields {
	readonly fields: readonly WrittenField[];
	/** Whether there may be others, which a variable or a file brings. */
	readonly isOpen: boolean;
	/** Of JSON: the commas behind which nothing comes. */
	readonly trailingCommas: readonly Span[];
}

export function writtenFields({ text, body }: Pick<RequestParts, 'text' | 'body'>): WrittenFields {
	if (body === undefined) {
		return { fields: [], isOpen: false, trailingCommas: [] };
	}
	if (body.files.length > 0) {
		return unreadable;
	}
	switch (body.kind) {
		case 'form':
			return formFields(text, body);
		case 'json':
			return jsonFields(text, body);
		case 'text':
		case 'multipart':
		case 'file':
			return unreadable;
	}
}

const unreadable: WrittenFields = { fields: [], isOpen: true, trailingCommas: [] };

function formFields(text: string, body: Body): WrittenFields {
	const pieceOf = ({ start, end }: Span): Piece => ({
		text: withoutUses(text.slice(start, end)),
		span: { start, end },
	});
	const pairs = formPairs(text, body);
	const fields = pairs.flatMap(({ name, value: lines }): readonly WrittenField[] => {
		const [line] = lines;
		const value = line === undefined || lines.length > 1 ? undefined : pieceOf(line);
		return name === undefined ? [] : [{ name: pieceOf(name), value, isEmpty: lines.length === 0 }];
	});
	// Escapes may spell any name.
	const isWhole =
		fields.length === pairs.length && !fields.some(({ name }) => isOpen(name.text) || name.text.includes('%'));
	return { fields, isOpen: !isWhole, trailingCommas: [] };
}

type PlacedToken = JsonToken & Span;

/** The members of the outer object. */
function jsonFields(text: string, { span }: Body): WrittenFields {
	const tokens = span.end - span.start > maxBodyLength ? undefined : placedTokens(text, span);
	if (tokens?.[0]?.text !== '{') {
		return { ...unreadable, trailingCommas: tokens === undefined ? [] : trailingCommas(tokens) };
	}
	const fields: WrittenField[] = [];
	let depth = 0;
	let isWhole = true;
	for (const [index, token] of tokens.entries()) {
		depth += token.kind === 'open' ? 1 : token.kind === 'close' ? -1 : 0;
		const before = tokens[index - 1];
		if (depth !== 1 || token.kind === 'open' || !(before?.kind === 'comma' || index === 1)) {
			continue;
		}
		const value = tokens[index + 2];
		if (token.kind === 'string' && tokens[index + 1]?.kind === 'colon' && value !== undefined) {
			const name = contentOf(token);
			isWhole &&= !isOpen(name.text) && !name.text.includes('\\');
			fields.push({ name, value: valueOf(value), isEmpty: value.text === '""' || value.text === 'null' });
		} else if (token.kind !== 'close') {
			isWhole = false;
		}
	}
	return { fields, isOpen: !isWhole, trailingCommas: trailingCommas(tokens) };
}

/** Undefined where it is no JSON. */
function placedTokens(text: string, { start, end }: Span): readonly PlacedToken[] | undefined {
	let offset = start;
	return jsonTokens(text.slice(start, end))
		?.map(token => {
			// Nothing but blanks is between them.
			const at = text.indexOf(token.text, offset);
			offset = at + token.text.length;
			return { ...token, start: at, end: offset };
		})
		.filter(({ kind }) => kind !== 'comment');
}

function trailingCommas(tokens: readonly PlacedToken[]): readonly Span[] {
	return tokens
		.filter(({ kind }, index) => kind === 'comma' && tokens[index + 1]?.kind === 'close')
		.map(({ start, end }) => ({ start, end }));
}

/** Of a string. */
function contentOf({ text, start, end }: PlacedToken): Piece {
	return { text: withoutUses(text.slice(1, -1)), span: { start: start + 1, end: end - 1 } };
}

/** Of a string or a number; truth values, `null` and nested values are not judged. */
function valueOf(token: PlacedToken): Piece | undefined {
	if (token.kind === 'string') {
		return token.text.includes('\\') ? undefined : contentOf(token);
	}
	const isJudged = token.kind === 'atom' && !/^(?:true|false|null)$/u.test(token.text);
	return isJudged ? { text: withoutUses(token.text), span: { start: token.start, end: token.end } } : undefined;
}
