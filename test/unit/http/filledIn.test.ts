import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { buildRequest } from '../../../src/http/build/request';
import type { HttpDocument } from '../../../src/http/document/document';
import { parseDocument } from '../../../src/http/document/parse';
import { fixedContext } from '../../support/fixedContext';

function built(text: string, answers: Readonly<Record<string, string>>) {
	const document = parseDocument(text);
	const [block] = document.blocks;
	assert.ok(block);
	return {
		document,
		built: buildRequest(document, block, { ...fixedContext, answers: new Map(Object.entries(answers)) }),
	};
}

/** Each row: why it is there, the text, and what is sent, or `code: the variable`. */
const rows: readonly (readonly [
	why: string,
	text: string,
	sent: string,
	answers?: Readonly<Record<string, string>>,
])[] = [
	['V1', '@q = Strunk & White\nGET a/b?search={{q}}&limit=5', 'a/b?search=Strunk%20%26%20White&limit=5'],
	['V1', '@filters = a=1&b=x%20y+z\nGET a/b?{{filters}}&c=3', 'a/b?a=1&b=x%20y+z&c=3'],
	['V1', '@f = a=1\nGET a/b?x={{f}}&{{f}}', 'a/b?x=a%3D1&a=1'],
	['V1', '@f = a#b\nGET a/b?{{f}}', 'a/b?a%23b'],
	['V2', '@phone = +49 170 1\nGET a/b?search={{phone}}', 'a/b?search=%2B49%20170%201'],
	['V3', 'POST a/b\n\nx={{p}}&y=%41', 'a/b x=Rabatt%2020%25ab&y=%41', { p: 'Rabatt 20%ab' }],
	['V3', '@x = 41\nPOST a/b?y=%{{x}}\n\ny=%{{x}}', 'a/b?y=%2541 y=%2541'],
	['V4', '@n = Say "hi"\nPOST a/b\n\n{"n": "{{n}}"}', String.raw`a/b {"n": "Say \"hi\""}`],
	['V4', '@n = C:\\new\nPOST a/b\n\n{"n": "{{n}}"}', String.raw`a/b {"n": "C:\\new"}`],
	['V4', 'POST a/b\n\n{"n": "{{p}}"}', String.raw`a/b {"n": "two\nlines"}`, { p: 'two\nlines' }],
	['V4', '@n = {"x": [1]}\nPOST a/b\n\n{"n": {{n}}}', 'a/b {"n": {"x": [1]}}'],
	['V4', '@n = 1, 2\nPOST a/b\n\n{"n": [{{n}}]}', 'a/b {"n": [1, 2]}'],
	['V4', '@n = Anna\nPOST a/b\n\n{"n": {{n}}}', 'valueNotJson: n'],
	['V4', '@n = 1, "admin": true\nPOST a/b\n\n{"n": {{n}}}', 'valueNotJson: n'],
	['V4', '@n = n\nPOST a/b\n\n{"n": "\\{{n}}"}', 'valueNotJson: n'],
	['V5', '@payload = {"name": "x"}\nPOST a/b\n\n{{payload}}', 'a/b {"name": "x"} json'],
	['V5', '@payload = name=x\nPOST a/b\n\n{{payload}}', 'a/b name=x form'],
	['V5', '@payload = <a>&amp;</a>\nPOST a/b\nContent-Type: text/xml\n\n{{payload}}', 'a/b <a>&amp;</a> text'],
	['V6', '@ct = text/plain\nPOST a/b\nContent-Type: {{ct}}\n\nprice = 5', 'a/b price = 5 text'],
	['V6', '@ct = application/x-www-form-urlencoded\nPOST a/b\nContent-Type: {{ct}}\n\nprice = 5', 'a/b price=5 form'],
	['V6', '@ct = application/x-www-form-urlencoded\nPOST a/b\nContent-Type: {{ct}}\n\na=1\nb', 'formLine: b'],
	['V7', '@c = WITH SPACE\nGET crm/lead/get/{{c}}', 'crm/lead/get/WITH%20SPACE'],
	['V7', '@c = 1/../delete/2\nGET crm/lead/get/{{c}}', 'valueInPath: c'],
	['V7', '@c = 1?x=\nGET crm/lead/get/{{c}}', 'crm/lead/get/1%3Fx%3D'],
	['V7', '@c = ?x=1\nGET crm/lead/list{{c}}', 'valueInPath: c'],
	['V7', '@c =\nGET crm/{{c}}/lead/delete/1', 'valueInPath: c'],
	['V7', '@c = crm/lead/delete/7?\nGET {{c}}/crm/lead/list', 'valueInPath: c'],
	['V7', '@c = 2F\nGET crm/lead/get/1%{{c}}delete', 'crm/lead/get/1%252Fdelete'],
	['V8', 'GET a/b?d={{p}}', 'a/b?d=1%0A2', { p: '1\n2' }],
	['V8', 'GET a/b?{{p}}', 'valueInAddress: p', { p: '1\n2' }],
	['E2', '@which = OWNER\nGET a/b/{{$dotenv %which}}', 'a/b/12'],
	['E2', '@which = FLOWLU_TEST\n@v = {{$processEnv %which}}\nGET a/b?c={{v}}', 'a/b?c=from%20outside'],
	['E2', '@which = NOBODY\nGET a/b/{{$dotenv %which}}', 'unsetVariable: $dotenv NOBODY'],
	['E2', 'GET a/b/{{$dotenv %which}}', 'unknownVariable: which'],
	[
		'bases',
		'@host = https://acme.flowlu.com/api\n@path = /v1\nGET {{host}}{{path}}/x',
		'https://acme.flowlu.com/api/v1/x',
	],
	['bases', '@s = https\n@h = acme.flowlu.com:443\nGET {{s}}://{{h}}/x', 'https://acme.flowlu.com:443/x'],
	['bases', '@url = crm/lead/list?a=1\nGET {{url}}&b={{url}}', 'crm/lead/list?a=1&b=crm/lead/list%3Fa%3D1'],
	['line ends', 'POST a/b\nContent-Type: text/plain\n\n1\r\n{{p}}', 'a/b 1\n2\r\n3 text', { p: '2\r\n3' }],
];

suite('Variables filled in', () => {
	for (const [why, text, sent, answers = {}] of rows) {
		test(`${why}: ${JSON.stringify(text)}`, () => {
			const { built: request, document } = built(text, answers);
			if (!request.ok) {
				assert.deepEqual(
					request.problems.map(({ code, detail }) => `${code}: ${detail}`),
					[sent],
				);
				return;
			}
			const { target, body, bodyKind } = request.request;
			const said = [target, body, bodyKind].filter(part => part !== undefined).join(' ');
			assert.ok(said.startsWith(sent), said);
			assert.deepEqual(
				document.allProblems.filter(({ severity, code }) => severity === 'error' && code !== 'unknownVariable'),
				[],
			);
		});
	}

	test('what the text alone tells is underlined at the use', () => {
		const text = '@c = a/b\n@n = Anna\nPOST crm/lead/get/{{c}}\nX-A: {{c}}\n\n{"c": "{{c}}", "n": {{n}}}';
		const { document } = built(text, {});
		assert.deepEqual(
			document.allProblems.map(({ code, span }) => [code, span.start]),
			[
				['valueInPath', text.indexOf('{{c}}')],
				['valueNotJson', text.indexOf('{{n}}')],
			],
		);
	});

	const headers: readonly (readonly [
		text: string,
		made: string | readonly (readonly [name: string, value: string])[],
		answers?: Readonly<Record<string, string>>,
	])[] = [
		[
			'@h = X-Trace: a:b\nGET a/b\nA: c\n{{h}}',
			[
				['A', 'c'],
				['X-Trace', 'a:b'],
			],
		],
		['@h = Content-Type: text/plain\nPOST a/b\n{{h}} \n\na = 1', [['Content-Type', 'text/plain']]],
		['@h = Trace\nGET a/b\n{{h}}', 'invalidHeader'],
		['@h = Tra ce: a\nGET a/b\n{{h}}', 'invalidHeaderName'],
		['@h = Host: evil.example\nGET a/b\n{{h}}', 'hostHeader'],
		['@h = Authorization: x\nGET a/b\n{{h}}', 'ownCredential'],
		['@h = X-HTTP-Method-Override: DELETE\nGET a/b\n{{h}}', 'misleadingHeader'],
		['GET a/b\n{{p}}', 'valueInHeader', { p: 'A: b\nC: d' }],
		['@h = A: b\nGET a/b\nB: c\n{{h}}\n  more', 'ambiguousIndent'],
	];
	for (const [text, made, answers = {}] of headers) {
		test(`a whole header is filled in: ${JSON.stringify(text)}`, () => {
			const { document, built: request } = built(text, answers);
			assert.deepEqual(request.ok ? request.request.headers : request.problems.map(({ code }) => code).join(), made);
			const errors = document.allProblems.filter(
				({ severity, code }) => severity === 'error' && code !== 'unknownVariable',
			);
			// What is asked for is known only when it is sent.
			assert.deepEqual(
				errors.map(({ code }) => code),
				request.ok || answers['p'] !== undefined ? [] : [made],
			);
		});
	}

	test('an edit of the value takes the problem away', () => {
		const text = '@c = a/b\n\n###\nGET crm/lead/get/{{c}}';
		const document = parseDocument(text);
		const edited = document.edited({ start: 6, end: 7 }, '-');
		assert.deepEqual([document.allProblems.length, edited.allProblems.length], [1, 0]);
	});

	test('requests are made one by one, and once as long as no variable changes', () => {
		const text = '@c = 5\n\n###\nGET crm/lead/get/{{c}}\n\n###\nGET crm/lead/get/a/b{{c}}\n\n###\nGET crm/{{\n';
		const document = parseDocument(text);
		const unknown = ({ unknownSendingProblems }: HttpDocument) => unknownSendingProblems.length;
		assert.equal(unknown(document), 3);
		document.unknownSendingProblems[0]?.();
		assert.equal(unknown(document), 2);
		document.unknownSendingProblems.forEach(find => {
			find();
		});
		// What has errors already is not made.
		assert.equal(unknown(document), 1);
		assert.equal(unknown(document.edited({ start: text.indexOf('lead'), end: text.indexOf('lead') }, 'x')), 2);
		assert.equal(unknown(document.edited({ start: 5, end: 6 }, '6')), 3);
	});
});
