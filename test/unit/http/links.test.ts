import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { linksWithin } from '../../../src/http/service/linkSpans';
import { parseDocument } from '../../../src/http/document/parse';
import { marked } from './marked';

suite('Links of a scratchpad', () => {
	test('lead to files and to hosts, and carry nothing else', () => {
		const { text, spans } = marked(
			[
				'import «./shared.flowlu.http»',
				'@host = «https://acme.flowlu.com»',
				'# @import «../other file.http»\r',
				'### a',
				'POST «https://globex.flowlu.com:8443»/api/x?api_key=secret',
				'A: https://in.a.header/x',
				'',
				'< «./body.json»',
				'<@latin1 «./a b.txt»',
				'### run',
				'run «./all.flowlu.http»',
				'run «a b.http» (@a = b) \r',
				'run #name (@a = ./b)',
				'### b',
				'«http://localhost:8080»',
				'### none of these',
				'GET https://user:pw@a.b/x',
				'GET https://{{host}}/x',
				'',
				'< {% script %}',
				'<a>x</a>',
				'< ',
			].join('\n'),
		);
		const links = linksWithin(parseDocument(text), { start: 0, end: text.length }).sort(
			(a, b) => a.span.start - b.span.start,
		);
		assert.deepEqual(
			links.map(({ span }) => span),
			spans,
		);
		assert.deepEqual(
			links.map(link => (link.kind === 'file' ? link.path : link.origin)),
			spans.map(({ start, end }) => text.slice(start, end)),
		);
	});

	test('are those of a span', () => {
		const text = [
			'@host = https://a.b',
			...['c', 'd', 'e'].map(name => `### ${name}\nPOST https://${name}.f/g\n\n< ./${name}`),
		].join('\n');
		const document = parseDocument(text);
		const [, middle] = document.blocks;
		assert.ok(middle);
		assert.deepEqual(
			linksWithin(document, middle.span).map(({ span }) => text.slice(span.start, span.end)),
			['./d', 'https://d.f'],
		);
	});
});
