import { mediaTypeOf, type HttpHeader } from '../net/http';

/** What a body seems to be, by its type and its first bytes; JSON need not be valid. */
export type BodyKind = 'empty' | 'json' | 'html' | 'xml' | 'plaintext' | 'binary';

const binaryTypes =
	/^(?:(?:image|audio|video|font)\/(?!svg)|application\/(?:pdf|zip|gzip|x-gzip|x-tar|x-7z-compressed|msword|vnd\.(?:ms-|openxmlformats|rar)))/u;

const jsonStart = /^(?:\{\s*["}]|\[\s*(?:["{[\]\d-]|true|false|null))/u;

/** @param beginning of the text: enough to tell text from bytes */
export function bodyKindOf(headers: readonly HttpHeader[], body: Uint8Array, beginning: string): BodyKind {
	const type = mediaTypeOf(headers);
	if (body.length === 0) {
		return 'empty';
	}
	if (binaryTypes.test(type) || looksBinary(beginning)) {
		return 'binary';
	}
	const start = beginning.slice(0, 1000).trimStart();
	if (/^<(?:!doctype\s+html|html)\b/iu.test(start)) {
		return 'html';
	}
	// Servers also send JSON as text/html.
	if (/^(?:application|text)\/(?:[^;]+\+)?json$/u.test(type) || jsonStart.test(start)) {
		return 'json';
	}
	if (type === 'text/html') {
		return 'html';
	}
	return /[/+]xml$/u.test(type) || start.startsWith('<?xml') ? 'xml' : 'plaintext';
}

/** A NUL, or more control characters than one in a hundred. */
function looksBinary(text: string): boolean {
	const strange = text.match(/[^\P{Cc}\s\u007f-\u009f]/gu)?.length ?? 0;
	return text.includes('\0') || strange * 100 > text.length;
}
