import { type CurlCredential, credentialsOf } from './curlCredentials';
import { bodyOf, type CurlBody, type DataKind, multipartOf } from './curlBody';
import { joinedData } from './curlData';
import { headersOf, writtenHeaders } from './curlHeaders';
import { type CurlOption, readOptions } from './curlOptions';
import { CurlRefused } from './refusal';
import { credentialMark, shellWords } from './shellWords';
import { replaceUses } from '../parser/variableUses';

/** What a command of curl would send. */
export interface CurlRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body?: CurlBody;
	/** Seconds */
	readonly timeout?: string;
	/** Of its own, still in the address, the headers and the body. */
	readonly credentials: readonly CurlCredential[];
}

/**
 * Reads a command line. Credentials that it takes from the environment are left out: the session adds its own.
 * @throws CurlRefused where curl or the shell would do more than send one request
 */
export function readCurl(command: string): CurlRequest {
	const [, ...words] = shellWords(command);
	const options = readOptions(words);
	checkConflicts(options);
	const data = options.filter(({ name }) => /^(?:data|json)/u.test(name));
	const parts = options.filter(({ name }) => name.startsWith('form'));
	const asQuery = has(options, 'get');
	const body = asQuery || data.length === 0 ? multipartOf(parts) : bodyOf(data, dataKind(options));
	const timeout = options.findLast(({ name }) => name === 'max-time')?.value;
	return {
		method: methodOf(options, body),
		url: withoutCredential(withQuery(addressOf(options), asQuery && data.length > 0 ? joinedData(data) : undefined)),
		headers: headersOf(options, body),
		...(body !== undefined && { body }),
		// None is no limit.
		...(timeout !== undefined && !/^0*(?:\.0*)?$/u.test(timeout) && { timeout }),
		credentials: credentialsOf(options, command, asQuery ? 'form' : dataKind(options)),
	};
}

function has(options: readonly CurlOption[], wanted: string): boolean {
	return options.some(({ name }) => name === wanted);
}

/** Of a query, `-I`, data and `-F` curl takes one. */
function checkConflicts(options: readonly CurlOption[]): void {
	const data = options.find(({ name }) => /^(?:data|json)/u.test(name));
	const form = options.find(({ name }) => name.startsWith('form'));
	const head = options.find(({ name }) => name === 'head');
	const asQuery = options.find(({ name }) => name === 'get');
	const [first, second] = [asQuery === undefined ? data : undefined, form, head, form && asQuery].filter(
		option => option !== undefined,
	);
	if (first !== undefined && second !== undefined) {
		throw new CurlRefused('curlConflict', '', second.span);
	}
}

function methodOf(options: readonly CurlOption[], body: CurlBody | undefined): string {
	const written = options.findLast(({ name }) => name === 'request');
	if (written !== undefined && written.value !== written.value.toUpperCase() && !written.value.includes('{{')) {
		throw new CurlRefused('curlMethod', written.value, written.span);
	}
	return written?.value ?? (has(options, 'head') ? 'HEAD' : body === undefined ? 'GET' : 'POST');
}

function addressOf(options: readonly CurlOption[]): string {
	const [url, other] = options.filter(({ name }) => name === 'url');
	if (url === undefined) {
		throw new CurlRefused('curlNoAddress');
	}
	if (other !== undefined) {
		throw new CurlRefused('curlSeveralAddresses', '', other.span);
	}
	const address = url.value;
	// curl would fetch each address of a range or a list. What is neither it refuses, and it can mean one thing only.
	const plain = replaceUses(address, () => '');
	if (!has(options, 'globoff') && /\[(?:\d+-\d+|[a-z]-[a-z])(?::\d+)?\]|\{[^{}]*\}/iu.test(plain)) {
		throw new CurlRefused('curlRange', '', url.span);
	}
	// curl takes http where no scheme is written.
	return /^(?:[a-z][a-z\d+.-]*:\/\/|\{\{)/iu.test(address) ? address : `http://${address}`;
}

function withQuery(address: string, query: string | undefined): string {
	const [url = '', fragment = ''] = address.split(/(?<fragment>#.*)/su, 2);
	return query === undefined ? address : `${url}${url.includes('?') ? '&' : '?'}${query}${fragment}`;
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

/** What curl says that data are. */
function dataKind(options: readonly CurlOption[]): DataKind {
	const written = writtenHeaders(options).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
	const type = written ?? (has(options, 'json') ? 'application/json' : '');
	if (/^(?:application\/x-www-form-urlencoded\b|$)/iu.test(type)) {
		return 'form';
	}
	if (/^multipart\//iu.test(type)) {
		return 'multipart';
	}
	return /^application\/(?:[\w.-]+\+)?json\b/iu.test(type) ? 'json' : 'text';
}
