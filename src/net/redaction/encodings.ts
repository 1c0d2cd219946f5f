/**
 * A text to look for, place by place: the UTF-16 code units that may stand there, or texts of which one does. No text is empty.
 */
export type Needle = readonly (string | readonly Needle[])[];

/** The text however each of its characters is written: as itself, or escaped for a URL, a form, JSON or HTML, and that escaped once more for any of them. */
export function anyEncoding(text: string): Needle {
	return Array.from(text.matchAll(/\\+|[^\\]/gu), ([part]) =>
		part.startsWith('\\') ? backslashes(part.length) : escapedTwice(part),
	);
}

/** The word in capitals or not, unescaped. */
export function anyCase(word: string): Needle {
	return Array.from(word, character => character.toLowerCase() + character.toUpperCase());
}

/** The text as one reads it whose bytes are of UTF-16, taken for another encoding: a NUL beside each character of ASCII. */
export function withNuls(text: string): Needle {
	return units(text.split('').join('\0'));
}

/** Base64 of the text, raw and in what programs commonly write it before they encode it, behind 0, 1 and 2 other bytes: the three ways that it can lie across the groups of three. */
export function base64Needles(text: string): readonly Needle[] {
	const texts = new Set([text, encodeURIComponent(text), jsonText(text), asciiJsonText(text), htmlText(text)]);
	const contents = [
		...[...texts].map(each => utf8.encode(each)),
		utf16(text, 'little-endian'),
		utf16(text, 'big-endian'),
	];
	const once = contents.flatMap(base64Inside);
	const twice = base64Inside(utf8.encode(text)).flatMap(inside => base64Inside(utf8.encode(inside)));
	return [...new Set([...once, ...twice])].map(base64 => base64.split('').map(base64Sign));
}

function jsonText(text: string): string {
	return JSON.stringify(text).slice(1, -1);
}

/** As PHP writes it by default. */
function asciiJsonText(text: string): string {
	return jsonText(text)
		.replaceAll('/', '\\/')
		.replace(/[^\0-\x7f]/gu, character =>
			character
				.split('')
				.map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
				.join(''),
		);
}

function htmlText(text: string): string {
	const escapes: Readonly<Record<string, string>> = {
		'&': '&amp;',
		'<': '&lt;',
		'>': '&gt;',
		'"': '&quot;',
		"'": '&#039;',
	};
	return text.replace(/[&<>"']/gu, character => escapes[character] ?? character);
}

function utf16(text: string, order: 'little-endian' | 'big-endian'): Uint8Array {
	const bytes = new DataView(new ArrayBuffer(text.length * 2));
	for (let index = 0; index < text.length; index++) {
		bytes.setUint16(index * 2, text.charCodeAt(index), order === 'little-endian');
	}
	return new Uint8Array(bytes.buffer);
}

/** JSON doubles each, and JSON within JSON doubles them again. A run is one place, since its pieces could be told apart in too many ways. */
function backslashes(count: number): readonly Needle[] {
	const escaped = [
		...escapes('\\')
			.filter(escape => escape[1] !== '\\')
			.map(escapedAgain),
		...repeatedPercent('\\'),
	];
	return [...runs(count, count * 4), ...escaped.map(escape => repeated(escape, count))];
}

/** Backslashes, as many as either number or anything between. */
function runs(min: number, max: number): readonly Needle[] {
	return Array.from({ length: max - min + 1 }, (_, more) => repeated(['\\'], min + more));
}

function repeated(needle: Needle, count: number): Needle {
	return Array.from({ length: count }, () => needle).flat();
}

/** Every way of writing a character: itself and its escapes, whose characters may be escaped in their turn. */
const escapedTwice = remembered((character: string): readonly Needle[] => [
	units(character),
	...escapes(character).map(escapedAgain),
	...repeatedPercent(character),
]);

/** Each place of the escape as itself or escaped. */
function escapedAgain(escape: readonly string[]): Needle {
	return escape.map(escapedOnce);
}

/** @param either code units of which one stands there */
const escapedOnce = remembered((either: string): readonly Needle[] => [
	[either],
	...Array.from(either).flatMap(unit => escapes(unit)),
]);

/** The escapes of a character, of one level. */
const escapes = remembered((character: string): readonly (readonly string[])[] => [
	...percent(character),
	...jsonEscapes(character),
	...htmlEscapes(character),
	...(character === ' ' ? [['+']] : []),
]);

/** Letters, digits and signs come again and again; not every character of the world is kept. */
function remembered<T>(make: (characters: string) => T): (characters: string) => T {
	const made = new Map<string, T>();
	return characters => {
		const value = made.get(characters) ?? make(characters);
		if (made.size < 256) {
			made.set(characters, value);
		}
		return value;
	};
}

const utf8 = new TextEncoder();

/** `%C3%A9`, whatever the case of its digits. Half a surrogate pair has none. */
function percent(character: string): readonly (readonly string[])[] {
	return /[\uD800-\uDFFF]/u.test(character)
		? []
		: [[...utf8.encode(character)].flatMap(byte => ['%', ...hexadecimal(byte, 2)])];
}

/** Encoded three and four times, as links that are passed on are. */
function repeatedPercent(character: string): readonly (readonly string[])[] {
	return percent(character).flatMap(once =>
		['2525', '252525'].map(more => once.flatMap(place => (place === '%' ? units(`%${more}`) : [place]))),
	);
}

/** `\u00e9`, two of them for a character beyond the basic plane, and what has a short escape. */
function jsonEscapes(character: string): readonly (readonly string[])[] {
	const code = character.split('').flatMap(unit => ['\\', 'u', ...hexadecimal(unit.charCodeAt(0), 4)]);
	const short = character === '/' ? '\\/' : jsonText(character);
	return short.startsWith('\\') && !short.startsWith('\\u') ? [code, units(short)] : [code];
}

/** The names of HTML for what is no letter and no digit. */
const htmlNames: Readonly<Record<string, readonly string[]>> = {
	'!': ['excl'],
	'"': ['quot', 'QUOT'],
	'#': ['num'],
	$: ['dollar'],
	'%': ['percnt'],
	'&': ['amp', 'AMP'],
	"'": ['apos'],
	'(': ['lpar'],
	')': ['rpar'],
	'*': ['ast', 'midast'],
	'+': ['plus'],
	',': ['comma'],
	'.': ['period'],
	'/': ['sol'],
	':': ['colon'],
	';': ['semi'],
	'<': ['lt', 'LT'],
	'=': ['equals'],
	'>': ['gt', 'GT'],
	'?': ['quest'],
	'@': ['commat'],
	'[': ['lsqb', 'lbrack'],
	'\\': ['bsol'],
	']': ['rsqb', 'rbrack'],
	'^': ['Hat'],
	_: ['lowbar', 'UnderBar'],
	'`': ['grave', 'DiacriticalGrave'],
	'{': ['lcub', 'lbrace'],
	'|': ['vert', 'verbar', 'VerticalLine'],
	'}': ['rcub', 'rbrace'],
};

const zeros = ['', '0', '00', '000', '0000'];

/** By number, decimal or hexadecimal, with zeros before it or not, and by name. */
function htmlEscapes(character: string): readonly (readonly string[])[] {
	const number = character.codePointAt(0) ?? 0;
	const digits = hexadecimal(number, 1);
	return [
		...zeros.map(zero => units(`&#${zero}${number};`)),
		...zeros.map(zero => ['&', '#', 'xX', ...units(zero), ...digits, ';']),
		...(htmlNames[character] ?? []).map(name => units(`&${name};`)),
	];
}

/** Each place has one code unit. */
function units(text: string): readonly string[] {
	return text.split('');
}

function hexadecimal(number: number, digits: number): readonly string[] {
	return Array.from(number.toString(16).padStart(digits, '0'), digit =>
		digit >= 'a' ? digit + digit.toUpperCase() : digit,
	);
}

/** Base64url has other signs, and either may be escaped. */
const base64Sign = remembered((character: string): readonly Needle[] => {
	switch (character) {
		case '+':
			return [...escapedTwice('+'), ...escapedOnce('-')];
		case '/':
			return [...escapedTwice('/'), ...escapedOnce('_')];
		default:
			return escapedOnce(character);
	}
});

/** What base64 makes of the bytes when 0, 1 and 2 other bytes precede them, without the characters that depend on the neighbours. */
function base64Inside(bytes: Uint8Array): readonly string[] {
	const text = Array.from(bytes, byte => String.fromCharCode(byte)).join('');
	return [0, 1, 2].map(shift => {
		const binary = '\0'.repeat(shift) + text;
		const first = Math.ceil((shift * 8) / 6);
		const afterLast = Math.floor((binary.length * 8) / 6);
		return btoa(binary).slice(first, afterLast);
	});
}
