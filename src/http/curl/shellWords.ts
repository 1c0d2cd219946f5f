import type { Span } from '../problem';
import { dollarQuoted } from './dollarQuote';
import { CurlRefused } from './refusal';

/** A word of a command line, as a shell hands it to a program. */
export interface ShellWord {
	readonly text: string;
	/** Where it stands in the command, with its quotation marks. */
	readonly span: Span;
}

/** Stands for a credential that the command takes from the environment, as copied commands do. */
export const credentialMark = '\uE000';

const credentialVariable = /\$(?:FLOWLU_(?:API_KEY|ACCESS_TOKEN)\b|\{FLOWLU_(?:API_KEY|ACCESS_TOKEN)\})/u.source;

/** A variable of the scratchpad is none of the shell's, whatever it holds. */
const variable = /\{\{[^{}()"'`\\\s]*\}\}/u.source;
const quotedVariable = /\{\{[^{}"`\\]*\}\}/u.source;

const piece = new RegExp(
	`${variable}|'[^']*'|\\$'(?:\\\\[^]|[^'\\\\])*'|"(?:\\\\[^]|[^"\\\\])*"|\\\\\\r?\\n|\\\\[^]|${credentialVariable}|\\r\\n|[^]`,
	'gu',
);

/** What counts within double quotes. */
const quotedPiece = new RegExp(`${quotedVariable}|\\\\\\r?\\n|\\\\[^]|${credentialVariable}|[$\`]`, 'gu');

/** In UTF-16 code units; a shell takes about as much. */
const maxCommandLength = 100_000;

interface OpenWord {
	readonly start: number;
	text: string;
	/** The word as a shell looks at it: `q` for each quote, `e` for each escape, `v` for each variable of the scratchpad. */
	shape: string;
	/** The piece before was within double quotes. */
	afterDoubleQuote: boolean;
}

/**
 * The words of a command line as bash and other POSIX shells have them. What a shell would do beyond that, or another kind of shell, is refused.
 * @throws CurlRefused
 */
export function shellWords(command: string): readonly ShellWord[] {
	if (command.length > maxCommandLength) {
		throw new CurlRefused('curlTooLong');
	}
	if (command.includes('\0')) {
		throw new CurlRefused('curlShell', '\\0');
	}
	const words: ShellWord[] = [];
	let word: OpenWord | undefined;
	const { length } = command.trimEnd();
	const end = (offset: number) => {
		if (word !== undefined) {
			const span = { start: word.start, end: offset };
			checkShape(word, span);
			words.push({ text: word.text, span });
			word = undefined;
		}
	};
	for (const { 0: found, index } of command.matchAll(piece)) {
		if (/^\\\r?\n$/u.test(found)) {
			continue;
		}
		if (/^(?:[ \t]|\r?\n)$/u.test(found)) {
			end(index);
			if (found.endsWith('\n') && index < length) {
				throw new CurlRefused('curlSeveralCommands', '', { start: index + found.length, end: length });
			}
			continue;
		}
		word ??= { start: index, text: '', shape: '', afterDoubleQuote: false };
		addPiece(word, found, { start: index, end: index + found.length }, command);
	}
	end(command.length);
	return words;
}

function addPiece(word: OpenWord, found: string, span: Span, command: string): void {
	const kind = kindOf(found);
	if (kind === 'double' && word.afterDoubleQuote) {
		// Within quotation marks cmd has two for one.
		throw new CurlRefused('curlWindows', '""', { start: span.start - 1, end: span.start + 1 });
	}
	word.afterDoubleQuote = kind === 'double';
	const within = found.replaceAll('\r\n', '\n');
	switch (kind) {
		case 'variable':
			add(word, found, 'v');
			return;
		case 'credential':
			add(word, credentialMark, 'v');
			return;
		case 'escape':
			add(word, within.slice(1), 'e');
			return;
		case 'single':
			add(word, within.slice(1, -1), 'q');
			return;
		case 'double':
			add(word, doubleQuoted(found.slice(1, -1), span.start + 1).replaceAll('\r\n', '\n'), 'q');
			return;
		case 'dollar':
			add(word, dollarQuoted(within.slice(2, -1), span), 'q');
			return;
		case 'character':
			refuseForOtherShells(word, found, span, command);
			refuseForShell(word, found, span, command);
			add(word, found, found);
	}
}

function add(word: OpenWord, text: string, shape: string): void {
	word.text += text;
	word.shape += shape;
}

function kindOf(found: string) {
	// Beyond the first plane a character is two units.
	if (found.length === 1 || /^[\uD800-\uDBFF]/.test(found)) {
		return 'character';
	}
	switch (found.charAt(0)) {
		case '{':
			return 'variable';
		case "'":
			return 'single';
		case '"':
			return 'double';
		case '\\':
			return 'escape';
		default:
			return found.startsWith("$'") ? 'dollar' : 'credential';
	}
}

/** Within double quotes a shell still puts in variables, and a backslash keeps it from that. */
function doubleQuoted(text: string, start: number): string {
	return text.replace(quotedPiece, (found, offset: number) => {
		if (found.startsWith('{{')) {
			return found;
		}
		if (/^\\\r?\n$/u.test(found)) {
			return '';
		}
		const at = start + offset;
		if (found === '`') {
			// PowerShell has it before a quotation mark, a shell on both sides of a command.
			const isEscape = offset === text.length - 1 && text.split('`').length % 2 === 0;
			throw new CurlRefused(isEscape ? 'curlWindows' : 'curlShell', found, { start: at, end: at + 1 });
		}
		if (found === '$') {
			refuseVariable(/^\$[\w{([@*#?$!-]/u, text.slice(offset), at);
			return found;
		}
		return found.startsWith('$') ? credentialMark : found.replace(/^\\(?<kept>[$`"\\])$/u, '$<kept>');
	});
}

/** Signs of cmd (`^"`, `^` before a line break), of PowerShell (a grave accent there, `@'`) and of word processors. */
function refuseForOtherShells(word: OpenWord, found: string, span: Span, command: string): void {
	const next = command.slice(span.end, span.end + 3);
	const isWindows =
		(found === '^' && /^(?:["'&|<>^%!{}\\]|\s*$|\r?\n)/u.test(next)) ||
		(found === '`' && /^(?:"|\s*$|\r?\n)/u.test(next)) ||
		(found === '@' && /^["']\r?\n/u.test(next));
	if (isWindows) {
		throw new CurlRefused('curlWindows', found, span);
	}
	if (/[“”„‘’‚\u00A0]/u.test(found) || (word.shape === '' && /[–—]/u.test(found))) {
		throw new CurlRefused('curlTypography', found, span);
	}
}

function refuseForShell(word: OpenWord, found: string, span: Span, command: string): void {
	if (found === "'" || found === '"' || found === '\\') {
		throw new CurlRefused('curlOpenQuote', '', { start: span.start, end: command.trimEnd().length });
	}
	if (found === '$') {
		refuseVariable(/^\$[\w{(["@*#?$!-]/u, command.slice(span.start), span.start);
	}
	if (found === '`' || (found === '#' && word.shape === '')) {
		throw new CurlRefused('curlShell', found, span);
	}
	if (/[;|<>&()]/u.test(found) || (found === '~' && word.shape === '')) {
		throw new CurlRefused('curlUnquoted', found, span);
	}
}

/** bash makes several words of `{a,b}`, and any shell takes the quotation marks out of JSON that has none around it. */
function checkShape({ shape }: OpenWord, span: Span): void {
	const list = shape.slice(shape.indexOf('{') + 1, Math.max(shape.lastIndexOf('}'), 0));
	const isList = shape.includes('{') && (list.includes(',') || list.includes('..'));
	const isJson = /^[{[]/u.test(shape) && shape.includes('q');
	if (isList || isJson) {
		throw new CurlRefused('curlUnquoted', '{ }', span);
	}
}

/** A dollar sign by itself is one. */
function refuseVariable(special: RegExp, rest: string, start: number): void {
	if (special.test(rest)) {
		const detail = /^\$(?:\{?\w+|[^])/u.exec(rest)?.[0] ?? '$';
		throw new CurlRefused('curlShell', detail, { start, end: start + detail.length });
	}
}
