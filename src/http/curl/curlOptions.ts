import { CurlRefused } from './refusal';

/** What the options of a command line of curl ask for, each with its value, in their order; `url` for an address. */
export interface CurlOption {
	readonly name: string;
	readonly value: string;
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
	...namesOf('user-agent', 'A'),
	...namesOf('referer', 'e'),
	...namesOf('cookie', 'b'),
	...namesOf('max-time', 'm'),
	...namesOf('url'),
]);

const withoutValue: ReadonlyMap<string, string> = new Map([...namesOf('get', 'G'), ...namesOf('head', 'I')]);

/** What is so here anyway, or is only about what curl prints. */
const ignored = new Set([
	...['s', 'silent', 'S', 'show-error', 'v', 'verbose', 'i', 'include', 'show-headers', 'f', 'fail', 'fail-with-body'],
	...['L', 'location', 'k', 'insecure', 'g', 'globoff', 'N', 'no-buffer', '#', 'progress-bar', 'compressed'],
	...['http1.1', 'http2', 'no-progress-meter', 'no-keepalive', 'q', 'disable', '4', 'ipv4', '6', 'ipv6'],
]);

const ignoredWithValue = new Set(['o', 'output', 'D', 'dump-header', 'w', 'write-out', 'connect-timeout', 'stderr']);

function namesOf(name: string, ...others: readonly string[]): [string, string][] {
	return [name, ...others].map(other => [other, name]);
}

/** @param words those behind `curl` @throws CurlRefused */
export function readOptions(words: readonly string[]): CurlOption[] {
	const options: CurlOption[] = [];
	const rest = [...words];
	for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
		if (word.startsWith('--') && word.length > 2) {
			readLong(word.slice(2), rest, options);
		} else if (word.startsWith('-') && word.length > 1) {
			readShort(word.slice(1), rest, options);
		} else {
			options.push({ name: 'url', value: word });
		}
	}
	return options;
}

function readLong(name: string, rest: string[], options: CurlOption[]): void {
	const plain = withoutValue.get(name);
	const valued = withValue.get(name);
	if (name.length > 1 && plain !== undefined) {
		options.push({ name: plain, value: '' });
	} else if (name.length > 1 && valued !== undefined) {
		options.push({ name: valued, value: valueOf(`--${name}`, rest) });
	} else if (name.length > 1 && ignoredWithValue.has(name)) {
		valueOf(`--${name}`, rest);
	} else if (name.length === 1 || !ignored.has(name)) {
		throw new CurlRefused('curlOption', `--${name}`);
	}
}

/** Letters stand together, the value of the last one with them or behind them. */
function readShort(letters: string, rest: string[], options: CurlOption[]): void {
	for (let index = 0; index < letters.length; index++) {
		const letter = letters.charAt(index);
		const plain = withoutValue.get(letter);
		const valued = withValue.get(letter);
		if (plain !== undefined) {
			options.push({ name: plain, value: '' });
		} else if (valued !== undefined || ignoredWithValue.has(letter)) {
			const attached = letters.slice(index + 1);
			const value = attached === '' ? valueOf(`-${letter}`, rest) : attached;
			if (valued !== undefined) {
				options.push({ name: valued, value });
			}
			return;
		} else if (!ignored.has(letter)) {
			throw new CurlRefused('curlOption', `-${letter}`);
		}
	}
}

function valueOf(option: string, rest: string[]): string {
	const value = rest.shift();
	if (value === undefined) {
		throw new CurlRefused('curlMissingValue', option);
	}
	return value;
}
