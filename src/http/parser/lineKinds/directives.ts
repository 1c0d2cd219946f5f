import { isCheckLine, readCheckLine } from '../../checks/checkLine';
import { type Draft, type ParserState, readUses, report } from '../draft';
import { type LineCursor, skipBlanks } from '../lines';
import { type ProblemCode, shiftedSpan, type Span } from '../../problem';

/** What stands around a request or in its body; all but a file and a check are named by the problem that they are here. */
export type Directive =
	| 'fileBody'
	| 'check'
	| Extract<ProblemCode, 'requestScript' | 'responseHandler' | 'outputRedirection' | 'responseReference'>;

/** The directive that the line is, `undefined` where it is text, such as XML or a quotation. */
export function directiveAt(lines: LineCursor): Directive | undefined {
	switch (lines.code) {
		case 60:
			return inputDirective(lines);
		case 62:
			return outputDirective(lines);
		case 63:
			return isCheck(lines) ? 'check' : undefined;
		case 123:
			return lines.peek(1) === 123 && startsScript(lines) ? 'requestScript' : undefined;
		default:
			return undefined;
	}
}

export function isCheck(lines: LineCursor): boolean {
	return lines.code === 63 && lines.peek(1) === 63 && isCheckLine(lines.content);
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
		return isFile.test(text.slice(skipBlanks(text, first + 2, end), end)) ? 'responseReference' : undefined;
	}
	return /^<(?:@[\w-]*)?\s+\S/u.test(line) ? 'fileBody' : undefined;
}

/** A path that says where it starts, or one word with an ending. */
const isFile = /^(?:\.{0,2}|~)\/|^\S+\.[a-z\d]{1,5}$/iu;

/** The same of a script; blanks only where the path says where it starts, so that `> use node.js` is a quotation. */
const isScriptFile = /^(?:\.{0,2}|~)\/(?:\S*|.*\.(?:[cm]?[jt]s|kts))$|^\S+\.(?:[cm]?[jt]s|kts)$/iu;

/** `> {%`, `> handler.js`, `>> file`, `>>! file`. What can be no file is a quotation. */
function outputDirective({ text, first, end }: LineCursor): Directive | undefined {
	const [mark = ''] = /^>(?:>!?)?/u.exec(text.slice(first, first + 3)) ?? [];
	const operand = skipBlanks(text, first + mark.length, end);
	if (mark === '>' && text.startsWith('{%', operand)) {
		return 'responseHandler';
	}
	if (operand === first + mark.length) {
		return undefined;
	}
	const path = text.slice(operand, end);
	if (mark === '>') {
		return isScriptFile.test(path) ? 'responseHandler' : undefined;
	}
	return mark === '>>!' || isFile.test(path) ? 'outputRedirection' : undefined;
}

/**
 * Moves below the line that holds the mark, or to the end of the segment where none does.
 * @returns what stands behind the mark; undefined where there is none
 */
function skipPast(lines: LineCursor, mark: string): Span | undefined {
	while (!lines.done) {
		const { text, first, end } = lines;
		const at = lines.content.indexOf(mark);
		lines.advance();
		if (at >= 0) {
			return { start: skipBlanks(text, first + at + mark.length, end), end };
		}
	}
	return undefined;
}

/** Reads the check that the lines are on. What cannot be carried out is reported, and stays a check: nobody is to take it for one that holds. */
export function readCheck(state: ParserState, draft: Draft): void {
	const { text, first, end } = state.lines;
	readUses(state, draft);
	addCheck(text, draft, { start: first, end });
}

export function addCheck(text: string, draft: Draft, line: Span): void {
	const written = text.slice(line.start, line.end);
	const { problem } = readCheckLine(written);
	if (problem !== undefined) {
		const { code, span } = problem;
		report(draft, code, shiftedSpan(span, line.start), written.slice(span.start, span.end));
	}
	draft.details?.checks.push(line);
}

/** Moves below the directive, which has been reported; a script may have many lines. No text of a request goes with it without an error. */
export function skipDirective({ text, lines }: ParserState, draft: Draft): void {
	if (/^[<>]\s*\{%/u.test(lines.content)) {
		const isHandler = lines.code === 62;
		const firstLine = { start: lines.first, end: lines.end };
		const rest = skipPast(lines, '%}');
		if (!isHandler) {
			return;
		}
		if (rest === undefined) {
			report(draft, 'unclosedScript', firstLine, '%}');
		} else if (rest.start < rest.end) {
			report(draft, 'afterHandler', rest, text.slice(rest.start, rest.end));
		}
		return;
	}
	const isScript = lines.code === 123;
	lines.advance();
	if (isScript) {
		skipPast(lines, '}}');
	}
}
