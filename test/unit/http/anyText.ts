import fc from 'fast-check';
import { realisticDocument } from '../../bench/realisticDocument';

/** Pieces that mean something, so that random joins of them reach every part of the parser. */
export const piece = fc.constantFrom(
	...[
		'###',
		'### ',
		'# @name a',
		'// @account = b',
		'# @key',
		'# @prompt x',
		'#',
		'//',
		'\n',
		'\n',
		'\r\n',
		'\r',
		'\n\n',
		' ',
		'\t',
	],
	...[
		'{{',
		'}}',
		'{{{',
		'{{a}}',
		'{{ b }}',
		'{{$guid}}',
		'@a = ',
		'@b={{a}}',
		'@',
		'=',
		':=',
		'&',
		'?',
		'+',
		'%',
		'%41',
		':',
	],
	...[
		'GET ',
		'POST ',
		'get',
		'GRPC x',
		'FETCH ',
		'curl -d',
		'curl https://a.b ',
		'# @name n\n',
		'# @ref n',
		'# @import ./f',
		'{{n.response.body.$.a}}',
		'boundary=b',
		'--b',
		'--b--',
		'run #a',
		'run #a (@a={{b}}, @c=d)',
		'run ./f (@a=b)\n',
		'import x',
		'HTTP/1.1',
		'HTTP/1.1 200 OK',
		'/x',
		'crm/lead/list',
	],
	...[
		'https://a.b',
		'localhost:1',
		'Content-Type: ',
		'application/json',
		'multipart/form-data',
		'application/x-www-form-urlencoded',
	],
	...[
		'Host: a',
		'Authorization: Basic a b',
		'A: b',
		'{"a":1}',
		'[',
		'<a/>',
		'< ./f',
		'<@x f',
		'<> f',
		'> {%',
		'%}',
		'> f.js',
		'>> f',
		'?? a',
	],
	...['\ufeff', '\u00a0', '\u2028', '\0', '\ud800', '😀', 'é'],
);
export const pieces = fc.array(piece, { maxLength: 60 }).map(all => all.join(''));

const realistic = realisticDocument(6);
const mutated = fc
	.array(fc.record({ at: fc.nat(realistic.length), cut: fc.nat(20), put: fc.oneof(piece, fc.string()) }), {
		maxLength: 8,
	})
	.map(edits => edits.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), realistic));
/** Texts of all kinds, most of them nearly scratchpads. */
export const anyText = fc.oneof(pieces, mutated, fc.string({ unit: 'binary', maxLength: 200 }));
