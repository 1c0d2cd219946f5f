import { headerOf, mediaTypeOf, type HttpHeader } from '../net/http';
import { decodedOrAsIs } from '../net/sentNames';

/**
 * The name of the file that a response says it is, by its `Content-Disposition` (RFC 6266): `filename*` before `filename`, and of a path its last part.
 * Safe as the name of a file on every system; undefined where it says none.
 */
export function namedFileOf(headers: readonly HttpHeader[]): string | undefined {
	const disposition = headerOf(headers, 'content-disposition') ?? '';
	const name = safeName(extendedName(disposition) ?? plainName(disposition));
	return name === '' ? undefined : name;
}

/** `filename*=UTF-8''Invoice%207.pdf` (RFC 8187). */
function extendedName(disposition: string): string | undefined {
	const { charset = '', value = '' } =
		/(?:^|;)\s*filename\*\s*=\s*"?(?<charset>[\w-]+)'[\w-]*'(?<value>[^\s;"]+)/iu.exec(disposition)?.groups ?? {};
	const bytes = Array.from(value.matchAll(/%(?<hex>[0-9a-f]{2})|(?<other>[^])/giu), ([, hex, other = '']) =>
		hex === undefined ? other.charCodeAt(0) & 0xff : Number.parseInt(hex, 16),
	);
	try {
		return value === '' ? undefined : new TextDecoder(charset, { fatal: true }).decode(Uint8Array.from(bytes));
	} catch {
		// Another charset than it says, or one that nobody knows.
		return undefined;
	}
}

/** `filename="Invoice 7.pdf"` or without quotation marks. Browsers decode percent signs of UTF-8 there, and servers rely on it. */
function plainName(disposition: string): string {
	const { quoted, token = '' } =
		/(?:^|;)\s*filename\s*=\s*(?:"(?<quoted>(?:[^"\\]|\\[^])*)"|(?<token>[^\s;"]+))/iu.exec(disposition)?.groups ?? {};
	// A backslash is that of an escape only before these; else it is one of a path of Windows.
	return decodedOrAsIs(quoted?.replace(/\\(?=["\\])/gu, '') ?? token);
}

const maxLength = 120;

function safeName(name: string): string {
	const characters = Array.from(
		(name.split(/[\\/]/u).at(-1) ?? '')
			.normalize('NFC')
			.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, '')
			.replace(/[<>:"|?*]/gu, '_'),
	);
	const isEdge = (character: string) => /[\s.]/u.test(character);
	const end = characters.findLastIndex(character => !isEdge(character)) + 1;
	const last = characters
		.slice(0, end)
		.join('')
		.replace(/^[\s.]+/u, '');
	// Windows takes these for devices, whatever their ending.
	const safe = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu.test(last) ? `_${last}` : last;
	const ending = /\.[^.]{1,10}$/u.exec(safe)?.[0] ?? '';
	return safe.length > maxLength ? safe.slice(0, maxLength - ending.length) + ending : safe;
}

const endings = new Map(
	Object.entries({
		'application/gzip': 'gz',
		'application/json': 'json',
		'application/msword': 'doc',
		'application/pdf': 'pdf',
		'application/rtf': 'rtf',
		'application/vnd.ms-excel': 'xls',
		'application/vnd.ms-powerpoint': 'ppt',
		'application/vnd.oasis.opendocument.spreadsheet': 'ods',
		'application/vnd.oasis.opendocument.text': 'odt',
		'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
		'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
		'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
		'application/vnd.rar': 'rar',
		'application/x-7z-compressed': '7z',
		'application/x-gzip': 'gz',
		'application/x-tar': 'tar',
		'application/zip': 'zip',
		'audio/mpeg': 'mp3',
		'audio/ogg': 'ogg',
		'audio/wav': 'wav',
		'image/avif': 'avif',
		'image/bmp': 'bmp',
		'image/gif': 'gif',
		'image/jpeg': 'jpg',
		'image/png': 'png',
		'image/svg+xml': 'svg',
		'image/tiff': 'tiff',
		'image/vnd.microsoft.icon': 'ico',
		'image/webp': 'webp',
		'image/x-icon': 'ico',
		'text/calendar': 'ics',
		'text/css': 'css',
		'text/csv': 'csv',
		'text/markdown': 'md',
		'text/vcard': 'vcf',
		'video/mp4': 'mp4',
		'video/webm': 'webm',
	}),
);

const beginnings: readonly (readonly [ending: string, bytes: string])[] = [
	['pdf', '%PDF-'],
	['png', '\x89PNG'],
	['jpg', '\xff\xd8\xff'],
	['gif', 'GIF8'],
	['gz', '\x1f\x8b'],
	['zip', 'PK\x03\x04'],
];

/** The ending of a file with such a body, without its dot: by its type, else by its first bytes; undefined for what is none of the usual files. */
export function endingOf(headers: readonly HttpHeader[], body: Uint8Array): string | undefined {
	const start = Array.from(body.subarray(0, 8), byte => String.fromCharCode(byte)).join('');
	return endings.get(mediaTypeOf(headers)) ?? beginnings.find(([, bytes]) => start.startsWith(bytes))?.[0];
}
