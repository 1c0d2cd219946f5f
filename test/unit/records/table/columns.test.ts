import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'mocha';
import { parseCatalog } from '../../../../src/catalog/parseCatalog';
import { readLayouts } from '../../../../src/features/table/layoutMemory';
import { columnFacts } from '../../../../src/records/table/columnFacts';
import {
	noLayout,
	orderedColumns,
	readLayout,
	withColumnMoved,
	withColumnsShown,
	withPinned,
} from '../../../../src/records/table/columnOrder';
import { MemoryMemento } from '../../../support/memoryMemento';

suite('the columns of a table', () => {
	test('are those of the catalog first, then what else came; what was moved stays where it was put', () => {
		const found = ['x', 'name', 'id', 'cf_1'];
		assert.deepEqual(orderedColumns(found, ['id', 'name', 'budget'], noLayout), ['id', 'name', 'x', 'cf_1']);
		const layout = { ...noLayout, order: ['x', 'gone', 'id'] };
		assert.deepEqual(orderedColumns(found, ['id', 'name'], layout), ['x', 'cf_1', 'id', 'name']);
		assert.deepEqual(orderedColumns(found, ['id'], { ...layout, pinned: ['name', 'id'] }), ['name', 'id', 'x', 'cf_1']);
	});

	test('say what is known of a field, with the names of records that were seen', () => {
		const catalog = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));
		const known = (entity: string) =>
			entity === 'core/user'
				? [{ id: '2', name: 'Zoë' }]
				: entity === 'customfields/fields'
					? [{ id: '3', name: 'Region' }]
					: [];
		const facts = new Map(columnFacts(catalog, 'crm/lead', known).map(fact => [fact.name, fact]));
		assert.equal([...facts.keys()][0], 'id');
		assert.equal(facts.get('id')?.refersTo, undefined);
		assert.deepEqual(facts.get('assignee_id')?.meanings, { '2': 'Zoë' });
		assert.equal(facts.get('assignee_id')?.refersTo, 'core/user');
		assert.equal(facts.get('active')?.meanings['1'], 'in progress');
		assert.equal(facts.get('cf_3')?.title, 'Region');
		assert.deepEqual(
			columnFacts(catalog, 'no/such', () => []),
			[],
		);
	});

	test('keep the places of those that are hidden or that a response lacks when one is moved', () => {
		const all = ['id', 'name', 'budget', 'note'];
		const shown = ['id', 'budget', 'note'];
		const first = withColumnMoved({ ...noLayout, hidden: ['name'] }, { all, shown }, 2, 0);
		assert.deepEqual(first, { ...noLayout, hidden: ['name'], order: ['note', 'name', 'id', 'budget'] });
		const second = withColumnMoved(first, { all: ['note', 'id'], shown: ['note', 'id'] }, 0, 1);
		assert.deepEqual(second.order, ['id', 'name', 'note', 'budget']);
		const third = withColumnMoved(second, { all: ['id', 'extra', 'note'], shown: ['id', 'extra', 'note'] }, 2, 1);
		assert.deepEqual(orderedColumns(['id', 'name', 'note', 'extra'], [], third), ['id', 'name', 'note', 'extra']);
	});

	test('are pinned where they are moved among pinned ones, and let go where they are moved out', () => {
		const all = ['id', 'name', 'budget'];
		const pinned = withPinned(noLayout, 'id', true);
		const both = withColumnMoved(pinned, { all, shown: all }, 2, 0);
		assert.deepEqual(
			[both.pinned, both.order],
			[
				['id', 'budget'],
				['budget', 'id', 'name'],
			],
		);
		const moved = withColumnMoved(both, { all: both.order, shown: both.order }, 1, 2);
		assert.deepEqual(orderedColumns(all, [], moved), ['budget', 'name', 'id']);
		assert.deepEqual(withPinned(moved, 'budget', false).pinned, []);
	});

	test('stay hidden in other responses when some are chosen of one', () => {
		const layout = { ...noLayout, hidden: ['name', 'elsewhere'] };
		assert.deepEqual(withColumnsShown(layout, ['id', 'name', 'budget'], ['name', 'id']).hidden, [
			'elsewhere',
			'budget',
		]);
	});

	test('are remembered by entity, as names of fields and widths and nothing else', async () => {
		const memento = new MemoryMemento();
		const layout = {
			order: ['id', 'Zoë Müller, Berlin'],
			hidden: ['name', 'a b'],
			pinned: ['id', 'Zoë'],
			widths: { id: 80, 'Zoë Müller': 90, budget: -1 },
			filter: 'Zoë',
		};
		await readLayouts(memento).keep('crm/lead', noLayout, layout);
		await readLayouts(memento).keep('Zoë/Müller', noLayout, layout);
		await readLayouts(memento).keep(undefined, noLayout, layout);
		const kept = { order: ['id'], hidden: ['name'], pinned: ['id'], widths: { id: 80 } };
		assert.deepEqual(readLayouts(memento).of('crm/lead'), kept);
		assert.doesNotMatch(memento.toString(), /Zoë/u);
		assert.deepEqual(
			[readLayouts(memento).of('crm/account'), readLayout('x'), readLayout(null)],
			[noLayout, noLayout, noLayout],
		);
		assert.deepEqual(readLayout({ order: ['id', 7], hidden: 'name', widths: { id: 80, name: 'wide' } }), {
			...noLayout,
			order: ['id'],
			widths: { id: 80 },
		});
	});

	test('are remembered as they were changed, and not as a table had them that was opened before another', async () => {
		const memento = new MemoryMemento();
		const opened = { ...noLayout, widths: { id: 80, name: 90 } };
		await readLayouts(memento).keep('crm/lead', noLayout, opened);
		await readLayouts(memento).keep('crm/lead', opened, { ...opened, hidden: ['name'] });
		await readLayouts(memento).keep('crm/lead', opened, { ...opened, widths: { id: 80, name: 120, constructor: 50 } });
		assert.deepEqual(readLayouts(memento).of('crm/lead'), {
			...noLayout,
			hidden: ['name'],
			widths: { id: 80, name: 120, constructor: 50 },
		});
		await readLayouts(memento).keep('crm/lead', { ...opened, hidden: ['name'] }, opened);
		assert.deepEqual(readLayouts(memento).of('crm/lead').hidden, []);
	});
});
