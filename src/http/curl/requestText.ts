import { parseDocument } from '../document/parse';
import { replaceOutsideUses } from '../parser/variableUses';
import { linesOfCarriageReturns } from './curlBody';
import type { CurlPart } from './curlForm';
import { type CurlRequest, readCurl } from './curlRequest';
import { readablePair, readableTarget } from './needlessEscapes';
import { type CurlRefusal, CurlRefused } from './refusal';

export type CurlReading =
	| { readonly ok: true; readonly text: string; readonly request: CurlRequest }
	| { readonly ok: false; readonly refusal: CurlRefusal };

/** A curl command as a request of a scratchpad, or why it cannot be one. */
export function requestTextOf(command: string): CurlReading {
	try {
		const request = readCurl(command);
		const [credential] = request.credentials;
		if (credential !== undefined) {
			throw new CurlRefused('curlCredential', credential.place, credential.span);
		}
		return { ok: true, text: writeRequest(request), request };
	} catch (error) {
		if (error instanceof CurlRefused) {
			return { ok: false, refusal: error.refusal };
		}
		throw error;
	}
}

/**
 * The text of a request, which means what the request is, as one would write it where that is sent as the same bytes.
 * @throws CurlRefused where no text does, as for a body with a line of number signs in it
 */
export function writeRequest(request: CurlRequest): string {
	const text = textOf({ ...request, url: readableTarget(request.url) }, readablePair) ?? textOf(request, pair => pair);
	if (text === undefined) {
		throw new CurlRefused('curlUnwritable');
	}
	return text;
}

/** Undefined where the text would mean something else. @param writePair how a pair of a form is written, which is encoded */
function textOf(request: CurlRequest, writePair: (pair: string) => string): string | undefined {
	const { method, url, headers, body, timeout } = request;
	const boundary = boundaryFor(request);
	const lines = [
		...(timeout === undefined ? [] : [`# @timeout ${timeoutText(timeout)}`]),
		`${method} ${url}`,
		...headers.map(([name, value]) => `${name}: ${value}`),
		...(body?.kind === 'multipart' ? [`Content-Type: multipart/form-data; boundary=${boundary}`] : []),
	];
	const content = bodyText(request, boundary, writePair);
	const text = [lines.join('\n'), ...(content === '' ? [] : [content])].join('\n\n');
	return isFaithful(text, request, content) ? text : undefined;
}

/** In whole milliseconds where seconds have a fraction. */
function timeoutText(seconds: string): string {
	return /^\d*\.\d+$/u.test(seconds) ? `${Math.ceil(Number(seconds) * 1000)} ms` : `${seconds} s`;
}

function boundaryFor({ body }: CurlRequest): string {
	const taken = JSON.stringify(body ?? '');
	let boundary = 'flowlu-part';
	while (taken.includes(boundary)) {
		boundary += '-';
	}
	return boundary;
}

function bodyText({ body }: CurlRequest, boundary: string, writePair: (pair: string) => string): string {
	switch (body?.kind) {
		case undefined:
			return '';
		case 'text':
			return body.text;
		case 'file':
			return `< ${body.path}`;
		case 'form':
			// A plus sign is a blank in what curl sends, and itself in what is written here.
			return body.pairs.map(pair => writePair(replaceOutsideUses(pair, writtenInForm))).join('\n');
		case 'multipart':
			return [...body.parts.map(part => partText(part, boundary)), `--${boundary}--`].join('\n');
	}
}

/** A sign that starts a comment, a definition or a file is data here. */
function writtenInForm(text: string): string {
	return text.replaceAll('+', '%20').replace(/\s|^[#/<>@?]/gu, encodeURIComponent);
}

/** As curl and browsers write it: a name cannot end its quotation marks, nor its line. */
function inQuotes(name: string): string {
	return replaceOutsideUses(name, text => text.replace(/["\r\n]/gu, encodeURIComponent));
}

function partText({ name, content, type, fileName }: CurlPart, boundary: string): string {
	const disposition = `Content-Disposition: form-data; name="${inQuotes(name)}"`;
	return [
		`--${boundary}`,
		fileName === undefined ? disposition : `${disposition}; filename="${inQuotes(fileName)}"`,
		...(type === undefined ? [] : [`Content-Type: ${type}`]),
		'',
		'text' in content ? linesOfCarriageReturns(content.text) : `< ${content.path}`,
	].join('\n');
}

/** Whether the language reads in the text what was to be written. */
function isFaithful(text: string, { method, url, headers, body }: CurlRequest, content: string): boolean {
	const { blocks, length } = parseDocument(text);
	const [block] = blocks;
	if (block === undefined || blocks.length > 1 || length !== text.length || content.includes('\r')) {
		return false;
	}
	const { parts } = block;
	const read = parts.body && text.slice(parts.body.span.start, parts.body.span.end);
	const files = body?.kind === 'file' ? 1 : body?.kind === 'multipart' ? body.parts.filter(isFile).length : 0;
	return (
		block.method === method.toUpperCase() &&
		block.target === url &&
		headers.every(([name, value], index) => {
			const header = parts.headers[index];
			return (
				header !== undefined &&
				text.slice(header.name.start, header.name.end) === name &&
				text.slice(header.value.start, header.value.end) === value
			);
		}) &&
		(read ?? '') === content &&
		(parts.body?.comments.length ?? 0) === 0 &&
		(parts.body?.files.length ?? 0) === files
	);
}

function isFile({ content }: CurlPart): boolean {
	return 'path' in content;
}
