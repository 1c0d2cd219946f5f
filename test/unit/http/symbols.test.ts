import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { definitionIn, isNameFor, occurrencesOf, symbolAt } from '../../../src/http/service/symbols';
import { parseDocument } from '../../../src/http/document/parse';
import type { Span } from '../../../src/http/problem';
import { anyText } from './anyText';
import { marked } from './marked';
import { runs } from '../../support/runs';

/** All places of the symbol at the first mark. */
function occurrencesIn(text: string, { start }: Span): readonly Span[] {
	const document = parseDocument(text);
	const symbol = symbolAt(document, start);
	assert.ok(symbol);
	return occurrencesOf(document, symbol)
		.map(({ span }) => span)
		.sort((a, b) => a.start - b.start);
}

const documents: readonly (readonly [title: string, source: string])[] = [
	[
		'a variable in targets, headers, bodies and other variables',
		'@«host» = acme\n@url = https://{{«host»}}.x\n\nGET {{ «host» }}/a?b={{«host»}}\nA: {{«host»}}\n\n### b\nPOST x/y/create\n\n{"a": "{{«host»}}"}\n',
	],
	['names that contain it, and text', '@«a» = 1\n@aa = {{«a»}}\n\nGET a/a?a={{aa}}&b={{«a»}}\n'],
	['a variable that is defined twice', '@«a» = 1\n@«a» = 2\nGET x/{{«a»}}\n'],
	['one that nobody defines', 'GET x/{{«a»}}\n\n###\nGET y/{{«a»}}\n'],
	['one that a block asks for, there only', '@id = 1\nGET a/{{id}}\n\n###\n# @prompt «id» Which?\nGET b/{{«id»}}\n'],
	['one of the document that a block asks for anew', '@«id» = 1\nGET a/{{«id»}}\n\n###\n# @prompt id\nGET b/{{id}}\n'],
	[
		'a request by its name',
		'# @name «login»\nPOST a/b\n\n###\n# @ref «login»\nGET c/{{«login».response.body.$.login}}\nA: {{login}}\n\n###\nrun #«login»\n',
	],
	['one that is given to a file is not its own', '@«a» = 1\nrun ./b.http (@a = {{«a»}}2, @b = a)\n'],
	['one that is given to a file', '@a = 1\nrun ./b.http (@«a» = {{a}}2)\nrun ./c.http (@a=1)\nrun ./b.http (@«a»=1)\n'],
	[
		'one that is given to a request',
		'@«a» = 1\n# @name b\nGET x/{{«a»}}\n###\nrun #b (@«a» = {{«a»}}2)\nrun #else (@a=1)\n',
	],
	[
		'one that is given to a request which asks for it',
		'@a = 1\n### b c\n# @prompt «a»\nGET x/{{«a»}}\n###\nrun #b c (@«a» = {{a}}2)\n',
	],
	[
		'a request by its title',
		'### «Sign in»\nGET x/y\n\n###\nrun #«Sign in» (@a=b)\nrun #Sign in again\nrun #«Sign in»\n',
	],
	[
		'a request by its name that is a title too',
		'### a\nGET x/y\n###\n# @name «a»\nGET x/z\n###\nrun #«a»\n# @ref «a»\n',
	],
	['a half-typed use', '@«a» = 1\nGET x/{{«a»}}/{{\n'],
];

suite('Symbols of a scratchpad', () => {
	for (const [title, source] of documents) {
		test(`are found: ${title}`, () => {
			const { text, spans } = marked(source);
			for (const span of spans) {
				assert.deepEqual(occurrencesIn(text, span), spans);
			}
		});
	}

	test('are none in text, titles and expressions of other tools', () => {
		for (const source of ['### |a', 'GET |a/b', '# a|b\n', '{{|}}', '']) {
			const offset = Math.max(source.indexOf('|'), 0);
			assert.equal(symbolAt(parseDocument(source.replace('|', '')), offset), undefined, source);
		}
	});

	test('have the definition that counts', () => {
		const text = '@a = 1\n@a = 2\n# @name r\nGET x/{{a}}/{{r.response.body}}\n\n###\n# @name r\nGET y/z\n';
		const document = parseDocument(text);
		const definitionAt = (offset: number) => {
			const symbol = symbolAt(document, offset);
			return symbol && definitionIn(occurrencesOf(document, symbol))?.span.start;
		};
		assert.equal(definitionAt(text.indexOf('a}}')), text.indexOf('a = 2'));
		assert.equal(definitionAt(text.indexOf('r.response')), text.indexOf('r\nGET x'));
	});

	test('take only names that every tool reads as one', () => {
		const [variable] = occurrencesAt('@a = 1');
		const [request] = occurrencesAt('# @name a\nGET x/y', 8);
		assert.ok(variable && request);
		assert.deepEqual(
			['b', 'größe', 'a.b', 'a b', '', '$a', '{a'].map(name => isNameFor(variable, name)),
			[true, true, true, false, false, false, false],
		);
		assert.deepEqual(
			['b', 'a-b', 'a.b', 'a b', ''].map(name => isNameFor(request, name)),
			[true, true, false, false, false],
		);
		assert.deepEqual(
			['b', 'a b', 'a (b)', 'a.b', 'a ()', 'a (@b=c)', '#a', ' a', '', 'a\nb', '{{a}}'].filter(name =>
				isNameFor({ kind: 'title' }, name),
			),
			['b', 'a b', 'a (b)', 'a.b', '#a'],
		);
	});

	test('are where the name stands, in any text', () => {
		fc.assert(
			fc.property(anyText, fc.nat(), (text, seed) => {
				const document = parseDocument(text);
				const symbol = symbolAt(document, seed % (text.length + 1));
				if (symbol !== undefined) {
					const found = occurrencesOf(document, symbol);
					assert.ok(found.some(({ span }) => span.start === symbol.span.start));
					assert.ok(found.every(({ name, span }) => text.slice(span.start, span.end) === name));
				}
			}),
			{ numRuns: runs(1500) },
		);
	});
});

function occurrencesAt(text: string, offset = 1) {
	const document = parseDocument(text);
	const symbol = symbolAt(document, offset);
	return symbol === undefined ? [] : occurrencesOf(document, symbol);
}
