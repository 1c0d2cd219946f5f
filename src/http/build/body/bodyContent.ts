import type { Body, BodyFile } from '../../document/document';
import { type Charset, charsetNamed, isUtf8 } from './charsets';
import { boundaryIn, charsetIn, mediaTypeIn } from './contentType';
import { textOfFile } from './fileText';
import { fillIn, fillInFile, type Filling, refusing } from '../filling';
import { buildForm, encodedValues } from './form';
import { boundaryCount, multipartProblems } from './multipart';
import { replaceUses } from '../../parser/variableUses';
import { problemAt, shiftedSpan } from '../../problem';
import { jsonValues } from '../values/jsonValues';
import { multipartValues } from '../values/multipartValues';
import { inCharset, plainValues, type Refuse, type ValuePlace } from '../values/valuePlace';
import { xmlValues } from '../values/xmlValues';

/** Bytes only where they are no UTF-8. */
export type BodyContent = string | Uint8Array;

/** A file of a body; variables are filled into its path. */
export interface ReadFile {
	readonly file: BodyFile;
	readonly path: string;
	readonly bytes: Uint8Array;
}

/** What a body is built of. */
export interface BodySource {
	/** With the kind that is sent. */
	readonly body: Body;
	/** As it is sent; undefined where none is written. */
	readonly contentType: string | undefined;
	/** Has the header a variable? */
	readonly isTypeFilledIn: boolean;
	readonly files: readonly ReadFile[];
}

/**
 * The body as it is sent: comments left out, files in the place of their lines, variables filled in, line breaks as the kind has them, and the text
 * in the charset that the Content-Type names.
 */
export function buildBody(filling: Filling, source: BodySource): BodyContent {
	const { body, contentType = '', files } = source;
	const charset = charsetNamed(body.kind === 'multipart' ? 'utf-8' : (charsetIn(contentType) ?? 'utf-8'));
	if (charset === undefined) {
		filling.problems.push(problemAt('unknownCharset', blockSpan(filling), charsetIn(contentType) ?? ''));
		return '';
	}
	const isPlain = isUtf8(charsetIn(contentType) ?? 'utf-8') || body.kind === 'multipart';
	const isForm = body.kind === 'form' && files.length === 0;
	// What is not ASCII has escapes in a form, and they are those of UTF-8.
	const held = isForm && !isPlain ? charsetNamed('us-ascii') : charset;
	const within = (place: ValuePlace): ValuePlace =>
		isPlain || held === undefined
			? place
			: inCharset(place, held, refusing(filling), reportTyped(filling, contentType));
	if (isForm) {
		return buildForm(filling, body, within);
	}
	const pieces = buildPieces(filling, source, within(placeFor(source, filling)));
	return joined(pieces, isPlain ? undefined : charset);
}

function reportTyped(filling: Filling, contentType: string): () => void {
	return () => {
		filling.problems.push(problemAt('charsetCharacter', blockSpan(filling), charsetIn(contentType) ?? ''));
	};
}

function blockSpan({ block }: Filling): { readonly start: number; readonly end: number } {
	return block.body?.span ?? block.requestLine;
}

/** By the type that is sent. */
function placeFor({ body, contentType = '', isTypeFilledIn, files }: BodySource, filling: Filling): ValuePlace {
	const refuse: Refuse = refusing(filling);
	const { text } = filling.block.parts;
	const written = text.slice(body.span.start, body.span.end);
	const typed = replaceUses(written, () => '');
	if (body.kind !== 'multipart' && typed === written && files.every(({ file }) => file.encoding === undefined)) {
		return plainValues(refuse);
	}
	// A body that is a variable is the whole document, not a text in it.
	const isWhole = typed.trim() === '' && files.length === 0;
	switch (body.kind) {
		case 'json':
			return jsonValues(refuse);
		case 'form':
			return encodedValues(refuse);
		case 'multipart':
			return isWhole ? plainValues(refuse) : multipartValues(boundaryIn(contentType) ?? '', isTypeFilledIn, refuse);
		case 'text':
		case 'file':
			return isWhole || !/[/+]xml$/u.test(mediaTypeIn(contentType)) ? plainValues(refuse) : xmlValues(refuse);
	}
}

function buildPieces(filling: Filling, source: BodySource, place: ValuePlace): BodyContent[] {
	const { body, files } = source;
	const { text } = filling.block.parts;
	// RFC 2046 §4.1.1; elsewhere line feeds, whatever the document has. A value keeps its own.
	const lineBreak = body.kind === 'multipart' ? '\r\n' : '\n';
	const pieces: BodyContent[] = [];
	/** Without the files, whose lines stand for them. */
	let typed = '';
	const addTyped = (start: number, end: number): void => {
		const span = { start, end };
		const sent = fillIn(filling, text.slice(start, end).replace(/\r?\n/gu, lineBreak), span, place);
		pieces.push(sent);
		typed += sent;
	};
	let offset = body.span.start;
	for (const { start, end, file } of cuts(text, body, files)) {
		addTyped(offset, start);
		if (file !== undefined) {
			pieces.push(fileContent(filling, body, file, place));
			typed += text.slice(start, end);
		}
		offset = end;
	}
	addTyped(offset, body.span.end);
	if (body.kind === 'multipart') {
		pieces.push('\r\n');
		place.finish?.(typed);
		checkMultipart(filling, source, typed);
	} else if (place.finish !== undefined) {
		place.finish(pieces.map(piece => (typeof piece === 'string' ? piece : new TextDecoder().decode(piece))).join(''));
	}
	return pieces;
}

interface Cut {
	readonly start: number;
	readonly end: number;
	/** What stands there instead. */
	readonly file?: ReadFile;
}

function cuts(text: string, { span, comments }: Body, files: readonly ReadFile[]): Cut[] {
	const replaced = files.map(file => ({
		// Blanks around it are not sent.
		start: text.lastIndexOf('\n', file.file.span.start) + 1,
		end: file.file.span.end + (/^[^\S\n]*/u.exec(text.slice(file.file.span.end))?.[0].length ?? 0),
		file,
	}));
	return [...comments, ...replaced].filter(({ start }) => start >= span.start).sort((a, b) => a.start - b.start);
}

function fileContent(filling: Filling, { kind }: Body, { file, bytes }: ReadFile, place: ValuePlace): BodyContent {
	if (file.encoding === undefined) {
		if (kind === 'json' && place.finish !== undefined) {
			place.typed(new TextDecoder().decode(bytes));
		}
		return bytes;
	}
	// Lines of a file are no lines of the parts around it.
	const within = kind === 'multipart' ? plainValues(refusing(filling)) : place;
	return fillInFile(filling, textOfFile(bytes, file.encoding), file.span, within);
}

/** Boundaries of variables are known only now, and so is a Content-Type that is one. */
function checkMultipart(filling: Filling, { contentType = '', files }: BodySource, typed: string): void {
	const { problems, block } = filling;
	const boundary = boundaryIn(contentType);
	if (boundary === undefined) {
		problems.push(problemAt('multipartBoundary', block.requestLine, contentType));
		return;
	}
	if (problems.length > 0) {
		return;
	}
	if (files.length > 0 && boundaryCount(typed, boundary) === 0) {
		// A file is the whole body, with the boundaries in it.
		if (!files.some(({ bytes }) => boundaryCount(bytes, `${boundary}--`) > 0)) {
			problems.push(problemAt('multipartEnd', blockSpan(filling), `--${boundary}--`));
		}
		return;
	}
	const form = { boundary, isForm: mediaTypeIn(contentType) === 'multipart/form-data' };
	for (const { code, detail } of multipartProblems(typed, { start: 0, end: typed.length }, form)) {
		problems.push(problemAt(code, blockSpan(filling), detail));
	}
	for (const { file, path, bytes } of files) {
		if (boundaryCount(bytes, boundary) > 0) {
			problems.push(problemAt('fileWithBoundary', shiftedSpan(file.span, block.span.start), path));
		}
	}
}

function joined(pieces: readonly BodyContent[], charset: Charset | undefined): BodyContent {
	if (charset === undefined && pieces.every(piece => typeof piece === 'string')) {
		return pieces.join('');
	}
	const encoder = charset ?? new TextEncoder();
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
