import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { okCheck } from '../../../src/exchanges/checks/okCheck';
import { runChecks } from '../../../src/exchanges/checks/runChecks';
import { readResponse } from '../../../src/exchanges/reading';
import { readCheckLine } from '../../../src/http/checks/checkLine';
import { type predicates, subjects } from '../../../src/http/checks/checkWords';
import { checkFailureText } from '../../../src/messages/checkMessages';
import type { HttpHeader, HttpResponse } from '../../../src/net/http';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';

const redactor = createRedactor();
redactor.add(new Secret('sesame-open-7f3a9c'));

const needs = { yieldToEventLoop: () => Promise.resolve(), redact: (text: string) => redactor.redact(text) };

interface Given {
	readonly status?: number;
	readonly headers?: readonly HttpHeader[];
	readonly milliseconds?: number;
}

function responseOf(body: string, { status = 200, headers = [], milliseconds = 120 }: Given = {}): HttpResponse {
	return {
		status,
		statusText: '',
		milliseconds,
		headers: [['Content-Type', 'application/json'], ...headers],
		body: new TextEncoder().encode(body),
	};
}

async function results(body: string, lines: readonly string[], given: Given = {}) {
	const response = responseOf(body, given);
	const checks = lines.map(written => {
		const line = readCheckLine(`?? ${written}`);
		const expected = `?? ${written}`.slice(line.expected.start, line.expected.end);
		return { line, text: written, span: { start: 0, end: 0 }, expected };
	});
	return runChecks({ response, reading: await readResponse(response, needs) }, checks, needs);
}

async function kinds(body: string, lines: readonly string[], given?: Given): Promise<string> {
	const found = await results(body, lines, given);
	return found.map(({ kind, because }) => because ?? kind).join(' ');
}

const record = JSON.stringify({ a: 1 });
const got =
	'{"response":{"id":12345678901234567890,"textId":"7","name":"Acme \\"A\\"","price":1.50,"flag":1,"off":"0","yes":true,"no":false,"none":null,"empty":"","date":"2026-03-01 10:00:00","tags":["a","b",5],"nested":{"x":1,"y":[1,2.0]}}}';
const list =
	'{"response":{"total":3,"total_result":"3","items":[{"id":1,"active":1,"name":"A"},{"id":2,"active":"1","name":"B"},{"id":3,"active":1}]}}';
const failure = '{"error":{"code":21,"message":"Not found"}}';

/** Each with what holds and what fails: taking a predicate for another one fails a line. */
const samples: Readonly<
	Record<keyof typeof predicates, { readonly holds: readonly string[]; readonly fails: readonly string[] }>
> = {
	'==': {
		holds: [
			'$.response.id == 12345678901234567890',
			'$.response.price == 1.5',
			'$.response.textId == 7',
			'$.response.textId == "7"',
			'$.response.name == Acme "A"',
			'$.response.yes == true',
			'$.response.none == null',
			'$.response.empty ==',
			'$.response.empty == ""',
			'$.response.nested == {"y": [1, 2], "x": 1}',
			'$.response.tags == ["a","b",5.0]',
		],
		fails: [
			'$.response.id == 12345678901234567891',
			'$.response.textId == 7.0',
			'$.response.name == Acme',
			'$.response.tags == ["a","b"]',
			'$.response.tags == ["b","a",5]',
			'$.response.nested == {"x":1}',
			'$.response.nested == {"x":1,"z":[1,2]}',
			'$.response.tags == a',
			'$.response.missing == null',
			'$.response.missing ==',
			'$.response.price == 1.51',
			'$.response.price == abc',
		],
	},
	equals: { holds: ['status equals 200'], fails: ['status equals 201'] },
	'===': {
		holds: [
			'$.response.textId === "7"',
			'$.response.price === 1.50',
			'$.response.flag === 1',
			'$.response.name === Acme "A"',
			'$.response.none === null',
			'$.response.nested === {"y": [1, 2], "x": 1}',
		],
		fails: [
			'$.response.textId === 7',
			'$.response.price === 1.5',
			'$.response.flag === true',
			'$.response.flag === "1"',
			'$.response.empty === null',
		],
	},
	'!=': {
		holds: ['$.response.textId != 8', '$.response.tags != []'],
		fails: ['$.response.textId != 7', '$.response.missing != 7', '$.response.price != 1.5'],
	},
	'not equals': { holds: ['status not equals 404'], fails: ['status not equals 200'] },
	'!==': { holds: ['$.response.textId !== 7'], fails: ['$.response.textId !== "7"', '$.response.missing !== 7'] },
	'>': {
		holds: ['$.response.price > 1.49', '$.response.id > 12345678901234567889', '$.response.date > 2026-02-28'],
		fails: [
			'$.response.price > 1.5',
			'$.response.date > 2026-03-02',
			'$.response.name > 1',
			'$.response.tags > 1',
			'$.response.missing > 0',
			'$.response.price > 2026-01-01',
		],
	},
	'>=': {
		holds: ['$.response.price >= 1.5', '$.response.date >= 2026-03-01 10:00:00', '$.response.date >= 2026-03-01'],
		fails: ['$.response.price >= 1.51', '$.response.name >= 2026-01-01', '$.response.tags >= 2026-01-01'],
	},
	'<': {
		holds: ['$.response.price < 1.51', '$.response.textId < 10'],
		fails: ['$.response.price < 1.5', '$.response.textId < 7'],
	},
	'<=': {
		holds: ['$.response.price <= 1.5', '$.response.date <= 2026-03-01 10:00:00'],
		fails: ['$.response.price <= 1.49'],
	},
	contains: {
		holds: [
			'$.response.name contains cme',
			'$.response.tags contains b',
			'$.response.tags contains 5.0',
			'$.response.nested contains y',
			'header content-type contains json',
			'body contains "price":1.50',
		],
		fails: [
			'$.response.name contains Beta',
			'$.response.tags contains c',
			'$.response.tags contains 1',
			'$.response.nested contains z',
		],
	},
	includes: { holds: ['$.response.name includes cme'], fails: ['$.response.name includes x'] },
	startsWith: {
		holds: ['$.response.name startsWith Acme', '$.response.date startsWith "2026-03"'],
		fails: ['$.response.name startsWith cme', '$.response.tags startsWith [', '$.response.nested startsWith {'],
	},
	endsWith: {
		holds: ['$.response.date endsWith :00'],
		fails: ['$.response.date endsWith 10', '$.response.tags endsWith ]', '$.response.nested endsWith }'],
	},
	matches: {
		holds: [
			'$.response.date matches ^\\d{4}-\\d\\d-[\\d]+ ',
			'$.response.name matches (?:cm|x)e',
			'header content-type matches application\\/json',
			'status matches ^2',
		],
		fails: [
			'$.response.date matches ^\\d{5}',
			'$.response.tags matches a',
			'$.response.nested matches x',
			'$.response.name matches ^cme',
		],
	},
	exists: {
		holds: [
			'$.response.none exists',
			'$.response.empty exists',
			'$.response.no exists',
			'header content-type exists',
			'body exists',
		],
		fails: ['$.response.missing exists', 'header x-none exists', 'error', '$.response.nested[0] exists'],
	},
	isTrue: {
		holds: ['$.response.yes isTrue', '$.response.flag isTrue', 'ok'],
		fails: [
			'$.response.no isTrue',
			'$.response.off isTrue',
			'$.response.none isTrue',
			'$.response.tags isTrue',
			'$.response.missing isTrue',
		],
	},
	isFalse: {
		holds: ['$.response.no isFalse', '$.response.off isFalse'],
		fails: [
			'$.response.yes isFalse',
			'$.response.none isFalse',
			'$.response.missing isFalse',
			'$.response.empty isFalse',
			'ok isFalse',
		],
	},
	isNumber: {
		holds: ['$.response.flag isNumber', 'status isNumber'],
		fails: ['$.response.textId isNumber', '$.response.yes isNumber'],
	},
	isString: { holds: ['$.response.textId isString'], fails: ['$.response.flag isString', '$.response.none isString'] },
	isBoolean: { holds: ['$.response.yes isBoolean', '$.response.no isBoolean'], fails: ['$.response.flag isBoolean'] },
	isArray: {
		holds: ['$.response.tags isArray', '$.response..x isArray'],
		fails: ['$.response.nested isArray', '$.response.name isArray'],
	},
	isNull: {
		holds: ['$.response.none isNull'],
		fails: ['$.response.empty isNull', '$.response.missing isNull', '$.response.no isNull'],
	},
};

suite('checks of a response', () => {
	for (const [name, { holds, fails }] of Object.entries(samples)) {
		test(name, async () => {
			for (const [lines, kind] of [
				[holds, 'holds'],
				[fails, 'fails'],
			] as const) {
				for (const line of lines) {
					assert.equal(await kinds(got, [line]), kind, line);
				}
			}
		});
	}

	test('of a list', async () => {
		const holds = [
			'total == 3',
			'count == 3',
			'every $.active == 1',
			'every $.id > 0',
			'$.response.items[*].id contains 2',
			'$..name == ["A","B"]',
		];
		assert.equal(await kinds(list, holds), holds.map(() => 'holds').join(' '));
		const fails = ['total == 2', 'every $.active === 1', 'every $.name exists', 'field name exists', 'error'];
		assert.equal(await kinds(list, fails), fails.map(() => 'fails').join(' '));
		assert.equal(await kinds(got, ['total == 0', 'count == 0', 'every $.id exists']), 'fails fails fails');
		assert.equal(
			await kinds('{"response":{"total":0,"items":[]}}', ['every $.id exists', 'count == 0']),
			'holds holds',
		);
	});

	test('of a record', async () => {
		assert.equal(await kinds(got, ['field price == 1.5', 'field missing exists']), 'holds fails');
		assert.equal(await kinds('{"response":{"items":{"name":"A"}}}', ['field name == A']), 'holds');
	});

	test('of an error that comes with HTTP 200', async () => {
		const lines = [
			'error',
			'error 21',
			'error == 21',
			'error message contains found',
			'ok isFalse',
			'ok == false',
			'status == 200',
		];
		assert.equal(await kinds(failure, lines), lines.map(() => 'holds').join(' '));
		assert.equal(await kinds(failure, ['ok', 'error 20', 'error message == Found']), 'fails fails fails');
		const found = await results(failure, ['status == 200', 'error 21', 'ok isFalse', '$.error exists']);
		assert.deepEqual(
			found.map(({ decidesOutcome }) => decidesOutcome),
			[false, true, true, false],
		);
		const [decided] = await results('{}', ['status == 404'], { status: 404 });
		assert.equal(decided?.decidesOutcome, true);
	});

	test('that are meant where none is written name the error by what it has', async () => {
		for (const [body, actual] of [
			['{"error":{"error_code":20,"error_msg":"not found"}}', 'error 20: not found'],
			['{"error":{"error_code":20}}', 'error 20'],
			['{"error":"Access denied for this key"}', 'error: Access denied for this key'],
		] as const) {
			const response = responseOf(body);
			const reading = await readResponse(response, needs);
			assert.equal(okCheck({ reading, response }, needs.redact).actual, actual);
		}
	});

	test('say nothing of the outcome where an error and a success fulfil them alike', async () => {
		const vague = ['status exists', 'status != 404', 'status isNumber', 'status < 600', 'ok exists', 'ok isBoolean'];
		const clear = ['status == 500', 'status >= 400', 'status matches ^5', 'ok isFalse', 'ok != true'];
		const found = await results(failure, [...vague, ...clear], { status: 500 });
		assert.deepEqual(
			found.map(({ kind, decidesOutcome }) => [kind, decidesOutcome]),
			[...vague.map(() => ['holds', false]), ...clear.map(() => ['holds', true])],
		);
	});

	test('of a success in the body that comes with the status of an error', async () => {
		assert.equal(await kinds(got, ['ok', 'ok isFalse'], { status: 500 }), 'fails holds');
	});

	test('of dates in several forms', async () => {
		const body = '{"t":"2026-01-31T09:00","s":"2026-01-31 10:00","day":"2026-01-31"}';
		const holds = [
			'$.t < 2026-01-31 10:00:00',
			'$.s >= 2026-01-31T10:00:00',
			'$.s <= 2026-01-31 10:00:00',
			'$.day < 2026-02-01T00:00',
		];
		assert.equal(await kinds(body, holds), holds.map(() => 'holds').join(' '));
	});

	test('of numbers that are too long to be compared', async () => {
		const body = '{"large":1e401,"long":1.0,"zero":-0,"small":1e-7}';
		assert.equal(
			await kinds(body, ['$.large == 1e401', '$.large == 10e400', '$.large != 10e400', '$.large > 5', '$.large != x']),
			'holds tooLarge tooLarge tooLarge holds',
		);
		assert.equal(
			await kinds(body, [`$.long != 1.${'0'.repeat(500)}`, '$.zero == 0', '$.small == 0.0000001']),
			'tooLarge holds holds',
		);
	});

	test('of what is no JSON', async () => {
		assert.equal(
			await kinds('<p>Sign in</p>', ['body contains Sign', 'body a exists', '$.a exists', 'ok']),
			'holds fails fails fails',
		);
		assert.equal(await kinds('', ['body exists', 'body contains']), 'fails unreadable');
	});

	test('of time and headers', async () => {
		const given = {
			milliseconds: 99.6,
			headers: [
				['X-A', 'one'],
				['x-a', '"two"'],
			] as const,
		};
		assert.equal(
			await kinds(record, ['duration < 100', 'duration <= 100', 'header x-a == one, "two"'], given),
			'fails holds holds',
		);
	});

	test('that cannot be carried out say why', async () => {
		assert.equal(
			await kinds(got, ['js 1 == 1', 'staus == 1', '$[ == 1', '$.response.name > Acme']),
			'unreadable unreadable noPath noOrder',
		);
		assert.equal(
			await kinds(got, ['$.response.name matches (a', '$.response.name matches (?=a)b']),
			'noPattern noPattern',
		);
		const large = `{"response":{"a":"${'x'.repeat(1_100_000)}"}}`;
		assert.equal(await kinds(large, ['$.response.a startsWith x', '$.response == {}']), 'tooLarge tooLarge');
		const deep = `{"response":${'['.repeat(300)}${']'.repeat(300)}}`;
		assert.equal(await kinds(deep, [`$.response == ${'['.repeat(300)}${']'.repeat(300)}`]), 'tooLarge');
		const hostile = `{"response":{"a":"${'a'.repeat(900_000)}"}}`;
		assert.equal(await kinds(hostile, ['$.response.a matches (a*)*b']), 'costly');
	});

	test('what is nearly the same is another value', async () => {
		for (const [body, line] of [
			['{"response":{"a":1,"b":2}}', '$.response == {"a":1}'],
			['{"response":{"a":1}}', '$.response == {"a":1,"b":2}'],
			['{"response":["1.0"]}', '$.response == ["1"]'],
			['{"response":0}', '$.response == ""'],
		] as const) {
			assert.equal(await kinds(body, [line]), 'fails', `${body} ${line}`);
		}
	});

	test('quotation marks around what is expected are those of JSON, but for a header and a whole body', async () => {
		const given: Given = { headers: [['ETag', '"v1"']] };
		const lines = ['header etag == "v1"', 'header etag === "v1"', 'header etag startsWith "v'];
		assert.equal(
			await kinds('"x"', [...lines, 'body == "x"', 'body === "x"', 'body contains "x"'], given),
			Array(6).fill('holds').join(' '),
		);
		assert.equal(
			await kinds('"x"', ['header etag == v1', 'header etag contains "1', 'body == x'], given),
			'fails fails fails',
		);
	});

	test('have a bounded time together, however many there are', async () => {
		const items = Array.from({ length: 200 }, (_, id) => ({ id, name: 'a'.repeat(60) }));
		const body = JSON.stringify({ response: { items } });
		const lines = Array.from({ length: 20 }, () => 'every $.name matches ^(a|aa)*$');
		const found = (await kinds(body, lines)).split(' ');
		assert.equal(found[0], 'holds');
		assert.ok(found.includes('costly'), found.join(' '));
		assert.equal(found.lastIndexOf('holds') + 1, found.indexOf('costly'));
	});

	test('find nothing in a value where a variable is empty', async () => {
		const response = responseOf(got);
		const reading = await readResponse(response, needs);
		for (const predicate of ['contains', 'includes', 'startsWith', 'endsWith', 'matches']) {
			const written = `?? $.response.name ${predicate} {{none}}`;
			const filled = { line: readCheckLine(written), text: written.slice(3), span: { start: 0, end: 0 }, expected: '' };
			const [found] = await runChecks({ response, reading }, [filled], needs);
			assert.deepEqual([found?.kind, found?.because], ['notRun', 'noValue'], predicate);
		}
	});

	test('say what was expected, what came, and what would fit', async () => {
		const found = await results(got, [
			'$.response.name == Acme',
			'$.response.textId === 7',
			'$.response.price == 2',
			'$.response.missing == 1',
			'$.response.empty == x',
			'$.response.tags == []',
		]);
		assert.deepEqual(
			found.map(({ expected, actual, fitting }) => [expected, actual, fitting]),
			[
				['== Acme', 'Acme "A"', 'Acme "A"'],
				['=== 7', '7', '"7"'],
				['== 2', '1.50', '1.50'],
				['== 1', '', undefined],
				['== x', '""', '""'],
				['== []', '["a","b",5]', '["a","b",5]'],
			],
		);
		for (const [index, { fitting }] of found.entries()) {
			const line = ['name ==', 'textId ===', 'price ==', '', 'empty ==', 'tags =='][index];
			if (fitting !== undefined) {
				assert.equal(await kinds(got, [`$.response.${line} ${fitting}`]), 'holds', line);
			}
		}
	});

	test('that cannot be read are told apart', async () => {
		const lines = ['foo == 1', 'field', 'field name exists 3', 'js a == 1', '$.response.name > a'];
		assert.deepEqual((await results(got, lines)).map(checkFailureText), [
			`Not checked: foo cannot be checked. What can be: ${Object.keys(subjects).join(', ')}.`,
			"Not checked: field needs a name or a path behind it: 'header content-type', 'field name', 'every $.active'.",
			'Not checked: This comparison takes no value. Remove 3.',
			'Not checked: this needs JavaScript, XPath or a hash.',
			"Not checked: only numbers and dates can be compared by size, not '> a'.",
		]);
	});

	test('show no value whose name tells that it is a secret, and offer none to be written', async () => {
		const secret = 't0k3n-n0b0dy-kn0ws';
		const body = JSON.stringify({
			response: { access_token: secret, items: [{ id: 1, password: secret, has_password: 'y' }] },
		});
		const headers = [['X-Api-Key', secret]] as const;
		const found = await results(
			body,
			[
				'$.response.access_token == a',
				"$['response']['access_token'] == a",
				'body $.response.access_token matches ^a$',
				'$..password == a',
				'$.response.items[0].password == a',
				'every $.password == a',
				'header X-Api-Key == a',
			],
			{ headers },
		);
		for (const { kind, text, expected, actual, fitting } of found) {
			assert.deepEqual([kind, actual, fitting], ['fails', '•••', undefined], text);
			assert.ok(!`${text} ${expected}`.includes(secret));
		}
		const [plain] = await results(body, ['$.response.items[0].has_password == n']);
		assert.deepEqual([plain?.actual, plain?.fitting], ['y', 'y']);
	});

	test('show no secret, also where it is cut', async () => {
		const body = `{"response":{"key":"sesame-open-7f3a9c","long":"${'x'.repeat(290)}sesame-open-7f3a9c"}}`;
		const found = await results(body, [
			'$.response.key == a',
			'$.response.long == sesame-open-7f3a9c',
			'body == sesame-open-7f3a9c',
		]);
		assert.doesNotMatch(JSON.stringify(found), /sesame|7f3a9c/u);
		assert.deepEqual(
			found.map(({ fitting }) => fitting),
			[undefined, undefined, undefined],
		);
	});
});
