import { isUtf8 } from './charsets';
import { charsetIn } from './contentType';
import { type Problem, type ProblemCode, problemAt, type Span } from '../../problem';

/** How a multipart body has to be, by its Content-Type. */
export interface MultipartForm {
	readonly boundary: string;
	/** Is it multipart/form-data, whose parts have names? */
	readonly isForm: boolean;
}

/** Whether the line begins a part or ends the last one. Blanks may follow (RFC 2046 §5.1.1). */
export function delimiterKind(line: string, boundary: string): 'part' | 'end' | undefined {
	if (!line.startsWith(`--${boundary}`)) {
		return undefined;
	}
	const rest = line.slice(boundary.length + 2).trimEnd();
	return rest === '' ? 'part' : rest === '--' ? 'end' : undefined;
}

/** How often a server may take a line for the boundary. */
export function boundaryCount(content: string | Uint8Array, boundary: string): number {
	// Bytes that are no text are files, whatever they are read as.
	const text = typeof content === 'string' ? content : new TextDecoder('latin1').decode(content);
	return `\n${text}`.split(`\n--${boundary}`).length - 1;
}

/** Part of a body while it is read. */
interface Part {
	/** Its boundary line. */
	readonly span: Span;
	hasHeaders: boolean;
	/** The headers have a line that is none. */
	isBroken: boolean;
	name: string | undefined;
	charset: string;
}

interface Reader {
	readonly form: MultipartForm;
	reading: 'before' | 'headers' | 'content' | 'after';
	part: Part | undefined;
	readonly problems: Problem[];
}

/** What keeps servers from reading the parts as they are meant: they drop them, or the whole body, without a word. */
export function multipartProblems(text: string, { start, end }: Span, form: MultipartForm): readonly Problem[] {
	const reader: Reader = { form, reading: 'before', part: undefined, problems: [] };
	for (let from = start; from <= end;) {
		const lineFeed = text.indexOf('\n', from);
		const lineEnd = lineFeed < 0 || lineFeed > end ? end : lineFeed;
		const line = text.slice(from, lineEnd).replace(/\r$/u, '');
		readLine(reader, line, { start: from, end: from + line.length });
		from = lineEnd + 1;
	}
	const notClosed = problemAt('multipartEnd', { start, end }, `--${form.boundary}--`);
	switch (reader.reading) {
		case 'before':
			return [notClosed];
		case 'after':
			return reader.problems;
		case 'headers':
		case 'content':
			return [...reader.problems, notClosed];
	}
}

function readLine(reader: Reader, line: string, span: Span): void {
	const { form, reading, part, problems } = reader;
	const kind = delimiterKind(line, form.boundary);
	if (kind !== undefined && reading !== 'after') {
		closePart(reader);
		reader.reading = kind === 'part' ? 'headers' : 'after';
		reader.part = { span, hasHeaders: false, isBroken: false, name: undefined, charset: 'utf-8' };
	} else if (part !== undefined && reading === 'headers') {
		reader.reading = line === '' ? 'content' : 'headers';
		readPartHeader(line, part, span, problems);
	} else if (part !== undefined && reading === 'content') {
		checkPartCharset(line, part, span, problems);
	} else if (line.trim() !== '' && !isComment(line)) {
		const code: ProblemCode = reading === 'after' ? 'multipartAfter' : 'multipartStart';
		// Every line that follows has it too.
		if (!problems.some(problem => problem.code === code)) {
			problems.push(problemAt(code, span, `--${form.boundary}`));
		}
	}
}

function closePart({ form, reading, part, problems }: Reader): void {
	if (part === undefined || part.isBroken) {
		return;
	}
	if (reading === 'headers') {
		problems.push(problemAt('multipartBlankLine', part.span, ''));
	} else if (form.isForm && (part.name ?? '') === '') {
		problems.push(problemAt('multipartName', part.span, ''));
	}
}

function isComment(line: string): boolean {
	return /^\s*(?:#|\/\/)/u.test(line);
}

function readPartHeader(line: string, part: Part, span: Span, problems: Problem[]): void {
	if (line === '' || part.isBroken || isComment(line)) {
		return;
	}
	const { name, value = '' } = /^(?<name>[\w!#$%&'*+.^`|~-]+)[ \t]*:(?<value>[^]*)$/u.exec(line)?.groups ?? {};
	const isContinuation = part.hasHeaders && /^[ \t]/u.test(line);
	if (name === undefined && !isContinuation && !line.includes('{{')) {
		part.isBroken = true;
		problems.push(problemAt('multipartHeader', span, line));
		return;
	}
	part.hasHeaders = true;
	if (name?.toLowerCase() === 'content-type') {
		part.charset = charsetIn(value) ?? part.charset;
	} else {
		part.name ??= nameIn(isContinuation ? line : name?.toLowerCase() === 'content-disposition' ? value : '');
	}
}

function nameIn(disposition: string): string | undefined {
	const { quoted, plain } =
		/;\s*name=(?:"(?<quoted>(?:[^"\\]|\\[^])*)"|(?<plain>[^\s;"]+))/iu.exec(disposition)?.groups ?? {};
	return quoted ?? plain;
}

/** A file is sent as it is; what is typed is sent in UTF-8. */
function checkPartCharset(line: string, { charset }: Part, span: Span, problems: Problem[]): void {
	if (!isUtf8(charset) && /[^\0-\x7F]/u.test(line) && !/^\s*<(?:@\S*)?\s/u.test(line)) {
		problems.push(problemAt('partCharset', span, charset));
	}
}
