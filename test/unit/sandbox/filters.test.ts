import { suite, test } from 'mocha';
import assert from 'node:assert/strict';
import { idsOf, list, withSandbox } from './sandboxUnderTest';

const query = (parameters: Readonly<Record<string, string>>) => new URLSearchParams(parameters).toString();

suite('lists of the sandbox', () => {
	test('come in pages of 50, of at most 100, with the totals', () =>
		withSandbox({}, async sandbox => {
			const shapes = [];
			for (const parameters of [
				'',
				'limit=100',
				'limit=500',
				'page=2',
				'page=2&limit=10',
				'page=9',
				'page=-1&limit=x',
			]) {
				const { total, total_result, page, count, items } = await list(sandbox, `/task/tasks/list?${parameters}`);
				shapes.push([total, total_result, page, count, items[0]?.['id']]);
			}
			assert.deepEqual(shapes, [
				[71, 71, 1, 50, 1],
				[71, 71, 1, 71, 1],
				[71, 71, 1, 71, 1],
				[71, 71, 2, 21, 51],
				[71, 71, 2, 10, 11],
				[71, 71, 9, 0, undefined],
				[71, 71, 1, 50, 1],
			]);
		}));

	test('cut a page at 100', () =>
		withSandbox({}, async sandbox => {
			for (let made = 0; made < 40; made++) {
				await fetch(
					`${sandbox.origin}/api/v1/module/task/tasks/create?${query({ api_key: sandbox.apiKeys[0]?.key ?? '' })}`,
					{
						method: 'POST',
						body: new URLSearchParams({ name: 'one more' }),
					},
				);
			}
			const { count, total } = await list(sandbox, '/task/tasks/list?limit=200');
			assert.deepEqual({ count, total }, { count: 100, total: 111 });
		}));

	const filters: readonly (readonly [
		title: string,
		field: string,
		value: string,
		holds: (row: Record<string, unknown>) => boolean,
	])[] = [
		['equal values', 'active', '1', ({ active }) => active === 1],
		['any of several values', 'active', '2,3', ({ active }) => active === 2 || active === 3],
		['anything but a value', 'active', '!1', ({ active }) => active !== 1],
		['an exact value', 'id', '{"type":"exact_value","value":3}', ({ id }) => id === 3],
		['less than a value', 'id', '{"type":"less","value":3}', ({ id }) => Number(id) < 3],
		['more than a value', 'id', '{"type":"more","value":30}', ({ id }) => Number(id) > 30],
		[
			'a range of values',
			'id',
			'{"type":"range","start_value":3,"end_value":5}',
			({ id }) => [3, 4, 5].includes(Number(id)),
		],
		[
			'dates from and to',
			'start_date',
			'{"start_date":"2026-01-01","end_date":"2026-02-01"}',
			({ start_date }) => String(start_date) >= '2026-01-01' && String(start_date) <= '2026-02-01',
		],
		['dates from', 'start_date', '{"start_date":"2026-02-01"}', ({ start_date }) => String(start_date) >= '2026-02-01'],
		[
			'dates to',
			'deadline',
			'{"end_date":"2026-02-01"}',
			({ deadline }) => deadline !== '' && String(deadline) <= '2026-02-01',
		],
		['a custom field by id', 'cf.field_1', '2', ({ cf_1 }) => cf_1 === '2'],
		['a custom field by alias', 'cf.field_signed', '1', ({ cf_signed }) => cf_signed === 1],
		[
			'one value of a custom field of several',
			'cf.field_2',
			'5',
			({ cf_2 }) => Array.isArray(cf_2) && cf_2.includes('5'),
		],
	];
	for (const [title, field, value, holds] of filters) {
		test(`filter by ${title}`, () =>
			withSandbox({ now: () => new Date('2026-03-14T12:00:00Z') }, async sandbox => {
				const { items: all } = await list(sandbox, '/crm/lead/list?limit=100');
				const { items, total, total_result } = await list(
					sandbox,
					`/crm/lead/list?${query({ limit: '100', [`filter[${field}]`]: value })}`,
				);
				const expected = all.filter(row => holds({ ...row }));
				assert.ok(expected.length > 0 && expected.length < all.length);
				assert.deepEqual(
					{ ids: items.map(({ id }) => id), total, total_result },
					{ ids: expected.map(({ id }) => id), total: all.length, total_result: expected.length },
				);
			}));
	}

	test('filter by several fields at once, and by repeated values', () =>
		withSandbox({}, async sandbox => {
			const task = 'filter[module]=st&filter[model]=project&filter[model_id]=2';
			const { items } = await list(sandbox, `/task/tasks/list?limit=100&${task}`);
			assert.deepEqual(
				new Set(items.map(({ module, model, model_id }) => `${String(module)} ${String(model)} ${String(model_id)}`)),
				new Set(['st project 2']),
			);
			assert.deepEqual(await idsOf(sandbox, '/crm/lead/list?filter[id][]=2&filter[id][]=4'), [2, 4]);
		}));

	test('filter by a global tag', () =>
		withSandbox({}, async sandbox => {
			assert.deepEqual(
				[
					await idsOf(sandbox, '/crm/lead/list?filter[_tag_id]=69'),
					await idsOf(sandbox, '/crm/lead/list?filter[_tag_id]=70'),
				],
				[[1, 10], []],
			);
		}));

	test('take type_id for type on accounts, and ignore a field that is none', () =>
		withSandbox({}, async sandbox => {
			const all = await idsOf(sandbox, '/crm/account/list');
			const contacts = await idsOf(sandbox, '/crm/account/list?filter[type]=2');
			assert.ok(contacts.length > 0 && contacts.length < all.length);
			assert.deepEqual(
				[
					await idsOf(sandbox, '/crm/account/list?filter[type_id]=2'),
					await idsOf(sandbox, '/crm/account/list?filter[nope]=2'),
				],
				[contacts, all],
			);
		}));

	test('take a filter that only looks like JSON for text', () =>
		withSandbox({}, async sandbox => {
			assert.deepEqual(await idsOf(sandbox, `/crm/lead/list?${query({ 'filter[name]': '{broken' })}`), []);
		}));

	test('search in the text of the records, in any case', () =>
		withSandbox({}, async sandbox => {
			const { items, total_result } = await list(sandbox, '/crm/account/list?search=LINDQVIST&fields=name');
			assert.deepEqual(
				{ items, total_result },
				{ items: [{ name: 'Lindqvist & Daughters AB' }, { name: 'Astrid Lindqvist' }], total_result: 2 },
			);
		}));

	test('sort by several fields, numbers by size', () =>
		withSandbox({}, async sandbox => {
			const rows = (await list(sandbox, '/crm/lead/list?order_by[desc][]=active&order_by[asc][]=budget&limit=100'))
				.items;
			const expected = rows.toSorted(
				(left, right) =>
					Number(right['active']) - Number(left['active']) || Number(left['budget']) - Number(right['budget']),
			);
			assert.deepEqual(rows, expected);
			assert.deepEqual((await idsOf(sandbox, '/crm/lead/list?order_by[desc][]=id')).slice(0, 3), [36, 35, 34]);
		}));

	test('show only the fields asked for', () =>
		withSandbox({}, async sandbox => {
			const { items } = await list(sandbox, '/fin/invoice/list?limit=2&fields=invoice_number,id,nope');
			assert.deepEqual(items, [
				{ id: 1, invoice_number: 1001 },
				{ id: 2, invoice_number: 1002 },
			]);
		}));
});
