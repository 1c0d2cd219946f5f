import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { fixesFor } from '../../../src/http/service/fixes/fixes';
import { parseDocument } from '../../../src/http/document/parse';
import type { ProblemCode } from '../../../src/http/problem';
import { anyText } from './anyText';
import { runs } from '../../support/runs';

const metadataNames = ['name', 'account', 'key', 'timeout'];

/** The text after each fix of the first problem with the code, from the offset on. */
function fixed(text: string, code: ProblemCode, from = 0): readonly string[] {
	const document = parseDocument(text);
	const problem = document.allProblems.find(candidate => candidate.code === code && candidate.span.start >= from);
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
	['misspeltMetadata', '# @acount acme\nGET a/b', ['# @account acme\nGET a/b', 'GET a/b']],
	[
		'unknownMetadata',
		'# @zzz 1\nGET a/b\n\n###\n# @yyy 2\nGET c/d\n',
		['GET a/b\n\n###\n# @yyy 2\nGET c/d\n', 'GET a/b\n\n###\nGET c/d\n'],
	],
	['unsupportedMetadata', '# @loop for 3\nGET a/b', ['GET a/b']],
	['missingMetadataValue', '# @prompt\nGET a/b', ['GET a/b']],
	['unknownRequest', '# @name open\nGET a/b\n###\nrun #opne\n', ['# @name open\nGET a/b\n###\nrun #open\n']],
	[
		'unknownRequest',
		'# @ref opne\nGET a/b\n###\n# @name open\nGET c/d\n',
		['# @ref open\nGET a/b\n###\n# @name open\nGET c/d\n'],
	],
	[
		'unknownRequest',
		'### Sign in\nGET a/b\n\n### Sign it\nGET a/b\n\n### Sign it\nGET c/d\n\n###\nrun #Sing in\n',
		['### Sign in\nGET a/b\n\n### Sign it\nGET a/b\n\n### Sign it\nGET c/d\n\n###\nrun #Sign in\n'],
	],
	[
		'unknownRequest',
		'# @name open\nGET a/b\n\n###\nGET c/{{opne.response.body.$.opne}}\n',
		['# @name open\nGET a/b\n\n###\nGET c/{{open.response.body.$.opne}}\n'],
	],
	['unsupportedCheck', 'GET a/b\n\n?? js a == 200\n', ['GET a/b\n\n']],
	['unknownCheckSubject', 'GET a/b\n\n?? staus == 200\n', ['GET a/b\n\n?? status == 200\n']],
	['unknownCheckPredicate', 'GET a/b\n\n?? $.a contain b\n', ['GET a/b\n\n?? $.a contains b\n']],
	['missingCheckPredicate', 'GET a/b\n\n?? $.a\n', ['GET a/b\n\n?? $.a exists\n']],
	['needlessCheckValue', 'GET a/b\n\n?? $.a exists now\n', ['GET a/b\n\n']],
	['outputRedirection', 'GET a/b\n\n>> out.json\n', ['GET a/b\n\n']],
	['responseHandler', 'GET a/b\n\n> {%\n  f("%}");\n%}\n\n###\nGET c/d\n', ['GET a/b\n\n\n###\nGET c/d\n']],
	['responseHandler', 'GET a/b\n\n> {% f() %}\n', ['GET a/b\n\n']],
	['responseHandler', 'GET a/b\n\n> ./script.js\n', ['GET a/b\n\n']],
	['responseHandler', 'GET a/b\n\n> {%\n  f();\n', []],
	['requestScript', '< {%\n f();\n%}\nGET a/b\n', ['GET a/b\n']],
	['requestScript', '{{\nf();\n}}\nGET a/b\n', ['GET a/b\n']],
	['dynamicVariable', 'GET a/b?c={{$env.HOME}}', ['GET a/b?c={{$processEnv HOME}}']],
	['dynamicVariable', 'GET a/b?c={{$env HOME}}', ['GET a/b?c={{$processEnv HOME}}']],
	[
		'unknownVariable',
		'GET {{host}}/api/v1/module/a/b',
		['GET a/b', '@host = \nGET {{host}}/api/v1/module/a/b', '# @prompt host\nGET {{host}}/api/v1/module/a/b'],
	],
	[
		'unknownVariable',
		'GET {{host}}/a/b',
		['GET a/b', '@host = \nGET {{host}}/a/b', '# @prompt host\nGET {{host}}/a/b'],
	],
	[
		'unknownVariable',
		'@path = crm/lead/get\nGET {{pth}}/7',
		[
			'@path = crm/lead/get\nGET {{path}}/7',
			'@path = crm/lead/get\nGET 7',
			'@path = crm/lead/get\n@pth = \nGET {{pth}}/7',
			'@path = crm/lead/get\n# @prompt pth\nGET {{pth}}/7',
		],
	],
	[
		'unknownVariable',
		'\tGET a/{{b}}\n\tX-A: 1',
		['@b = \n\tGET a/{{b}}\n\tX-A: 1', '# @prompt b\n\tGET a/{{b}}\n\tX-A: 1'],
	],
	['unclosedVariable', '@a = 1\nGET b/{{a', ['@a = 1\nGET b/{{a}}']],
	['unclosedVariable', '@a = 1\nGET b/{{a}', ['@a = 1\nGET b/{{a}}']],
	['unclosedVariable', '@a = 1\nGET b/{{ a }/c', ['@a = 1\nGET b/{{ a }}/c']],
	['unclosedVariable', '@a = 1\nGET {{a/c?d=e', ['@a = 1\nGET {{a}}/c?d=e']],
	['unclosedVariable', 'POST a/b\n\n{\n"name": "{{größe",\n"c": 1}', ['POST a/b\n\n{\n"name": "{{größe}}",\n"c": 1}']],
	['unclosedVariable', 'POST a/b\n\ntext=Hello {{n. Bye', ['POST a/b\n\ntext=Hello {{n}}. Bye']],
	['unclosedVariable', 'GET a/b?c={{$guid&d=e', ['GET a/b?c={{$guid}}&d=e']],
	// Where it ends is not clear.
	['unclosedVariable', 'GET a/b?c={{$randomInt 1 9', []],
	['unclosedVariable', 'GET a/{{b.response.body.$.items[0].id', []],
	['unclosedVariable', 'GET a/{{', []],
	['unclosedValue', '@a = {{b\nGET /{{a}}', []],
	['missingScheme', 'GET acme.flowlu.com/x', ['GET https://acme.flowlu.com/x']],
	['whitespaceInPath', 'GET a/b c/d?e=f g', ['GET a/b%20c/d?e=f g']],
	['whitespaceInPath', 'GET a/b c ?e=f', ['GET a/b%20c?e=f']],
	[
		'whitespaceInPath',
		'GET crm/lead/get/{{$randomInt 1 9}}/my file',
		['GET crm/lead/get/{{$randomInt 1 9}}/my%20file'],
	],
	[
		'whitespaceInPath',
		'GET https://a.b\n  /my file\n  # words here\n  /c d\n  ?e=f g HTTP/1.1',
		['GET https://a.b\n  /my%20file\n  # words here\n  /c%20d\n  ?e=f g HTTP/1.1'],
	],
	['missingSeparator', 'POST a/b\n\nx=1\n\nGET c/d/list\n', ['POST a/b\n\nx=1\n\n###\nGET c/d/list\n']],
	['hostHeader', 'GET a/b\nHost: c\nD: e\n', ['GET a/b\nD: e\n']],
	['computedHeader', '### t\nGET a/b\nContent-Length: 1', ['### t\nGET a/b\n']],
	['disabledRequest', '# @disabled\nGET a/b', ['GET a/b']],
	['formLine', 'POST a/b\n\nx=1\ny\n', ['POST a/b\n\nx=1\n| y\n']],
	['formLine', 'POST a/b\n\nx=1\nPrice = 5', ['POST a/b\n\nx=1\n| Price = 5', 'POST a/b\n\nx=1\nPrice=5']],
	['formLine', 'POST a/b\nContent-Type: application/x-www-form-urlencoded\n\ny\n', []],
	[
		'ambiguousAmpersand',
		'POST a/b\n\nweb=https://c.d/?e=1&f=2',
		['POST a/b\n\nweb=https://c.d/?e=1%26f=2', 'POST a/b\n\nweb=https://c.d/?e=1\n&f=2'],
	],
	[
		'ambiguousAmpersand',
		'POST a/b\n\ncompany=Fern & Sons',
		['POST a/b\n\ncompany=Fern %26 Sons', 'POST a/b\n\ncompany=Fern \n& Sons='],
	],
	[
		'ambiguousAmpersand',
		"POST a/b\n\ntext=<p>A &amp; B</span> <a href='#'>Doc</a></p>",
		[
			"POST a/b\n\ntext=<p>A %26amp; B</span> <a href='#'>Doc</a></p>",
			"POST a/b\n\ntext=\n| <p>A &amp; B</span> <a href='#'>Doc</a></p>",
		],
	],
	[
		'ambiguousAmpersand',
		'POST a/b\n\nname=A&company=Fern & Sons Ltd',
		['POST a/b\n\nname=A&company=Fern %26 Sons Ltd'],
	],
	[
		'ambiguousAmpersand',
		'POST a/b\n\n{{a=b}}=Fern & Sons Ltd',
		['POST a/b\n\n{{a=b}}=Fern %26 Sons Ltd', 'POST a/b\n\n{{a=b}}=\n| Fern & Sons Ltd'],
	],
	[
		'commentInBody',
		'POST a/b\nContent-Type: text/plain\n\nHello\n#hashtag',
		[
			'POST a/b\nContent-Type: text/plain\n\nHello\n',
			'@hash = #\nPOST a/b\nContent-Type: text/plain\n\nHello\n{{hash}}hashtag',
		],
	],
	[
		'commentInBody',
		'POST a/b\nContent-Type: text/plain\n\nHello\n  // see it\nmore',
		[
			'POST a/b\nContent-Type: text/plain\n\nHello\nmore',
			'@slashes = //\nPOST a/b\nContent-Type: text/plain\n\nHello\n  {{slashes}} see it\nmore',
		],
	],
	[
		'redefinedVariable',
		'@id = 1\nGET a/{{id}}\n###\n@id = 2\nGET a/{{id}}',
		['@id = 1\nGET a/1\n###\n@id = 2\nGET a/{{id}}', '@id = 1\nGET a/2\n###\n@id = 2\nGET a/{{id}}'],
	],
	['definitionInComment', '# @key = b\nGET a/b', ['# @key b\nGET a/b', '# key = b\nGET a/b']],
	[
		'ownCredential',
		'@apiKey = {{$processEnv KEY}}\nGET a/b?api_key={{apiKey}}&c=1\nAuthorization: x\n###\nGET a/b?api_key={{apiKey}}',
		['@apiKey = {{$processEnv KEY}}\nGET a/b?c=1\n###\nGET a/b?api_key={{apiKey}}', 'GET a/b?c=1\n###\nGET a/b'],
	],
	['ownCredential', 'POST a/b\n\n{"api_key": "{{$guid}}", "c": 1}', ['POST a/b\n\n{"c": 1}']],
	[
		'ownCredential',
		'POST a/b\n\nname=Any questions?\napi_key={{$guid}}\nx=1',
		['POST a/b\n\nname=Any questions?\nx=1'],
	],
	['ownCredential', 'POST a/b\n\nx=A,\napi_key={{$guid}}', ['POST a/b\n\nx=A,\n']],
	['ownCredential', 'POST a/b\n\n{"c": 1,\n"api_key": "{{$guid}}"}', ['POST a/b\n\n{"c": 1}']],
	['ownCredential', 'POST https://a:b@c.d/e', ['POST https://c.d/e']],
];

suite('Quick fixes', () => {
	for (const [code, text, expected] of cases) {
		test(`of ${code} in ${JSON.stringify(text)}`, () => {
			assert.deepEqual(fixed(text, code), expected);
		});
	}

	test('of a variable in the value of another one leave that as it is', () => {
		const text = '@entity = lead\n@base = {{entty}}/list\nGET {{base}}/a';
		assert.deepEqual(fixed(text, 'unknownVariable', text.indexOf('GET')), [
			text.replace('\nGET', '\n@entty = \nGET'),
			text.replace('\nGET', '\n# @prompt entty\nGET'),
		]);
	});

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
			{ numRuns: runs(1000) },
		);
	});
});
