import { suite, test } from 'mocha';
import assert from 'node:assert/strict';
import { Database } from '../../../src/sandbox/records/database';
import type { Row, Value } from '../../../src/sandbox/records/fields';
import { brokenLinks, linkTarget } from '../../../src/sandbox/records/links';
import { seedDatabase } from '../../../src/sandbox/seed/seed';
import { catalog } from './sandboxUnderTest';

function seeded(): Database {
	const database = new Database(catalog);
	const users = [
		{ username: 'admin@example.com', password: '', administrator: true },
		{ username: 'manager@example.com', password: '', administrator: false },
	];
	seedDatabase(database, { today: new Date('2026-03-14T12:00:00Z'), users });
	return database;
}

function rowsOf(database: Database): readonly { readonly path: string; readonly row: Row }[] {
	return catalog.entities.flatMap(entity =>
		database
			.tableOf(entity)
			.all()
			.map(row => ({ path: `${entity.module}/${entity.entity}`, row })),
	);
}

function strayLinks(database: Database): readonly string[] {
	return catalog.entities.flatMap(entity =>
		database
			.tableOf(entity)
			.all()
			.flatMap(row => {
				const unheardOf = Object.entries(row)
					.filter(([field, value]) => /(?:_id|_by|merged_to)$/u.test(field) && !isNothing(value))
					.filter(([field]) => !['ref_id', 'lang_id'].includes(field))
					.filter(([field]) => linkTarget(catalog, entity, field, row) === undefined)
					.map(([field]) => field);
				return [...unheardOf, ...brokenLinks(database, entity, row)].map(
					field => `${entity.module}/${entity.entity}.${field} = ${String(row[field])}`,
				);
			}),
	);
}

function isNothing(value: Value): boolean {
	return value === 0 || value === '' || value === null;
}

suite('records of the sandbox', () => {
	test('fill every entity with a few hundred in all', () => {
		const database = seeded();
		const empty = catalog.entities.filter(entity => database.tableOf(entity).all().length === 0);
		const count = rowsOf(database).length;
		assert.deepEqual({ empty, hundreds: count > 300 && count < 1000 }, { empty: [], hundreds: true });
	});

	test('link only to records that exist', () => {
		assert.deepEqual(strayLinks(seeded()), []);
	});

	test('hold only what the catalog and the custom fields name, in its types', () => {
		const database = seeded();
		const strange = catalog.entities.flatMap(entity => {
			const types = new Map(entity.fields.map(({ name, type }) => [name, /string|text|date/iu.test(type)]));
			return database
				.tableOf(entity)
				.all()
				.flatMap(row => Object.entries(row))
				.filter(([name, value]) =>
					types.has(name)
						? value !== null && typeof value !== (types.get(name) === true ? 'string' : 'number')
						: !['id'].includes(name) && !name.startsWith('cf_') && entity.entity !== 'contact',
				)
				.map(([name, value]) => `${entity.module}/${entity.entity}.${name} = ${String(value)}`);
		});
		assert.deepEqual(strange, []);
	});

	test('hold options of their own fields where a field is a list', () => {
		const database = seeded();
		const optionsOf = (id: Value | undefined) =>
			database
				.table('customfields', 'fieldoptions')
				.all()
				.flatMap(row => (row['field_id'] === id ? [String(row['id'])] : []));
		const held = database
			.table('customfields', 'fields')
			.all()
			.filter(({ type }) => String(type).startsWith('select.'))
			.map(({ id, module, model }) => {
				const values = database
					.table(String(module), String(model))
					.all()
					.flatMap(row => row[`cf_${String(id)}`] ?? [])
					.map(String);
				const strange = values.filter(value => !optionsOf(id).includes(value));
				return { id, strange, isUsed: values.length > 0 };
			});
		assert.deepEqual(
			held,
			[1, 2, 4, 5].map(id => ({ id, strange: [], isUsed: true })),
		);
	});

	test('are the same at every start', () => {
		assert.deepEqual(rowsOf(seeded()), rowsOf(seeded()));
	});

	test('show what is hard to display', () => {
		const text = JSON.stringify(rowsOf(seeded()));
		const wanted = [
			'é',
			'Северный',
			'東雲',
			'النور',
			'🍋',
			'<b>',
			'0000-00-00 00:00:00',
			'9007199254740993001',
			'null',
		];
		assert.deepEqual(
			wanted.filter(sample => !text.includes(sample)),
			[],
		);
	});

	test('write dates as the API does', () => {
		const odd = rowsOf(seeded()).flatMap(({ path, row }) =>
			Object.entries(row)
				.filter(([field]) => /(?:_date|^date|deadline|_time|_at|created|updated)$/u.test(field))
				.filter(([, value]) => typeof value === 'string' && !/^(?:\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?)?$/u.test(value))
				.map(([field, value]) => `${path}.${field} = ${String(value)}`),
		);
		assert.deepEqual(
			odd.filter(entry => !entry.includes('standup_time')),
			[],
		);
	});
});
