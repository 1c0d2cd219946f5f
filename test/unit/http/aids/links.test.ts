import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { linksOf } from '../../../../src/http/aids/links';
import { marked } from '../marked';

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
		const links = linksOf(text);
		assert.deepEqual(
			links.map(({ span }) => span),
			spans,
		);
		assert.deepEqual(
			links.map(link => (link.kind === 'file' ? link.path : link.origin)),
			spans.map(({ start, end }) => text.slice(start, end)),
		);
	});
});
