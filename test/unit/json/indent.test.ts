import fc from 'fast-check';
import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { JsonIndenter, type Indented } from '../../../src/json/indent';

suite('JsonIndenter', () => {
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
		const parts = ['1.0', '1e400', '-0', '9007199254740993123', '"\\u0041\\/\\ud83d"', '{"a":1,"a":2,"10":3,"9":4}'];
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

	test('gives the same whatever the steps', () => {
		fc.assert(
			fc.property(fc.json(), fc.integer({ min: 1, max: 9 }), (json, step) => {
				assert.equal(indented(json, { step }), indented(json));
			}),
		);
	});

	test('accepts exactly what JSON.parse accepts', () => {
		const almostJson = fc
			.tuple(
				fc.json(),
				fc.nat(),
				fc.constantFrom('', ',', '"', '\\', '{', ']', ':', '0', '-', 'e', '.', '\n', '\u00a0'),
			)
			.map(([json, at, damage]) => {
				const index = at % (json.length + 1);
				return json.slice(0, index) + damage + json.slice(index + 1);
			});
		fc.assert(
			fc.property(almostJson, text => {
				assert.equal(indent(text).kind === 'json', parses(text), text);
			}),
			{ numRuns: 3000 },
		);
	});

	for (const [text, offset] of [
		['{"a":1', 6],
		['{"a', 3],
		['[tru', 4],
		['"\\u00', 5],
		['', 0],
	] as const) {
		test(`says that ${JSON.stringify(text)} is cut off`, () => {
			assert.deepEqual(indent(text), { kind: 'invalid', offset, cutOff: true });
		});
	}

	for (const [text, offset] of [
		['{"a":1,}', 7],
		['[1 2]', 3],
		['[01]', 2],
		['[1.]', 3],
		['["\n"]', 2],
		['["\\x"]', 3],
		['{"a" 1}', 5],
		['{} {}', 3],
		["{'a':1}", 1],
		['[NaN]', 1],
		['\ufeff[]', 0],
	] as const) {
		test(`says where ${JSON.stringify(text)} goes wrong`, () => {
			assert.deepEqual(indent(text), { kind: 'invalid', offset, cutOff: false });
		});
	}

	test('does not indent deep nesting without limit', () => {
		const depth = 20_000;
		const text = indented('['.repeat(depth) + ']'.repeat(depth));
		assert.equal(text.length < depth * 2 * 202, true);
	});

	test('stops when the result grows beyond the limit', () => {
		const result = indent('[[[[[1]]]]]', { longest: 15 });
		const text = result.kind === 'tooLong' && new TextDecoder().decode(result.bytes);
		assert.equal(text, '[\n  [\n    [');
	});
});

interface Options {
	readonly step?: number;
	readonly longest?: number;
}

function indent(text: string, { step = 1_000_000, longest = 1_000_000_000 }: Options = {}): Indented {
	const indenter = new JsonIndenter(new TextEncoder().encode(text), longest);
	for (;;) {
		const result = indenter.advance(step);
		if (result !== undefined) {
			return result;
		}
	}
}

function indented(text: string, options?: Options): string {
	const result = indent(text, options);
	if (result.kind !== 'json') {
		assert.fail(`${result.kind}: ${text.slice(0, 200)}`);
	}
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(result.bytes);
}

/** What strings must not be taken apart at, and what takes one to four bytes. */
const trickyUnit = fc.constantFrom(
	'a',
	' ',
	'"',
	'\\',
	'/',
	'{',
	']',
	',',
	':',
	'\n',
	'\0',
	'\u2028',
	'ж',
	'😀',
	'\ud83d',
);

const stringOrSpace = /(?<string>"(?:[^"\\]|\\.)*")|[ \t\r\n]+/gu;

function withoutSpace(json: string): string {
	return json.replace(stringOrSpace, '$<string>');
}

function spacing(): fc.Arbitrary<string> {
	return fc.string({ unit: fc.constantFrom(' ', '\t', '\r', '\n'), maxLength: 3 });
}

function spaced(json: string, space: string): string {
	return json.replace(/(?<string>"(?:[^"\\]|\\.)*")|(?<mark>[{}[\]:,])/gu, `${space}$<string>$<mark>${space}`);
}

function parses(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
