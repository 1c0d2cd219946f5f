import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { curlProblems } from '../../../src/http/curl/plainRequest';
import { parseDocument } from '../../../src/http/document/parse';
import { fixesFor } from '../../../src/http/service/fixes/fixes';

/** The command after its first fix; undefined where there is none. */
const fixes: readonly (readonly [command: string, fixed: string | undefined])[] = [
	['curl -u ada:s3cret https://a.b/c', 'curl https://a.b/c'],
	["curl https://a.b/c -H 'Authorization: Bearer {{token}}' -s", 'curl https://a.b/c -s'],
	['curl https://a.b/c \\\n  -H "Authorization: Bearer x" \\\n  -d a=1', 'curl https://a.b/c \\\n  -d a=1'],
	['curl https://ada:s3cret@a.b/c', 'curl https://a.b/c'],
	['curl https://a.b/c?api_key=KEY123', 'curl https://a.b/c'],
	["curl 'https://a.b/c?api_key={{key}}&a=1'", "curl 'https://a.b/c?a=1'"],
	["curl 'https://a.b/c?a=1&api_key=KEY123&b=2'", "curl 'https://a.b/c?a=1&b=2'"],
	["curl 'https://a.b/c?a=1&api_key=KEY123'", "curl 'https://a.b/c?a=1'"],
	["curl https://a.b/c -d 'api_key=KEY123&a=1'", "curl https://a.b/c -d 'a=1'"],
	['curl https://a.b/c -d api_key=KEY123 -d a=1', 'curl https://a.b/c -d a=1'],
	['curl https://a.b/c -F api_key=KEY123 -F a=1', 'curl https://a.b/c -F a=1'],
	['curl https://a.b/c --json \'{"api_key":"KEY123","a":1}\'', undefined],
	[
		'curl https://a.b/c -H "Content-Type: application/json" -d {"name":"String","description":"Text"}',
		'curl https://a.b/c -H "Content-Type: application/json" -d \'{"name":"String","description":"Text"}\'',
	],
	['curl https://a.b/c?a=1&b=2 -s', "curl 'https://a.b/c?a=1&b=2' -s"],
	['curl https://a.b/c | jq .', undefined],
	["curl 'https://a.b/c?a={b}'", "curl -g 'https://a.b/c?a={b}'"],
	['curl -d \'{"a":1}\' https://a.b/c', "curl -H 'Content-Type: application/json' -d '{\"a\":1}' https://a.b/c"],
	['curl -d hello https://a.b/c', undefined],
	['curl -d @body.json https://a.b/c', 'curl --data-binary @body.json https://a.b/c'],
	['curl -d @my-d.json https://a.b/c', 'curl --data-binary @my-d.json https://a.b/c'],
	['curl --data @body.json https://a.b/c', 'curl --data-binary @body.json https://a.b/c'],
	['curl -X post https://a.b/c', 'curl -X POST https://a.b/c'],
];

suite('quick fixes of curl commands', () => {
	for (const [command, fixed] of fixes) {
		test(command, () => {
			const before = '@key = 1\n@token = 2\n';
			const text = `${before}${command}`;
			const document = parseDocument(text);
			const [problem] = curlProblems(document);
			assert.ok(problem !== undefined);
			const [fix] = fixesFor(document, problem, []);
			const after = fix?.changes.reduceRight(
				(current, { span, text: put }) => current.slice(0, span.start) + put + current.slice(span.end),
				text,
			);
			assert.equal(after?.slice(before.length), fixed);
			assert.deepEqual(after === undefined ? [] : curlProblems(parseDocument(after)), []);
		});
	}

	test('name the place and no credential', () => {
		const secrets = fixes.map(([command]) => command).filter(command => /s3cret|KEY123/u.test(command));
		assert.ok(secrets.length > 5);
		for (const command of secrets) {
			assert.doesNotMatch(
				curlProblems(parseDocument(command))
					.map(({ detail }) => detail)
					.join(),
				/s3cret|KEY123/u,
			);
		}
	});
});
