import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { parseDocument } from '../../../src/http/document/parse';
import { EngineStage } from '../../support/engineStage';
import { runs } from '../../support/runs';

/** What a part of a request may be, good and bad. */
const targets = [
	...[
		'crm/lead/list',
		'/crm/lead/get/1',
		'crm/lead/get/{{id}}',
		'{{base}}/list',
		'{{host}}/x',
		'/api/v1/module/crm/lead/list',
	],
	...[
		'https://acme.flowlu.com/x',
		'https://ann:pw@acme.flowlu.com/x',
		'https://{{user}}@acme.flowlu.com/x',
		'example.com/x',
	],
	...[
		'crm/../x',
		'crm/a b',
		'https://acme.flowlu.com:99999/x',
		'https://acme.flowlu.com:x/y',
		'https://[::1/x',
		'https:///x',
		'ftp://a/b',
		'//a/b',
	],
	...[
		'{{bad}}/x',
		'crm/\\x',
		'crm/lead/list\u0001',
		'crm/{{$guid}}',
		'{{one.response.body.$.id}}/x',
		'{{unknown}}/x',
		'{{a',
	],
];
const queries = [
	...[
		'',
		'?page=1',
		'?api_key=abcdefgh',
		'?a=1&api_key={{apiKey}}',
		'?api%5Fkey=abc',
		'?api.key=abc',
		'?API_KEY=x',
		'?x;api_key=1',
	],
	...[
		'?{{filters}}',
		'?{{credential}}',
		'?{{name}}=1',
		'\n  ?a=1\n  &api_key={{apiKey}}',
		'\n  ?a=1\n  # &api_key=1\n  &b=2',
		'?a=api_key',
		'#?api_key=1',
	],
];
const headers = [
	...[
		'',
		'Accept: text/plain',
		'X-A: {{id}}',
		'X-A: Größe',
		'X-A: 日本',
		'X-A: {{wide}}',
		'X-A: a\u0001b',
		'X-A: {{control}}',
	],
	...[
		'Authorization: Bearer {{id}}',
		'Authorization: Basic a b',
		'authorization: x',
		'X-Forwarded-Host: a',
		'X-HTTP-Method-Override: DELETE',
	],
	...[
		'Host: a',
		'Ho{{st}}: b',
		'{{header}}: b',
		'A b: c',
		'no colon',
		'  A: b',
		'X-Api-Key: abc',
		'Content-Length: 5',
		'Via: x',
		'X-Original-URL: /y',
	],
	...[
		'Content-Type: {{type}}',
		'Content-Type: application/json',
		'Content-Type: multipart/form-data; boundary=b',
		'Content-Type: text/plain',
		'X-A: \\{\\{id\\}\\}',
	],
	...['Content-Type: application/x-www-form-urlencoded', 'Content-Type: multipart/form-data'],
];
const bodies = [
	...[
		'',
		'name=Ada',
		'api_key=abcdefgh',
		'name=Ada&api_key={{apiKey}}',
		'api_key = {{apiKey}}',
		'{{credential}}',
		'{{name}}=x',
		'a=1\n&b=2\nc',
		'a=R & D',
	],
	...[
		'{"a": 1}',
		'{"api_key": "x"}',
		'{"a": {"api_key": 1}}',
		'{"a": {{id}}}',
		'{"{{name}}": 1}',
		'{"a": "{{quoted}}"}',
		'text only',
		'# Title',
		'text\n# Title',
		'> thanks',
	],
	...[
		'--b\nContent-Disposition: form-data; name="a"\n\n#1\n--b--',
		'--b\nContent-Disposition: form-data; name="api_key"\n\n1\n--b--',
		'--b\n\n1',
	],
	...[
		'@a = b',
		'a=1\n| b & c',
		'text=a?b=1&c=2',
		'<a/>',
		'{"a": {{one.response.body.$.id}}}',
		'{{payload}}',
		'> {%\n%}',
		'> {%\n',
		'> ./a.js\nmore',
	],
];
const metadata = [
	...[
		'',
		'# @name two',
		'# @timeout 5 s',
		'# @timeout soon',
		'# @prompt id',
		'# @account',
		'# @account {{id}}',
		'# @loop 3',
		'# @note',
		'# @ref none',
	],
	...[
		'# @key\n',
		'// @name = two',
		'# a comment',
		'# @name a\n# @name b',
		'@local = {{id}}',
		'@local = {{nobody}}',
		'@id = 9',
	],
];
const definitions = [
	...[
		'@id = 7',
		'@host = example.com',
		'@base = crm/lead',
		'@bad = a b',
		'@user = ann:pw',
		'@apiKey = {{$processEnv FLOWLU_KEY}}',
		'@filters = page=2&limit=3',
	],
	...[
		'@credential = api_key=abc',
		'@name = api_key',
		'@wide = 日本',
		'@control = a\u0001b',
		'@st = st',
		'@header = Authorization',
		'@type = text/plain',
	],
	...['@quoted = Say "hi"', '@payload = {"api_key": 1}'],
];

const request = fc
	.tuple(
		...[metadata, ['GET', 'POST', 'post', 'TRACE', 'FETCH'], targets, queries, headers, headers, bodies].map(all =>
			fc.oneof(
				// Most parts are good, so that a bad one is seen by itself.
				{
					weight: 2,
					arbitrary: fc.constant(all === headers || all === queries || all === metadata ? '' : (all[0] ?? '')),
				},
				{ weight: 1, arbitrary: fc.constantFrom(...all) },
			),
		),
	)
	.map(
		([meta, method, target, query, one, two, body]) =>
			[meta, `${method} ${target}${query}`, one, two].filter(line => line !== '').join('\n') +
			(body === '' ? '\n' : `\n\n${body}\n`),
	);

suite('what sending refuses', () => {
	test('is underlined before, and nothing else is', async function () {
		this.timeout(0);
		const stage = new EngineStage();
		stage.addSession({ name: 'acme', origin: 'https://acme.flowlu.com' }, 'x'.repeat(20));
		stage.prompted = { id: '3' };
		try {
			await fc.assert(
				fc.asyncProperty(request, async content => {
					const text = `${definitions.join('\n')}\n# @name one\nGET crm/lead/get/1\n###\n${content}`;
					const document = parseDocument(text);
					const [, block] = document.blocks;
					fc.pre(block !== undefined && document.blocks.length === 2 && block.text.endsWith(content));
					// What is wrong with a definition that the request does not use does not keep it.
					const ofDefinitions = document.problems.map(({ code, span: { start } }) => `${code} ${start}`);
					const errors = document.allProblems
						.filter(({ severity, span }) => severity === 'error' && span.start >= block.span.start)
						.filter(({ code, span: { start } }) => !ofDefinitions.includes(`${code} ${start}`))
						.map(({ code }) => code);
					stage.open(text);
					const prepared = await stage.prepare(stage.block(content));
					const isBlocked = prepared.kind === 'blocked' && prepared.because === 'problems';
					const because = isBlocked ? prepared.problems.map(({ code }) => code) : [];
					// What only sending can know.
					fc.pre(!because.every(code => ['noResponse', 'unsetVariable'].includes(code)) || because.length === 0);
					assert.deepEqual([errors.length > 0, errors], [isBlocked, errors], `${content}\n${because.join()}`);
				}),
				{ numRuns: runs(700), seed: 12 },
			);
		} finally {
			await stage.close();
		}
	});
});
