import type { CurlBody } from './curlBody';
import type { CurlOption } from './curlOptions';
import { CurlRefused } from './refusal';
import { credentialMark } from './shellWords';

type Header = readonly [name: string, value: string];

/** What ends a header, a credential from the environment, and what curl sends as UTF-8 and the transport here as Latin-1. */
const unsendable = /[\r\n\u0080-\uFFFF]/u;

/** Headers that curl sends with the options, and with a body of the kind; those that every request has are left out. */
export function headersOf(options: readonly CurlOption[], body: CurlBody | undefined): Header[] {
	const headers = writtenHeaders(options).filter(header => body?.kind !== 'multipart' || !isTypeOfForm(header));
	const isWritten = (wanted: string) => headers.some(([name]) => name.toLowerCase() === wanted);
	const isJson = options.some(({ name }) => name === 'json');
	const type = isJson ? 'application/json' : 'application/x-www-form-urlencoded';
	const isTyped = isJson || (body !== undefined && body.kind !== 'multipart');
	if (isTyped && !isWritten('content-type')) {
		headers.push(['Content-Type', type]);
	}
	if (isJson && !isWritten('accept')) {
		headers.push(['Accept', 'application/json']);
	}
	return headers;
}

/** curl adds its boundary to one without, and a second boundary to one that has one. */
function isTypeOfForm([name, value]: Header): boolean {
	if (name.toLowerCase() !== 'content-type') {
		return false;
	}
	if (!/^multipart\/form-data;?$/iu.test(value)) {
		throw new CurlRefused('curlHeader', name);
	}
	return true;
}

/** Those that the command names, but for a credential that is to come from the environment. */
export function writtenHeaders(options: readonly CurlOption[]): Header[] {
	const headers = options
		.filter(({ name }) => name === 'header')
		.flatMap(option => headerOf(option))
		.concat(authorizationOf(options));
	const own = [last(options, 'user-agent', 'User-Agent'), refererOf(options), cookieOf(options)].filter(
		header => header !== undefined,
	);
	// What -H names counts more.
	return [...headers, ...own.filter(([name]) => !headers.some(other => other[0].toLowerCase() === name.toLowerCase()))];
}

/** `Name: value`; `Name;` is a header without a value, `Name:` takes one of curl's own away. */
function headerOf({ value: text, span }: CurlOption): Header[] {
	if (text.startsWith('@')) {
		throw new CurlRefused('curlFile', text, span);
	}
	const { name, value = '' } = /^(?<name>[^:;]+)(?::(?<value>.*)|;)$/su.exec(text)?.groups ?? {};
	const isName = name !== undefined && /^(?:[\w!#$%&'*+.^`|~-]|\{\{[^{}]*\}\})+$/u.test(name);
	// Refused as such, whatever its value.
	const isCredential = name?.toLowerCase() === 'authorization';
	if (!isName || (unsendable.test(text) && !isCredential)) {
		// What has no name may be a secret.
		throw new CurlRefused('curlHeader', isName ? name : '-H', span);
	}
	if (text.includes(':') && value.trim() === '') {
		// Sent by curl by itself, or here.
		if (/^(?:accept|content-type|user-agent|host|content-length|authorization)$/iu.test(name)) {
			throw new CurlRefused('curlHeader', `${name}:`, span);
		}
		return [];
	}
	return [[name, value.trim()]];
}

function last(options: readonly CurlOption[], wanted: string, header: string): Header | undefined {
	const option = options.findLast(({ name }) => name === wanted);
	if (option === undefined) {
		return undefined;
	}
	if (option.value.trim() === '' || unsendable.test(option.value)) {
		throw new CurlRefused('curlHeader', header, option.span);
	}
	return [header, option.value.trim()];
}

function refererOf(options: readonly CurlOption[]): Header | undefined {
	const referer = last(options, 'referer', 'Referer');
	// What is to become of it in a redirect.
	const [value = ''] = referer?.[1].split(';auto', 1) ?? [];
	return value === '' ? undefined : ['Referer', value];
}

function cookieOf(options: readonly CurlOption[]): Header | undefined {
	const cookies = options.filter(({ name }) => name === 'cookie');
	const file = cookies.find(({ value }) => !value.includes('='));
	if (file !== undefined) {
		throw new CurlRefused('curlFile', '-b', file.span);
	}
	const value = cookies.map(cookie => cookie.value).join(';');
	if (unsendable.test(value)) {
		throw new CurlRefused('curlHeader', 'Cookie', cookies[0]?.span);
	}
	return cookies.length === 0 ? undefined : ['Cookie', value.trim()];
}

/** Whoever it names; a session's credential is not doubled. */
function authorizationOf(options: readonly CurlOption[]): Header[] {
	const user = options.findLast(({ name }) => name === 'user');
	if (user === undefined || user.value === `bearer:${credentialMark}`) {
		return [];
	}
	if (user.value.includes(credentialMark)) {
		throw new CurlRefused('curlOption', '-u', user.span);
	}
	// Refused where it would be sent, and left out where the command is pasted.
	return [['Authorization', 'Basic']];
}
