import fc from 'fast-check';
import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { indentJson } from '../../../src/json/indent';
import { spaced, spacing, validJson } from './jsonTexts';
import { runs } from '../../support/runs';

/** More by an environment variable. */

function readable(text: string): string {
	const { bytes } = validJson(text);
	return Array.from(indentJson(bytes), piece => new TextDecoder('utf-8', { ignoreBOM: true }).decode(piece)).join('');
}

suite('readable JSON', () => {
	const cases: readonly (readonly [title: string, came: string, shown: string])[] = [
		['Cyrillic as PHP writes it', String.raw`"\u041f\u0440\u0438\u0432\u0435\u0442"`, '"Привет"'],
		['a slash as PHP writes it', String.raw`"https:\/\/acme.flowlu.com\/a"`, '"https://acme.flowlu.com/a"'],
		['upper and lower case', String.raw`"\u00E9\u00e9"`, '"éé"'],
		['a pair of surrogates', String.raw`"\ud83d\ude00"`, '"😀"'],
		['an emoji of several', String.raw`"\ud83d\udc68\u200d\ud83d\udc69"`, '"👨\u200d👩"'],
		['a heart with its variation', String.raw`"\u2764\ufe0f"`, '"❤\ufe0f"'],
		['names of members', String.raw`{"\u0438\u043c\u044f":1}`, '{\n  "имя": 1\n}'],
		['what HTML needs', String.raw`"\u003cb\u003e\u0026\u0027"`, '"<b>&\'"'],
		['ASCII', String.raw`"\u0041"`, '"A"'],
		['a text before and behind', String.raw`"a\u0436b"`, '"aжb"'],
		['a mark on a letter', String.raw`"e\u0301"`, '"e\u0301"'],
		['right-to-left letters', String.raw`"\u05d0"`, '"א"'],
	];
	for (const [title, came, shown] of cases) {
		test(`shows ${title}`, () => {
			assert.equal(readable(came), shown);
		});
	}

	for (const came of [
		String.raw`"\""`,
		String.raw`"\\"`,
		String.raw`"\\u0041"`,
		String.raw`"\u0022\u005c\u005C"`,
		String.raw`"\n\r\t\b\f\u0000\u001f\u007f\u0085"`,
		String.raw`"\u00a0\u2028\u2029\u3000"`,
		String.raw`"\u200b\u200d\u202e\u2066\ufeff\u00ad"`,
		String.raw`"\ud83d"`,
		String.raw`"\ude00\ud83d"`,
		String.raw`"\ud83d\ud83d"`,
		String.raw`"\u3164\u2800\u115f"`,
		String.raw`"\ue000\uffff"`,
		String.raw`"\u0301"`,
		String.raw`"\n\u0301"`,
		'1.0',
		'1e400',
		'-0',
		'9007199254740993123',
	]) {
		test(`leaves ${came} as it came`, () => {
			assert.equal(readable(came), came);
		});
	}

	test('is the same JSON, and nothing changes the second time', () => {
		const unit = fc.oneof(
			fc.integer({ min: 0, max: 0xffff }).map(unit => `\\u${unit.toString(16).padStart(4, '0')}`),
			fc.constantFrom(
				'\\/',
				'\\\\',
				'\\"',
				'\\n',
				'a',
				'ж',
				'😀',
				'/',
				'u0041',
				'\\ud83d',
				'\\ude00',
				'\\u200d',
				'\\u0301',
			),
		);
		const string = fc.array(unit, { maxLength: 12 }).map(units => `"${units.join('')}"`);
		const json = fc
			.array(fc.tuple(string, string), { maxLength: 4 })
			.map(members => `{${members.map(([name, value]) => `${name}:[${value},10.50]`).join(',')}}`);
		fc.assert(
			fc.property(json, spacing(), (text, space) => {
				const shown = readable(spaced(text, space));
				assert.deepEqual(JSON.parse(shown), JSON.parse(text));
				assert.equal(readable(shown), shown);
				assert.equal(shown.match(/10\.50/gu)?.length, text.match(/10\.50/gu)?.length);
			}),
			{ numRuns: runs(1000) },
		);
	});

	test('takes time in proportion to the text, with escapes and without', () => {
		const plain = `["${'x'.repeat(80)}"${',"ж"'.repeat(200_000)}]`;
		const escaped = `["${'\\u0436'.repeat(400_000)}\\n"]`;
		const started = performance.now();
		assert.equal(readable(plain).length > plain.length, true);
		assert.equal(readable(escaped).length, 400_000 + 10);
		assert.ok(performance.now() - started < 10_000);
	});
});
