import type { CurlOption } from './curlOptions';
import { CurlRefused } from './refusal';
import { credentialMark } from './shellWords';

/** A part of a multipart body. */
export interface CurlPart {
	readonly name: string;
	readonly content: { readonly text: string } | { readonly path: string };
	/** Undefined where nothing says it. */
	readonly type: string | undefined;
	readonly fileName: string | undefined;
}

/** What curl takes a file for by its name; lib/mime.c. */
const types: Readonly<Record<string, string>> = {
	gif: 'image/gif',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	png: 'image/png',
	svg: 'image/svg+xml',
	txt: 'text/plain',
	htm: 'text/html',
	html: 'text/html',
	pdf: 'application/pdf',
	xml: 'application/xml',
};

/**
 * What `-F name=content` and `--form-string` make. curl's tool_formparse.c.
 * @throws CurlRefused
 */
export function partOf({ name: option, value, span }: CurlOption): CurlPart {
	const { name, content = '' } = /^(?<name>[^=]+)=(?<content>.*)$/su.exec(value)?.groups ?? {};
	if (name === undefined || content.includes(credentialMark)) {
		throw new CurlRefused('curlOption', `-F ${name ?? ''}`.trim(), span);
	}
	if (option === 'form-string') {
		return { name, content: { text: content }, type: undefined, fileName: undefined };
	}
	if (/^[()]/u.test(content)) {
		throw new CurlRefused('curlOption', `-F '${name}=${content.charAt(0)}'`, span);
	}
	const mark = /^[@<]/u.exec(content)?.[0];
	const { text, settings, isQuoted } = settingsOf(content.slice(mark === undefined ? 0 : 1), name, span);
	const written = settings.get('type');
	const fileName = settings.get('filename');
	if (mark === undefined) {
		const type = written ?? (fileName === undefined ? undefined : typeOf(fileName));
		return { name, content: { text }, type, fileName };
	}
	if (text === '' || text === '-' || (!isQuoted && text.includes(','))) {
		throw new CurlRefused('curlFile', `${mark}${text}`, span);
	}
	if (mark === '<') {
		return { name, content: { path: text }, type: written ?? typeOfText(text), fileName: undefined };
	}
	return {
		name,
		content: { path: text },
		type: written ?? typeOf(fileName ?? text) ?? typeOf(text) ?? 'application/octet-stream',
		fileName: fileName ?? text.replace(/^.*[/\\]/su, ''),
	};
}

function typeOf(fileName: string): string | undefined {
	return types[/\.(?<ending>[a-z]+)$/iu.exec(fileName)?.groups?.['ending']?.toLowerCase() ?? ''];
}

/** Plain text needs no word where there is no file name. */
function typeOfText(path: string): string | undefined {
	const type = typeOf(path);
	return type === 'text/plain' ? undefined : type;
}

interface Settings {
	readonly text: string;
	readonly isQuoted: boolean;
	readonly settings: ReadonlyMap<string, string>;
}

/** `content;type=text/x; charset=y;filename="z"` */
function settingsOf(content: string, name: string, span: CurlOption['span']): Settings {
	const settings = new Map<string, string>();
	const first = wordOf(content);
	let { rest } = first;
	while (rest !== '') {
		const { key, before = '' } = /^(?<before>;\s*(?<key>type|filename)=\s*)/u.exec(rest)?.groups ?? {};
		if (key === undefined) {
			// curl leaves out what it does not know.
			throw new CurlRefused('curlSemicolon', name, span);
		}
		if (key === 'type' && !/^[^/\s]+\/[^;,\r\n]+(?:;|$)/u.test(rest.slice(before.length))) {
			throw new CurlRefused('curlOption', '-F ;type=', span);
		}
		const word = key === 'type' ? typeWordOf(rest.slice(before.length)) : wordOf(rest.slice(before.length));
		settings.set(key, word.text);
		rest = word.rest;
	}
	return { text: first.text, isQuoted: first.isQuoted, settings };
}

/** A word up to a semicolon, without its quotation marks, and what is behind it. */
function wordOf(text: string): { readonly text: string; readonly isQuoted: boolean; readonly rest: string } {
	const trimmed = withoutBlanksBefore(text);
	const quoted = /^"(?<text>(?:\\["\\]|\\(?!["\\])|[^"\\])*)"[^;]*/su.exec(trimmed);
	if (quoted !== null) {
		const content = quoted.groups?.['text'] ?? '';
		return {
			text: content.replace(/\\(?<kept>["\\])/gu, '$<kept>'),
			isQuoted: true,
			rest: trimmed.slice(quoted[0].length),
		};
	}
	const [word = ''] = trimmed.split(';', 1);
	return { text: withoutBlanksBehind(word), isQuoted: false, rest: trimmed.slice(word.length) };
}

/** Its parameters belong to it. */
function typeWordOf(text: string): { readonly text: string; readonly rest: string } {
	const word = /^.*?(?=;\s*(?:type|filename|headers|encoder)=|$)/su.exec(text)?.[0] ?? '';
	return { text: withoutBlanksBehind(withoutBlanksBefore(word)), rest: text.slice(word.length) };
}

/** Of ASCII, as curl has them: other blanks are part of a value. */
function withoutBlanksBefore(text: string): string {
	return text.replace(/^[ \t\n\v\f\r]+/u, '');
}

function withoutBlanksBehind(text: string): string {
	let end = text.length;
	while (end > 0 && ' \t\n\v\f\r'.includes(text.charAt(end - 1))) {
		end--;
	}
	return text.slice(0, end);
}
