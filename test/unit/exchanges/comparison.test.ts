import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite, test } from 'mocha';
import { comparedValue, type ComparedValue } from '../../../src/exchanges/comparison/comparedValue';
import { ignoring } from '../../../src/exchanges/comparison/ignoredFields';
import { normalizedText } from '../../../src/exchanges/comparison/normalizedText';
import { recordChanges } from '../../../src/exchanges/comparison/recordChanges';
import { lastOf, stepsOf } from '../../support/steps';

function compared(text: string): ComparedValue | undefined {
	return lastOf(comparedValue({ bytes: new TextEncoder().encode(text), large: new Map() }));
}

function valueOf(text: string): ComparedValue {
	return compared(text) ?? assert.fail(text.slice(0, 200));
}

function normalized(text: string, ...paths: readonly string[]): string {
	return [...normalizedText(valueOf(text), ignoring(paths))].join('');
}

suite('responses that are compared', () => {
	test('are the same text where they say the same', () => {
		const one = '{"response":{"items":[{"id":10,"name":"Zo\\u00eb","url":"a\\/b"},{"id":9,"tags":[2,1]}],"total":2}}';
		const other = '{ "response": {"total":2, "items":[{"tags":[2,1],"id":9},\n{"url":"a/b","name":"Zoë","id":10}]} }';
		assert.equal(normalized(one), normalized(other));
		assert.equal(
			normalized(one),
			`{
  "response": {
    "items": [
      {
        "id": 9,
        "tags": [
          2,
          1
        ]
      },
      {
        "id": 10,
        "name": "Zoë",
        "url": "a/b"
      }
    ],
    "total": 2
  }
}
`,
		);
	});

	test('differ where a digit, a kind or an order without ids does', () => {
		for (const [one, other] of [
			['{"a":9007199254740993}', '{"a":9007199254740992}'],
			['{"a":1.0}', '{"a":1}'],
			['{"a":"1"}', '{"a":1}'],
			['{"a":null}', '{}'],
			['[1,2]', '[2,1]'],
			['[{"id":1},{"id":1,"a":2}]', '[{"id":1,"a":2},{"id":1}]'],
			['{"a":[]}', '{"a":{}}'],
		] as const) {
			assert.notEqual(normalized(one), normalized(other), `${one} ${other}`);
		}
	});

	test('have a mark in the place of what is ignored', () => {
		const text =
			'{"response":{"items":[{"id":1,"price":"2.50","updated_date":"2026-01-02","deep":{"last_active":1}}]}}';
		const changed = text.replace('2.50', '3').replace('01-02', '03-04').replace(':1}}', ':2}}');
		const path = '$.response.items[*].price';
		assert.notEqual(normalized(text), normalized(changed));
		assert.equal(normalized(text, path), normalized(changed, path));
		assert.equal(normalized(text, '$.response.items[0]["price"]'), normalized(changed, path));
		assert.equal(normalized(text, path).match(/"‹ignored›"/gu)?.length, 3);
		assert.notEqual(normalized(text, '$..price', 'no path'), normalized(changed, '$..price'));
	});

	test('are read and written in slices, however long they are', () => {
		const items = Array.from({ length: 5000 }, (_, id) => ({ id: 5000 - id, name: `Name ${id}`, tags: [id] }));
		const text = JSON.stringify({ response: { items, numbers: items.map(({ id }) => id) } });
		const json = { bytes: new TextEncoder().encode(text), large: new Map() };
		assert.ok(stepsOf(comparedValue(json)) >= Math.floor(text.length / 70_000));
		const pieces = [...normalizedText(valueOf(text), ignoring([]))];
		assert.ok(pieces.every(piece => piece.length < 200_000 && piece.endsWith('\n')));
		assert.ok(pieces.length >= 4);
		assert.deepEqual(JSON.parse(pieces.join('')), {
			response: { items: items.toReversed(), numbers: items.map(({ id }) => id) },
		});
	});

	test('are read up to a depth that is nobody’s', () => {
		const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
		assert.equal(normalized(deep(150)).split('\n').length, 300);
		assert.equal(compared(deep(100_000)), undefined);
	});
});

suite('records of two lists', () => {
	function changes(one: string, other: string, ...paths: readonly string[]) {
		return lastOf(recordChanges(valueOf(one), valueOf(other), { isIgnored: ignoring(paths), haveSameIds: true }));
	}

	/** With records of other accounts, whose ids are others. */
	function pairs(before: readonly object[], after: readonly object[], haveSameIds = true) {
		const [one, other] = [before, after].map(items => valueOf(JSON.stringify({ response: { items } })));
		assert.ok(one && other);
		return lastOf(recordChanges(one, other, { isIgnored: ignoring([]), haveSameIds }));
	}

	test('are told by their id: added, removed, and changed field by field', () => {
		const one =
			'{"response":{"items":[{"id":2,"name":"B","city":null},{"id":"10","title":"J","a":{"b":1,"c":2}},{"id":3,"name":"C"}]}}';
		const other =
			'{"response":{"items":[{"id":11},{"a":{"c":2,"b":5},"id":10,"title":"J"},{"name":"B2","id":2,"tags":[1]},{"id":4,"name":"D"}],"total":9}}';
		assert.deepEqual(changes(one, other), {
			column: 'id',
			added: [
				{ key: '4', name: '"D"' },
				{ key: '11', name: '' },
			],
			removed: [{ key: '3', name: '"C"' }],
			changed: [
				{
					key: '2',
					name: '"B2"',
					fields: [
						{ field: 'name', before: '"B"', after: '"B2"' },
						{ field: 'city', before: 'null', after: undefined },
						{ field: 'tags', before: undefined, after: '[1]' },
					],
				},
				{
					key: '10',
					name: '"J"',
					fields: [
						{ field: 'id', before: '"10"', after: '10' },
						{ field: 'a.b', before: '1', after: '5' },
					],
				},
			],
			same: 0,
		});
	});

	test('are the same where only what is ignored is another', () => {
		const one = '{"response":[{"id":1,"price":1,"updated_date":"a"},{"id":2}]}';
		const other = '{"response":[{"id":2},{"updated_date":"b","price":2,"id":1}]}';
		const found = changes(one, other);
		assert.ok(typeof found === 'object' && found.changed.length === 1);
		assert.deepEqual(changes(one, other, '$.response[*].price'), {
			column: 'id',
			added: [],
			removed: [],
			changed: [],
			same: 2,
		});
	});

	test('are the same where only what is ignored in a list within them is another', () => {
		const contacts = (price: number, date: string) => [
			{ id: 7, price, updated_date: date },
			{ id: 8, note: { price } },
		];
		const list = (...args: Parameters<typeof contacts>) => [{ id: 1, contacts: contacts(...args) }];
		const [one, other] = [
			list(1, 'a'),
			list(1, 'b').map(record => ({ ...record, contacts: record.contacts.reverse() })),
		];
		const texts = [one, other, list(2, 'a')].map(items => JSON.stringify({ response: { items } }));
		const [first = '', second = '', third = ''] = texts;
		const all = { column: 'id', added: [], removed: [], changed: [], same: 1 };
		assert.deepEqual(changes(first, second), all);
		const path = '$.response.items[*].contacts[*]';
		assert.deepEqual(changes(first, third, `${path}.price`, `${path}.note.price`), all);
		const found = changes(first, third, `${path}.note`);
		assert.ok(typeof found === 'object');
		assert.deepEqual(found.changed[0]?.fields, [
			{ field: 'contacts', before: '[{"id": 7, "price": 1}, {"id": 8}]', after: '[{"id": 7, "price": 2}, {"id": 8}]' },
		]);
	});

	test('are told by another member that is another one in each, where there are no ids', () => {
		const one = [
			{ code: 'EUR', rate: '1', name: null },
			{ code: 'USD', rate: '2', name: '' },
		];
		const other = [
			{ code: 'GBP', rate: '7' },
			{ rate: '3', code: 'USD', name: '' },
		];
		assert.deepEqual(pairs(one, other), {
			column: 'code',
			added: [{ key: '"GBP"', name: '' }],
			removed: [{ key: '"EUR"', name: '' }],
			changed: [{ key: '"USD"', name: '""', fields: [{ field: 'rate', before: '"2"', after: '"3"' }] }],
			same: 0,
		});
	});

	test('of two accounts are never told by their ids', () => {
		const found = pairs(
			[
				{ id: 1, name: 'A' },
				{ id: 2, name: 'B' },
			],
			[
				{ id: 2, name: 'A' },
				{ id: 1, name: 'B' },
			],
			false,
		);
		assert.ok(typeof found === 'object');
		assert.deepEqual(
			[found.column, found.changed.map(({ key, name }) => [key, name])],
			[
				'name',
				[
					['"A"', ''],
					['"B"', ''],
				],
			],
		);
		assert.equal(pairs([{ id: 1 }], [{ id: 1 }], false), 'noKey');
	});

	for (const [name, before, after] of [
		['twice', [{ name: 'A' }, { name: 'A' }], [{ name: 'A' }]],
		['in no record of the other list', [{ name: 'A' }], [{ name: 'B' }]],
		['absent in a record', [{ name: 'A' }, {}], [{ name: 'A' }]],
		['empty', [{ name: '' }, { name: null }], [{ name: '' }]],
		['no scalar', [{ name: ['A'] }], [{ name: ['A'] }]],
		['left out of comparisons', [{ updated_date: 'A' }], [{ updated_date: 'A' }]],
	] as const) {
		test(`are not told by a member that is ${name}`, () => {
			assert.equal(pairs(before, after), 'noKey');
		});
	}

	test('are found again in whatever order they come, and what was done to them too', () => {
		const item = fc.record({ key: fc.string({ minLength: 1 }), same: fc.constant('x'), value: fc.integer() });
		const items = fc.uniqueArray(item, {
			minLength: 2,
			maxLength: 20,
			selector: ({ key }) => key.replace(/^0+(?=\d)/u, ''),
		});
		fc.assert(
			fc.property(items, fc.boolean(), fc.nat(), (before, hasIds, seed) => {
				const given = before.map(({ key, ...rest }, index) => ({
					...(hasIds && { id: index + 1 }),
					code: key,
					...rest,
				}));
				const [gone, altered, ...others] = given;
				assert.ok(gone && altered);
				const after = [{ ...altered, same: 'y' }, ...others].sort(
					(one, other) => ((one.value * (seed % 97)) % 89) - ((other.value * (seed % 97)) % 89),
				);
				const found = pairs(given, after);
				assert.ok(typeof found === 'object');
				assert.equal(found.column === 'id', hasIds);
				assert.deepEqual(
					[found.added.length, found.removed.length, found.same, found.changed.map(({ fields }) => fields)],
					[0, 1, others.length, [[{ field: 'same', before: '"x"', after: '"y"' }]]],
				);
			}),
		);
	});

	test('are not told where a list has none', () => {
		const list = '{"response":{"items":[{"id":1}]}}';
		for (const [other, because] of [
			['{"response":{"id":1}}', 'noList'],
			['[]', 'noList'],
			['{"response":[{"id":1},{"id":1}]}', 'noKey'],
			['{"response":[1]}', 'noKey'],
		] as const) {
			assert.equal(changes(list, other), because, other);
		}
		assert.equal(typeof changes(list, '{"response":[]}'), 'object');
	});
});
