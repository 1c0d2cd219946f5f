import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { originOf, resolveTarget } from '../../../src/flowlu/targetUrl';

const account = { name: 'acme', origin: 'https://acme.flowlu.com' };
const base = 'https://acme.flowlu.com/api/v1/module';

suite('Target of a request', () => {
	const cases: readonly [target: string, url: string | undefined][] = [
		['crm/lead/list', `${base}/crm/lead/list`],
		['/crm/lead/list', `${base}/crm/lead/list`],
		['/crm/lead/list?page=2', `${base}/crm/lead/list?page=2`],
		['/api/v1/module/crm/lead/list', `${base}/crm/lead/list`],
		['api/v2/anything', 'https://acme.flowlu.com/api/v2/anything'],
		['https://globex.flowlu.com/x?y=1#part', 'https://globex.flowlu.com/x?y=1'],
		['crm/lead/list?filter[name]=Ünal & Söhne', `${base}/crm/lead/list?filter[name]=%C3%9Cnal%20&%20S%C3%B6hne`],
		[
			'crm/lead/list?filter[id]={"type":"less","value":3}',
			`${base}/crm/lead/list?filter[id]=%7B%22type%22:%22less%22,%22value%22:3%7D`,
		],
		['crm/lead/list?search=100%', `${base}/crm/lead/list?search=100%25`],
		['crm/lead/list?search=a%20b+c', `${base}/crm/lead/list?search=a%20b+c`],
		['//evil.example/x', `${base}//evil.example/x`],
		['/\\evil.example', `${base}//evil.example`],
		['../../../x', 'https://acme.flowlu.com/x'],
		['@evil.example', `${base}/@evil.example`],
		['https://', undefined],
	];
	for (const [target, url] of cases) {
		test(`${target} is ${url ?? 'no address'}`, () => {
			assert.equal(resolveTarget(target, account), url);
		});
	}

	test('names an origin only when it is absolute', () => {
		assert.deepEqual(
			[
				'crm/lead/list',
				'//evil.example',
				'https://Evil.Example:443/x',
				'http://evil.example',
				'ftp://evil.example/',
				'ws:x',
			].map(originOf),
			[undefined, undefined, 'https://evil.example', 'http://evil.example', 'ftp://evil.example', undefined],
		);
	});
});
