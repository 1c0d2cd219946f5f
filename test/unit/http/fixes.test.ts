import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { fixesFor } from '../../../src/http/service/fixes';
import { parseDocument } from '../../../src/http/document/parse';
import type { ProblemCode } from '../../../src/http/problem';
import { anyText, runs } from './anyText';

const metadataNames = ['name', 'account', 'key', 'timeout'];

/** The text after each fix of the first problem with the code. */
function fixed(text: string, code: ProblemCode): readonly string[] {
	const document = parseDocument(text);
	const problem = document.allProblems.find(candidate => candidate.code === code);
	assert.ok(problem, code);
	return fixesFor(document, problem, metadataNames).map(({ changes }) =>
		changes.reduceRight(
			(current, { span, text: put }) => current.slice(0, span.start) + put + current.slice(span.end),
			text,
		),
	);
}

const cases: readonly (readonly [code: ProblemCode, text: string, expected: readonly string[]])[] = [
	[
		'unknownVariable',
		'@owner = 1\n\nGET a/{{ownr}}\n',
		[
			'@owner = 1\n\nGET a/{{owner}}\n',
			'@owner = 1\n@ownr = \n\nGET a/{{ownr}}\n',
			'@owner = 1\n\n# @prompt ownr\nGET a/{{ownr}}\n',
		],
	],
	['unknownVariable', 'GET a/{{b}}', ['@b = \nGET a/{{b}}', '# @prompt b\nGET a/{{b}}']],
	['unknownVariable', '@a = {{b}}', ['@a = {{b}}\n@b = ']],
	['unknownMethod', 'GTE a/b', ['GET a/b']],
	['unknownMethod', 'FROBNICATE a/b', []],
	['unknownMetadata', '# @acount acme\nGET a/b', ['# @account acme\nGET a/b']],
	['unclosedVariable', '@a = 1\nGET b/{{a', ['@a = 1\nGET b/{{a}}']],
	['missingScheme', 'GET acme.flowlu.com/x', ['GET https://acme.flowlu.com/x']],
	['whitespaceInPath', 'GET a/b c/d?e=f g', ['GET a/b%20c/d?e=f g']],
	['missingSeparator', 'POST a/b\n\nx=1\n\nGET c/d/list\n', ['POST a/b\n\nx=1\n\n###\nGET c/d/list\n']],
	['hostHeader', 'GET a/b\nHost: c\nD: e\n', ['GET a/b\nD: e\n']],
	['computedHeader', '### t\nGET a/b\nContent-Length: 1', ['### t\nGET a/b\n']],
	['disabledRequest', '# @disabled\nGET a/b', ['GET a/b']],
	['formLine', 'POST a/b\n\nx=1\ny\n', []],
];

suite('Quick fixes', () => {
	for (const [code, text, expected] of cases) {
		test(`of ${code} in ${JSON.stringify(text)}`, () => {
			assert.deepEqual(fixed(text, code), expected);
		});
	}

	test('mend the problem, or leave it to the user to fill in', () => {
		for (const [code, text, expected] of cases) {
			for (const after of expected.filter(result => !result.includes('@b'))) {
				const count = (of: string) => parseDocument(of).allProblems.filter(problem => problem.code === code).length;
				assert.ok(count(after) < count(text), after);
			}
		}
	});

	test('stay within any text', () => {
		fc.assert(
			fc.property(anyText, text => {
				const document = parseDocument(text);
				for (const problem of document.allProblems) {
					for (const { span } of fixesFor(document, problem, metadataNames).flatMap(({ changes }) => changes)) {
						assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
					}
				}
			}),
			{ numRuns: runs(2000) },
		);
	});
});
