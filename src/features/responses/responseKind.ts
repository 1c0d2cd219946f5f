import { mediaTypeOf, type HttpResponse } from '../../net/http';
import type { DecodedBody } from '../../net/decodedBody';

/** What a body seems to be, by its type and its first bytes; whether JSON is valid is not known yet. */
export type BodyKind = 'empty' | 'json' | 'html' | 'xml' | 'plaintext' | 'binary';

/** Enough to tell text from bytes. */
const probedCharacters = 65_536;

const binaryTypes =
	/^(?:(?:image|audio|video|font)\/(?!svg)|application\/(?:pdf|zip|gzip|x-gzip|x-tar|x-7z-compressed|msword|vnd\.(?:ms-|openxmlformats|rar)))/u;

const jsonStart = /^(?:\{\s*["}]|\[\s*(?:["{[\]\d-]|true|false|null))/u;

export function kindOf(response: Pick<HttpResponse, 'headers' | 'body'>, { text }: DecodedBody): BodyKind {
	const type = mediaTypeOf(response.headers);
	if (response.body.length === 0) {
		return 'empty';
	}
	if (binaryTypes.test(type) || looksBinary(text)) {
		return 'binary';
	}
	const start = text.slice(0, 1000).trimStart();
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
	const probe = text.slice(0, probedCharacters);
	const strange = probe.match(/[^\P{Cc}\s\u007f-\u009f]/gu)?.length ?? 0;
	return probe.includes('\0') || strange * 100 > probe.length;
}
