/** A piece of a JSON body whose text stays as it is. */
export interface JsonToken {
	readonly kind: 'open' | 'close' | 'comma' | 'colon' | 'string' | 'atom' | 'comment';
	readonly text: string;
}

const marks: Readonly<Record<string, JsonToken['kind']>> = {
	'{': 'open',
	'[': 'open',
	'}': 'close',
	']': 'close',
	',': 'comma',
	':': 'colon',
};

/**
 * The pieces of a JSON body: `{{variable}}` is one, or a part of one, wherever it stands; a line that starts with `#` or `//` is a
 * comment. Undefined where something is none of these, such as a string that does not end on its line.
 */
export function jsonTokens(text: string): readonly JsonToken[] | undefined {
	const tokens: JsonToken[] = [];
	for (let at = 0; at < text.length;) {
		// RFC 8259 §2: other blanks, such as the no-break space, are none in JSON.
		const blanks = /^[ \t\r\n]/u.exec(text.slice(at, at + 1));
		const token = blanks === null ? tokenAt(text, at) : undefined;
		if (blanks === null && token === undefined) {
			return undefined;
		}
		if (token !== undefined) {
			tokens.push(token);
		}
		at += token?.text.length ?? 1;
	}
	return tokens;
}

function tokenAt(text: string, at: number): JsonToken | undefined {
	if (/^(?:#|\/\/)/u.test(text.slice(at, at + 2)) && startsLine(text, at)) {
		const lineFeed = text.indexOf('\n', at);
		return { kind: 'comment', text: text.slice(at, lineFeed < 0 ? text.length : lineFeed).trimEnd() };
	}
	if (text.charAt(at) === '"') {
		const end = stringEnd(text, at);
		return end < 0 ? undefined : { kind: 'string', text: text.slice(at, end) };
	}
	const mark = marks[text.charAt(at)];
	if (mark !== undefined && !isVariable(text, at)) {
		return { kind: mark, text: text.charAt(at) };
	}
	const end = atomEnd(text, at);
	return end > at ? { kind: 'atom', text: text.slice(at, end) } : undefined;
}

function startsLine(text: string, at: number): boolean {
	return text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trim() === '';
}

/** Of a run of braces the last two open a variable: the others are those of JSON. */
function isVariable(text: string, at: number): boolean {
	return text.startsWith('{{', at) && text.charAt(at + 2) !== '{';
}

/** Behind the variable that opens at the offset; -1 where it does not close on its line. */
function variableEnd(text: string, at: number): number {
	const close = text.indexOf('}}', at + 2);
	return close < 0 || text.slice(at, close).includes('\n') ? -1 : close + 2;
}

function stringEnd(text: string, start: number): number {
	for (let at = start + 1; at >= 0 && at < text.length;) {
		const character = text.charAt(at);
		if (character === '"') {
			return at + 1;
		}
		if (character === '\n') {
			return -1;
		}
		// A variable may hold quotes; where it ends is told by its braces alone.
		at = isVariable(text, at) ? variableEnd(text, at) : at + (character === '\\' ? 2 : 1);
	}
	return -1;
}

/** Behind a number, a word, a variable, or several of them in one. */
function atomEnd(text: string, start: number): number {
	let at = start;
	while (at >= 0 && at < text.length) {
		if (isVariable(text, at)) {
			at = variableEnd(text, at);
		} else if (/[\w.+-]/u.test(text.charAt(at))) {
			at++;
		} else {
			break;
		}
	}
	return at;
}
