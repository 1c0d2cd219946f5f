import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { blockOperation } from '../../../src/engine/blockOperation';
import { mayWrite } from '../../../src/flowlu/operation';
import { parseDocument } from '../../../src/http/document/parse';

const account = { name: 'acme', origin: 'https://acme.flowlu.com' };

/** What stands over the request while it is written: kind, entity, record, and whether it is marked as a write. */
const table: readonly (readonly [text: string, said: string])[] = [
	['GET crm/lead/list', 'list crm/lead - reads'],
	['GET {{host}}/crm/lead/list?page=2', 'list crm/lead - reads'],
	['GET crm/lead/get/{{id}}', 'get crm/lead x reads'],
	["GET crm/lead/get/{{find.response.body.$.items[?@.name=='a/b'].id}}", 'get crm/lead x reads'],
	["GET crm/lead/delete/{{find.response.body.$.items[?@.name=='?'].id}}", 'delete crm/lead x writes'],
	['GET crm/lead/list?filter[name]={{name}}&_method=DELETE', 'unknown crm/lead - writes'],
	['GET crm/lead/list?.method={{method}}', 'unknown crm/lead - writes'],
	['GET crm/lead/list\nX_HTTP_Method_Override: DELETE', 'unknown crm/lead - writes'],
	['POST crm/lead/update/7\n\nname=x', 'update crm/lead 7 writes'],
	['GET crm/lead/delete/7?id={{other}}', 'delete crm/lead - writes'],
];

suite('What a request would do while it is written', () => {
	for (const [text, said] of table) {
		test(`${JSON.stringify(text)}: ${said}`, () => {
			const [block] = parseDocument(text).blocks;
			assert.ok(block);
			const operation = blockOperation(block, account);
			const { kind, entity = '-', id = '-' } = operation;
			assert.equal(`${kind} ${entity} ${id} ${mayWrite(operation) ? 'writes' : 'reads'}`, said);
		});
	}
});
