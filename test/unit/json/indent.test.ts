import fc from 'fast-check';
import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { indentJson } from '../../../src/json/indent';
import { spaced, spacing, trickyUnit, validJson } from './jsonTexts';

suite('indentJson', () => {
	test('indents with two spaces, one part a line', () => {
		assert.equal(
			indented('{"response":{"total":2,"items":[{"id":"1"},[null,true,false]]}}'),
			`{
  "response": {
    "total": 2,
    "items": [
      {
        "id": "1"
      },
      [
        null,
        true,
        false
      ]
    ]
  }
}`,
		);
	});

	test('keeps what JSON.parse would lose', () => {
		const parts = ['1.0', '1e400', '-0', '9007199254740993123', '"\\u000A\\ud83d"', '{"a":1,"a":2,"10":3,"9":4}'];
		assert.equal(withoutSpace(indented(`[${parts.join(' , ')}]`)), `[${parts.join(',')}]`);
	});

	for (const text of ['{}', '[]', '{ \n }', '[ ]']) {
		test(`leaves ${JSON.stringify(text)} on one line`, () => {
			assert.equal(indented(`[${text}]`), `[\n  ${withoutSpace(text)}\n]`);
		});
	}

	test('changes white space only, and nothing the second time', () => {
		fc.assert(
			fc.property(fc.json({ maxDepth: 4, stringUnit: trickyUnit }), spacing(), (json, space) => {
				const once = indented(spaced(json, space));
				assert.equal(withoutSpace(once), withoutSpace(json));
				assert.equal(indented(once), once);
			}),
		);
	});

	test('indents as JSON.stringify does', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 5 }), value => {
				assert.equal(indented(JSON.stringify(value)), JSON.stringify(value, undefined, 2));
			}),
		);
	});

	test('gives pieces that end with a line', () => {
		fc.assert(
			fc.property(fc.json(), fc.integer({ min: 1, max: 9 }), (json, length) => {
				const pieces = piecesOf(json, length);
				assert.equal(pieces.join(''), indented(json));
				assert.equal(
					pieces.slice(0, -1).every(piece => piece.endsWith('\n')),
					true,
				);
			}),
		);
	});

	test('does not indent deep nesting without limit', () => {
		const depth = 20_000;
		const text = indented('['.repeat(depth) + ']'.repeat(depth));
		assert.equal(text.length < depth * 2 * 202, true);
	});
});

function piecesOf(text: string, length?: number): readonly string[] {
	const { bytes } = validJson(text);
	return Array.from(indentJson(bytes, length), piece => new TextDecoder().decode(piece));
}

function indented(text: string): string {
	return piecesOf(text).join('');
}

function withoutSpace(json: string): string {
	return json.replace(/(?<string>"(?:[^"\\]|\\.)*")|[ \t\r\n]+/gu, '$<string>');
}
