import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { suite, test } from 'mocha';
import { apiKeyProblem, type ApiKeyProblem } from '../../../src/features/signIn/apiKeyText';

const key = randomBytes(50).toString('base64').slice(0, 50);

suite('What passes for an API key', () => {
	const cases: readonly [title: string, text: string, expected: ApiKeyProblem | undefined][] = [
		['a key', key, undefined],
		['a key with space around it', ` \t${key}\n`, undefined],
		['a short text of any form: the form of keys is not documented', 'a-b_c=/+', undefined],
		['nothing', '', 'empty'],
		['only space', ' \n ', 'empty'],
		['an address', `https://acme.flowlu.com/api/v1/module/crm/lead/list?api_key=${key}`, 'address'],
		['a parameter', `api_key=${key}`, 'address'],
		['a JSON member', `"api_key": "${key}"`, 'address'],
		['quotation marks', `"${key}"`, 'quoted'],
		['typographic quotation marks', `“${key}”`, 'quoted'],
		['a line break inside', `${key.slice(0, 20)}\n${key.slice(20)}`, 'spaces'],
		['a scheme before it', `Bearer ${key}`, 'spaces'],
		['an invisible character', `${key.slice(0, 20)}\u200b${key.slice(20)}`, 'unprintable'],
	];
	for (const [title, text, expected] of cases) {
		test(title, () => {
			assert.equal(apiKeyProblem(text), expected);
		});
	}
});
