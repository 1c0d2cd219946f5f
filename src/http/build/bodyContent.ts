import type { Body, BodyFile } from '../document/document';
import { textOfFile } from './fileText';
import { buildForm } from './form';
import type { VariableValues } from './variables';

/** Bytes only where they are no UTF-8. */
export type BodyContent = string | Uint8Array;

/** A file of a body; variables are filled into its path. */
export interface ReadFile {
	readonly file: BodyFile;
	readonly path: string;
	readonly bytes: Uint8Array;
}

/**
 * The body as it is sent: comments left out, files in the place of their lines, variables filled in, and line breaks as the kind has them.
 * @param text that the body's offsets count in
 */
export function buildBody(text: string, body: Body, files: readonly ReadFile[], values: VariableValues): BodyContent {
	if (body.kind === 'form' && files.length === 0) {
		return buildForm(text, body, values);
	}
	// RFC 2046 §4.1.1; elsewhere line feeds, whatever the document has.
	const lineBreak = body.kind === 'multipart' ? '\r\n' : '\n';
	const pieces: BodyContent[] = [];
	let offset = body.span.start;
	for (const { start, end, content } of cuts(text, body, files)) {
		pieces.push(resolved(text.slice(offset, start), values, lineBreak));
		if (content !== undefined) {
			pieces.push(typeof content === 'string' ? values.resolveFile(content) : content);
		}
		offset = end;
	}
	pieces.push(resolved(text.slice(offset, body.span.end), values, lineBreak));
	return joined(pieces);
}

interface Cut {
	readonly start: number;
	readonly end: number;
	/** What stands there instead. */
	readonly content?: BodyContent;
}

function cuts(text: string, { span, comments }: Body, files: readonly ReadFile[]): Cut[] {
	const replaced = files.map(({ file, bytes }) => ({
		// Blanks around it are not sent.
		start: text.lastIndexOf('\n', file.span.start) + 1,
		end: file.span.end + (/^[^\S\n]*/u.exec(text.slice(file.span.end))?.[0].length ?? 0),
		content: file.encoding === undefined ? bytes : textOfFile(bytes, file.encoding),
	}));
	return [...comments, ...replaced].filter(({ start }) => start >= span.start).sort((a, b) => a.start - b.start);
}

function resolved(text: string, values: VariableValues, lineBreak: string): string {
	return values.resolve(text).replace(/\r?\n/gu, lineBreak);
}

function joined(pieces: readonly BodyContent[]): BodyContent {
	if (pieces.every(piece => typeof piece === 'string')) {
		return pieces.join('');
	}
	const encoder = new TextEncoder();
	const parts = pieces.map(piece => (typeof piece === 'string' ? encoder.encode(piece) : piece));
	const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let offset = 0;
	for (const part of parts) {
		bytes.set(part, offset);
		offset += part.length;
	}
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return bytes;
	}
}
