import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { encodeParameters, type Parameters } from '../../../src/flowlu/parameters';

suite('Parameters', () => {
	const cases: readonly [parameters: Parameters, text: string][] = [
		[{}, ''],
		[{ limit: 1, page: 2 }, 'limit=1&page=2'],
		[{ filter: { active: 1, type_id: '1,2' } }, 'filter[active]=1&filter[type_id]=1%2C2'],
		[{ order_by: { asc: ['name', 'id'] } }, 'order_by[asc][]=name&order_by[asc][]=id'],
		[{ cf_1: [2, 3] }, 'cf_1[]=2&cf_1[]=3'],
		[{ a: [{ b: 1, c: 2 }, ['d', 'e'], 'f'] }, 'a[0][b]=1&a[0][c]=2&a[1][]=d&a[1][]=e&a[]=f'],
		[{ yes: true, no: false, zero: 0, empty: '' }, 'yes=1&no=0&zero=0&empty='],
		[{ nothing: undefined, nil: null, none: [], void: {}, list: [null, 'x', undefined] }, 'list[]=x'],
		[{ filter: { id: '{"type":"less","value":3}' } }, 'filter[id]=%7B%22type%22%3A%22less%22%2C%22value%22%3A3%7D'],
		[{ name: 'Ünal & Söhne = 1+1?' }, 'name=%C3%9Cnal%20%26%20S%C3%B6hne%20%3D%201%2B1%3F'],
		[{ name: '株式会社 🎉' }, 'name=%E6%A0%AA%E5%BC%8F%E4%BC%9A%E7%A4%BE%20%F0%9F%8E%89'],
		[{ 'a&b=c': { 'd[e]': 1 } }, 'a%26b%3Dc[d%5Be%5D]=1'],
		[{ text: 'line\r\nline\ttab' }, 'text=line%0D%0Aline%09tab'],
		[{ price: -1.5, large: 1e21 }, 'price=-1.5&large=1e%2B21'],
	];
	for (const [parameters, text] of cases) {
		test(`${JSON.stringify(parameters)} is ${text}`, () => {
			assert.equal(encodeParameters(parameters), text);
		});
	}
});
