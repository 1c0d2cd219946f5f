import { suite, test } from 'mocha';
import assert from 'node:assert/strict';
import { recordPage } from '../../../src/flowlu/recordPage';

suite('the page of the portal that shows a record', () => {
	const acme = { name: 'acme', origin: 'https://acme.flowlu.com' };

	test('is known of opportunities and users', () => {
		assert.equal(recordPage(acme, 'crm/lead', '12'), 'https://acme.flowlu.com/_module/crm/view/lead/12');
		assert.equal(recordPage(acme, 'core/user', '7'), 'https://acme.flowlu.com/_module/company/view/member/7');
	});

	test('is not guessed for other records, nor for what is no id', () => {
		for (const [entity, id] of [
			['crm/account', '12'],
			['constructor', '12'],
			['', '12'],
			['crm/lead', ''],
			['crm/lead', '1/../../api'],
			['crm/lead', '-1'],
		] as const) {
			assert.equal(recordPage(acme, entity, id), undefined, `${entity} ${id}`);
		}
	});

	test('is none of a sandbox', () => {
		assert.equal(recordPage({ name: 'Sandbox', origin: 'http://127.0.0.1:4096' }, 'crm/lead', '12'), undefined);
	});
});
