import { suite, test } from 'mocha';
import assert from 'node:assert/strict';
import { apiError, call, catalog, list, record, withSandbox } from './sandboxUnderTest';

const now = () => new Date('2026-03-14T15:09:26Z');

suite('methods of the sandbox', () => {
	test('list and get every entity, in the order of its fields', () => {
		return withSandbox({}, async sandbox => {
			for (const { module, entity, fields } of catalog.entities) {
				const { items, total } = await list(sandbox, `/${module}/${entity}/list?limit=1`);
				const [first] = items;
				assert.ok(first && total !== undefined && total > 0, `${module}/${entity}`);
				const names = fields.map(({ name }) => name);
				const shown = Object.keys(first).filter(name => !name.startsWith('cf_'));
				assert.deepEqual(shown, names.includes('id') ? names : ['id', ...names]);
				const single = await record(sandbox, `/${module}/${entity}/get/${String(first['id'])}`);
				// An account's tax id is `VAT` in a list and `vat` here.
				const { vat, ...others } = single;
				assert.deepEqual(vat === undefined ? single : { ...others, VAT: vat }, first);
			}
		});
	});

	test('create, change a part of, and delete a record', () =>
		withSandbox({ now }, async sandbox => {
			const form = [
				['name', 'Škoda & söner'],
				['budget', '12.5'],
				['created_by', '7'],
				['unheard_of', '1'],
			] as const;
			const { response } = (await call(sandbox, '/crm/lead/create', { form })) as { response: { id: number } };
			const created = await record(sandbox, `/crm/lead/get/${response.id}`);
			const { name, budget, created_by, created_date, active } = created;
			assert.deepEqual(
				{ id: typeof response.id, name, budget, created_by, created_date, active, unheardOf: 'unheard_of' in created },
				{
					id: 'number',
					name: 'Škoda & söner',
					budget: 12.5,
					created_by: 0,
					created_date: '2026-03-14 15:09:26',
					active: 1,
					unheardOf: false,
				},
			);
			const changed = await call(sandbox, `/crm/lead/update/${response.id}`, { form: [['active', '3']] });
			assert.deepEqual(changed, { response: { ...created, active: 3, updated_date: '2026-03-14 15:09:26' } });
			assert.deepEqual(await call(sandbox, `/crm/lead/delete/${response.id}`), {
				response: { id: String(response.id) },
			});
			assert.deepEqual(await call(sandbox, `/crm/lead/get/${response.id}`), apiError(20, 'not found'));
		}));

	test('take custom fields by id, by alias, by the dotted name and with several values', () =>
		withSandbox({}, async sandbox => {
			const form = [
				['cf_1', '3'],
				['cf_2[]', '1'],
				['cf_2[]', '2'],
				['cf_signed', '1'],
			] as const;
			await call(sandbox, '/crm/lead/update/1', { form });
			await call(sandbox, '/crm/account/update/1', { form: [['cf.6', 'ring twice']] });
			const { cf_1, cf_2, cf_signed } = await record(sandbox, '/crm/lead/get/1');
			const { cf_6 } = await record(sandbox, '/crm/account/get/1');
			assert.deepEqual(
				{ cf_1, cf_2, cf_signed, cf_6 },
				{ cf_1: '3', cf_2: ['1', '2'], cf_signed: 1, cf_6: 'ring twice' },
			);
			const { customfields, cf_1: bare } = await record(sandbox, '/crm/lead/get/1?customfields=1');
			assert.deepEqual(
				{ customfields, bare },
				{
					customfields: [
						{ id: 1, title: 'Region', alias: '', api_use_alias: 0, type: 'select.single', value: '3' },
						{ id: 2, title: 'Interests', alias: '', api_use_alias: 0, type: 'select.multiple', value: ['1', '2'] },
						{ id: 3, title: 'Contract signed', alias: 'signed', api_use_alias: 1, type: 'boolean', value: 1 },
					],
					bare: undefined,
				},
			);
		}));

	test('describe the fields where clients have seen that', () =>
		withSandbox({}, async sandbox => {
			const { response } = (await call(sandbox, '/crm/lead')) as {
				response: { fields: { code: string; name: string }[] };
			};
			assert.deepEqual(response.fields[1], { code: 'name', name: 'Name or title' });
			assert.deepEqual(response.fields.at(-1), { code: 'cf_signed', name: 'Contract signed' });
			assert.deepEqual(await call(sandbox, '/fin/invoice'), apiError(30, 'unknown method'));
		}));

	test('show contacts as accounts of type 2', () =>
		withSandbox({}, async sandbox => {
			const contacts = await list(sandbox, '/crm/contact/list?limit=100');
			const accounts = await list(
				sandbox,
				'/crm/account/list?limit=100&filter[type]=2&fields=id,first_name,last_name,email,phone',
			);
			assert.deepEqual(contacts.items, accounts.items);
			const form = [['first_name', 'Ōe']] as const;
			const { response } = (await call(sandbox, '/crm/contact/create', { form })) as { response: { id: number } };
			const { type, first_name } = await record(sandbox, `/crm/account/get/${response.id}`);
			assert.deepEqual({ type, first_name }, { type: 2, first_name: 'Ōe' });
			assert.deepEqual(await call(sandbox, '/crm/contact/get/1'), apiError(20, 'not found'));
		}));

	test('tolerate a slash at the end', () =>
		withSandbox({}, async sandbox => {
			assert.deepEqual(await call(sandbox, '/crm/lead/get/1/'), await call(sandbox, '/crm/lead/get/1'));
		}));

	test('keep the login of a new user from its e-mail', () =>
		withSandbox({}, async sandbox => {
			const form = [
				['email', 'new@example.com'],
				['first_name', 'Nía'],
			] as const;
			const { response } = (await call(sandbox, '/core/user/create', { form })) as { response: { id: number } };
			const { username, first_name } = await record(sandbox, `/core/user/get/${response.id}`);
			assert.deepEqual({ username, first_name }, { username: 'new@example.com', first_name: 'Nía' });
		}));
});
