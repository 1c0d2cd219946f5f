import { suite, test } from 'mocha';
import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { apiError, call, idsOf, list, record, withSandbox } from './sandboxUnderTest';

type Form = readonly (readonly [string, string])[];

const now = () => new Date('2026-03-14T15:09:26Z');
const moment = '2026-03-14 15:09:26';

/** @returns the record as the first `get` shows it. */
async function created(sandbox: Sandbox, entity: string, form: Form): Promise<Readonly<Record<string, unknown>>> {
	const { response } = (await call(sandbox, `${entity}/create`, { form })) as { response: { id: number } };
	return record(sandbox, `${entity}/get/${response.id}`);
}

async function updated(sandbox: Sandbox, path: string, form: Form): Promise<Readonly<Record<string, unknown>>> {
	return ((await call(sandbox, path, { form })) as { response: Readonly<Record<string, unknown>> }).response;
}

/** The values of the fields, in their order. */
function values(row: Readonly<Record<string, unknown>>, ...fields: readonly string[]): readonly unknown[] {
	return fields.map(field => row[field]);
}

suite('what clients saw of Flowlu, in the sandbox', () => {
	test('names a person by title, first and last name', () =>
		withSandbox({}, async sandbox => {
			const jane: Form = [
				['type', '2'],
				['first_name', 'Jane'],
				['last_name', 'Doe'],
			];
			const names = (row: Readonly<Record<string, unknown>>) => values(row, 'name', 'name_legal_full');
			const titled = await created(sandbox, '/crm/account', [...jane, ['honorific_title_id', '1']]);
			const path = `/crm/account/update/${String(titled['id'])}`;
			const contact = await created(sandbox, '/crm/contact', [['first_name', 'Zoë']]);
			const organization = await created(sandbox, '/crm/account', [
				['type', '1'],
				['name', 'Acme'],
				['first_name', 'Jane'],
			]);
			assert.deepEqual(
				{
					titled: names(titled),
					plain: names(await created(sandbox, '/crm/account', jane)),
					ownName: names(await created(sandbox, '/crm/account', [...jane, ['name', 'J. D.']])),
					organization: names(organization),
					contact: names(await record(sandbox, `/crm/account/get/${String(contact['id'])}`)),
					otherName: names(await updated(sandbox, path, [['last_name', 'Roe']])),
					otherPhone: names(await updated(sandbox, path, [['phone', '1']])),
				},
				{
					titled: ['Ms Jane Doe', 'Ms Jane Doe'],
					plain: ['Jane Doe', 'Jane Doe'],
					ownName: ['J. D.', 'Jane Doe'],
					organization: ['Acme', ''],
					contact: ['Zoë', 'Zoë'],
					otherName: ['Ms Jane Roe', 'Ms Jane Roe'],
					otherPhone: ['Ms Jane Roe', 'Ms Jane Roe'],
				},
			);
			const { items } = await list(sandbox, '/crm/account/list?filter[type]=2&limit=100&fields=name');
			assert.ok(items.every(({ name }) => typeof name === 'string' && name !== ''));
		}));

	test('keeps the composed name of a person where that is wanted', () =>
		withSandbox({ keepComposedNames: true }, async sandbox => {
			const before = await record(sandbox, '/crm/account/get/17');
			const after = await updated(sandbox, '/crm/account/update/17', [['last_name', 'Roe']]);
			assert.deepEqual(values(after, 'type', 'name', 'last_name'), [2, before['name'], 'Roe']);
		}));

	test('gives a new task its status, workflow and first stage', () =>
		withSandbox({}, async sandbox => {
			const fields = ['status', 'workflow_id', 'workflow_stage_id', 'type', 'owner_id', 'closed_date'];
			const form: Form = [['name', 'Call']];
			assert.deepEqual(
				{
					plain: values(await created(sandbox, '/task/tasks', form), ...fields),
					otherWorkflow: values(await created(sandbox, '/task/tasks', [...form, ['workflow_id', '2']]), ...fields),
					ownStage: values(await created(sandbox, '/task/tasks', [...form, ['workflow_stage_id', '3']]), ...fields),
				},
				{
					plain: [1, 1, 1, 0, 0, ''],
					otherWorkflow: [1, 2, 5, 0, 0, ''],
					ownStage: [1, 1, 3, 0, 0, ''],
				},
			);
		}));

	test('dates a task that is done, and moves it to the stage for that', () => {
		let time = now();
		return withSandbox({ now: () => time }, async sandbox => {
			const fields = ['status', 'start_date', 'closed_date', 'workflow_stage_id'];
			const done: Form = [['status', '5']];
			const task = await created(sandbox, '/task/tasks', [['name', 'Call']]);
			const path = `/task/tasks/update/${String(task['id'])}`;
			const first = await updated(sandbox, path, done);
			time = new Date('2026-03-15T08:00:00Z');
			const second = await updated(sandbox, path, [...done, ['priority', '3']]);
			const started = await created(sandbox, '/task/tasks', [
				['name', 'Write'],
				['start_date', '2026-03-01 09:00:00'],
				['workflow_id', '2'],
				...done,
			]);
			assert.deepEqual(
				[first, second, started].map(row => values(row, ...fields)),
				[
					[5, moment, moment, 4],
					[5, moment, moment, 4],
					[5, '2026-03-01 09:00:00', '2026-03-15 08:00:00', 6],
				],
			);
		});
	});

	test('leaves nobody as the owner, nothing archived and text empty in what a key made', () =>
		withSandbox({}, async sandbox => {
			const form: Form = [['name', 'Acme']];
			const account = await created(sandbox, '/crm/account', [...form, ['type', '1']]);
			const project = await created(sandbox, '/st/projects', form);
			assert.deepEqual(
				{
					account: values(account, 'owner_id', 'industry_id', 'web', 'middle_name', 'active'),
					project: values(project, 'is_archive', 'project_type_id', 'description'),
				},
				{ account: [0, 0, '', '', 1], project: [0, 0, ''] },
			);
		}));

	test('spells the tax id VAT in lists and in what is sent, vat in a single record', () =>
		withSandbox({}, async sandbox => {
			const tax = (row: Readonly<Record<string, unknown>> | undefined) => [row?.['VAT'], row?.['vat']];
			const form: Form = [
				['type', '1'],
				['name', 'Acme'],
				['VAT', 'XX1'],
				['vat', 'XX2'],
			];
			const account = await created(sandbox, '/crm/account', form);
			const id = String(account['id']);
			const lists = await list(sandbox, `/crm/account/list?filter[VAT]=XX1`);
			assert.deepEqual(
				{
					got: tax(account),
					listed: lists.items.map(tax),
					updated: tax(await updated(sandbox, `/crm/account/update/${id}`, [['VAT', 'XX3']])),
				},
				{ got: [undefined, 'XX1'], listed: [['XX1', undefined]], updated: [undefined, 'XX3'] },
			);
		}));

	test('saves the numbered fields for social networks, and the older ones only where that is wanted', async () => {
		const fields = ['skype', 'link_facebook', 'link_google', 'link_instagram', 'link_linkedin'];
		const numbered = [1, 3, 4, 5, 6].map(number => `social_network_link_${number}`);
		const form: Form = [
			['type', '1'],
			['name', 'Acme'],
			...[...fields, ...numbered].map(name => [name, 'me'] as const),
		];
		const saved: unknown[] = [];
		for (const switches of [{}, { saveOldSocialFields: true }]) {
			await withSandbox(switches, async sandbox => {
				const account = await created(sandbox, '/crm/account', form);
				saved.push([new Set(values(account, ...fields)), new Set(values(account, ...numbered))]);
			});
		}
		assert.deepEqual(saved, [
			[new Set(['']), new Set(['me'])],
			[new Set(['me']), new Set(['me'])],
		]);
	});

	test('has 1, 2 and 3 for an opportunity in progress, lost and won, and does not close it by itself', () =>
		withSandbox({}, async sandbox => {
			const lead = await created(sandbox, '/crm/lead', [['name', 'Deal']]);
			const path = `/crm/lead/update/${String(lead['id'])}`;
			const rows = [lead];
			for (const active of ['2', '3']) {
				rows.push(await updated(sandbox, path, [['active', active]]));
			}
			assert.deepEqual(
				rows.map(row => values(row, 'active', 'closing_date')),
				[
					[1, ''],
					[2, ''],
					[3, ''],
				],
			);
			const counts = [];
			for (const active of ['1', '2', '3', '1,2,3']) {
				counts.push((await list(sandbox, `/crm/lead/list?filter[active]=${active}`)).total_result ?? 0);
			}
			const [inProgress = 0, lost = 0, won = 0, all] = counts;
			assert.ok(inProgress > 0 && lost > 0 && won > 0);
			assert.equal(inProgress + lost + won, all);
		}));

	test('fails the second get and delete of a record that was deleted', () =>
		withSandbox({}, async sandbox => {
			assert.deepEqual(
				[
					await call(sandbox, '/task/tasks/delete/3'),
					await call(sandbox, '/task/tasks/delete/3'),
					await call(sandbox, '/task/tasks/get/3'),
				],
				[{ response: { id: '3' } }, apiError(20, 'not found'), apiError(20, 'not found')],
			);
		}));

	test('names the rate with 429, in the body that clients met or in the words of the documentation', async () => {
		const met: unknown[] = [];
		for (const switches of [{}, { rateErrorStatus: 200 }, { rateErrorAsText: true }] as const) {
			await withSandbox({ requestsPerSecond: 0.1, ...switches }, async sandbox => {
				const url = `${sandbox.origin}/api/v1/module/crm/lead/list`;
				await fetch(url);
				const response = await fetch(url);
				met.push([response.status, response.headers.get('content-type'), await response.text()]);
			});
		}
		const body = '{"error":"Request rate per second exceeded"}';
		assert.deepEqual(met, [
			[429, 'application/json; charset=utf-8', body],
			[200, 'application/json; charset=utf-8', body],
			[429, 'text/plain; charset=utf-8', 'Too Many Requests'],
		]);
	});

	test('sorts by order_by; where that is ignored, nothing comes in the order of ids', async () => {
		const query = '/crm/lead/list?order_by[desc][]=id&limit=4';
		const read: unknown[] = [];
		for (const switches of [{}, { ignoreSorting: true }]) {
			await withSandbox(switches, async sandbox => {
				const all = await idsOf(sandbox, '/crm/lead/list?limit=100');
				read.push([await idsOf(sandbox, query), await idsOf(sandbox, `${query}&page=5`), new Set(all).size]);
			});
		}
		assert.deepEqual(read, [
			[[36, 35, 34, 33], [20, 19, 18, 17], 36],
			[[1, 3, 5, 7], [33, 35, 2, 4], 36],
		]);
	});

	test('takes links to unknown records as they come, and refuses them where that is wanted', async () => {
		const form: Form = [
			['name', 'Deal'],
			['pipeline_id', '999'],
			['assignee_id', '1'],
			['source_id', ''],
		];
		const task: Form = [
			['module', 'st'],
			['model', 'project'],
			['model_id', '999'],
		];
		await withSandbox({}, async sandbox => {
			assert.deepEqual(values(await created(sandbox, '/crm/lead', form), 'pipeline_id', 'source_id'), [999, 0]);
			assert.deepEqual(values(await updated(sandbox, '/task/tasks/update/1', task), 'model_id'), [999]);
		});
		await withSandbox({ refuseUnknownLinks: true, omitValidationDescription: true }, async sandbox => {
			assert.deepEqual(
				[
					await call(sandbox, '/crm/lead/create', { form }),
					await call(sandbox, '/task/tasks/update/1', { form: task }),
				],
				[
					{ error: 'validation', details: { pipeline_id: 'pipeline_id: no such record' } },
					{ error: 'validation', details: { model_id: 'model_id: no such record' } },
				],
			);
		});
	});
});
