import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import type { Exchange } from '../../../src/exchanges/exchange';
import { readResponse } from '../../../src/exchanges/reading';
import { recordNames } from '../../../src/exchanges/recordNames';

const origin = 'https://acme.flowlu.com';

async function exchange(path: string, value: unknown, account = origin): Promise<Exchange> {
	const body = new TextEncoder().encode(JSON.stringify(value));
	const response = { status: 200, statusText: 'OK', headers: [], body, milliseconds: 1 };
	return {
		number: 1,
		block: 1,
		environment: undefined,
		session: { id: 'x', account: { name: 'a', origin: account }, grant: 'apiKey', label: 'Main', tail: '' },
		request: { method: 'GET', url: `${account}/api/v1/module/${path}`, headers: [] },
		response,
		reading: await readResponse(response, { yieldToEventLoop: () => Promise.resolve() }),
		sentAt: 0,
	};
}

const page = (...items: readonly unknown[]) => ({ response: { total: items.length, items } });

async function told(...sent: readonly Promise<Exchange>[]): Promise<string> {
	const latest = (await Promise.all(sent)).map(each => ({ kind: 'kept' as const, exchange: each }));
	return recordNames(latest, { origin, entity: 'crm/pipeline' })
		.map(({ id, name }) => `${id} ${name}`)
		.join(', ');
}

suite('Records that a response has shown', () => {
	test('are those of the newest list of their entity, with their names', async () => {
		const list = exchange(
			'crm/pipeline/list?limit=2',
			page({ id: 7, name: 'Sales' }, { name: 'Ä', id: '12' }, { x: 1 }),
		);
		const older = exchange('crm/pipeline/list', page({ id: 1, name: 'Old' }));
		const other = exchange('crm/lead/list', page({ id: 2, name: 'Lead' }));
		assert.equal(await told(other, list, older), '7 Sales, 12 Ä');
		assert.equal(await told(exchange('crm/pipeline/list/', page({ id: 1 }))), '1 ');
	});

	test('are those of a response that is a list itself', async () => {
		assert.equal(await told(exchange('crm/pipeline/list', { response: [{ id: 7, name: 'Sales' }] })), '7 Sales');
	});

	test('are called by what they have in the place of a name', async () => {
		const list = page(
			{ id: 1, invoice_number: 'INV-7', code: 'x' },
			{ id: 2, code: 'EUR' },
			{ id: 3, code: 'c', name: 'N' },
		);
		assert.equal(await told(exchange('crm/pipeline/list', list)), '1 INV-7, 2 EUR, 3 N');
	});

	test('say to which others they belong, as far as the list does', async () => {
		const sent = await exchange(
			'crm/pipeline_stage/list',
			page({ id: 1, name: 'New', pipeline_id: 3 }, { id: 2, pipeline_id: '4', value: 'Old' }, { id: 5 }),
		);
		const latest = [{ kind: 'kept' as const, exchange: sent }];
		const of = { origin, entity: 'crm/pipeline_stage' };
		const records = [
			{ id: '1', name: 'New' },
			{ id: '2', name: 'Old' },
			{ id: '5', name: '' },
		];
		assert.deepEqual(recordNames(latest, of), records);
		assert.deepEqual(
			recordNames(latest, { ...of, groupField: 'pipeline_id' }).map(({ group }) => group),
			['3', '4', undefined],
		);
		assert.deepEqual(recordNames(latest, of), records);
	});

	test('are none of another account, of an error, of one record and of what was removed from memory', async () => {
		const others = [
			exchange('crm/pipeline/list', page({ id: 1, name: 'A' }), 'https://globex.flowlu.com'),
			exchange('crm/pipeline/list', { error: { error_code: 22, error_msg: 'access denied' } }),
			exchange('crm/pipeline/get/1', { response: { id: 1, name: 'A' } }),
		];
		assert.equal(await told(...others), '');
		const { number, block, session, environment } = await exchange('crm/pipeline/list', page({ id: 1 }));
		const removed = { kind: 'removed' as const, exchange: { number, block, session, environment } };
		assert.deepEqual(recordNames([removed], { origin, entity: 'crm/pipeline' }), []);
	});
});
