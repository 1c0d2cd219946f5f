import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'mocha';
import { buildRequest } from '../../../src/http/build/request';
import { parseDocument } from '../../../src/http/document/parse';
import type { ProblemCode } from '../../../src/http/problem';
import { fixedContext } from '../../support/fixedContext';

type Sent = readonly [target: string, headers: readonly (readonly [string, string])[], body: unknown];

/**
 * Texts whose lines were once dropped, taken for something else or sent as something else, by the row of the comparison with other tools that says what
 * becomes of them: what each sends, or why it does not. The first is what the row is about.
 */
const rows: Readonly<Record<string, readonly (readonly [text: string, sent: Sent | ProblemCode])[]>> = {
	'A line with `#` or `//` in a text body': [
		['POST /x\nContent-Type: text/plain\n\nSee you\n#hashtag', 'commentInBody'],
		['POST /x\nContent-Type: text/markdown\n\n# Title', 'commentInBody'],
		['POST /x\nContent-Type: text/markdown\n\n# Title\n\ntext', 'commentInBody'],
		['POST /x\n\nplain text\n\n// see the wiki\n', 'commentInBody'],
		['POST /x\n\n# what follows is sent\nplain text', ['/x', [], 'plain text']],
		['@hash = #\nPOST /x\n\nplain text\n{{hash}}hashtag', ['/x', [], 'plain text\n#hashtag']],
		['POST /x\n\n{\n# of the lead\n"a": 1\n}\n# end', ['/x', [], '{\n"a": 1\n}']],
		['GET /x\nContent-Type: text/plain\n\n# nothing more', ['/x', [['Content-Type', 'text/plain']], undefined]],
	],
	'The same within a part of a multipart body': [
		'#FF0000',
		'// see the wiki',
		'#id;name\n1;Ada',
		'> thanks',
		'> ./a.js',
		'?? status',
		'>> a.txt',
	].map(value => {
		const body = `--b\nContent-Disposition: form-data; name="a"\n\n${value}\n--b--`;
		const type = 'multipart/form-data; boundary=b';
		return [
			`POST /x\nContent-Type: ${type}\n\n${body}\n\n# no text any more`,
			['/x', [['Content-Type', type]], `${body}\n`.replaceAll('\n', '\r\n')],
		] as const;
	}),
	'A whole header from a variable, `{{header}}` on its line': [
		['@header = X-Trace: a\nGET /x\n{{header}}', ['/x', [['X-Trace', 'a']], undefined]],
	],
	'`> thanks` and other text after `>`': [
		...['> thanks', '> see example.com', '> use node.js', '>> and more', '<> x', '?? what', '> said she, and more'].map(
			line => [`POST /x\n\nHello\n${line}`, ['/x', [], `Hello\n${line}`]] as const,
		),
		...[
			'> ./check',
			'> check.js',
			'> ../my checks/a.js',
			'>> out.json',
			'>>! my file',
			'<> 2020.200.json',
			'?? status == 200',
		].map(line => [`POST /x\n\nHello\n${line}`, ['/x', [], 'Hello']] as const),
		['POST /x\n\nHello\n> {% a', 'unclosedScript'],
		['POST /x\n\nHello\n> {%\na\n%} more', 'afterHandler'],
	],
	'`@a` defined again below the request, with another value': [
		['@id = 1\nGET /{{id}}\n###\n@id = 2\nGET /{{id}}', 'redefinedVariable'],
		['@id = 1\n@id = 2\nGET /{{id}}', ['/2', [], undefined]],
		['@id = 1\nGET /{{id}}\n###\n@id = 1\nGET /{{id}}', ['/1', [], undefined]],
		['@id = 1\n@path = /x/{{id}}\n@id = 2\nGET {{path}}', 'redefinedVariable'],
		['@id = 1\n@id = 2\n@path = /x/{{id}}\nGET {{path}}', ['/x/2', [], undefined]],
		['# @prompt id\n@id = 1\nGET /{{id}}\n###\n@id = 2', ['/prompted', [], undefined]],
	],
	'`\\{\\{a\\}\\}`': [
		['POST /x\n\nHello \\{\\{name\\}\\}', ['/x', [], 'Hello {{name}}']],
		['@a = \\{\\{b\\}\\}\nPOST /x\nA: \\{\\{c\\}\\}\n\nHello {{a}} \\{', ['/x', [['A', '{{c}}']], 'Hello {{b}} \\{']],
		['GET /x?a=\\{\\{b\\}\\}', ['/x?a={{b}}', [], undefined]],
	],
	'Indented headers below `HTTP/1.1`': [
		[
			'GET https://a.b/c HTTP/1.1\n  A: b\n  C: d',
			[
				'https://a.b/c',
				[
					['A', 'b'],
					['C', 'd'],
				],
				undefined,
			],
		],
		[
			'GET https://a.b/c HTTP/1.1\n\tA: b\n\t\tand more\n\tC: d',
			[
				'https://a.b/c',
				[
					['A', 'b and more'],
					['C', 'd'],
				],
				undefined,
			],
		],
		['GET https://a.b/c\n  /d HTTP/1.1\n  A: b', ['https://a.b/c/d', [['A', 'b']], undefined]],
		['GET https://a.b/c\n  A: b', 'ambiguousIndent'],
		['GET https://a.b/c HTTP/1.1\nA: b\n  C: d', 'ambiguousIndent'],
	],
	'`&` in a value of a form, as in `url=https://a/?b=1&c=2`': [
		["POST /x\n\ntext=<p>A &amp; B</span> <a href='#'>Doc</a></p>", 'ambiguousAmpersand'],
		['POST /x\n\nweb=https://example.com/?utm_source=a&utm_medium=b', 'ambiguousAmpersand'],
		['POST /x\n\nfilter={"a":"b&c=d"}', 'ambiguousAmpersand'],
		['POST /x\n\ncompany=Fern & Sons', 'ambiguousAmpersand'],
		['POST /x\nContent-Type: application/x-www-form-urlencoded\n\ncompany=Fern & Sons', 'ambiguousAmpersand'],
		[
			'POST /x\n\nweb=https://example.com/?utm_source=a%26utm_medium=b',
			['/x', [], 'web=https%3A%2F%2Fexample.com%2F%3Futm_source%3Da%26utm_medium%3Db'],
		],
		['POST /x\n\nweb=https://example.com/?a=b\n&c=d', ['/x', [], 'web=https%3A%2F%2Fexample.com%2F%3Fa%3Db&c=d']],
		['POST /x\n\na=1&b[]=2&&c=&{{d}}\n@d = e=f', 'definitionInBody'],
		['@d = e=f\nPOST /x\n\na=1&b[]=2&&c=&{{d}}', ['/x', [], 'a=1&b%5B%5D=2&c=&e=f']],
		[
			'POST /x\nContent-Type: application/x-www-form-urlencoded\n\na=&b&a=2\n&c',
			['/x', [['Content-Type', 'application/x-www-form-urlencoded']], 'a=&b&a=2&c'],
		],
	],
	"A further line of a field's value, after `\\|`": [
		['POST /x\n\ndescription=\n| one\n| two', ['/x', [], 'description=one%0Atwo']],
		['POST /x\n\ndescription=Added by the bot\nCase: A-1', 'formLine'],
		['POST /x\n\ndescription=Added by the bot\nPrice = 5', 'formLine'],
		['POST /x\n\ndescription=Added by the bot\nThe price = 5', 'formLine'],
		['POST /x\n\nname = Ada\nprice = 5', ['/x', [], 'name=Ada&price=5']],
		[
			'POST /x\n\ndescription=Added by the bot\n| Case: A-1\n|   Price = 5 & more\n|\n# a comment\n| ### {{a}}\nname=Ada\n@a = 1',
			'definitionInBody',
		],
		[
			'@a = 1\nPOST /x\n\ndescription=Added by the bot\n| Case: A-1\r\n|   x = 5 & y\n|\n# a comment\n| ### {{a}}\nname=Ada',
			[
				'/x',
				[],
				'description=Added%20by%20the%20bot%0ACase%3A%20A-1%0A%20%20x%20%3D%205%20%26%20y%0A%0A%23%23%23%201&name=Ada',
			],
		],
		['POST /x\nContent-Type: application/x-www-form-urlencoded\n\n| one', 'formLine'],
		['POST /x\n\na text\n| one', ['/x', [], 'a text\n| one']],
	],
	'`Authorization` and `api_key` in the request': [
		['GET /x?api_key={{apiKey}}\n###\n@apiKey = {{$guid}}', 'ownCredential'],
		['GET /x\n  ?a=1\n  &api_key=a', 'ownCredential'],
		['GET /x\nAuthorization: Bearer {{$guid}}', 'ownCredential'],
		['POST /x\n\napi_key = a', 'ownCredential'],
		['POST /x\n\n{"api_key": 1}', 'ownCredential'],
		['GET https://a:b@c.d/x', 'ownCredential'],
		['@k = api_key=1\nGET /x?{{k}}', 'ownCredential'],
		['GET /x\nX-HTTP-Method: DELETE', 'misleadingHeader'],
	],
};

suite('http rows of the dialect', () => {
	test('are those of the comparison with other tools', () => {
		const table = readFileSync('docs/dialects.md', 'utf8').split('\n');
		for (const [title, [first]] of Object.entries(rows)) {
			const row = table.find(line => line.startsWith(`| ${title} `));
			assert.ok(row, title);
			const ours =
				row
					.slice(title.length + 2)
					.split(' | ')[1]
					?.trim() ?? '';
			assert.equal(ours.startsWith('rejected'), typeof first?.[1] === 'string', row);
		}
	});

	for (const [kind, texts] of Object.entries(rows)) {
		for (const [text, expected] of texts) {
			test(`${kind}: ${JSON.stringify(text)}`, () => {
				const document = parseDocument(text);
				const [block] = document.blocks;
				assert.ok(block);
				const answers = new Map(text.includes('@prompt') ? [['id', 'prompted']] : []);
				const built = buildRequest(document, block, { ...fixedContext, answers });
				if (typeof expected === 'string') {
					assert.ok(!built.ok);
					assert.ok(
						built.problems.some(({ code }) => code === expected),
						JSON.stringify(built.problems),
					);
					// It is underlined where it stands, before it is sent.
					assert.ok(document.allProblems.some(({ code, severity }) => code === expected && severity === 'error'));
				} else {
					assert.ok(built.ok, JSON.stringify(built));
					const { target, headers, body } = built.request;
					assert.deepEqual([target, headers, body], expected);
				}
			});
		}
	}
});
