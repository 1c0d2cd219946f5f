import { suite, test } from 'mocha';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { apiError, call, idsOf, list, record, withSandbox } from './sandboxUnderTest';

suite('errors of the sandbox', () => {
	test('come with HTTP 200 and the documented codes', () =>
		withSandbox({}, async sandbox => {
			const form = [['name', 'x']] as const;
			assert.deepEqual(
				{
					noKey: await call(sandbox, '/crm/lead/list', { key: null }),
					wrongKey: await call(sandbox, '/crm/lead/list', { key: 'wrong' }),
					noRecord: await call(sandbox, '/crm/lead/get/999'),
					noNumber: await call(sandbox, '/crm/lead/get/one'),
					noMethod: await call(sandbox, '/crm/lead/erase/1'),
					lackingMethod: await call(sandbox, '/customfields/fieldsets/create', { form }),
					related: await call(sandbox, '/st/projects/1/comments/create', { form }),
					listWithId: await call(sandbox, '/crm/lead/list/1'),
					tooLong: await call(sandbox, '/crm/lead/get/1/2'),
					noModule: await call(sandbox, '/cmr/lead/list'),
					noEntity: await call(sandbox, '/crm/leads/list'),
					postedList: await call(sandbox, '/crm/lead/list', { form }),
					gottenCreate: await call(sandbox, '/crm/lead/create?name=x'),
					put: await call(sandbox, '/crm/lead/update/1', { verb: 'PUT' }),
				},
				{
					noKey: apiError(11, 'authorization failed'),
					wrongKey: apiError(11, 'api key not found'),
					noRecord: apiError(20, 'not found'),
					noNumber: apiError(20, 'not found'),
					noMethod: apiError(30, 'unknown method'),
					lackingMethod: apiError(30, 'unknown method'),
					related: apiError(30, 'unknown method'),
					listWithId: apiError(30, 'unknown method'),
					tooLong: apiError(30, 'unknown method'),
					noModule: apiError(31, 'unknown module'),
					noEntity: apiError(32, 'unknown entity'),
					postedList: apiError(12, 'invalid request'),
					gottenCreate: apiError(12, 'invalid request'),
					put: apiError(12, 'invalid request'),
				},
			);
			const url = `${sandbox.origin}/api/v1/module/crm/lead/list`;
			assert.equal((await fetch(url)).status, 200);
		}));

	test('name the fields that are missing or are no numbers', () =>
		withSandbox({}, async sandbox => {
			const validation = (details: Record<string, string>) => ({
				error: 'validation',
				description: 'Form filling error',
				details,
			});
			assert.deepEqual(
				{
					lead: await call(sandbox, '/crm/lead/create', { form: [['budget', 'much']] }),
					account: await call(sandbox, '/crm/account/create', { form: [['name', 'x']] }),
					organization: await call(sandbox, '/crm/account/create', { form: [['type', '1']] }),
					person: await call(sandbox, '/crm/account/create', { form: [['type', '2']] }),
					user: await call(sandbox, '/core/user/create', { form: [] }),
					update: await call(sandbox, '/crm/lead/update/1', { form: [['budget', '1 000']] }),
				},
				{
					lead: validation({ budget: 'budget must be a number', name: 'name cannot be empty' }),
					account: validation({ type: 'type cannot be empty' }),
					organization: validation({ name: 'name cannot be empty' }),
					person: validation({ first_name: 'first_name cannot be empty' }),
					user: validation({ email: 'email cannot be empty' }),
					update: validation({ budget: 'budget must be a number' }),
				},
			);
		}));
});

suite('switches of the sandbox', () => {
	test('give errors an HTTP status', () =>
		withSandbox({ httpStatusForErrors: true }, async sandbox => {
			const status = async (path: string, init?: RequestInit) => {
				const key = encodeURIComponent(sandbox.apiKeys[0]?.key ?? '');
				return (await fetch(`${sandbox.origin}/api/v1/module${path}?api_key=${key}`, init)).status;
			};
			assert.deepEqual(
				[
					await status('/crm/lead/get/999'),
					await status('/crm/lead/nope'),
					await status('/crm/lead/create', { method: 'POST' }),
					(await fetch(`${sandbox.origin}/api/v1/module/crm/lead/list`)).status,
				],
				[404, 404, 422, 401],
			);
		}));

	test('send validation as code 21', () =>
		withSandbox({ validationCode21: true }, async sandbox => {
			assert.deepEqual(await call(sandbox, '/crm/lead/create', { form: [] }), {
				error: { error_code: 21, error_msg: 'validation error', error_details: { name: 'name cannot be empty' } },
			});
		}));

	test('ignore filters and search', () =>
		withSandbox({ ignoreFilters: true }, async sandbox => {
			const { total, total_result, count } = await list(sandbox, '/crm/lead/list?filter[id]=1&search=zzz');
			assert.deepEqual({ total, total_result, count }, { total: 36, total_result: 36, count: 36 });
		}));

	test('count the total after filters, or leave the totals out', async () => {
		const totals: unknown[] = [];
		for (const switches of [{}, { totalAfterFilters: true }, { omitTotal: true }, { omitTotalResult: true }]) {
			await withSandbox(switches, async sandbox => {
				const { items, ...rest } = await list(sandbox, '/crm/lead/list?filter[id]=1&fields=id');
				totals.push({ ...rest, items });
			});
		}
		const page = { page: 1, count: 1, items: [{ id: 1 }] };
		assert.deepEqual(totals, [
			{ total: 36, total_result: 1, ...page },
			{ total: 1, total_result: 1, ...page },
			{ total_result: 1, ...page },
			{ total: 36, ...page },
		]);
	});

	test('change the page sizes', () =>
		withSandbox({ defaultLimit: 2, maximumLimit: 4 }, async sandbox => {
			assert.deepEqual(
				[(await idsOf(sandbox, '/crm/lead/list')).length, (await idsOf(sandbox, '/crm/lead/list?limit=100')).length],
				[2, 4],
			);
		}));

	test('read JSON bodies, which are ignored otherwise', async () => {
		const json = { name: 'From JSON', active: true, cf_2: [1, 2], description: null };
		await withSandbox({}, async sandbox => {
			const { error } = (await call(sandbox, '/crm/lead/create', { json })) as { error: unknown };
			assert.equal(error, 'validation');
		});
		await withSandbox({ acceptJsonBodies: true }, async sandbox => {
			assert.deepEqual(await call(sandbox, '/crm/lead/create', { json }), { response: { id: 37 } });
			const { name, active, cf_2, description } = await record(sandbox, '/crm/lead/get/37');
			assert.deepEqual(
				{ name, active, cf_2, description },
				{ name: 'From JSON', active: 1, cf_2: ['1', '2'], description: '' },
			);
		});
	});

	test('wrap records, send numbers as text, describe everything', async () => {
		await withSandbox({ wrapRecords: true, numbersAsText: true, describeEverywhere: true }, async sandbox => {
			assert.deepEqual(await call(sandbox, '/fin/currencies/get/1'), { response: { items: { id: '1', code: 'EUR' } } });
			assert.deepEqual(await call(sandbox, '/fin/currencies'), {
				response: {
					fields: [
						{ code: 'id', name: 'Record id, assigned by the server' },
						{ code: 'code', name: 'code' },
					],
				},
			});
		});
	});

	test('come for a wrong account name, and for an unknown entity with another code', async () => {
		await withSandbox({ accountNotFound: true }, async sandbox => {
			assert.deepEqual(await call(sandbox, '/crm/lead/list'), apiError(11, 'account not found'));
		});
		await withSandbox({ unknownEntityCode: 30 }, async sandbox => {
			assert.deepEqual(await call(sandbox, '/crm/leads/list'), apiError(30, 'unknown entity'));
		});
	});

	test('are each named in the README', () => {
		const [, switches = ''] = readFileSync('src/sandbox/sandboxOptions.ts', 'utf8').split(
			/export interface (?:SandboxSwitches|ApiKeyOptions)/u,
		);
		const names = [...switches.matchAll(/readonly (?<name>\w+)\?:/gu)].map(({ groups }) => groups?.['name'] ?? '');
		const readme = readFileSync('src/sandbox/README.md', 'utf8');
		assert.ok(names.length > 15);
		assert.deepEqual(
			names.filter(name => !readme.includes(`\`${name}`)),
			[],
		);
	});
});
