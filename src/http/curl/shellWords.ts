import { split } from 'shlex';
import { CurlRefused } from './refusal';

/** Stands for a credential that the command takes from the environment, as copied commands do. */
export const credentialMark = '\uE000';

const credentialVariable = /\$(?:FLOWLU_(?:API_KEY|ACCESS_TOKEN)\b|\{FLOWLU_(?:API_KEY|ACCESS_TOKEN)\})/u.source;

/** A variable of the scratchpad is none of the shell's, whatever it holds. */
const variable = /\{\{[^{}()"'`\\\s]*\}\}/u.source;
const quotedVariable = /\{\{[^{}"`\\]*\}\}/u.source;

const piece = new RegExp(
	`${variable}|'[^']*'|\\$'(?:\\\\[^]|[^'\\\\])*'|"(?:\\\\[^]|[^"\\\\])*"|\\\\\\r?\\n|\\\\[^]|${credentialVariable}|[^]`,
	'gu',
);

/** What counts within double quotes. */
const quotedPiece = new RegExp(`${quotedVariable}|\\\\\\r?\\n|\\\\[^]|${credentialVariable}|[$\`]`, 'gu');

/** In UTF-16 code units; a shell takes about as much. */
const maxCommandLength = 100_000;

/** Texts between double quotes: the library reads the word so far again for each. */
const maxQuotes = 1000;

/**
 * The words of a command line as a POSIX shell has them. A library reads the quotes; what a shell would do beyond that is refused.
 * @throws CurlRefused
 */
export function shellWords(command: string): string[] {
	if (command.length > maxCommandLength) {
		throw new CurlRefused('curlTooLong');
	}
	let plain = '';
	let quotes = 0;
	const { length } = command.trimEnd();
	for (const { 0: found, index } of command.matchAll(piece)) {
		quotes += found.startsWith('"') || found.startsWith("$'") ? 1 : 0;
		if (quotes > maxQuotes) {
			throw new CurlRefused('curlTooLong');
		}
		if (found === '\n' && index < length) {
			throw new CurlRefused('curlSeveralCommands');
		}
		plain += plainPiece(found, command.slice(index), command.charAt(index - 1));
	}
	return split(plain);
}

/** @param before the character before it, empty at the start */
function plainPiece(found: string, rest: string, before: string): string {
	if (found.startsWith('{{')) {
		return found;
	}
	if (/^\\\r?\n$/u.test(found)) {
		return '';
	}
	if (found.length > 1) {
		return found.startsWith('"') ? singleQuoted(plainQuote(found)) : plainWord(found);
	}
	if (found === "'" || found === '"' || found === '\\') {
		throw new CurlRefused('curlOpenQuote');
	}
	if (found === '$') {
		refuseVariable(rest);
		return '\\$';
	}
	if (/[;|<>&()`]/u.test(found) || (found === '#' && before.trim() === '')) {
		throw new CurlRefused('curlShell', found);
	}
	return found;
}

function plainWord(found: string): string {
	if (found.startsWith("$'")) {
		return singleQuoted(found);
	}
	return found.startsWith('$') ? credentialMark : found;
}

/** A quote with escapes, as one without: the library reads them in all of the word that stands before, too. */
function singleQuoted(quote: string): string {
	return `'${split(quote).join('').replaceAll("'", "'\\''")}'`;
}

/** Within double quotes a shell still puts in variables, and a backslash keeps it from that. */
function plainQuote(quote: string): string {
	return quote.replace(quotedPiece, (found, offset: number) => {
		if (found.startsWith('{{')) {
			return found;
		}
		if (/^\\\r?\n$/u.test(found)) {
			return '';
		}
		if (found === '`') {
			throw new CurlRefused('curlShell', found);
		}
		if (found === '$') {
			refuseVariable(quote.slice(offset));
		}
		return found.length > 2 ? credentialMark : found.replace(/^\\(?<kept>[$`])$/u, '$<kept>');
	});
}

/** A dollar sign by itself is one. */
function refuseVariable(rest: string): void {
	if (/^\$[\w{(]/u.test(rest)) {
		throw new CurlRefused('curlShell', /^\$\{?\w*/u.exec(rest)?.[0] ?? '$');
	}
}
