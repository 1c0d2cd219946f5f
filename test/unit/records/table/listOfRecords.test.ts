import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { readResponse } from '../../../../src/exchanges/reading';
import { entityOf, listOfRecords } from '../../../../src/features/table/listOfRecords';
import { sizeOfContainer } from '../../../../src/json/values';

suite('the list that a table shows', () => {
	async function list(text: string): Promise<string | undefined> {
		const body = new TextEncoder().encode(text);
		const response = { status: 200, statusText: 'OK', headers: [], body, milliseconds: 1 };
		const reading = await readResponse(response, { yieldToEventLoop: () => Promise.resolve() });
		const found = listOfRecords({ reading });
		return found && `${found.path} ${sizeOfContainer(found.json, found.items)} of ${String(found.total)}`;
	}

	test('is that of a page or the response itself, and none of a record, an error or another JSON', async () => {
		assert.equal(await list('{"response":{"total":"9","items":[{"id":1},{"id":2}]}}'), '$.response.items 2 of 9');
		assert.equal(await list('{"response":[{"id":1}]}'), '$.response 1 of undefined');
		for (const other of ['{"response":{"id":1}}', '{"error":{"error_code":20}}', '[1]', 'no JSON', '']) {
			assert.equal(await list(other), undefined, other);
		}
	});

	test('is of an entity, unless it is that of related records: their ids are none of their parent', () => {
		for (const [path, entity] of [
			['crm/lead/list', 'crm/lead'],
			['crm/lead/list/?page=2&id=7', 'crm/lead'],
			['st/projects/7/comments/list', undefined],
			['st/projects/7/comments/list?id=8', undefined],
			['crm/lead/7/list/list', undefined],
			['crm/lead/get/7', undefined],
		] as const) {
			const url = `https://acme.flowlu.com/api/v1/module/${path}`;
			assert.equal(entityOf({ request: { method: 'GET', url, headers: [] } }), entity, path);
		}
	});
});
