import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { readResponse } from '../../../src/exchanges/reading';
import { readText } from '../../../src/exchanges/responseText';
import type { Envelope } from '../../../src/flowlu/responses/envelope';
import { readBody, responseOf } from '../../../src/flowlu/responses/responseBody';
import {
	ApiError,
	UnexpectedResponseError,
	type FieldProblem,
	type Remedy,
} from '../../../src/flowlu/responses/flowluErrors';
import type { HttpHeader, HttpResponse } from '../../../src/net/http';

interface Options {
	readonly status?: number;
	readonly statusText?: string;
	readonly type?: string;
}

function responseWith(
	body: string | Uint8Array,
	{ status = 200, statusText = 'OK', type = 'application/json' }: Options = {},
): HttpResponse {
	const headers: readonly HttpHeader[] = type === '' ? [] : [['Content-Type', type]];
	return { status, statusText, headers, body: Buffer.from(body), milliseconds: 1 };
}

function readEnvelope(response: HttpResponse): Envelope {
	const steps = readBody(response);
	for (;;) {
		const { done, value } = steps.next();
		if (done === true) {
			return value.envelope;
		}
	}
}

async function shownText(response: HttpResponse): Promise<string> {
	const eventLoop = { yieldToEventLoop: () => Promise.resolve() };
	return (await readText(await readResponse(response, eventLoop), eventLoop)).pieces.join('');
}

function problem(
	code: number | string,
	message: string,
	remedy: Remedy,
	fields: readonly FieldProblem[] = [],
): Envelope {
	return { kind: 'error', error: new ApiError(code, message, fields, remedy) };
}

function fields(entries: Readonly<Record<string, string>>): readonly FieldProblem[] {
	return Object.entries(entries).map(([field, message]) => ({ field, message }));
}

suite('Envelope: success', () => {
	const cases: readonly [body: string, response: unknown][] = [
		['{"response":true}', true],
		['{"error":false,"response":1}', 1],
		['{"error":[],"response":1}', 1],
		['{"error":"","response":1}', 1],
		['{"response":{"id":1}}', { id: 1 }],
		['\uFEFF {"response":{"id":1}}\n', { id: 1 }],
		['{"response":null}', null],
		['{"error":null,"response":1}', 1],
	];
	for (const [body, response] of cases) {
		test(`reads ${JSON.stringify(body)}`, () => {
			assert.deepEqual(readEnvelope(responseWith(body)), { kind: 'success' });
			assert.deepEqual(responseOf(responseWith(body)), response);
		});
	}

	test('is told by the body, not by status or type', () => {
		assert.deepEqual(readEnvelope(responseWith('{"response":1}', { status: 500, type: 'text/html' })), {
			kind: 'success',
		});
	});

	const counts: readonly [list: object, items: number, total: number | undefined][] = [
		[{ items: [], total: 0 }, 0, 0],
		[{ items: [1, 2], total: 9, total_result: 7 }, 2, 7],
		[{ items: [1], total: '9', total_result: '7' }, 1, 7],
		[{ items: [1], total: '9' }, 1, 9],
		[{ items: [1], total: 9, total_result: null }, 1, 9],
		[{ items: [1], total: 9, total_result: '' }, 1, 9],
		[{ items: [1], total: 9, total_result: 'many' }, 1, 9],
		[{ items: [1], total_result: 0, total: 9 }, 1, 0],
		[{ items: [1] }, 1, undefined],
		[{ items: [1], total: '' }, 1, undefined],
		[{ items: [1], total: false }, 1, undefined],
		[{ items: [1], total: [5] }, 1, undefined],
		[{ items: [1], total: '-1' }, 1, undefined],
		[{ items: [1], total: '1e3' }, 1, undefined],
	];
	for (const [list, items, total] of counts) {
		test(`counts ${JSON.stringify(list)}`, () => {
			assert.deepEqual(readEnvelope(responseWith(JSON.stringify({ response: list }))), {
				kind: 'success',
				list: { items, total },
			});
		});
	}

	test('counts a list that is the response itself', () => {
		assert.deepEqual(readEnvelope(responseWith('{"response":[]}')), {
			kind: 'success',
			list: { items: 0, total: undefined },
		});
		assert.deepEqual(responseOf(responseWith('{"response":[]}')), []);
	});

	test('counts nothing where items are no list', () => {
		assert.deepEqual(readEnvelope(responseWith('{"response":{"items":{"id":1},"total":1}}')), {
			kind: 'success',
		});
	});
});

suite('Envelope: errors', () => {
	const numbered: readonly [error: unknown, envelope: Envelope][] = [
		[{ error_code: 10 }, problem(10, '', 'retryLater')],
		[{ error_code: 11, error_msg: 'api key not found' }, problem(11, 'api key not found', 'checkKey')],
		[{ error_code: 11, error_msg: 'Account not found' }, problem(11, 'Account not found', 'checkAccount')],
		[{ error_code: '12', error_msg: 'invalid request' }, problem(12, 'invalid request', 'checkRequest')],
		[{ error_code: 13 }, problem(13, '', 'retryLater')],
		[{ error_code: 20, error_msg: 'not found' }, problem(20, 'not found', 'checkRecord')],
		[{ error_code: 22, error_msg: 'access denied' }, problem(22, 'access denied', 'askForAccess')],
		[{ error_code: 30, error_msg: 'unknown method' }, problem(30, 'unknown method', 'checkMethod')],
		[{ error_code: 30, error_msg: 'access denied' }, problem(30, 'access denied', 'askForAccess')],
		[{ error_code: 31, error_msg: 'unknown module' }, problem(31, 'unknown module', 'checkModule')],
		[{ error_code: 32, error_msg: 'new' }, problem(32, 'new', 'readMessage')],
		[{ error_code: -1, error_msg: 'new' }, problem(-1, 'new', 'readMessage')],
		[{ error_code: 'E_NEW', error_msg: 'new' }, problem('E_NEW', 'new', 'readMessage')],
		[{ error_code: 'constructor', error_msg: 'new' }, problem('constructor', 'new', 'readMessage')],
		[{ error_msg: 'no code' }, problem('', 'no code', 'readMessage')],
		[{ error_code: null, error_msg: null }, problem('', '', 'readMessage')],
		[{ error_code: 20, error_msg: ['one', 'two'] }, problem(20, 'one; two', 'checkRecord')],
		[{ error_code: 20, error_msg: 7 }, problem(20, '7', 'checkRecord')],
		[{}, problem('', '', 'readMessage')],
	];
	for (const [error, envelope] of numbered) {
		test(`reads ${JSON.stringify(error)}`, () => {
			assert.deepEqual(readEnvelope(responseWith(JSON.stringify({ error }))), envelope);
		});
	}

	const details: readonly [details: unknown, problems: readonly FieldProblem[]][] = [
		[undefined, []],
		[null, []],
		['', []],
		[[], []],
		['name is empty', fields({ '': 'name is empty' })],
		[
			{ name: 'is empty', price: ['is text', 'is negative'] },
			fields({ name: 'is empty', price: 'is text; is negative' }),
		],
		[{ name: { required: true } }, fields({ name: '{"required":true}' })],
		[{ name: null }, fields({ name: '' })],
		[
			['a', { b: 1 }],
			[...fields({ '': 'a' }), ...fields({ '': '{"b":1}' })],
		],
		[7, fields({ '': '7' })],
	];
	for (const [value, problems] of details) {
		test(`reads the details ${JSON.stringify(value)} of both shapes`, () => {
			const numberedShape = { error: { error_code: 21, error_msg: 'validation error', error_details: value } };
			const namedShape = { error: 'validation', description: 'Form filling error', details: value };
			assert.deepEqual(
				[numberedShape, namedShape].map(body => readEnvelope(responseWith(JSON.stringify(body)))),
				[
					problem(21, 'validation error', 'fixFields', problems),
					problem('validation', 'Form filling error', 'fixFields', problems),
				],
			);
		});
	}

	const named: readonly [body: object, status: number, envelope: Envelope][] = [
		[
			{ error: 'invalid_grant', error_descrption: 'Неверный логин' },
			400,
			problem('invalid_grant', 'Неверный логин', 'signInAgain'),
		],
		[{ error: 'invalid_grant', error_description: 'Wrong' }, 200, problem('invalid_grant', 'Wrong', 'signInAgain')],
		[{ error: 'invalid_request_ssl', error_descrption: 'x' }, 400, problem('invalid_request_ssl', 'x', 'checkAccount')],
		[{ error: 'invalid_request' }, 500, problem('invalid_request', '', 'checkRequest')],
		[{ error: 'access_token_missing' }, 200, problem('access_token_missing', '', 'readMessage')],
		[{ error: 'Access token has been revoked' }, 401, problem(401, 'Access token has been revoked', 'signInAgain')],
		[{ error: 'Something went wrong' }, 500, problem(500, 'Something went wrong', 'retryLater')],
		[{ error: 'toString', description: 'x' }, 200, problem('toString', 'x', 'readMessage')],
	];
	for (const [body, status, envelope] of named) {
		test(`reads ${JSON.stringify(body)} with HTTP ${status}`, () => {
			assert.deepEqual(readEnvelope(responseWith(JSON.stringify(body), { status })), envelope);
		});
	}

	for (const body of ['<h1>Too Many Requests</h1>', '', '{}', '[]', 'Too Many']) {
		test(`HTTP 429 asks to slow down, whatever comes with it: ${body}`, () => {
			assert.deepEqual(
				readEnvelope(responseWith(body, { status: 429, statusText: 'Too Many Requests', type: 'text/html' })),
				problem(429, 'Too Many Requests', 'slowDown'),
			);
		});
	}

	test('an error of Flowlu with HTTP 429 keeps its own code', () => {
		assert.deepEqual(
			readEnvelope(responseWith('{"error":{"error_code":12,"error_msg":"x"}}', { status: 429 })),
			problem(12, 'x', 'checkRequest'),
		);
	});
});

suite('Envelope: a rate limit in any spelling', () => {
	const perSecond = 'Request rate per second exceeded';
	const bodies: readonly [body: string, status: number, code: number | string, message: string][] = [
		[JSON.stringify({ error: perSecond }), 200, '', perSecond],
		[JSON.stringify({ error: perSecond }), 429, 429, perSecond],
		[JSON.stringify({ error: { error_code: 10, error_msg: perSecond } }), 200, 10, perSecond],
		[JSON.stringify({ error: { message: 'API rate limit exceeded' } }), 403, 403, 'API rate limit exceeded'],
		[JSON.stringify({ error: { code: 'rate_limit_exceeded', message: '' } }), 200, 'rate_limit_exceeded', ''],
		[JSON.stringify({ error: 'too_many_requests' }), 200, 'too_many_requests', ''],
		[JSON.stringify({ error: 'TooManyRequests', description: 'Wait.' }), 400, 'TooManyRequests', 'Wait.'],
		[JSON.stringify({ error: ['Limit of requests exceeded'] }), 200, '', 'Limit of requests exceeded'],
		[JSON.stringify({ error: true, message: 'Rate-limited' }), 200, '', 'Rate-limited'],
		[JSON.stringify({ message: 'Too Many Requests' }), 200, '', 'Too Many Requests'],
		[JSON.stringify({ detail: 'Request was throttled.' }), 503, 503, 'Request was throttled.'],
		[
			JSON.stringify({ error: 'Превышено количество запросов в секунду' }),
			200,
			'',
			'Превышено количество запросов в секунду',
		],
		[JSON.stringify({ error: 'Слишком много запросов' }), 200, '', 'Слишком много запросов'],
		['"Too many requests"', 200, '', '"Too many requests"'],
		['["Throttled"]', 200, '', '["Throttled"]'],
		['Too many requests, please slow down.', 200, '', 'Too many requests, please slow down.'],
		['<html><title>Rate limit exceeded</title>', 503, 503, 'Rate limit exceeded'],
		['Too many requests from this user', 200, '', 'Too many requests from this user'],
		['API rate limit exceeded for user ID 12', 200, '', 'API rate limit exceeded for user ID 12'],
		['Too many requests. Wait as long as 30 seconds', 200, '', 'Too many requests. Wait as long as 30 seconds'],
	];
	for (const [body, status, code, message] of bodies) {
		test(`${body} with HTTP ${status}`, () => {
			assert.deepEqual(readEnvelope(responseWith(body, { status })), problem(code, message, 'slowDown'));
		});
	}

	for (const said of [
		'Request body size exceeds the limit',
		'The number of users exceeds the limit of your plan',
		'Credit limit exceeded',
		'Exchange rate is required',
		'requests: no such field',
		'Rate must be positive',
	]) {
		test(`none is meant by: ${said}`, () => {
			const envelope = readEnvelope(responseWith(JSON.stringify({ error: { error_msg: said } })));
			assert.deepEqual(envelope, problem('', said, 'readMessage'));
		});
	}

	test('a field of that name stays the error that it is', () => {
		assert.deepEqual(
			readEnvelope(responseWith('{"error":"validation","description":"Rate limit","details":{"rate":"too high"}}')),
			problem('validation', 'Rate limit', 'fixFields', fields({ rate: 'too high' })),
		);
	});

	test('a page or a record that only speaks of it is none', () => {
		assert.equal(readEnvelope(responseWith('<html><title>Rate limits</title>')).kind, 'unknown');
		assert.equal(readEnvelope(responseWith('{"response":{"name":"Too many requests"}}')).kind, 'success');
	});
});

suite('Envelope: errors of other shapes', () => {
	const shapes: readonly [body: string, status: number, envelope: Envelope][] = [
		['{}', 401, problem(401, 'Unauthorized', 'checkKey')],
		['[]', 403, problem(403, 'Unauthorized', 'askForAccess')],
		['true', 500, problem(500, 'Unauthorized', 'retryLater')],
		['{"error":{}}', 404, problem(404, '', 'checkPath')],
		['{"error":{"message":"No such key"}}', 401, problem(401, 'No such key', 'checkKey')],
		['{"error":{"message":"Sorry"}}', 200, problem('', 'Sorry', 'readMessage')],
		['{"error":{"code":22,"msg":"no"}}', 200, problem(22, 'no', 'askForAccess')],
		['{"error":20}', 200, problem(20, '', 'checkRecord')],
		['{"error":true,"message":"Sorry"}', 200, problem('', 'Sorry', 'readMessage')],
		['{"error":["one",{"message":"two"},{"a":3}]}', 200, problem('', 'one; two; {"a":3}', 'readMessage')],
		['{"success":false,"message":"Sorry"}', 200, problem('', 'Sorry', 'readMessage')],
		['{"status":"error","message":"Sorry"}', 200, problem('', 'Sorry', 'readMessage')],
		['{"errors":{"name":"is empty"}}', 422, problem(422, '', 'checkRequest', fields({ name: 'is empty' }))],
		['{"message":"Method not allowed"}', 405, problem(405, 'Method not allowed', 'checkMethod')],
	];
	for (const [body, status, envelope] of shapes) {
		test(`${body} with HTTP ${status}`, () => {
			assert.deepEqual(readEnvelope(responseWith(body, { status, statusText: 'Unauthorized' })), envelope);
		});
	}

	for (const content of ['{}', '[]', 'true', 'null', '{"error":[]}', '{"error":false}']) {
		test(`${content} with HTTP 200 is neither data nor an error, and named`, () => {
			assert.deepEqual(readEnvelope(responseWith(`${content}\n`)), { kind: 'unknown', reason: 'incomplete', content });
		});
	}
});

suite('Envelope: encodings', () => {
	const text = '{"response":{"name":"Ж"}}';
	const utf16 = Buffer.from(text, 'utf16le');
	const marked = Buffer.from(`\uFEFF${text}`, 'utf16le');
	const cases: readonly [title: string, body: Uint8Array, type: string, name: string][] = [
		['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`), 'application/json', 'Ж'],
		['UTF-16 with a byte order mark', marked, 'application/json', 'Ж'],
		['UTF-16, the other way round', Buffer.from(marked).swap16(), 'application/json', 'Ж'],
		['UTF-16 by its charset', utf16, 'application/json; charset=UTF-16LE', 'Ж'],
		['a charset of one byte', Buffer.from('{"response":{"name":"\xc6"}}', 'latin1'), 'text/json;charset="cp1251"', 'Ж'],
		['a byte order mark that knows better than the charset', marked, 'application/json; charset=utf-8', 'Ж'],
		['a charset that nobody knows', Buffer.from(text), 'application/json; charset=klingon', 'Ж'],
		['UTF-8 that is broken', Buffer.from('{"response":{"name":"\xff"}}', 'latin1'), 'application/json', '\uFFFD'],
	];
	for (const [title, body, type, name] of cases) {
		test(`reads ${title}, as the shown text is read`, async () => {
			const response = responseWith(body, { type });
			assert.deepEqual(responseOf(response), { name });
			assert.deepEqual(JSON.parse(await shownText(response)), { response: { name } });
		});
	}
});

suite('Envelope: none', () => {
	const cases: readonly [body: string | Uint8Array, options: Options, reason: UnexpectedResponseError['kind']][] = [
		['', {}, 'empty'],
		[' \n', { type: '' }, 'empty'],
		['\uFEFF', {}, 'empty'],
		['<!DOCTYPE html><title>Sign in</title>', {}, 'html'],
		['  <HTML lang="ru">', { type: '' }, 'html'],
		['Please sign in', { type: 'Text/HTML; charset=windows-1251' }, 'html'],
		['', { type: 'text/html' }, 'empty'],
		['{"response":{"items":[', {}, 'invalidJson'],
		['{"response":1}{"response":2}', {}, 'invalidJson'],
		['plain', { type: 'text/plain' }, 'invalidJson'],
		[Buffer.from('\uFEFF{"response":1}', 'utf16le').subarray(0, 12), {}, 'invalidJson'],
		['{}', {}, 'incomplete'],
		['{"error":false}', {}, 'incomplete'],
		['null', {}, 'incomplete'],
		['[{"response":1}]', {}, 'incomplete'],
		['"response"', {}, 'incomplete'],
		['', { status: 302 }, 'redirect'],
		['<html>Moved</html>', { status: 301, type: 'text/html' }, 'redirect'],
		['{"moved":1}', { status: 307 }, 'redirect'],
	];
	for (const [body, options, reason] of cases) {
		test(`${JSON.stringify(body.toString())} ${JSON.stringify(options)} is ${reason}`, () => {
			const content = /^(?:\{\}|null|\{"error":false\})$/u.test(body.toString()) ? { content: body.toString() } : {};
			assert.deepEqual(readEnvelope(responseWith(body, options)), { kind: 'unknown', reason, ...content });
			assert.throws(
				() => responseOf(responseWith(body, options)),
				new UnexpectedResponseError(reason, options.status ?? 200, content.content),
			);
		});
	}

	test('a response cut off at any byte is never taken for a success', () => {
		const whole = Buffer.from('{"response":{"items":[{"id":1,"name":"株式会社"}],"total":1}}');
		for (let length = 0; length < whole.length; length++) {
			assert.equal(readEnvelope(responseWith(whole.subarray(0, length))).kind, 'unknown');
		}
	});

	test('gives the response of a success and throws the error', () => {
		assert.deepEqual(responseOf(responseWith('{"response":{"id":"42"}}')), { id: '42' });
		assert.throws(
			() => responseOf(responseWith('{"error":{"error_code":20,"error_msg":"not found"}}')),
			new ApiError(20, 'not found', [], 'checkRecord'),
		);
	});
});

suite('Envelope: what is deep or large', () => {
	const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`;

	for (const depth of [30, 5000, 1_000_000]) {
		test(`a message nested ${depth} deep is shown as it came`, () => {
			const envelope = readEnvelope(responseWith(`{"error":{"error_code":20,"error_msg":${nested(depth)}}}`));
			assert.equal(envelope.kind, 'error');
			assert.deepEqual(envelope.error.code, 20);
			assert.match(envelope.error.message, /^\[{30,1000}.*…$/u);
			assert.equal(envelope.error.remedy, 'checkRecord');
		});

		test(`details nested ${depth} deep are shown as they came`, () => {
			const body = `{"error":"validation","details":{"name":${nested(depth)}}}`;
			const envelope = readEnvelope(responseWith(body));
			assert.equal(envelope.kind, 'error');
			assert.equal(envelope.error.fields.length, 1);
			assert.match(envelope.error.fields[0]?.message ?? '', /^\{"name":\[{10}/u);
		});
	}

	test('a message of megabytes is shown in its beginning', () => {
		const body = JSON.stringify({ error: { error_code: 10, error_msg: 'x'.repeat(3_000_000) } });
		const envelope = readEnvelope(responseWith(body));
		assert.equal(envelope.kind, 'error');
		assert.equal(envelope.error.message.length, 1001);
	});

	test('a response nested a million deep is a success', () => {
		assert.equal(readEnvelope(responseWith(`{"response":${nested(1_000_000)}}`)).kind, 'success');
	});

	test('of duplicate members the last counts, as JSON.parse reads them', () => {
		const body = '{"error":{"error_code":1},"response":{"items":[1],"items":[1,2],"total":1,"total":2},"error":null}';
		assert.deepEqual(readEnvelope(responseWith(body)), { kind: 'success', list: { items: 2, total: 2 } });
	});

	test('of a list of errors the first ones are shown', () => {
		const envelope = readEnvelope(responseWith(`{"error":${nested(30)}}`));
		assert.equal(envelope.kind, 'error');
		assert.match(envelope.error.message, /^\[{28}.*…$/u);
		const many = readEnvelope(responseWith(JSON.stringify({ error: Array.from({ length: 100_000 }, () => 'bad') })));
		assert.equal(many.kind, 'error');
		assert.equal(many.error.message, Array.from({ length: 20 }, () => 'bad').join('; '));
	});
});
