import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { requestValues } from '../../../src/exchanges/requestValues';
import type { Exchange } from '../../../src/exchanges/exchange';
import { readResponse } from '../../../src/exchanges/reading';
import { responseMembers } from '../../../src/exchanges/responseMembers';
import { requestVariable } from '../../../src/http/build/requestVariables';

const body =
	'{"id": 7, "long": 12345678901234567890, "price": 1.50, "items": [{"name": "Zoë", "on": true}, {"name": "B"}], "access_token": "canary-5f0c1c1e", "none": null}';
const unread: Omit<Exchange, 'reading'> = {
	number: 1,
	block: 1,
	environment: undefined,
	session: {
		id: 'x',
		account: { name: 'acme', origin: 'https://acme.flowlu.com' },
		grant: 'apiKey',
		label: 'Main',
		tail: '',
	},
	request: {
		method: 'POST',
		url: 'https://acme.flowlu.com/x',
		headers: [['X-A', '1']],
		body: new TextEncoder().encode('{"sent": "ü"}'),
	},
	response: {
		status: 200,
		statusText: 'OK',
		headers: [
			['X-Many', 'a'],
			['x-many', 'b'],
		],
		body: new TextEncoder().encode(body),
		milliseconds: 1,
	},
	sentAt: 0,
};

async function exchangeWith(text = body): Promise<Exchange> {
	const response = { ...unread.response, body: new TextEncoder().encode(text) };
	return { ...unread, response, reading: await readResponse(response, { yieldToEventLoop: () => Promise.resolve() }) };
}

function takes(variable: string, expected: unknown, text?: string): void {
	test(variable, async () => {
		const parsed = requestVariable(variable);
		assert.ok(parsed);
		const values = requestValues(
			new Map([['one', { kind: 'kept', exchange: await exchangeWith(text) }]]),
			() => undefined,
		);
		assert.deepEqual(values(parsed), expected);
	});
}

suite('values of other requests', () => {
	takes('one.response.body', body);
	takes('one.response.body.*', body);
	takes('one.response.body.$.id', '7');
	takes('one.response.body.$.items[0].name', 'Zoë');
	takes("one.response.body.$['items'][-1].name", 'B');
	takes('one.response.body.$.items[?@.on == true].name', 'Zoë');
	takes('one.response.body.$..name', 'Zoë');
	takes('one.response.body.$.items[1]', '{"name":"B"}');
	takes('one.response.body.$.none', 'null');
	takes('one.response.body.$.long', '12345678901234567890');
	takes('one.response.body.$..long', '12345678901234567890');
	takes('one.response.body.$.price', '1.50');
	takes(
		'one.response.body.$.a',
		'{"b":[1.0,12345678901234567890],"b":"\\u0041"}',
		'{"a": {"b": [1.0,\n12345678901234567890], "b": "\\u0041"}}',
	);
	takes('one.response.body.$.a', { code: 'noSuchValue', detail: '$.a' }, '{"a": 1');
	takes('one.response.headers.X-MANY', 'a, b');
	takes('one.request.headers.x-a', '1');
	takes('one.request.body.$.sent', 'ü');
	takes('one.response.body.$.gone', { code: 'noSuchValue', detail: '$.gone' });
	takes('one.response.body.$.items[?(', { code: 'noSuchValue', detail: '$.items[?(' });
	takes('one.response.body.$.constructor', { code: 'noSuchValue', detail: '$.constructor' });
	takes('one.response.headers.Gone', { code: 'noSuchValue', detail: 'Gone' });
	takes('two.response.body.$.id', { code: 'noResponse', detail: 'two' });

	const lists = '[[[[[[[1]]]]]]]';
	const ten = '[0,0,0,0,0,0,0,0,0,0]';
	takes(`one.response.body.$${ten.repeat(7)}`, '1', lists);
	takes(
		`one.response.body.$${ten.repeat(7)}[?@==2]`,
		{ code: 'costlyPath', detail: `$${ten.repeat(7)}[?@==2]` },
		lists,
	);
	takes(
		"one.response.body.$[?search(@.n,'^(a+)+$')].n",
		{ code: 'noSuchValue', detail: "$[?search(@.n,'^(a+)+$')].n" },
		`[{"n":"${'a'.repeat(40)}!"}]`,
	);

	test('are found within one bound for a whole request', async () => {
		const valueOf = requestValues(
			new Map([['one', { kind: 'kept', exchange: await exchangeWith(`[${'1,'.repeat(30_000)}2]`) }]]),
			() => undefined,
		);
		const found = Array.from({ length: 1000 }, (_, index) => {
			const parsed = requestVariable(`one.response.body.$[?@==${index + 2}]`);
			return parsed && valueOf(parsed);
		});
		assert.equal(found[0], '2');
		assert.deepEqual(found.at(-1), { code: 'costlyPath', detail: '$[?@==1001]' });
	});

	test('of a response that was removed from memory are not taken for those of a request that was never sent', () => {
		const parsed = requestVariable('one.response.body.$.id');
		const valueOf = requestValues(new Map([['one', { kind: 'removed', exchange: unread }]]), () => undefined);
		assert.deepEqual(parsed && valueOf(parsed), { code: 'removedResponse', detail: 'one' });
	});

	test('what is named like a secret is told, and nothing else', async () => {
		const told: string[] = [];
		const valueOf = requestValues(
			new Map([['one', { kind: 'kept', exchange: await exchangeWith() }]]),
			(name, value) => {
				told.push(`${name}: ${value}`);
			},
		);
		for (const path of ['$.access_token', '$.id', '$.items[0].name']) {
			const parsed = requestVariable(`one.response.body.${path}`);
			assert.ok(parsed && typeof valueOf(parsed) === 'string');
		}
		assert.deepEqual(told, ['access_token: canary-5f0c1c1e']);
	});
});

suite('members of what other requests sent and got', () => {
	async function membersAt(variable: string, text?: string): Promise<readonly (readonly [string, string, boolean])[]> {
		const parsed = requestVariable(variable);
		assert.ok(parsed);
		return responseMembers(await exchangeWith(text), parsed).map(({ step, value, isContainer }) => [
			step,
			value,
			isContainer,
		]);
	}

	test('are those of an object in the order they came, secrets masked', async () => {
		assert.deepEqual(await membersAt('one.response.body.$'), [
			['.id', '7', false],
			['.long', '12345678901234567890', false],
			['.price', '1.50', false],
			['.items', '[2]', true],
			['.access_token', '•••', false],
			['.none', 'null', false],
		]);
	});

	test('are those of a list, of a part that a path finds, and of what was sent', async () => {
		assert.deepEqual(await membersAt('one.response.body.$.items'), [
			['[0]', '{…}', true],
			['[1]', '{…}', true],
		]);
		assert.deepEqual(await membersAt('one.response.body.$..items[?@.on]'), [
			['.name', 'Zoë', false],
			['.on', 'true', false],
		]);
		assert.deepEqual(await membersAt('one.request.body.$'), [['.sent', 'ü', false]]);
		assert.deepEqual(await membersAt('one.response.body.$.id'), []);
		assert.deepEqual(await membersAt('one.response.body.$', 'no JSON'), []);
	});

	test('of a path that may hold up who types are none', async () => {
		const path = `$${'[0,0,0,0,0,0,0,0,0,0]'.repeat(7)}[?@==2]`;
		assert.deepEqual(await membersAt(`one.response.body.${path}`, '[[[[[[[1]]]]]]]'), []);
		assert.deepEqual(
			await membersAt("one.response.body.$[?search(@.n,'^(a+)+$')]", `[{"n":"${'a'.repeat(40)}!"}]`),
			[],
		);
	});

	test('are written so that they can stand in a variable', async () => {
		const names = ['a b', "it's", '{x}', '\\', 'a\nb', 'ж'];
		const text = JSON.stringify(Object.fromEntries(names.map(name => [name, {}])));
		const steps = (await membersAt('one.response.body.$', text)).map(([step]) => step);
		assert.deepEqual(steps, ["['a b']", "['it\\'s']", "['\\u007Bx\\u007D']", "['\\\\']", "['a\\u000Ab']", '.ж']);
	});

	test('are few and quick to find however large the response is', async () => {
		const items = `{"text":"${'x'.repeat(100)}"},`.repeat(100_000);
		const exchange = await exchangeWith(`{"response":{"items":[${items}{}],"total":9}}`);
		const membersOf = (path: string) => {
			const parsed = requestVariable(`one.response.body.${path}`);
			assert.ok(parsed);
			return responseMembers(exchange, parsed);
		};
		const start = performance.now();
		assert.deepEqual(
			[membersOf('$.response').map(({ value }) => value), membersOf('$.response.items').length],
			[['[100001]', '9'], 200],
		);
		const quick = performance.now() - start;
		JSON.parse(new TextDecoder().decode(exchange.reading.utf8));
		const whole = performance.now() - start - quick;
		assert.ok(quick < whole, `${quick} ms; JSON.parse takes ${whole} ms`);
	});
});
