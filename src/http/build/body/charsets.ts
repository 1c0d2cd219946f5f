/** What a text is sent in. */
export interface Charset {
	/** Can each character be written? */
	readonly holds: (text: string) => boolean;
	readonly encode: (text: string) => Uint8Array;
}

export function isUtf8(name: string): boolean {
	return /^utf-?8$/iu.test(name);
}

/**
 * The charset of the name that a Content-Type gives; undefined where it is unknown, or one of those that only a decoder is there for, as
 * the old ones of Chinese, Japanese and Korean.
 */
export function charsetNamed(name: string): Charset | undefined {
	if (isUtf8(name)) {
		return utf8;
	}
	// One entry for each charset that there is, however its name is spelled.
	const label = name.trim().toLowerCase();
	const known = cached.get(label) ?? madeCharset(label);
	if (known !== undefined) {
		cached.set(label, known);
	}
	return known;
}

const cached = new Map<string, Charset>();

const utf8: Charset = {
	holds: text => !/\p{Cs}/u.test(text),
	encode: text => new TextEncoder().encode(text),
};

function madeCharset(name: string): Charset | undefined {
	if (/^(?:us-)?ascii$/iu.test(name)) {
		return { holds: text => !/[^\0-\x7F]/u.test(text), encode: utf8.encode };
	}
	// TextDecoder takes it for windows-1252.
	if (/^(?:iso-?8859-?1|latin-?1)$/iu.test(name)) {
		return {
			holds: text => !/[^\0-\xFF]/u.test(text),
			encode: text => Uint8Array.from(text, character => character.charCodeAt(0)),
		};
	}
	// Without the order of its bytes, who reads it would have to guess.
	const { order } = /^utf-16(?<order>le|be)$/iu.exec(name)?.groups ?? {};
	return order === undefined ? singleByte(name) : utf16(/^le$/iu.test(order));
}

function utf16(isLittle: boolean): Charset {
	return {
		holds: utf8.holds,
		encode: text => {
			const view = new DataView(new ArrayBuffer(2 * text.length));
			for (let index = 0; index < text.length; index++) {
				view.setUint16(2 * index, text.charCodeAt(index), isLittle);
			}
			return new Uint8Array(view.buffer);
		},
	};
}

/** One of the many that have a byte for each of their characters, from what the decoder makes of each byte. */
function singleByte(name: string): Charset | undefined {
	let characters: string;
	try {
		characters = new TextDecoder(name).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
	} catch {
		return undefined;
	}
	const bytes = new Map(Array.from(characters, (character, byte) => [character, byte] as const));
	bytes.delete('\uFFFD');
	return characters.length === 256 && bytes.get('A') === 65
		? {
				holds: text => Array.from(text).every(character => bytes.has(character)),
				encode: text => Uint8Array.from(Array.from(text), character => bytes.get(character) ?? 63),
			}
		: undefined;
}
