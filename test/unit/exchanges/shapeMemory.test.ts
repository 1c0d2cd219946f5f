import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { parseCatalog } from '../../../src/catalog/parseCatalog';
import type { Exchange } from '../../../src/exchanges/exchange';
import { readResponse } from '../../../src/exchanges/reading';
import { seenFields, type SeenFields, shapeKeyOf } from '../../../src/exchanges/shape/seenFields';
import { type KnownShape, note, type ShapeChange } from '../../../src/exchanges/shape/shapeMemory';
import { readShapes, writeShapes } from '../../../src/exchanges/shape/shapesText';
import { EngineStage } from '../../support/engineStage';

const turns = { yieldToEventLoop: () => setImmediate() };
const catalog = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));
const known = new Set(catalog.entities.flatMap(({ fields }) => fields.map(({ name }) => name)));
const isKnown = (name: string): boolean => known.has(name);

type Fields = Readonly<Record<string, unknown>>;

async function exchangeOf(body: unknown, path = 'crm/lead/list', method = 'GET', status = 200): Promise<Exchange> {
	const origin = 'https://acme.flowlu.com';
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const response = { status, statusText: '', headers: [], body: new TextEncoder().encode(text), milliseconds: 1 };
	return {
		number: 1,
		block: 1,
		environment: undefined,
		sentAt: 0,
		response,
		session: { id: 's', account: { name: 'acme', origin }, grant: 'apiKey', label: 'CI', tail: '' },
		request: { method, url: `${origin}/api/v1/module/${path}`, headers: [] },
		reading: await readResponse(response, turns),
	};
}

async function seen(body: unknown, path?: string): Promise<SeenFields | undefined> {
	return seenFields((await exchangeOf(body, path)).reading, isKnown, turns);
}

function listOf(...items: readonly Fields[]): unknown {
	return { response: { total: items.length, page: 1, count: items.length, items } };
}

/** Records that all have the fields of the first one, each with an id of its own. */
function records(count: number, fields: Fields): readonly Fields[] {
	return Array.from({ length: count }, (_none, index) => ({ id: index + 1, name: 'A', owner_id: 3, ...fields }));
}

/** Notes one response after the other, and gives what is told of each. */
async function told(bodies: readonly unknown[], key: 'crm/lead list' | 'crm/lead get' = 'crm/lead list') {
	let shape: KnownShape | undefined;
	const changes: (readonly string[])[] = [];
	const settled: number[] = [];
	for (const [index, body] of bodies.entries()) {
		const fields = await seen(body);
		assert.ok(fields, JSON.stringify(body));
		const noted = note(shape, fields, key, 1000 + index);
		// As it is read again.
		shape = readShapes(writeShapes(new Map([[key, noted.shape]])))?.get(key);
		assert.deepEqual(shape?.fields.size, noted.shape.fields.size);
		changes.push(noted.changes.map(words));
		settled.push(noted.shape.settledAt);
	}
	return { changes, settled };
}

function words({ field, before, now }: ShapeChange): string {
	return `${field}: ${before?.join('|') ?? 'absent'} > ${now?.join('|') ?? 'absent'}`;
}

suite('what is remembered of the fields of records', () => {
	const same = listOf(...records(5, { start_date: '2026-01-02' }));

	test('is told once where a field is lost, new or of another kind', async () => {
		const other = listOf(...records(4, { name: 7, closing_date: 'x' }));
		assert.deepEqual(await told([same, same, other, other, same, same]), {
			changes: [
				[],
				[],
				['closing_date: absent > string', 'name: string > number', 'start_date: string > absent'],
				[],
				// What is lost and comes again is new again; a kind that is known is no other.
				['closing_date: string > absent', 'start_date: absent > string'],
				[],
			],
			settled: [1000, 1001, 1002, 1003, 1004, 1005],
		});
	});

	test('is told where few records at a time say so, with when it was last as before', async () => {
		const one = (id: number, fields: Fields) => ({ response: { id, name: 'A', ...fields } });
		const before = Array.from({ length: 10 }, (_none, id) => one(id, { price: 1 }));
		const after = Array.from({ length: 6 }, (_none, id) => one(id, { name: 5, owner_id: 1 }));
		const { changes, settled } = await told([...before, ...after], 'crm/lead get');
		assert.deepEqual(changes.slice(0, 14).flat(), []);
		assert.deepEqual(changes[14], ['name: string > number', 'owner_id: absent > number', 'price: number > absent']);
		assert.deepEqual([changes[15], settled[13], settled[14]], [[], 1009, 1014]);
	});

	const withoutPrice = { tags: ['a'], address: { city: 'B' }, start_date: '2026-01-02' };
	const fields = { price: 1, ...withoutPrice };
	const usual = listOf(...records(20, fields));
	for (const [name, bodies] of [
		['values that tell no kind', [listOf(...records(20, { price: null, tags: {}, address: [], start_date: '' }))]],
		['a list of one record without a field', [listOf(...records(1, withoutPrice))]],
		[
			'lists of one record, which has the field again',
			[1, 1].map(count => listOf(...records(count, withoutPrice))).concat(usual, listOf(...records(3, withoutPrice))),
		],
		[
			'a field that some records lack',
			[listOf(...records(3, fields), ...records(3, withoutPrice)), listOf(...records(20, withoutPrice))],
		],
		[
			'a new field that some records have',
			[
				listOf(...records(3, { ...fields, probability: 1 }), ...records(3, fields)),
				listOf(...records(20, { ...fields, probability: 1 })),
			],
		],
		['a new field of one record', [listOf(...records(1, { ...fields, probability: 1 }))]],
		[
			'two kinds side by side',
			[
				listOf(...records(9, { ...fields, price: '1' }), ...records(1, fields)),
				listOf(...records(9, { ...fields, price: '1' })),
			],
		],
		['one value of another kind', [listOf(...records(1, { ...fields, price: '1' }))]],
		[
			'numbers as text and as numbers in turns',
			[listOf(...records(1, { ...fields, price: '1' })), usual, listOf(...records(5, { ...fields, price: '1' }))],
		],
		['members of members', [listOf(...records(20, { ...fields, address: { x1: 1 } }))]],
		[
			'names that are none of fields',
			[listOf(...records(20, { ...fields, 'anna@example.com': 1, cf_birthday: 1, 12: 1, Anna: 1 }))],
		],
	] as const) {
		test(`says nothing about ${name}`, async () => {
			assert.deepEqual((await told([usual, usual, ...bodies])).changes.flat(), []);
		});
	}

	test('says nothing after too few responses or records', async () => {
		const other = listOf(...records(20, {}));
		assert.deepEqual((await told([usual, other])).changes.flat(), []);
		assert.deepEqual(
			(await told([listOf(...records(2, fields)), listOf(...records(2, fields)), other])).changes.flat(),
			[],
		);
		assert.deepEqual((await told([listOf(...records(4, {})), usual])).changes.flat(), []);
	});

	test('is the same in whatever order records and their members come', async () => {
		const value = fc.oneof(fc.integer(), fc.constantFrom('', 'a', null, true), fc.constant([]), fc.constant({ a: 1 }));
		const names = ['price', 'start_date', 'closing_date', 'owner_id', 'cf_1'] as const;
		const record = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 5 });
		const lists = fc.array(fc.array(record, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 });
		const turned = <T>(of: readonly T[], by: number): readonly T[] =>
			[...of.slice(by % of.length), ...of.slice(0, by % of.length)].toReversed();
		await fc.assert(
			fc.asyncProperty(lists, fc.nat(9), async (bodies, by) => {
				const withId = bodies.map(items => items.map(item => ({ id: 1, name: 'A', ...item })));
				const shuffled = withId.map(items =>
					turned(items, by).map(item => Object.fromEntries(turned(Object.entries(item), by))),
				);
				const [one, other] = await Promise.all([withId, shuffled].map(all => told(all.map(items => listOf(...items)))));
				assert.deepEqual(one, other);
			}),
			{ numRuns: 150 },
		);
	});

	test('never changes while responses are alike', async () => {
		const value = fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.boolean());
		const item = fc.record(
			{ price: value, name: fc.string(), start_date: fc.option(fc.string()) },
			{ requiredKeys: ['name'] },
		);
		await fc.assert(
			fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 30 }), async items => {
				const list = listOf(...items.map(fields => ({ id: 1, ...fields })));
				assert.deepEqual((await told([list, list, list, list, list])).changes.flat(), []);
			}),
			{ numRuns: 100 },
		);
	});

	test('holds no value, no name that customers give, and not much', async () => {
		const secret = { name: 'Erika Mustermann', email: 'erika@example.com', price: 47_110_815 };
		const own = {
			'otto@example.com': 1,
			cf_maiden_name: 'x',
			'Müller & Co': [1],
			4711: {},
			address: { 'ida@example.com': 'y' },
		};
		const fields = await seen(listOf(...records(30, { ...secret, ...own, cf_12: 'Geheim' })));
		assert.ok(fields);
		const { shape } = note(undefined, fields, 'crm/lead list', 1_700_000_000_000);
		const text = writeShapes(new Map([['crm/lead list', shape]]));
		assert.doesNotMatch(text, /Mustermann|example|47110815|4711|maiden|ller|Geheim|"A"|ida/u);
		assert.match(text, /"cf_12":\[0,30,30,1,1,30\]/u);
		assert.deepEqual([...shape.fields.keys()].toSorted(), [
			'address',
			'cf_12',
			'email',
			'id',
			'name',
			'owner_id',
			'price',
		]);

		const plain = 'abcdefghijklmnopqrstuvwxyz';
		const wide = Object.fromEntries(
			Array.from(
				{ length: 90 },
				(_none, index) => [`${plain[index % 26] ?? ''}${plain[Math.floor(index / 26)] ?? ''}_${plain}`, 1] as const,
			),
		);
		const many = note(
			undefined,
			{
				records: 9,
				fields: new Map(Object.keys(wide).map(name => [name, { records: 9, kinds: new Map([['number', 9]]) }])),
			},
			'a/b list',
			1,
		);
		const entities = Array.from(plain, one =>
			Array.from(plain, other => [`crm/${one}${other} list`, many.shape] as const),
		).flat();
		const written = writeShapes(new Map(entities));
		assert.ok(written.length < 100_100, `${written.length} characters`);
		const kept = [...(readShapes(written)?.keys() ?? [])];
		assert.ok(kept.length > 10, 'the newest are kept');
		assert.deepEqual(
			kept,
			entities.slice(-kept.length).map(([key]) => key),
		);
	});

	test('is nothing where a file is none of ours', () => {
		for (const text of ['', '7', '{"version":1', '{"version":2,"shapes":{}}', '[]', 'null']) {
			assert.equal(readShapes(text), undefined, text);
		}
		const odd =
			'{"version":1,"shapes":{"a":[1,2,{}],"a/b list":[1,"x",{}],"a/c get":[3,4,{"x":[1],"y":[0,3,3,1,1,3,"z"],"z":7}]}}';
		assert.deepEqual(
			[...(readShapes(odd) ?? [])].map(([key, { fields }]) => [key, [...fields.keys()]]),
			[['a/c get', ['y']]],
		);
	});
});

suite('the responses whose fields are remembered', () => {
	const list = { response: { items: [{ id: 1, name: 'A' }] } };

	for (const [path, expected] of [
		['crm/lead/list', 'crm/lead list'],
		['crm/lead/list/?page=2&limit=10&order_by[asc][]=id', 'crm/lead list'],
		['crm/lead/get/7', 'crm/lead get'],
		['crm/lead/list?fields=id,name', undefined],
		['crm/lead/list?field%73=id', undefined],
		['crm/lead/list?customfields=1', undefined],
		['crm/lead/list?filter[type]=1', undefined],
		['crm/lead/list?search=a', undefined],
		['crm/lead/list?_method=POST', undefined],
		['st/projects/7/comments/list', undefined],
		['st/projects/7/comments/get', undefined],
		['crm/lead', undefined],
		['crm/lead/update/7', undefined],
		['crm/lead/get/anna', undefined],
		['crm/4711/list', undefined],
	] as const) {
		test(`${path}: ${expected ?? 'not'}`, async () => {
			assert.equal(shapeKeyOf(await exchangeOf(list, path)), expected);
		});
	}

	test('are no errors and no writes', async () => {
		assert.equal(shapeKeyOf(await exchangeOf({ error: { error_code: 20 } })), undefined);
		assert.equal(shapeKeyOf(await exchangeOf(list, 'crm/lead/list', 'GET', 500)), undefined);
		assert.equal(shapeKeyOf(await exchangeOf(list, 'crm/lead/list', 'POST')), undefined);
	});

	for (const body of [
		'not JSON',
		{ response: { items: [] } },
		{ response: 7 },
		{ response: [1, 2] },
		{ response: [[]] },
		{ response: { items: [{ id: 1, name: 'A' }, 'x'] } },
		// Keyed by people or numbers, or of another make than records.
		{ response: { anna: {}, otto: {} } },
		{ response: { id: 1, anna: 1, otto: 1, ida: 1 } },
		{ response: { 12: { id: 12 } } },
		{ response: { items: [{ name: 'A', owner_id: 1 }] } },
	]) {
		test(`have records with fields, not ${JSON.stringify(body)}`, async () => {
			assert.equal(await seen(body), undefined);
		});
	}

	test('may have the one record in items, as in 2020', async () => {
		const fields = await seen({ response: { items: { id: 1, name: 'A' } } }, 'crm/lead/get/1');
		assert.deepEqual([...(fields?.fields.keys() ?? [])], ['id', 'name']);
	});
});

suite('the fields of the sandbox', () => {
	let stage: EngineStage;
	suiteSetup(async () => {
		stage = new EngineStage();
		await stage.addAccount('acme');
	});
	suiteTeardown(() => stage.close());

	test('are those of records in every entity, and do not change from page to page and record to record', async () => {
		const shapes = new Map<string, KnownShape>();
		const changes: string[] = [];
		for (const { module, entity } of catalog.entities) {
			for (const target of ['list?limit=7', 'list?limit=7&page=2', 'get/1', 'get/2']) {
				const block = `GET ${module}/${entity}/${target}\n`;
				await stage.result(block);
				const latest = stage.exchanges.of(stage.block(block.trim()));
				assert.ok(latest?.kind === 'kept');
				const { exchange } = latest;
				const key = shapeKeyOf(exchange);
				const fields = key && (await seenFields(exchange.reading, isKnown, turns));
				if (key !== undefined && fields !== undefined) {
					const noted = note(shapes.get(key), fields, key, 0);
					shapes.set(key, noted.shape);
					changes.push(...noted.changes.map(change => `${key} ${words(change)}`));
				}
			}
		}
		assert.deepEqual(changes, []);
		assert.ok(shapes.size > 80, `${shapes.size} shapes`);
		assert.ok([...shapes.values()].every(({ fields }) => fields.has('id')));
	});
});
