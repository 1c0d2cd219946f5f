import assert from 'node:assert/strict';
import { SaxesParser } from 'saxes';
import { resolveTarget } from '../../src/flowlu/targetUrl';
import type { ScratchpadRequest } from '../../src/http/build/request';
import type { Random } from './random';
import { busboyParts } from './receivers';

const pieces = [
	...['"', "'", '\\', '\\"', '\r\n', '\n', '\r', '\t', '&', '+', '=', '#', '%', '%41', '%2F', ';', ',', ':', '<', '>'],
	...[
		'{',
		'}',
		'{{v}}',
		'}}',
		'[',
		']',
		'/',
		'..',
		'.',
		'?',
		'../delete/1',
		'&amp;',
		']]>',
		'-->',
		'--',
		'--b',
		'\r\n--b',
	],
	...[
		'\0',
		'\x07',
		'\x7f',
		'\x85',
		'\ufeff',
		'\u00a0',
		'\u2028',
		'\uffff',
		'\ud800',
		'\udc00',
		'😀',
		'é',
		'Я',
		'漢',
		' ',
		'  ',
	],
	...[
		'a',
		'list',
		'delete',
		'7',
		'0',
		'null',
		'true',
		'"a"',
		'[1]',
		'{"a":1}',
		'api_key=x',
		'$&',
		'`',
		'*',
		'(',
		'~',
		'|',
	],
];

/** A value of the kinds that go wrong; the first two have a megabyte. */
export function anyValue(random: Random, number: number): string {
	if (number === 0) {
		return 'Ünï & "x" <y> 100% + {z} \\ ;#=?/'.repeat(33_000);
	}
	if (number === 1) {
		return 'a'.repeat(1_000_000);
	}
	const value = Array.from({ length: random.below(6) }, () => random.pick(pieces) ?? '').join('');
	return number % 4 === 3 ? JSON.stringify(value) : value;
}

const isLone = (value: string) => /\p{Cs}/u.test(value);
const isBroken = (value: string) => isLone(value) || /\p{Cc}/u.test(value);

export interface ValuePlace {
	readonly text: string;
	/** Has the place no way to write the value? */
	readonly refuses: (value: string) => boolean;
	/** What the receiver gets where the value is. */
	readonly read: (request: ScratchpadRequest) => string | undefined | Promise<string | undefined>;
}

const queryOf = ({ target }: ScratchpadRequest) => new URL(urlOf(target)).searchParams;
const bodyOf = ({ body }: ScratchpadRequest) => (typeof body === 'string' ? body : assert.fail('bytes'));
const jsonOf = (request: ScratchpadRequest): unknown => JSON.parse(bodyOf(request));
const account = { name: 'acme', origin: 'https://acme.flowlu.com' };

export function urlOf(target: string): string {
	return resolveTarget(target, account) ?? assert.fail(target);
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function member(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null
		? Object.entries(value).find(([key]) => key === name)?.[1]
		: undefined;
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** The text of the element, or the value of its attribute `b`. */
function readXml(text: string, what: 'text' | 'attribute'): string {
	let read = '';
	const parser = new SaxesParser();
	parser.on('error', error => {
		throw error;
	});
	parser.on('text', content => (read += what === 'text' ? content : ''));
	parser.on('opentag', ({ attributes }) => (read += what === 'attribute' ? String(attributes['b']) : ''));
	parser.write(text).close();
	return read;
}

const isNoXml = (value: string) => /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(value);
const multipart =
	'POST crm/lead/create\nContent-Type: multipart/form-data; boundary=b\n\n--b\nContent-Disposition: form-data; ';
const part = async ({ headers, body = '' }: ScratchpadRequest) =>
	(await busboyParts(headers[0]?.[1] ?? '', body)).map(found => found)[0];

/** Every place where a value may land, with who receives it. */
export const valuePlaces: Readonly<Record<string, ValuePlace>> = {
	'a segment of the path': {
		text: 'GET crm/lead/get/{{v}}/x',
		refuses: value => isBroken(value) || /^(?:\.{0,2}|\?[^]*|[^]*[/\\][^]*)$/u.test(value),
		read: ({ target }) => decodeURIComponent(new URL(urlOf(target)).pathname.split('/')[7] ?? ''),
	},
	'a value of the query': {
		text: 'GET crm/lead/list?a=1&v={{v}}&b=2',
		refuses: isLone,
		read: request => (queryOf(request).size === 3 ? (queryOf(request).get('v') ?? undefined) : undefined),
	},
	'a name of the query': {
		text: 'GET crm/lead/list?a=1&{{v}}=x&b=2',
		refuses: isLone,
		read: request => [...queryOf(request)][1]?.[0],
	},
	'a value of a form': {
		text: 'POST crm/lead/create\n\na=1\nv={{v}}\nb=2',
		refuses: isLone,
		read: request => [...new URLSearchParams(bodyOf(request))][1]?.[1],
	},
	'a name of a form': {
		text: 'POST crm/lead/create\n\na=1\n{{v}}=2\nb=2',
		refuses: isLone,
		read: request => [...new URLSearchParams(bodyOf(request))][1]?.[0],
	},
	'a string of JSON': {
		text: 'POST crm/lead/create\n\n{"a": "\\"", "v": "{{v}}", "b": [2]}',
		refuses: () => false,
		read: request => textOf(member(jsonOf(request), 'v')),
	},
	'a name of JSON': {
		text: 'POST crm/lead/create\n\n{"a": {"x{{v}}": 1}}',
		refuses: () => false,
		read: request => Object.keys(member(jsonOf(request), 'a') ?? {})[0]?.slice(1),
	},
	'JSON outside a string': {
		text: 'POST crm/lead/create\n\n{"a": 1, "v": {{v}}, "b": 2}',
		refuses: value => isLone(value) || !isJson(value),
		read: request => JSON.stringify(member(jsonOf(request), 'v')),
	},
	'text in XML': {
		text: 'POST crm/lead/create\nContent-Type: application/xml\n\n<a b="1">{{v}}</a>',
		refuses: isNoXml,
		read: request => readXml(bodyOf(request), 'text'),
	},
	'an attribute in XML': {
		text: "POST crm/lead/create\nContent-Type: text/xml; charset=utf-8\n\n<!-- a --><a b='{{v}}'/>",
		refuses: isNoXml,
		read: request => readXml(bodyOf(request), 'attribute'),
	},
	'plain text': {
		text: 'POST crm/lead/create\nContent-Type: text/plain\n\n{{v}}\nb',
		refuses: isLone,
		read: request => bodyOf(request).slice(0, -2),
	},
	'text in another charset': {
		text: 'POST crm/lead/create\nContent-Type: text/plain; charset=windows-1251\n\nЯ{{v}}',
		refuses: value => isLone(value) || /[^\0-\x7F\xA0Я]/u.test(value),
		read: ({ body = '' }) => new TextDecoder('windows-1251').decode(Buffer.from(body)).slice(1),
	},
	'a header': {
		text: 'GET crm/lead/list\nX-V: {{v}}',
		refuses: value => /[^\P{Cc}\t]|[^\0-\xFF]|^[ \t]|[ \t]$/u.test(value),
		read: ({ headers }) => headers[0]?.[1],
	},
	'a field of a multipart body': {
		text: `${multipart}name="v"\n\n{{v}}\n--b--`,
		refuses: value => isLone(value) || /(?:^|\n)--b/u.test(value),
		read: async request => (await part(request))?.value,
	},
	'a name in a multipart body': {
		text: `${multipart}name="v{{v}}"\n\na\n--b--`,
		refuses: value => isBroken(value) || value.endsWith('\\'),
		read: async request => (await part(request))?.name.slice(1),
	},
	'the name of a file': {
		text: `${multipart}name="v"; filename="v{{v}}"\nContent-Type: text/plain\n\na\n--b--`,
		refuses: value => isBroken(value) || value.endsWith('\\'),
		read: async request => (await part(request))?.fileName?.slice(1),
	},
};
