/**
 * The text as one word of bash, zsh, dash and fish. No control character may be in it but line breaks: a shell reads others as keys.
 * Within single quotes fish reads a backslash before another, or before the quote, as an escape and the others do not; within double quotes all do.
 */
export function quoted(text: string): string {
	// zsh has the path of a program in the place of a word that starts with an equals sign.
	if (/^(?!=)[\w@%\-+=:,./]+$/u.test(text)) {
		return text;
	}
	const inDoubleQuotes = (run: string) => `'"${run.replaceAll('\\', '\\\\')}"'`;
	const word = `'${text.replace(/(?:\\(?=[\\']|$)|')+/gu, inDoubleQuotes)}'`;
	return text === '' ? word : word.replaceAll(/^''|''$/gu, '');
}

/** What a terminal or the editor of a shell's line takes for a key or a command. */
export const controlCharacters = /\p{Cc}/gu;

/** In bytes of UTF-8. A terminal that reads line by line drops what is behind that, in macOS from 1,024 on and in Linux from 4,096. */
const maxLine = 1000;

/** UTF-16 code units; in Linux no argument of a program can be longer than 131,072 bytes. */
const maxArgument = 30_000;

/** Whether the text can be pasted into a shell as one quoted word, with its line breaks. */
export function isPasteable(text: string): boolean {
	const lineBreak = text.indexOf('\n');
	return (
		text.length <= maxArgument &&
		!/[^\P{Cc}\n]/u.test(text) &&
		// bash before 5.0 replaces `!word` by an earlier command in the second line of a quoted text.
		(lineBreak < 0 || text.lastIndexOf('!') < lineBreak) &&
		// So does bash of today with `^word^` at the beginning of a line.
		!text.includes('\n^') &&
		!text.split('\n').some(isLongLine)
	);
}

export function isLongLine(line: string): boolean {
	return line.length > maxLine / 3 && new TextEncoder().encode(line).length > maxLine;
}

/** UTF-16 code units; each is six bytes at most as an escape. */
const chunkLength = 150;

/** A command of the shell, a builtin in all of them, that writes the text, any characters whatever. */
export function printingCommand(text: string): string {
	const chunks = Array.from(text.matchAll(new RegExp(`[^]{1,${chunkLength}}`, 'gu')), ([chunk]) => chunk);
	return ['printf %b', ...chunks.map(chunk => quoted(escaped(chunk)))].join(' \\\n  ');
}

function escaped(text: string): string {
	return text.replaceAll('\\', '\\\\').replace(controlCharacters, character => {
		const named = { '\n': '\\n', '\t': '\\t', '\r': '\\r' }[character];
		return named ?? Array.from(new TextEncoder().encode(character), octal).join('');
	});
}

function octal(byte: number): string {
	return `\\0${byte.toString(8).padStart(3, '0')}`;
}
