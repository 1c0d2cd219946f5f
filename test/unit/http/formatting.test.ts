import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { formatting } from '../../../src/http/service/formatting';
import { jsonLayout } from '../../../src/json/layout';
import { parseDocument } from '../../../src/http/document/parse';
import { buildRequest } from '../../../src/http/build/request';
import { fixedContext } from '../../support/fixedContext';
import { runs } from '../../support/runs';
import { anyText } from './anyText';

function formatted(text: string): string {
	const changes = formatting(parseDocument(text), { start: 0, end: text.length }, '\t');
	return changes.reduceRight(
		(current, { span, text: replacement }) => current.slice(0, span.start) + replacement + current.slice(span.end),
		text,
	);
}

/** What each request sends, its JSON as a value; what is no JSON as text. */
function meaning(text: string): unknown[] {
	const document = parseDocument(text);
	return document.blocks.map(block => {
		const built = buildRequest(document, block, fixedContext);
		if (!built.ok) {
			return built.problems.map(({ code, detail }) => [code, detail.trim()]);
		}
		const { body } = built.request;
		return { ...built.request, body: typeof body === 'string' ? valueOf(body) : body };
	});
}

function valueOf(body: string): unknown {
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return body.replaceAll(/\s/gu, '');
	}
}

const blank = fc.constantFrom('', '', ' ', '\n', '\t', '\r\n', '\n# a comment\n', '\n\t// @name x\n');
const plain = fc.oneof(
	fc.constantFrom(
		'1',
		'-2.5e+7',
		'true',
		'null',
		'{{a}}',
		'{{ b }}',
		'1{{a}}',
		'{{a}}{{b}}',
		'"{{a}}"',
		'"a{{b}}c"',
		'"\\""',
	),
	fc.string().map(text => JSON.stringify(text)),
);
const { value } = fc.letrec<{ value: string; list: string; object: string }>(tie => ({
	value: fc.oneof({ maxDepth: 4 }, plain, tie('list'), tie('object')),
	list: fc
		.array(fc.tuple(blank, tie('value'), blank), { maxLength: 5 })
		.map(items => `[${items.map(parts => parts.join('')).join(',')}]`),
	object: fc
		.array(
			fc.tuple(
				blank,
				fc.oneof(
					fc.constantFrom('"a"', '"{{a}}"', '{{a}}'),
					fc.string().map(text => JSON.stringify(text)),
				),
				blank,
				tie('value'),
				blank,
			),
			{ maxLength: 5 },
		)
		.map(members => `{${members.map(([a, name, b, item, c]) => `${a}${name}${b}:${item}${c}`).join(',')}}`),
}));
const json = value.filter(text => /^[[{]/u.test(text));

const pairs: readonly (readonly [before: string, after: string])[] = [
	['{"a":1,"b":{"c":[1,2,{{d}}]}}', '{\n\t"a": 1,\n\t"b": {\n\t\t"c": [1, 2, {{d}}]\n\t}\n}'],
	['{}', '{}'],
	['[ ]', '[]'],
	['{{{members}}}', '{\n\t{{members}}\n}'],
	['[{"a":1}]', '[\n\t{\n\t\t"a": 1\n\t}\n]'],
	['{"a":"{{b}}\\"", "{{n}}": {{v}}}', '{\n\t"a": "{{b}}\\"",\n\t"{{n}}": {{v}}\n}'],
	['{\n# first\n"a":1,\n\n// second\n"b":2\n# last\n}', '{\n\t# first\n\t"a": 1,\n\t// second\n\t"b": 2\n\t# last\n}'],
	[`["${'a'.repeat(80)}"]`, `[\n\t"${'a'.repeat(80)}"\n]`],
];

const untouched = [
	...[
		'{"a":1',
		'{"a":1}}',
		'{"a" 1}',
		'{"a":1,}',
		'[1 2]',
		'{"a": "b',
		'{a:1}',
		'{"a": 1} {"b": 2}',
		'[1,,2]',
		'',
		'\u00a0{"a":1}',
		'{"a":\u20281}',
	],
	...['{"a": "{{b"}', '{"a": {{b}', "{'a': 1}", '{"a":1, # note\n"b":2}', '"a"', '{"a":"b":"c"}', '[,]', '{"a":,}'],
];

suite('Formatting', () => {
	for (const [before, after] of pairs) {
		test(`lays out ${JSON.stringify(before.slice(0, 60))}`, () => {
			assert.equal(jsonLayout(before, '\t'), after);
			assert.equal(jsonLayout(after, '\t'), after);
		});
	}

	test('leaves alone what is no JSON', () => {
		assert.deepEqual(
			untouched.filter(text => jsonLayout(text, '\t') !== undefined),
			[],
		);
	});

	test('touches nothing but JSON bodies', () => {
		const text = '### a\nPOST a/b/create\n\nx=1&y=2\n\n### b\nPOST c/d/create\nA:   b\n\n{"a":1}\n\n### c\nGET  e/f\n';
		assert.equal(formatted(text), text.replace('{"a":1}', '{\n\t"a": 1\n}'));
	});

	test('is the same a second time, keeps every token, and changes no meaning', function () {
		this.timeout(0);
		fc.assert(
			fc.property(json, body => {
				const text = `@a = 1\n@b = 2\n\nPOST a/b/create\nContent-Type: application/json\n\n${body}\n`;
				const once = formatted(text);
				assert.equal(formatted(once), once);
				assert.equal(once.replaceAll(/\s/gu, ''), text.replaceAll(/\s/gu, ''));
				assert.deepEqual(meaning(once), meaning(text));
			}),
			{ numRuns: runs(1500) },
		);
	});

	test('is the same a second time and changes no meaning in any text', function () {
		this.timeout(0);
		fc.assert(
			fc.property(anyText, text => {
				const once = formatted(text);
				assert.equal(formatted(once), once);
				assert.deepEqual(meaning(once), meaning(text));
			}),
			{ numRuns: runs(1000) },
		);
	});
});
