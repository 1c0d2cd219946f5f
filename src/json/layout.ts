import { deepestIndent } from './indent';
import { type JsonToken, jsonTokens } from './textTokens';

/** An array of plain values up to this long, in UTF-16 code units, stays on one line. */
const maxLineLength = 80;

/**
 * The JSON in lines: a member or an element each, indented by what it is in. Only blanks and line breaks between tokens are others than
 * before. Undefined where the text is no JSON, with variables wherever they are.
 */
export function jsonLayout(text: string, indent: string): string | undefined {
	const tokens = jsonTokens(text);
	if (tokens === undefined || !isValue(tokens.filter(({ kind }) => kind !== 'comment'))) {
		return undefined;
	}
	let result = '';
	let depth = 0;
	let before: JsonToken | undefined;
	for (let index = 0; index < tokens.length; index++) {
		const inline = before?.kind === 'colon' || startsElement(before) ? shortArray(tokens, index) : 0;
		const token = tokens[index];
		if (token === undefined) {
			break;
		}
		depth -= token.kind === 'close' ? 1 : 0;
		result += gap(before, token, `\n${indent.repeat(Math.min(Math.max(depth, 0), deepestIndent))}`);
		if (inline > 0) {
			const end = index + inline;
			result += arrayText(tokens.slice(index, end));
			index = end - 1;
			before = tokens[index];
			continue;
		}
		result += token.text;
		depth += token.kind === 'open' ? 1 : 0;
		before = token;
	}
	return result;
}

function startsElement(before: JsonToken | undefined): boolean {
	return before === undefined || before.kind === 'open' || before.kind === 'comma' || before.kind === 'comment';
}

function gap(before: JsonToken | undefined, { kind }: JsonToken, line: string): string {
	if (before === undefined) {
		return '';
	}
	if (before.kind === 'comment' || kind === 'comment') {
		return line;
	}
	switch (before.kind) {
		case 'colon':
			return ' ';
		case 'open':
			return kind === 'close' ? '' : line;
		case 'comma':
			return line;
		case 'close':
		case 'string':
		case 'atom':
			return kind === 'close' ? line : '';
	}
}

/** How many tokens a short array of plain values takes that starts at the index, 0 where there is none. */
function shortArray(tokens: readonly JsonToken[], start: number): number {
	if (tokens[start]?.text !== '[') {
		return 0;
	}
	let length = 0;
	for (let index = start; index < tokens.length && length <= maxLineLength; index++) {
		const { kind, text } = tokens[index] ?? { kind: 'comment', text: '' };
		length += text.length + (kind === 'comma' ? 1 : 0);
		if (kind === 'comment' || (kind === 'open' && index > start)) {
			return 0;
		}
		if (kind === 'close') {
			return length <= maxLineLength ? index - start + 1 : 0;
		}
	}
	return 0;
}

function arrayText(tokens: readonly JsonToken[]): string {
	return tokens.map(({ kind, text }) => (kind === 'comma' ? ', ' : text)).join('');
}

/** What came before: the start of all or of a list, a comma, a name, a colon, or a whole member or element. */
type State = 'start' | 'comma' | 'name' | 'colon' | 'item';

/** Whether the tokens are one object or array, well-formed. A variable may stand for a member, or several. */
function isValue(tokens: readonly JsonToken[]): boolean {
	const open: string[] = [];
	let state: State | undefined = 'start';
	for (const [index, token] of tokens.entries()) {
		state = index > 0 && open.length === 0 ? undefined : stateAfter(token, tokens[index + 1], state, open);
		if (state === undefined) {
			return false;
		}
	}
	return tokens.length > 0 && open.length === 0;
}

/** @param open the brackets around the token, which the token may add to or take from */
function stateAfter(
	{ kind, text }: JsonToken,
	next: JsonToken | undefined,
	state: State,
	open: string[],
): State | undefined {
	const isMember = open.at(-1) === '{' && state !== 'colon';
	const isDue = state !== 'item' && state !== 'name';
	switch (kind) {
		case 'open':
			open.push(text);
			return isDue && !isMember ? 'start' : undefined;
		case 'close':
			return (state === 'start' || state === 'item') && open.pop() === (text === '}' ? '{' : '[') ? 'item' : undefined;
		case 'comma':
			return state === 'item' ? 'comma' : undefined;
		case 'colon':
			return state === 'name' ? 'colon' : undefined;
		case 'string':
		case 'atom':
			if (!isDue || open.length === 0 || (kind === 'atom' && !isPlainValue(text))) {
				return undefined;
			}
			return isMember ? memberState(kind, text, next) : 'item';
		case 'comment':
			return state;
	}
}

/** A name needs its colon; a variable in its place may be whole members. */
function memberState(kind: JsonToken['kind'], text: string, next: JsonToken | undefined): State | undefined {
	const isVariable = text.startsWith('{{');
	if (next?.kind === 'colon') {
		return kind === 'string' || isVariable ? 'name' : undefined;
	}
	return isVariable ? 'item' : undefined;
}

function isPlainValue(text: string): boolean {
	return text.includes('{{') || /^(?:true|false|null|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/iu.test(text);
}
