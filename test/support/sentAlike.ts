import type { RecordedRequest } from './curlRecorder';

/** What a server reads in a request, however it is written. */
export interface ReadRequest {
	readonly method: string;
	readonly target: string;
	readonly headers: readonly string[];
	readonly body: unknown;
}

/** Headers of the connection and of the program that sends, and what both say of themselves where the author says nothing. */
const ofThePrograms =
	/^(?:host|connection|content-length|accept-encoding|expect|transfer-encoding|accept: \*\/\*$|accept: application\/json$|user-agent: (?:curl\/|tester\/))/iu;

/** @param isExact whether the body counts as it is, byte by byte, and not as what a form, JSON or multipart means */
export function readAsServer({ method, target, headers, body }: RecordedRequest, isExact = false): ReadRequest {
	const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
	return {
		method,
		target: normalized(target === '/' ? '' : target.replace(/[?]$/u, '')),
		headers: headers
			.map(
				([name, value]) => `${name.toLowerCase()}: ${value.replace(/boundary=.*/u, 'boundary=').replace('/own-', '/')}`,
			)
			.filter(header => !ofThePrograms.test(header))
			.sort(),
		body: isExact ? body.toString('latin1') : meaning(body, contentType),
	};
}

/** Each byte that may be escaped is, but for unreserved ones (RFC 3986 §6.2.2); a plus sign in a query is a blank. */
function normalized(target: string): string {
	return target
		.replace(/\+(?=[^?]*$)/gu, '%20')
		.replace(/%[\da-f]{2}|[^\w.~\-!$&()*+,;=:@/?[\]]/giu, found =>
			found.length === 3 && found.startsWith('%') ? unescapedIfPlain(found) : escaped(found),
		)
		.replace(/[![\]()*]/gu, escaped);
}

function escaped(character: string): string {
	return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function unescapedIfPlain(found: string): string {
	const character = String.fromCharCode(Number.parseInt(found.slice(1), 16));
	return /[\w.~-]/u.test(character) && character.charCodeAt(0) < 128 ? character : found.toUpperCase();
}

function meaning(body: Buffer, contentType: string): unknown {
	if (/^application\/x-www-form-urlencoded/iu.test(contentType)) {
		return [...new URLSearchParams(`&${body.toString()}`)];
	}
	if (/json/iu.test(contentType)) {
		return body.toString().replaceAll('\r\n', '\n').trim();
	}
	const boundary = /boundary="?(?<boundary>[^";]+)/iu.exec(contentType)?.groups?.['boundary'];
	return boundary === undefined ? body.toString('latin1') : partsOf(body.toString('latin1'), boundary);
}

function partsOf(body: string, boundary: string): readonly unknown[] {
	const [content = ''] = `\r\n${body}`.split(`\r\n--${boundary}--`, 1);
	return content
		.split(`\r\n--${boundary}\r\n`)
		.slice(1)
		.map(part => {
			const end = part.indexOf('\r\n\r\n');
			return { headers: part.slice(0, end).split('\r\n').sort(), content: part.slice(end + 4) };
		});
}
