import type { Span } from '../problem';
import { CurlRefused } from './refusal';
import type { ShellWord } from './shellWords';

/** What the options of a command line of curl ask for, each with its value, in their order; `url` for an address. */
export interface CurlOption {
	readonly name: string;
	readonly value: string;
	/** In the command, from the start of the option to the end of its value. */
	readonly span: Span;
	/** Of the word that has the value, which the option may stand before. */
	readonly valueSpan: Span;
}

/** Options with a value that count here, by all their names. curl's manual page. */
const withValue: ReadonlyMap<string, string> = new Map([
	...namesOf('request', 'X'),
	...namesOf('header', 'H'),
	...namesOf('data', 'd', 'data-ascii'),
	...namesOf('data-raw'),
	...namesOf('data-binary'),
	...namesOf('data-urlencode'),
	...namesOf('json'),
	...namesOf('form', 'F'),
	...namesOf('form-string'),
	...namesOf('user', 'u'),
	...namesOf('oauth2-bearer'),
	...namesOf('user-agent', 'A'),
	...namesOf('referer', 'e'),
	...namesOf('cookie', 'b'),
	...namesOf('max-time', 'm'),
	...namesOf('url'),
]);

const withoutValue: ReadonlyMap<string, string> = new Map([
	...namesOf('get', 'G'),
	...namesOf('head', 'I'),
	...namesOf('globoff', 'g'),
]);

/** What is so here anyway, or is only about what curl prints and keeps. */
const ignored = new Set([
	...['s', 'silent', 'S', 'show-error', 'v', 'verbose', 'i', 'include', 'show-headers', 'f', 'fail', 'fail-with-body'],
	...['L', 'location', 'k', 'insecure', 'N', 'no-buffer', '#', 'progress-bar', 'compressed', 'basic'],
	...['http1.1', 'http2', 'http2-prior-knowledge', 'no-progress-meter', 'no-keepalive', 'q', 'disable'],
	...['4', 'ipv4', '6', 'ipv6', 'O', 'remote-name', 'J', 'remote-header-name', 'tlsv1.2', 'tlsv1.3', 'tcp-nodelay'],
]);

const ignoredWithValue = new Set([
	...['o', 'output', 'D', 'dump-header', 'w', 'write-out', 'connect-timeout', 'stderr', 'c', 'cookie-jar'],
	...['max-redirs', 'trace', 'trace-ascii', 'expect100-timeout', 'keepalive-time'],
]);

function namesOf(name: string, ...others: readonly string[]): [string, string][] {
	return [name, ...others].map(other => [other, name]);
}

/** @param words those behind `curl` @throws CurlRefused */
export function readOptions(words: readonly ShellWord[]): readonly CurlOption[] {
	const options: CurlOption[] = [];
	const rest = [...words];
	let areAddresses = false;
	for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
		const { text, span } = word;
		if (areAddresses || !text.startsWith('-')) {
			options.push({ name: 'url', value: text, span, valueSpan: span });
		} else if (text === '--') {
			areAddresses = true;
		} else if (/^-(?:Uri|Method|Headers|Body|ContentType|UseBasicParsing|InFile|OutFile|WebSession)$/u.test(text)) {
			throw new CurlRefused('curlWindows', text, span);
		} else if (text.startsWith('--')) {
			readLong(word, rest, options);
		} else {
			readShort(word, rest, options);
		}
	}
	return options;
}

function readLong({ text, span }: ShellWord, rest: ShellWord[], options: CurlOption[]): void {
	const name = text.slice(2);
	// A letter by itself is no long option.
	const plain = name.length === 1 ? undefined : withoutValue.get(name);
	const valued = name.length === 1 ? undefined : withValue.get(name);
	if (plain !== undefined) {
		options.push({ name: plain, value: '', span, valueSpan: span });
	} else if (valued !== undefined) {
		options.push({ name: valued, ...valueOf(text, span, rest) });
	} else if (name.length > 1 && ignoredWithValue.has(name)) {
		valueOf(text, span, rest);
	} else if (name.length === 1 || !ignored.has(name)) {
		throw new CurlRefused('curlOption', text, span);
	}
}

/** Letters stand together, the value of the last one with them or behind them. */
function readShort({ text, span }: ShellWord, rest: ShellWord[], options: CurlOption[]): void {
	for (let index = 1; index < text.length || text === '-'; index++) {
		const letter = text.charAt(index);
		const plain = withoutValue.get(letter);
		const valued = withValue.get(letter);
		if (plain !== undefined) {
			options.push({ name: plain, value: '', span, valueSpan: span });
		} else if (valued !== undefined || ignoredWithValue.has(letter)) {
			const attached = text.slice(index + 1);
			const value = attached === '' ? valueOf(`-${letter}`, span, rest) : { value: attached, span, valueSpan: span };
			if (valued !== undefined) {
				options.push({ name: valued, ...value });
			}
			return;
		} else if (!ignored.has(letter)) {
			throw new CurlRefused('curlOption', `-${letter}`, span);
		}
	}
}

function valueOf(option: string, span: Span, rest: ShellWord[]): Omit<CurlOption, 'name'> {
	const word = rest.shift();
	if (word === undefined) {
		throw new CurlRefused('curlMissingValue', option, span);
	}
	return { value: word.text, span: { start: span.start, end: word.span.end }, valueSpan: word.span };
}
