import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { selectionAt } from '../../../src/http/service/selection';
import { semanticTokens } from '../../../src/http/service/nameTokens';
import { parseDocument } from '../../../src/http/document/parse';
import { anyText } from './anyText';
import { runs } from '../../support/runs';

/** @param source a text with `|` for the cursor */
function selections(source: string): readonly string[] {
	const text = source.replace('|', '');
	return selectionAt(parseDocument(text), source.indexOf('|')).map(({ start, end }) => text.slice(start, end));
}

function tokens(text: string): readonly string[] {
	return semanticTokens(parseDocument(text), { start: 0, end: text.length }).map(
		({ kind, span, isDefinition }) => `${kind}${isDefinition ? '!' : ''} ${text.slice(span.start, span.end)}`,
	);
}

suite('Selections', () => {
	test('grow from a variable over the target to the request', () => {
		assert.deepEqual(selections('@a = 1\n### t\nGET x/{{|a}}/y?z=1\nB: c\n'), [
			...['a', '{{a}}', 'x/{{a}}/y?z=1', 'GET x/{{a}}/y?z=1'],
			...['GET x/{{a}}/y?z=1\nB: c', '### t\nGET x/{{a}}/y?z=1\nB: c', '### t\nGET x/{{a}}/y?z=1\nB: c\n'],
			'@a = 1\n### t\nGET x/{{a}}/y?z=1\nB: c\n',
		]);
	});

	test('grow through the brackets of a JSON body', () => {
		assert.deepEqual(selections('POST a/b\n\n{"c": ["d}", {"e": "f|g"}]}').slice(0, 7), [
			...['fg', '"fg"', '"e": "fg"', '{"e": "fg"}', '"d}", {"e": "fg"}', '["d}", {"e": "fg"}]'],
			'"c": ["d}", {"e": "fg"}]',
		]);
	});

	test('hold each other and the cursor, in any text', () => {
		fc.assert(
			fc.property(anyText, fc.nat(), (text, seed) => {
				const offset = seed % (text.length + 1);
				let inner = { start: offset, end: offset };
				for (const span of selectionAt(parseDocument(text), offset)) {
					assert.ok(span.start <= inner.start && inner.end <= span.end && span.end <= text.length);
					inner = span;
				}
			}),
			{ numRuns: runs(1000) },
		);
	});
});

suite('Semantic tokens', () => {
	test('tell names that mean something from those that do not', () => {
		const text =
			'@a = {{b}}\n\n# @name login\n# @nmae x\n# @prompt id Which?\nGET {{a}}/{{id}}/{{nothing}}?c={{$guid}}&d={{$nothing}}&e={{login.response.body}}&f={{$randomInt 1 2}}\n';
		assert.deepEqual(tokens(text), [
			...['variable! a', 'decorator @name', 'label! login', 'decorator @prompt', 'parameter! id'],
			...['variable a', 'parameter id', 'function $guid', 'label login', 'function $randomInt'],
		]);
	});

	test('are in order and apart, in any text', () => {
		fc.assert(
			fc.property(anyText, text => {
				let last = 0;
				for (const { span } of semanticTokens(parseDocument(text), { start: 0, end: text.length })) {
					assert.ok(last <= span.start && span.start < span.end && span.end <= text.length);
					assert.ok(!text.slice(span.start, span.end).includes('\n'));
					last = span.end;
				}
			}),
			{ numRuns: runs(1000) },
		);
	});
});
