import * as assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { Tokens } from '../../../src/sandbox/access/accessTokens';
import { flattenJson, parseForm } from '../../../src/sandbox/sentParameters';
import { startSandbox } from '../../../src/sandbox/sandbox';
import { call, catalog, withSandbox } from './sandboxUnderTest';

/** Milliseconds of processor time that nothing here comes near to. */
const budget = 5000;

suite('the sandbox under load', () => {
	test('keeps no request where none asks for it', async () => {
		const sandbox = await startSandbox({ catalog });
		try {
			await fetch(sandbox.tokenUrl, {
				method: 'POST',
				body: 'x'.repeat(100_000),
				headers: { origin: 'https://a.test' },
			});
			assert.deepEqual(sandbox.requests(), []);
		} finally {
			await sandbox.close();
		}
	});

	test('takes as many parameters as PHP', () => {
		assert.equal(parseForm('cf_2[]=1&'.repeat(20_000)).length, 1000);
		assert.equal(flattenJson({ a: Array(20_000).fill(1) }).length, 1000);
	});

	test('takes parameters that are nested as deep as PHP takes them', () => {
		const nested: unknown = JSON.parse(`{"a":${'['.repeat(50_000)}1${']'.repeat(50_000)},"b":2}`);
		assert.deepEqual(flattenJson(nested), [['b', '2']]);
		assert.deepEqual(flattenJson({ a: [[{ b: true }]] }), [['a[][][b]', '1']]);
	});

	test('is not held up by 20,000 fields', () =>
		withSandbox({ acceptJsonBodies: true }, async sandbox => {
			const before = process.cpuUsage();
			const form = Array.from({ length: 20_000 }, (): [string, string] => ['cf_2[]', '1']);
			await call(sandbox, '/crm/lead/create', { form: [['name', 'x'], ...form] });
			await call(sandbox, '/crm/lead/create', { json: { name: 'x', 'cf_2[]': Array(20_000).fill(1) } });
			const { user } = process.cpuUsage(before);
			assert.ok(user / 1000 < budget, `${user / 1000} ms`);
		}));

	test('stores no more than it has room for, and goes on', () =>
		withSandbox({}, async sandbox => {
			const answers = [];
			for (let index = 0; index < 30; index++) {
				answers.push(await call(sandbox, '/crm/lead/create', { form: [['name', 'x'.repeat(900_000)]] }));
			}
			assert.ok(JSON.stringify(answers[0]).includes('"id"'));
			assert.deepEqual(answers.at(-1), { error: { error_code: 13, error_msg: 'the sandbox is full, start it again' } });
			assert.ok(JSON.stringify(await call(sandbox, '/crm/lead/list?limit=1&fields=id')).includes('"items"'));
		}));

	test('issues tokens without an end, and knows the last 1,000', () => {
		const tokens = new Tokens();
		const user = { username: 'a', password: 'b', administrator: true };
		const [first = '', ...others] = Array.from({ length: 1001 }, () => tokens.issue(user));
		assert.equal(tokens.userOf(first), undefined);
		assert.ok(others.every(token => tokens.userOf(token) === user));
	});
});
