import { maskUses, replaceOutsideUses, replaceUses } from '../parser/variableUses';
import type { CurlOption } from './curlOptions';
import { CurlRefused } from './refusal';
import { credentialMark } from './shellWords';

/** The body that options of data make, or the query that they make with `-G`: each adds to the ones before. */
export function joinedData(data: readonly CurlOption[]): string {
	return data.reduce((text, option, index) => {
		const separator = index === 0 || option.name === 'json' ? '' : '&';
		return `${text}${separator}${dataOf(option)}`;
	}, '');
}

/** The path of the file that is the whole body. */
export function dataFile(data: readonly CurlOption[]): string | undefined {
	const [only, ...others] = data;
	const isFile =
		only !== undefined &&
		others.length === 0 &&
		/^(?:data-binary|json)$/u.test(only.name) &&
		/^@(?!-$)./su.test(only.value);
	return isFile ? only.value.slice(1) : undefined;
}

/** Only the whole of a body is taken from a file. */
function dataOf({ name, value, span }: CurlOption): string {
	if (value.includes(credentialMark)) {
		throw new CurlRefused('curlShell', '$FLOWLU_API_KEY', span);
	}
	if (name === 'data-urlencode') {
		const { key = '', content = '' } = /^(?:(?<key>[^=@]*)=)?(?<content>.*)$/su.exec(value)?.groups ?? {};
		if (/^[^=]*@/u.test(value)) {
			throw new CurlRefused('curlFile', value, span);
		}
		const encoded = replaceOutsideUses(content, urlEncoded);
		return key === '' ? encoded : `${key}=${encoded}`;
	}
	if (name !== 'data-raw' && value.startsWith('@')) {
		throw new CurlRefused('curlFile', value, span);
	}
	return value;
}

/** As curl does, with a plus sign for a blank. Half a surrogate pair has no encoding. */
function urlEncoded(text: string): string {
	return encodeURIComponent(text.replace(/[\uD800-\uDFFF]/gu, '\uFFFD'))
		.replace(/[!'()*]/gu, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
		.replaceAll('%20', '+');
}

/**
 * The pairs of a form, as they are sent.
 * @throws CurlRefused for what is a form by accident only, as JSON that was meant to be sent as such
 */
export function formPairs(text: string, { span }: Pick<CurlOption, 'span'>): readonly string[] {
	const pairs = splitOutsideUses(text, '&')
		.filter(pair => pair !== '')
		.map(pair => ({ pair, plain: replaceUses(pair, () => 'x') }));
	const isForm =
		pairs.length === 0 ||
		(!/^\s*[<{[]/u.test(text) &&
			pairs.some(({ plain }) => plain.includes('=')) &&
			pairs.every(({ pair, plain }) => /^[^=\r\n"{}]+=/u.test(plain) || /^[\w.~%-]+$/u.test(pair)));
	if (!isForm) {
		throw new CurlRefused('curlJsonAsForm', '', span);
	}
	// A name by itself has an empty value.
	return pairs.map(({ pair, plain }) => (plain.includes('=') ? pair : `${pair}=`));
}

/** Not where the separator stands in the braces of a variable. */
export function splitOutsideUses(text: string, separator: string): readonly string[] {
	const masked = maskUses(text, ' ');
	let offset = 0;
	return masked.split(separator).map(({ length }) => {
		const part = text.slice(offset, offset + length);
		offset += length + separator.length;
		return part;
	});
}
