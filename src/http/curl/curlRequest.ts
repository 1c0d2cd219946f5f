import { type CurlOption, readOptions } from './curlOptions';
import { CurlRefused } from './refusal';
import { credentialMark, shellWords } from './shellWords';
import { replaceUses } from '../parser/variableUses';

/** What a body is made of. */
export type CurlBody =
	| { readonly kind: 'text'; readonly text: string }
	/** Pairs, encoded as they are sent. */
	| { readonly kind: 'form'; readonly pairs: readonly string[] }
	| { readonly kind: 'file'; readonly path: string }
	| { readonly kind: 'multipart'; readonly parts: readonly CurlPart[] };

export interface CurlPart {
	readonly name: string;
	readonly content: { readonly text: string } | { readonly path: string };
	/** Undefined where nothing says it. */
	readonly type: string | undefined;
	readonly fileName: string | undefined;
}

/** What a command of curl would send. */
export interface CurlRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body?: CurlBody;
	/** Seconds */
	readonly timeout?: string;
}

/**
 * Reads a command line. Credentials that it takes from the environment are left out: the session adds its own.
 * @throws CurlRefused where curl or the shell would do more than send one request
 */
export function readCurl(command: string): CurlRequest {
	const [, ...words] = shellWords(command);
	const options = readOptions(words);
	const data = options.filter(({ name }) => /^(?:data|json)/u.test(name));
	const parts = options.filter(({ name }) => name.startsWith('form'));
	const asQuery = has(options, 'get');
	const body = asQuery || data.length === 0 ? multipartOf(parts) : bodyOf(data, contentTypeOf(options));
	const timeout = options.findLast(({ name }) => name === 'max-time')?.value;
	return {
		method: methodOf(options, body),
		url: withoutCredential(withQuery(addressOf(options), asQuery ? data : [])),
		headers: headersOf(options, body),
		...(body !== undefined && { body }),
		...(timeout !== undefined && { timeout }),
	};
}

function has(options: readonly CurlOption[], wanted: string): boolean {
	return options.some(({ name }) => name === wanted);
}

function methodOf(options: readonly CurlOption[], body: CurlBody | undefined): string {
	const written = options.findLast(({ name }) => name === 'request')?.value;
	return written ?? (has(options, 'head') ? 'HEAD' : body === undefined ? 'GET' : 'POST');
}

function addressOf(options: readonly CurlOption[]): string {
	const [url, ...others] = options.filter(({ name }) => name === 'url').map(({ value }) => value);
	if (url === undefined) {
		throw new CurlRefused('curlNoAddress');
	}
	// curl would fetch each address of a range or a list.
	if (others.length > 0 || /\[\d+-\d+|\{[^{},]*,/u.test(replaceUses(url, () => ''))) {
		throw new CurlRefused('curlSeveralAddresses');
	}
	// curl takes http where no scheme is written.
	return /^(?:[a-z][a-z\d+.-]*:\/\/|\{\{)/iu.test(url) ? url : `http://${url}`;
}

function withQuery(url: string, data: readonly CurlOption[]): string {
	if (data.length === 0) {
		return url;
	}
	return `${url}${url.includes('?') ? '&' : '?'}${data.map(pairOf).join('&')}`;
}

function withoutCredential(url: string): string {
	const [address = '', query] = url.split(/\?(?<query>.*)/su, 2);
	const kept = query?.split('&').filter(pair => pair !== `api_key=${credentialMark}`);
	const clean = kept === undefined || kept.length === 0 ? address : `${address}?${kept.join('&')}`;
	if (clean.includes(credentialMark)) {
		throw new CurlRefused('curlShell', '$FLOWLU_API_KEY');
	}
	return clean;
}

function contentTypeOf(options: readonly CurlOption[]): string | undefined {
	return writtenHeaders(options).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
}

function writtenHeaders(options: readonly CurlOption[]): (readonly [string, string])[] {
	return options.flatMap(({ name, value }) => {
		switch (name) {
			case 'header':
				return [headerOf(value)];
			case 'user-agent':
				return [['User-Agent', value] as const];
			case 'referer':
				return [['Referer', value] as const];
			case 'cookie':
				return [cookieOf(value)];
			case 'user':
				return userOf(value);
			default:
				return [];
		}
	});
}

/** Whoever it names; a session's credential is not doubled. */
function userOf(value: string): (readonly [string, string])[] {
	if (value === `bearer:${credentialMark}`) {
		return [];
	}
	if (value.includes(credentialMark)) {
		throw new CurlRefused('curlOption', '-u');
	}
	return [['Authorization', `Basic ${base64(value)}`]];
}

/** Of UTF-8, as curl sends it. */
function base64(text: string): string {
	return btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join(''));
}

/** `Name: value`; `Name;` is a header without a value, `Name:` would take one of curl's own away. */
function headerOf(text: string): readonly [string, string] {
	const { name, value = '' } = /^(?<name>[^:;]+)(?::(?<value>.*)|;)$/su.exec(text)?.groups ?? {};
	if (name === undefined || /[\r\n\uE000]/u.test(text) || (text.endsWith(':') && value === '')) {
		throw new CurlRefused('curlOption', `-H '${text}'`);
	}
	return [name.trim(), value.trim()];
}

function cookieOf(value: string): readonly [string, string] {
	if (!value.includes('=')) {
		throw new CurlRefused('curlFile', value);
	}
	return ['Cookie', value];
}

function headersOf(options: readonly CurlOption[], body: CurlBody | undefined): (readonly [string, string])[] {
	const headers = writtenHeaders(options);
	const isWritten = (wanted: string) => headers.some(([name]) => name.toLowerCase() === wanted);
	const isJson = has(options, 'json');
	const type = isJson ? 'application/json' : 'application/x-www-form-urlencoded';
	if (body !== undefined && body.kind !== 'multipart' && !isWritten('content-type')) {
		headers.push(['Content-Type', type]);
	}
	if (isJson && !isWritten('accept')) {
		headers.push(['Accept', 'application/json']);
	}
	return headers;
}

function bodyOf(data: readonly CurlOption[], contentType: string | undefined): CurlBody {
	const [only, ...others] = data;
	const isForm =
		!data.some(({ name }) => name === 'json') &&
		/^(?:application\/x-www-form-urlencoded\b|$)/iu.test(contentType ?? '');
	if (
		only !== undefined &&
		others.length === 0 &&
		/^(?:data-binary|json)$/u.test(only.name) &&
		only.value.startsWith('@')
	) {
		return { kind: 'file', path: only.value.slice(1) };
	}
	const pieces = data.map(pairOf);
	if (!isForm) {
		return { kind: 'text', text: pieces.join(has(data, 'json') ? '' : '&') };
	}
	const pairs = pieces.flatMap(piece => piece.split('&')).filter(pair => pair !== '');
	if (pairs.some(pair => !/^[^=]+=/u.test(pair) || /[\r\n]/u.test(pair))) {
		throw new CurlRefused('curlJsonAsForm');
	}
	return { kind: 'form', pairs };
}

/** What an option of data adds. Only the whole of a body is taken from a file. */
function pairOf({ name, value }: CurlOption): string {
	if (value.includes(credentialMark)) {
		throw new CurlRefused('curlShell', '$FLOWLU_API_KEY');
	}
	if (name === 'data-urlencode') {
		const { key = '', content = '' } = /^(?:(?<key>[^=@]*)=)?(?<content>.*)$/su.exec(value)?.groups ?? {};
		if (/^[^=]*@/u.test(value)) {
			throw new CurlRefused('curlFile', value);
		}
		return key === '' ? encodeURIComponent(content) : `${key}=${encodeURIComponent(content)}`;
	}
	if (name !== 'data-raw' && value.startsWith('@')) {
		throw new CurlRefused('curlFile', value);
	}
	return value;
}

function multipartOf(parts: readonly CurlOption[]): CurlBody | undefined {
	return parts.length === 0 ? undefined : { kind: 'multipart', parts: parts.map(partOf) };
}

function partOf({ name: option, value }: CurlOption): CurlPart {
	const { name, content = '' } = /^(?<name>[^=]+)=(?<content>.*)$/su.exec(value)?.groups ?? {};
	if (name === undefined || /[\r\n"]/u.test(name) || content.includes(credentialMark)) {
		throw new CurlRefused('curlOption', `-F '${value}'`);
	}
	if (option === 'form-string' || !/^[@<]|;(?:type|filename|headers|encoder)=/u.test(content)) {
		return { name, content: { text: content }, type: undefined, fileName: undefined };
	}
	const [place = '', ...settings] = content.split(';');
	const known = new Map(
		settings.map(setting => {
			const [key = '', text = ''] = setting.split('=', 2);
			return [key.trim(), text];
		}),
	);
	if ([...known.keys()].some(key => key !== 'type' && key !== 'filename')) {
		throw new CurlRefused('curlOption', `-F '${value}'`);
	}
	const type = known.get('type');
	if (place.startsWith('<')) {
		return { name, content: { path: place.slice(1) }, type, fileName: undefined };
	}
	if (!place.startsWith('@')) {
		return { name, content: { text: place }, type, fileName: undefined };
	}
	const path = place.slice(1);
	const fileName = known.get('filename') ?? path.replace(/^.*[/\\]/su, '');
	return { name, content: { path }, type: type ?? 'application/octet-stream', fileName };
}
