import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import type { HttpRequest } from '../../../src/net/http';
import { requestOfCommand } from './curlCommands/requestOfCommand';
import { runs } from '../../support/runs';

const origin = 'https://demo.flowlu.com';

interface Place {
	readonly command: string;
	/** What a server reads there. */
	readonly read: (request: HttpRequest) => unknown;
	/** What it is to read, where that is not the value itself. */
	readonly expected?: (value: string) => unknown;
}

function query({ url }: HttpRequest): unknown {
	return [...new URL(url).searchParams];
}

function bodyText({ body = '' }: HttpRequest): string {
	return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

function form(request: HttpRequest): unknown {
	return [...new URLSearchParams(bodyText(request))];
}

function json(request: HttpRequest): unknown {
	const value: unknown = JSON.parse(bodyText(request));
	return value;
}

function header(wanted: string) {
	return ({ headers }: HttpRequest) => headers.find(([name]) => name === wanted)?.[1];
}

const pairs = (value: string) => [
	['a', '1'],
	['x', value],
	['b', '2'],
];

const places: readonly Place[] = [
	{
		command: `curl '${origin}/c/{{x}}/d?a=1'`,
		read: ({ url }) => decodeURIComponent(new URL(url).pathname.slice(3, -2)),
	},
	{ command: `curl '${origin}/c?a=1&x={{x}}&b=2'`, read: query, expected: pairs },
	{ command: `curl -G ${origin}/c -d a=1 --data-urlencode 'x={{x}}' -d b=2`, read: query, expected: pairs },
	{ command: `curl ${origin}/c -d 'a=1&x={{x}}&b=2'`, read: form, expected: pairs },
	{ command: `curl ${origin}/c -d a=1 -d "x={{x}}" -d b=2`, read: form, expected: pairs },
	{ command: `curl ${origin}/c -d a=1 --data-urlencode 'x={{x}}' -d b=2`, read: form, expected: pairs },
	{
		command: `curl ${origin}/c -d a=1 -d '{{x}}=1' -d b=2`,
		read: form,
		expected: value => [
			['a', '1'],
			[value, '1'],
			['b', '2'],
		],
	},
	{
		command: `curl ${origin}/c --json '{"a":1,"x":"{{x}}","b":2}'`,
		read: json,
		expected: value => ({ a: 1, x: value, b: 2 }),
	},
	{
		command: `curl ${origin}/c -F a=1 -F 'x={{x}}' -F b=2`,
		read: request => partValues(bodyText(request), header('Content-Type')(request) ?? ''),
		expected: value => ['1', value, '2'],
	},
	{ command: `curl ${origin}/c -H 'X-A: {{x}}'`, read: header('X-A') },
	{ command: `curl ${origin}/c -A '{{x}}'`, read: header('User-Agent') },
	{ command: `curl ${origin}/c -b 'a={{x}}'`, read: header('Cookie'), expected: value => `a=${value}` },
];

function partValues(body: string, contentType: string): unknown {
	const boundary = contentType.split('boundary=')[1] ?? '';
	return `\r\n${body}`
		.split(`\r\n--${boundary}`)
		.slice(1, -1)
		.map(part => part.slice(part.indexOf('\r\n\r\n') + 4));
}

const anyValue = fc.oneof(
	fc.string({
		unit: fc.constantFrom(...Array.from('a1 &+=#%;<>{}[]"\'\\/?:@,.\n\r\t\0é😀'), '\r\n', '%20', '../', '{{y}}'),
	}),
	fc.string({ unit: 'binary' }),
);

suite('values of variables in curl commands', () => {
	for (const { command, read, expected = (value: string) => value } of places) {
		test(`land as they are, or nothing is sent: ${command}`, () => {
			let sent = 0;
			fc.assert(
				fc.property(anyValue, value => {
					const request = requestOfCommand(command, { origin, values: new Map([['x', value]]) });
					if (typeof request !== 'string') {
						sent++;
						assert.equal(new URL(request.url).origin, origin);
						assert.deepEqual(read(request), expected(value.replace(/[\uD800-\uDFFF]/gu, '\uFFFD')));
					}
				}),
				{ numRuns: runs(200) },
			);
			assert.ok(sent > 0);
		});
	}
});
