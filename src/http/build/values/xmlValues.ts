import type { Refuse, ValuePlace } from './valuePlace';

/** Text and attributes have references; elsewhere a value is what it is, or ends the place that it is in. */
type Place = 'text' | 'tag' | 'attribute' | 'comment' | 'section';

/** The values of an XML body: text of elements and attributes. */
export function xmlValues(refuse: Refuse): ValuePlace {
	let place: Place = 'text';
	let quote = '';
	/** What ends a comment, a CDATA section or a processing instruction. */
	let end = '';
	/** All that was typed since the last value, as far as a place begins or ends within. */
	let before = '';

	/** Goes on behind the text that changes the place. @returns where that ends, -1 where nothing changes it any more */
	function nextChange(text: string, from: number): number {
		switch (place) {
			case 'text':
				return enter(text, text.indexOf('<', from));
			case 'tag':
				return leaveTag(text, from);
			case 'attribute':
				return leave(text.indexOf(quote, from), 1, 'tag');
			case 'comment':
			case 'section':
				return leave(text.indexOf(end, from), end.length, 'text');
		}
	}

	function enter(text: string, at: number): number {
		if (at < 0) {
			return -1;
		}
		const [opening = '<'] = /^<(?:!--|!\[CDATA\[|\?)?/u.exec(text.slice(at, at + 9)) ?? [];
		end = { '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' }[opening] ?? '';
		place = opening === '<' ? 'tag' : opening === '<!--' ? 'comment' : 'section';
		return at + opening.length;
	}

	function leaveTag(text: string, from: number): number {
		const found = text.slice(from).search(/["'>]/u);
		if (found >= 0) {
			quote = text.charAt(from + found);
			place = quote === '>' ? 'text' : 'attribute';
		}
		return found < 0 ? -1 : from + found + 1;
	}

	function leave(at: number, length: number, into: Place): number {
		place = at < 0 ? place : into;
		return at < 0 ? -1 : at + length;
	}

	return {
		typed: text => {
			for (let offset = 0; offset >= 0; offset = nextChange(text, offset)) {
				before = text.slice(offset);
			}
			return text;
		},
		value: (value, use) => {
			const isReferred = place === 'text' || place === 'attribute';
			const mayStand = isReferred ? !/&[\w#]*$/u.test(before) : isPlainIn(place, value);
			if (!mayStand || !isXmlText(value)) {
				refuse('valueInXml', use);
			}
			return isReferred ? escaped(value) : value;
		},
	};
}

function isPlainIn(place: Place, value: string): boolean {
	return place === 'tag' ? /^[\p{L}\p{N}_.:-]+$/u.test(value) : !/[\r<>&\]?-]/u.test(value);
}

/** XML 1.0 §2.2: other characters have no way to be written. */
function isXmlText(value: string): boolean {
	return !/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(value);
}

/** Line breaks and tabs would be made blanks in an attribute. */
function escaped(value: string): string {
	return value.replace(/[&<>"'\t\r\n]/gu, character => `&#${character.charCodeAt(0)};`);
}
