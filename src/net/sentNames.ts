import { mediaTypeOf, type HttpHeader, type HttpRequest } from './http';

/**
 * The name of a header as CGI hands it on (RFC 3875 §4.1.18), in lower case: `X.HTTP.Method-Override` is `x_http_method_override`. Every other
 * character becomes an underscore too: servers differ in which they drop.
 */
export function headerKey(name: string): string {
	return name
		.trim()
		.toLowerCase()
		.replace(/[^a-z0-9]/gu, '_');
}

/**
 * The name of a parameter as PHP makes a variable of it, in lower case: it ends at NUL, loses blanks before it, has underscores for blanks and dots
 * and for a bracket that does not close, and ends at one that does: `%20.method` is `_method`, `api[key` is `api_key`, `filter[x]` is `filter`.
 * Blanks at either end are dropped.
 *
 * @param name decoded
 */
export function parameterKey(name: string): string {
	const [text = ''] = name.split('\0', 1);
	const bracket = text.indexOf('[');
	const isList = bracket >= 0 && text.includes(']', bracket);
	return (isList ? text.slice(0, bracket) : text)
		.trim()
		.toLowerCase()
		.replace(/[\s.[]/gu, '_');
}

/** The parameters of a query or a form, decoded; also those that only a server finds that takes `;` for a separator. Bytes beyond ASCII are not joined. */
export function parametersIn(text: string): readonly Parameter[] {
	return text
		.split(/[&;]/u)
		.filter(pair => pair !== '')
		.map(pair => {
			const equals = pair.indexOf('=');
			return equals < 0 ? [decoded(pair), ''] : [decoded(pair.slice(0, equals)), decoded(pair.slice(equals + 1))];
		});
}

/** Percent signs that escape nothing stay; unlike `decodeURIComponent` it takes bytes that are no UTF-8. */
function decoded(text: string): string {
	return text
		.replaceAll('+', ' ')
		.replace(/%(?<byte>[0-9a-f]{2})/giu, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)));
}

/** The text without its escapes, which are those of UTF-8; as it is where a percent sign stands for itself. */
export function decodedOrAsIs(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** The parameters of the address. */
export function queryParameters(url: URL): readonly Parameter[] {
	return parametersIn(url.search.slice(1));
}

/** A parameter as a server finds it; the value is empty where it is none of a text or a number. */
type Parameter = readonly [name: string, value: string];

/** The names of the parameters in a body, of every kind that a header says it has: a server may take the first or the last. */
export function bodyNames(request: Pick<HttpRequest, 'headers' | 'body'>): readonly string[] {
	return bodyParameters(request).map(([name]) => name);
}

/** The parameters in a body, of every kind that a header says it has. */
export function bodyParameters({ headers, body = '' }: Pick<HttpRequest, 'headers' | 'body'>): readonly Parameter[] {
	if (body === '') {
		return [];
	}
	const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
	return bodyTypes(headers).flatMap(type => parametersOfType(text, type));
}

function bodyTypes(headers: readonly HttpHeader[]): readonly string[] {
	const given = headers.filter(([name]) => headerKey(name) === 'content_type');
	return given.length === 0 ? [''] : [...new Set(given.map(header => mediaTypeOf([['Content-Type', header[1]]])))];
}

function parametersOfType(text: string, mediaType: string): readonly Parameter[] {
	switch (mediaType) {
		case '':
		case 'application/x-www-form-urlencoded':
			return parametersIn(text);
		case 'multipart/form-data':
			return Array.from(
				text.matchAll(/\bname=(?:"(?<quoted>[^"]*)"|(?<plain>[^;\s]*))/giu),
				({ 0: { length }, index, groups = {} }) =>
					[groups['quoted'] ?? groups['plain'] ?? '', partBehind(text, index + length)] as const,
			);
		case 'application/json':
			return membersOf(text);
		default:
			return [];
	}
}

/** The value of a part in one line, with no more headers; empty for another one. @param end of the part's name */
function partBehind(text: string, end: number): string {
	return /^[^\r\n]*\r\n\r\n(?<value>[^\r\n]*)\r\n--/u.exec(text.slice(end, end + 300))?.groups?.['value'] ?? '';
}

function membersOf(json: string): readonly Parameter[] {
	try {
		const value: unknown = JSON.parse(json);
		return typeof value === 'object' && value !== null
			? Object.entries(value).map(([name, member]: [string, unknown]) => [
					name,
					typeof member === 'string' || typeof member === 'number' ? String(member) : '',
				])
			: [];
	} catch {
		// A server cannot read it either.
		return [];
	}
}
