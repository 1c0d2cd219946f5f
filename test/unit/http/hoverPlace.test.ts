import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { hoverPlaceAt } from '../../../src/http/service/places/hoverPlace';
import { parseDocument } from '../../../src/http/document/parse';
import { anyText } from './anyText';
import { runs } from '../../support/runs';

/** @param source a text with `|` before the character that the pointer is on */
function told(source: string): string | undefined {
	const text = source.replace('|', '');
	const place = hoverPlaceAt(parseDocument(text), source.indexOf('|'));
	return place && `${place.kind} ${text.slice(place.span.start, place.span.end)}`;
}

suite('The place of a hover', () => {
	const cases: readonly (readonly [source: string, expected: string | undefined])[] = [
		['@a|b = 1', 'variable ab'],
		['@ab| = 1', undefined],
		['@b = {{|a}}', 'variable {{a}}'],
		['GET x/|{{a}}', 'variable {{a}}'],
		['G|ET x/y', 'request GET x/y'],
		['GET x/|y\n\t?a=1\nB: c', 'request GET x/y\n\t?a=1'],
		['GET x/y\nA: |b', undefined],
		['# @no|te x\nGET x/y', 'metadata note'],
		['|# @note x\nGET x/y', 'metadata note'],
		['# @note |x\nGET x/y', undefined],
		['# wo|rds\nGET x/y', undefined],
		['GET x/y\n\n?? sta|tus == 1', 'check status'],
		['GET x/y\n\n?? status |== 1', 'check =='],
		['GET x/y\n\n?? status == |1', undefined],
		['GET x/y\n\n?? $.a|.b exists', 'check $.a.b'],
		['GET x/y\n\n?? status == {{|a}}', 'variable {{a}}'],
		['GET x/y\n\t?a=1\n\t&fil|ter[b]=2\nB: c', 'field filter[b]=2'],
		['GET x/y?a=|1&b=2', 'field a=1'],
		['GET x/y?a={{|b}}', 'variable {{b}}'],
		['POST x/y\n\na=1\n# c\nna|me = b c & d=1', 'field name = b c'],
		['POST x/y\n\n{\n\t"a": "b",\n\t"c|": 1\n}', 'field "c": 1'],
		['POST x/y\n\n{ "a": "x", "c": "y\\"|z" }', 'field "c": "y\\"z"'],
		['POST x/y\n\n{"a": {"c|": 1}}', undefined],
		['POST x/y\n\n{"a|": {"c": 1}}', 'field "a": '],
		['POST x/y\n\nplain te|xt', undefined],
		['|', undefined],
	];
	for (const [source, expected] of cases) {
		test(JSON.stringify(source), () => {
			assert.equal(told(source), expected);
		});
	}

	test('holds the pointer in any text', () => {
		fc.assert(
			fc.property(anyText, fc.nat(), (text, seed) => {
				const offset = seed % (text.length + 1);
				const place = hoverPlaceAt(parseDocument(text), offset);
				assert.ok(place === undefined || place.kind === 'metadata' || place.span.start <= offset);
			}),
			{ numRuns: runs(1000) },
		);
	});
});
