import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { wireRequest } from '../../../src/engine/wireRequest';

const account = { name: 'acme', origin: 'https://acme.flowlu.com' };

suite('Request on the wire', () => {
	test('gets the headers that the author left out, and keeps those that are written', () => {
		const request = wireRequest(
			{ method: 'POST', target: 'crm/lead/create', headers: [['accept', '*/*']], body: 'name=A', bodyKind: 'form' },
			account,
			'tester/1',
		);
		assert.deepEqual(request, {
			method: 'POST',
			url: 'https://acme.flowlu.com/api/v1/module/crm/lead/create',
			headers: [
				['accept', '*/*'],
				['User-Agent', 'tester/1'],
				['Content-Type', 'application/x-www-form-urlencoded'],
			],
			body: 'name=A',
		});
	});

	test('says what a JSON body is, and sends no content type without a body', () => {
		const types = (['json', undefined] as const).map(bodyKind =>
			wireRequest(
				{ method: 'GET', target: '/x', headers: [], ...(bodyKind && { bodyKind, body: '{}' }) },
				account,
				'tester/1',
			)?.headers.find(([name]) => name === 'Content-Type'),
		);
		assert.deepEqual(types, [['Content-Type', 'application/json'], undefined]);
	});
});
