import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { parseDocument } from '../../../src/http/document/parse';
import { type BuiltRequest, buildRequest } from '../../../src/http/build/request';
import { fixedContext } from '../../support/fixedContext';
import { runs } from '../../support/runs';

/** Builds the first block. */
function build(text: string): BuiltRequest {
	const document = parseDocument(text);
	const [block] = document.blocks;
	assert.ok(block);
	return buildRequest(document, block, { ...fixedContext, files });
}

const files = new Map(
	Object.entries({
		'./a.json': new TextEncoder().encode('{"a": {{a}}}\r\n'),
		'utf8.txt': new TextEncoder().encode('{{a}}é'),
		'latin1.txt': Uint8Array.of(0x7b, 0x7b, 0x61, 0x7d, 0x7d, 0xe9, 0x80),
		'bytes.bin': Uint8Array.of(0, 0xff, 0xfe),
		'with mark.txt': Uint8Array.of(0xef, 0xbb, 0xbf, 0x61),
		'unknown.txt': new TextEncoder().encode('{{nobody}}'),
	}),
);

function builds(text: string, expected: object): void {
	test(JSON.stringify(text), () => {
		const built = build(text);
		assert.deepEqual(built.ok ? { headers: [], ...built } : built, { ok: true, headers: [], checks: [], ...expected });
	});
}

function refuses(text: string, ...codes: readonly string[]): void {
	test(JSON.stringify(text), () => {
		const built = build(text);
		assert.deepEqual(built.ok ? [] : built.problems.map(({ code }) => code), codes);
	});
}

function sends(text: string, target: string): void {
	builds(text, { request: { method: 'GET', target, headers: [] } });
}

function sendsBody(text: string, body: string, bodyKind: string): void {
	test(JSON.stringify(text), () => {
		const built = build(text);
		assert.deepEqual(built.ok && [built.request.body, built.request.bodyKind], [body, bodyKind]);
	});
}

suite('http requests', () => {
	sends('/crm/lead/list', '/crm/lead/list');
	sends('GET /x?search=Acme and Sons\n  &page=1', '/x?search=Acme and Sons&page=1');
	sends(
		'@host = https://{{name}}.flowlu.com\n@name = acme\nGET {{host}}/x/{{ name }}',
		'https://acme.flowlu.com/x/acme',
	);
	sends('@a = 1\n###\n@a = 2\nGET /{{a}}', '/2');
	sends('@a := {{b}}{{b}}\n@b = {{c}}c\n@c = \nGET /{{a}}', '/cc');
	sends('@a = {{b}}{{c}}\n@b = {{c}}\n@c = 1\nGET /{{a}}', '/11');
	sends('@a = $& $1 {{b}}\n@b = $`\nGET /x?a={{a}}', '/x?a=%24%26%20%241%20%24%60');
	sends('@tag = C#\nGET /x?tag={{tag}}&page=1', '/x?tag=C%23&page=1');
	builds('# @account acme\n# @key Sales team\nGET /x', {
		request: { method: 'GET', target: '/x', headers: [] },
	});
	builds('@n = Trace\n@v = 1\nGET /x\nX-{{n}}: a{{v}}\nX-Trace: b,\n  {{v}}\nX-Empty:\nContent-Length: 7', {
		request: {
			method: 'GET',
			target: '/x',
			headers: [
				['X-Trace', 'a1'],
				['X-Trace', 'b, 1'],
				['X-Empty', ''],
			],
		},
	});
});

suite('http requests that are not sent', () => {
	refuses('GET /{{a}}', 'unknownVariable');
	refuses('@a = {{b}}\n@b = {{a}}\nGET /{{a}}', 'cyclicVariable');
	refuses('@a = {{b}}\n@b = {{none}}\nGET /{{a}}', 'unknownVariable');
	refuses('@a = {{b}}\n@b = {{c}}\n@c = {{none}}\nGET /{{a}}', 'unknownVariable');
	refuses('@x = {{a}}\n@a = {{b}}\n@b = {{a}}\nGET /{{x}}', 'cyclicVariable');
	refuses('@a = {{b\nGET /{{a}}', 'unclosedValue');
	refuses('GET /{{$guide}}\nA: {{x.response.body.id}}', 'dynamicVariable', 'responseVariable');
	refuses('# @name x\nGET /x\nA: {{x.response.headers.B}}', 'noResponse');
	refuses('@host = acme.flowlu.com\nGET {{host}}/x', 'missingScheme');
	refuses('@host =\nGET {{host}}', 'missingTarget');
	refuses('GET {{{{$guid}}', 'invalidTarget');
	refuses('@host = ftp://a.b\nGET {{host}}/x', 'unsupportedScheme');
	refuses('GET /x\u0007y', 'controlCharacter');
	refuses('GET /x?a=\tb', 'controlCharacter');
	refuses('@a = /\\evil.example\nGET {{a}}/x', 'valueInAddress');
	refuses('GET /x\nA: b\u007fc', 'invalidHeaderValue');
	refuses('GET /x\nA: b\rB: c', 'invalidHeaderValue');
	builds('GET /x\nA: Größe', { request: { method: 'GET', target: '/x', headers: [['A', 'Größe']] } });
	refuses('GET /x\nA: 日本', 'invalidHeaderValue');
	refuses('@a = b c\nGET /x\nX-{{a}}: c', 'invalidHeaderName');
	refuses('GET /x\nHost: evil.example', 'hostHeader');
	refuses('POST /x\n\n< ./file', 'missingFile');
	refuses('POST /x\n\n<@ unknown.txt', 'unknownVariable');
	refuses('# @loop for 3\nGET /x', 'unsupportedMetadata');
	refuses('< {% a %}\nGET /x', 'requestScript');
	refuses('GRPC a.b/C', 'unsupportedMethod');

	for (const [length, detail] of [
		[2, 'v0 → v1 → v0'],
		[10, 'v0 → v1 → v2 → v3 → v4 → v5 → v6 → v7 → v8 → v9 → v0'],
		[11, 'v0 → v1 → v2 → v3 → v4 → v5 → v6 → v7 → v8 → … → v0'],
	] as const) {
		test(`a cycle of ${length} variables is told as far as a message may be long`, () => {
			const lines = Array.from({ length }, (_, index) => `@v${index} = {{v${(index + 1) % length}}}`);
			const built = build(`${lines.join('\n')}\nGET /{{v0}}`);
			assert.deepEqual(built.ok ? [] : built.problems.map(problem => problem.detail), [detail]);
		});
	}

	test('variables that multiply are given up, not expanded', () => {
		const lines = Array.from({ length: 40 }, (_, index) => `@v${index} = {{v${index + 1}}}{{v${index + 1}}}`);
		const built = build(`${lines.join('\n')}\n@v40 = ab\nGET /x?a={{v0}}`);
		assert.deepEqual(built.ok ? [] : built.problems.map(({ code }) => code), ['variableTooLong']);
	});

	test('a chain of 20,000 variables has its value', () => {
		const lines = Array.from({ length: 20_000 }, (_, index) => `@v${index} = {{v${index + 1}}}`);
		const built = build(`${lines.join('\n')}\n@v20000 = end\nGET /{{v0}}`);
		assert.equal(built.ok && built.request.target, '/end');
	});
});

suite('http bodies that are sent', () => {
	sendsBody(
		'@a = 1\nPOST /x\n\n{\r\n\t"a": {{a}},\r\n// no\r\n\t"b": {"c":{{a}}}\r\n}\r\n\r\n',
		'{\n\t"a": 1,\n\t"b": {"c":1}\n}',
		'json',
	);
	sendsBody('POST /x\nContent-Type: text/plain\n\n  a  \n\n b ', '  a  \n\n b', 'text');
	sendsBody('POST /x\n\na=1\nb=2', 'a=1&b=2', 'form');
	sendsBody('POST /x\n\na=1\n&b=2&\n# c=3\n\n  &d=4', 'a=1&b=2&d=4', 'form');
	sendsBody('POST /x\n\na = 1 & b = 2\r\nc=\r\n', 'a=1&b=2&c=', 'form');
	sendsBody('POST /x\n\ncf_1[]=1&cf_1[]=2', 'cf_1%5B%5D=1&cf_1%5B%5D=2', 'form');
	sendsBody('POST /x\n\na=x=y/z?', 'a=x%3Dy%2Fz%3F', 'form');
	sendsBody('POST /x\n\na=Größe 😀 \ud800', 'a=Gr%C3%B6%C3%9Fe%20%F0%9F%98%80%20%EF%BF%BD', 'form');
	sendsBody('POST /x\n\na=50% off %41%zz', 'a=50%25%20off%20%41%25zz', 'form');
	sendsBody('POST /x\n\na=+7 900', 'a=%2B7%20900', 'form');
	sendsBody('@n = A&B=C %26\nPOST /x\n\na={{n}}', 'a=A%26B%3DC%20%2526', 'form');
	sendsBody(
		'@all = a = 1&b=2 3\nPOST /x\nContent-Type: application/x-www-form-urlencoded\n\n{{all}}\nc=1',
		'a=1&b=2%203&c=1',
		'form',
	);
	sendsBody(
		'@all = a b & c=1\nPOST /x\nContent-Type: application/x-www-form-urlencoded\n\n{{all}}',
		'a%20b&c=1',
		'form',
	);

	sendsBody('POST /x\n\n< ./a.json', '{"a": {{a}}}\r\n', 'json');
	sendsBody('@a = 1\nPOST /x\n\n<@ ./a.json', '{"a": 1}\r\n', 'json');
	sendsBody('@a = 1\n@f = a\nPOST /x\n\n  <@utf8 ./{{f}}.json  \n', '{"a": 1}\r\n', 'json');
	for (const encoding of ['latin1', 'latin-1', 'binary']) {
		sendsBody(`@a = 1\nPOST /x\n\n<@${encoding} latin1.txt`, '1é\u0080', 'file');
	}
	sendsBody('@a = 1\nPOST /x\n\n<@utf8 utf8.txt', '1é', 'file');
	sendsBody('POST /x\nContent-Type: text/plain\n\none\n< with mark.txt\ntwo', 'one\n\ufeffa\ntwo', 'text');
	sendsBody('POST /x\n\n< with mark.txt', '\ufeffa', 'file');
	sendsBody('POST /x\nContent-Type: application/x-www-form-urlencoded\n\n< ./a.json', '{"a": {{a}}}\r\n', 'form');
	sendsBody(
		'@b = x y\nPOST /x\nContent-Type: multipart/mixed; boundary="{{b}}"\n\n--{{b}}\nA: b\n\n1\n--{{b}}--\n',
		'--x y\r\nA: b\r\n\r\n1\r\n--x y--\r\n',
		'multipart',
	);
	refuses(
		'@b = x\nPOST /x\nContent-Type: multipart/mixed; boundary={{b}}\n\n--{{b}}\nA: b\n\n1\n--{{b}}\n',
		'multipartEnd',
	);
	refuses('@b = x\nPOST /x\nContent-Type: multipart/mixed; boundary={{b}}\n\n--y\nA: b\n\n1\n--y--\n', 'multipartEnd');
	refuses('@t = multipart/mixed\nPOST /x\nContent-Type: {{t}}\n\n--y\nA: b\n\n1\n--y--\n', 'multipartBoundary');
	sendsBody(
		'POST /x\nContent-Type: multipart/form-data; boundary=b\n\n--b\nContent-Disposition: form-data; name="a"\n\n1\n\n--b\nContent-Disposition: form-data; name="f"; filename="a.json"\n\n< ./a.json\n--b--\n\n',
		[
			...['--b', 'Content-Disposition: form-data; name="a"', '', '1', ''],
			...['--b', 'Content-Disposition: form-data; name="f"; filename="a.json"', '', '{"a": {{a}}}\r\n', '--b--', ''],
		].join('\r\n'),
		'multipart',
	);

	test('bytes that are no text are sent as they are', () => {
		const built = build('POST /x\nContent-Type: application/octet-stream\n\na\n< bytes.bin\nb');
		assert.deepEqual(built.ok && built.request.body, Uint8Array.of(0x61, 0x0a, 0, 0xff, 0xfe, 0x0a, 0x62));
	});

	test('bytes that are no text may be a part of a body', () => {
		const built = build('POST /x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nA: c\n\n< bytes.bin\n--b--');
		assert.deepEqual(
			built.ok && built.request.body,
			Uint8Array.from([...Buffer.from('--b\r\nA: c\r\n\r\n'), 0, 0xff, 0xfe, ...Buffer.from('\r\n--b--\r\n')]),
		);
	});

	test('what is typed raw in a form arrives as it was typed', function () {
		this.timeout(0);
		/** Only these need an escape: the separator, what reads as an escape, and blanks at the ends. */
		const typed = (part: string) =>
			part.replace(/&|%(?=[\dA-Fa-f]{2})|[\n\r]|^[\s\ufeff]+|[\s\ufeff]+$/gu, found => encodeURIComponent(found));
		const value = fc.oneof(
			fc.string({ unit: 'grapheme' }),
			fc.string({ unit: fc.constantFrom('+', '/', '=', '&', '%', ' ', '4', 'a', 'Z', 'é', '😀', '~', '!') }),
		);
		const name = value.filter(
			part => !/[=\s]/u.test(part) && !/^(?:#|\/\/|<|>|\?\?|@|\|)/u.test(part) && part.trim() !== '',
		);
		fc.assert(
			fc.property(
				fc.array(fc.tuple(name, value), { minLength: 1 }),
				fc.constantFrom('\n', '\r\n', '&', '\n&'),
				(pairs, joint) => {
					const body = pairs.map(([key, content]) => `${typed(key)}=${typed(content)}`).join(joint);
					fc.pre(!body.includes('{{') && !/(?:^|\n)&?(?:#|\/\/)/u.test(body));
					const built = build(`POST /x\nContent-Type: application/x-www-form-urlencoded\n\n${body}`);
					if (!built.ok && joint === '&') {
						// Where it may be a part of the value above, it is asked about.
						assert.deepEqual([...new Set(built.problems.map(({ code }) => code))], ['ambiguousAmpersand']);
						return;
					}
					assert.deepEqual(built.ok && [...new URLSearchParams(String(built.request.body))], pairs);
				},
			),
			{ numRuns: runs(200) },
		);
	});
});
