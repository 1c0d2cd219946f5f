import { type LineCursor, skipBlanks } from '../lines';
import type { ProblemCode } from '../../problem';

/** What stands around a request or in its body; all but a file are named by the problem that they are here. */
export type Directive =
	| 'fileBody'
	| Extract<ProblemCode, 'requestScript' | 'responseHandler' | 'outputRedirection' | 'responseReference' | 'assertion'>;

/** The directive that the line is, `undefined` where it is text, such as XML or a quotation. */
export function directiveAt(lines: LineCursor): Directive | undefined {
	switch (lines.code) {
		case 60:
			return inputDirective(lines);
		case 62:
			return outputDirective(lines);
		case 63:
			return lines.startsWith('?? ') ? 'assertion' : undefined;
		case 123:
			return lines.peek(1) === 123 && startsScript(lines) ? 'requestScript' : undefined;
		default:
			return undefined;
	}
}

/** httpYac: JavaScript between two lines of braces, with what it is for behind an at sign. */
function startsScript({ text, first, end }: LineCursor): boolean {
	return /^\{\{(?:[@+]\w*)?$/u.test(text.slice(first, Math.min(end, first + 80)));
}

/** `< {%`, `< ./file`, `<@ ./file`, `<@latin1 ./file`, `<> file` */
function inputDirective({ text, first, end }: LineCursor): Directive | undefined {
	const line = text.slice(first, Math.min(end, first + 40));
	if (/^<\s*\{%/u.test(line)) {
		return 'requestScript';
	}
	if (/^<>\s/u.test(line)) {
		return 'responseReference';
	}
	return /^<(?:@[\w-]*)?\s+\S/u.test(line) ? 'fileBody' : undefined;
}

/** `> {%`, `> handler.js`, `>> file`, `>>! file`. Several words after `>` are a quotation, unless the last names a file. */
function outputDirective({ text, first, end }: LineCursor): Directive | undefined {
	const [mark = ''] = /^>(?:>!?)?/u.exec(text.slice(first, first + 3)) ?? [];
	const operand = skipBlanks(text, first + mark.length, end);
	if (mark === '>' && text.startsWith('{%', operand)) {
		return 'responseHandler';
	}
	const path = text.slice(operand, end);
	if (operand === first + mark.length || !/^\S+$|\.[a-z\d]{1,5}$/iu.test(path)) {
		return undefined;
	}
	return mark === '>' ? 'responseHandler' : 'outputRedirection';
}

/** Moves below the line that holds the mark, or to the end of the segment where none does. */
function skipPast(lines: LineCursor, mark: string): void {
	let found = false;
	while (!lines.done && !found) {
		found = lines.content.includes(mark);
		lines.advance();
	}
}

/** Moves below the directive; a script may have many lines. */
export function skipDirective(lines: LineCursor): void {
	if (/^[<>]\s*\{%/u.test(lines.content)) {
		skipPast(lines, '%}');
		return;
	}
	const isScript = lines.code === 123;
	lines.advance();
	if (isScript) {
		skipPast(lines, '}}');
	}
}
