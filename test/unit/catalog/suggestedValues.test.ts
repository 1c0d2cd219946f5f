import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'mocha';
import { findEntity, pathOf } from '../../../src/catalog/catalog';
import { findEndpoint } from '../../../src/catalog/endpoints';
import { parseCatalog } from '../../../src/catalog/parseCatalog';
import { listedRecords, type ReferredRecords, referredRecords } from '../../../src/catalog/referredRecords';
import { hasKnownValues, isLoadingSuggested, suggestedValues, textOf } from '../../../src/catalog/suggestedValues';
import type { RecordName } from '../../../src/exchanges/recordNames';
import { parseDocument } from '../../../src/http/document/parse';
import { resolveTarget } from '../../../src/flowlu/targetUrl';
import { completionPlaceAt } from '../../../src/http/service/places/completionPlace';
import { valueAsWritten } from '../../../src/http/service/places/fieldValuePlace';

const catalog = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));
const now = new Date(2026, 1, 14, 12);

interface Accepted {
	/** The row as it is shown, the condition by its name. */
	readonly row: string;
	/** The whole text after it was accepted. */
	readonly text: string;
}

/** @param source a text whose last `|` is the cursor */
function suggestedAt(source: string, isAskedFor = false, records: readonly RecordName[] = []): readonly Accepted[] {
	const offset = source.lastIndexOf('|');
	const text = source.slice(0, offset) + source.slice(offset + 1);
	const place = completionPlaceAt(parseDocument(text), offset);
	const endpoint = place?.kind === 'fieldValue' ? findEndpoint(catalog, place.endpoint) : undefined;
	if (place?.kind !== 'fieldValue' || endpoint === undefined) {
		return [];
	}
	return suggestedValues(catalog, endpoint, place, { isAskedFor, now, records }).map(suggested => {
		const value = suggested.kind === 'condition' ? textOf(suggested.parts) : valueAsWritten(place, suggested.value);
		const row =
			suggested.kind === 'condition'
				? suggested.condition
				: `${suggested.value} ${'meaning' in suggested ? suggested.meaning : suggested.kind}`;
		return { row, text: text.slice(0, place.span.start) + value + text.slice(place.span.end) };
	});
}

const rows = (source: string, isAskedFor = false) => suggestedAt(source, isAskedFor).map(({ row }) => row);
const texts = (source: string) => suggestedAt(source).map(({ text }) => text);

const shown = ({ entity, group }: ReferredRecords) =>
	`${pathOf(entity)}${group === undefined ? '' : ` of ${group.field} ${group.value}`}`;

const list = 'GET crm/lead/list?';
const form = 'POST crm/lead/update/7\n\n';

suite('Suggested values', () => {
	test('are what the catalog knows, with its meaning', () => {
		const active = ['1 in progress', '2 lost', '3 won'];
		assert.deepEqual(rows(`${list}filter[active]=|`), [...active, 'anyOf', 'not']);
		assert.deepEqual(rows(`${form}active=|`), active);
		assert.deepEqual(rows(`${form}{"active": |}`), active);
		assert.deepEqual(rows('GET crm/account/list?filter[type]=|').slice(0, 2), ['1 organization', '2 contact (person)']);
		assert.deepEqual(rows('GET crm/source/list?filter[active]=|'), ['1 flag', '0 flag']);
		assert.deepEqual(rows('POST crm/source/create\n\nactive=|'), ['1 flag', '0 flag']);
		assert.deepEqual(rows(`${list}customfields=|`), ['1 return full custom field descriptions']);
	});

	test('are the names of fields for what lists or orders them, each once', () => {
		const names = rows(`${list}fields=|`);
		assert.ok(names.includes('id Record id, assigned by the server') && names.includes('name Name or title'));
		const rest = rows(`${list}fields=id,|,name`);
		assert.equal(rest.length, names.length - 2);
		assert.ok(!rest.some(row => /^(?:id|name) /u.test(row)));
		assert.deepEqual(
			texts(`${list}fields=id,bud|,name`).filter(text => text.includes('budget')),
			[`${list}fields=id,budget,name`],
		);
		assert.equal(rows(`${list}order_by[asc][]=|`).length, names.length);
		assert.equal(rows(`${list}page=1\n\t&order_by[desc][]=|`).length, names.length);
	});

	test('are the conditions that are documented for the kind of a field', () => {
		assert.deepEqual(
			texts(`${list}filter[created_date]=|`).map(text => text.slice(`${list}filter[created_date]=`.length)),
			[
				'2026-02-14',
				'{"start_date":"2026-02-01","end_date":"2026-02-14"}',
				'{"start_date":"2026-02-14"}',
				'{"end_date":"2026-02-14"}',
				'{"start_date":"2026-02-01","end_date":"2026-02-28"}',
			],
		);
		assert.deepEqual(texts(`${list}filter[id]=|&page=2`), [
			`${list}filter[id]=1,2&page=2`,
			`${list}filter[id]=!1&page=2`,
			`${list}filter[id]={"type":"more","value":1}&page=2`,
			`${list}filter[id]={"type":"less","value":1}&page=2`,
			`${list}filter[id]={"type":"range","start_value":1,"end_value":5}&page=2`,
		]);
		assert.deepEqual(rows(`${list}filter[name]=|`), ['anyOf', 'not']);
		assert.deepEqual(rows(`${form}created_date=|`), []);
		assert.deepEqual(texts(`${form}deadline=|`), [`${form}deadline=2026-02-14`]);
	});

	test('are sent as they were meant', () => {
		const account = { name: 'acme', origin: 'https://acme.flowlu.com' };
		for (const field of ['created_date', 'id', 'active', 'name']) {
			for (const { text } of suggestedAt(`${list}filter[${field}]=|`)) {
				const { target } = parseDocument(text).blocks[0] ?? {};
				const sent = new URL(resolveTarget(target ?? '', account) ?? '').searchParams.get(`filter[${field}]`);
				assert.equal(sent, text.slice(`${list}filter[${field}]=`.length));
			}
		}
	});

	test('leave whole what the editor has closed', () => {
		const range = '{"start_date":"2026-02-14"}';
		for (const written of ['{|}', '{"|"}', '{"sta|"}', '{|', '|']) {
			assert.ok(
				texts(`${list}filter[created_date]=${written}&page=1`).includes(`${list}filter[created_date]=${range}&page=1`),
			);
		}
		assert.deepEqual(texts(`${list}filter[active]=1,|`), [`${list}filter[active]=1,2`, `${list}filter[active]=1,3`]);
		assert.equal(texts(`${list}filter[active]=!|`)[2], `${list}filter[active]=!3`);
		const task = 'POST task/tasks/create\n\n';
		const json = (value: string) => `${task}{\n\t"name": "a",\n\t"model": ${value}\n}`;
		for (const written of ['|', '"|"', '"|', '"pro|"', 'pro|']) {
			assert.deepEqual(texts(json(written)), [json('"project"')], written);
		}
		assert.equal(texts(`${task}{ "status": |, "name": "a" }`)[1], `${task}{ "status": 3, "name": "a" }`);
	});

	test('do not take the Enter of who has written a value', () => {
		for (const source of [
			...['filter[active]=3|', 'filter[active]=1|0', 'filter[active]=1,3|', 'fields=id,name|', 'order_by[asc][]=id|'],
			...['filter[created_date]=2026-02-14|', 'filter[id]=12|', 'filter[created_date]={"start_date":"2020-01-01"}|'],
			...['filter[name]=no|', 'page=|', 'limit=1|', 'search=|', 'filter[cf_7]=|', 'filter[active]={{active}}|'],
		]) {
			assert.deepEqual(rows(list + source), [], source);
		}
		for (const body of [
			'active=3|',
			'name=|',
			'active=|{{a}}',
			'| active=|',
			'{"a": {"active": |}}',
			'{"active": |"x"}',
		]) {
			assert.deepEqual(rows(form + body), [], body);
		}
		assert.deepEqual(rows('GET crm/lead/get/7?filter[active]=|'), []);
		assert.deepEqual(rows('GET crm/nothing/list?filter[active]=|'), []);
	});

	test('are shown for a number that is written only where the user asks', () => {
		assert.deepEqual(rows(`${list}filter[active]=1|`, true), ['1 in progress', '2 lost', '3 won']);
		assert.deepEqual(rows(`${list}filter[created_date]=2026-02-14|`, true), []);
	});

	test('are records that a response has shown, by their names', () => {
		const records = [
			{ id: '12', name: 'Won deals' },
			{ id: '7', name: 'Partners' },
		];
		const shown = suggestedAt(`${list}filter[pipeline_id]=7,|`, false, records);
		assert.deepEqual(shown, [{ row: '12 Won deals', text: `${list}filter[pipeline_id]=7,12` }]);
		assert.deepEqual(suggestedAt(`${form}pipeline_id=12|`, false, records), []);
	});

	test('are all records where the request does not say to which others they belong', () => {
		const endpoint = findEndpoint(catalog, 'crm/lead/list');
		assert.ok(endpoint);
		const asked: string[] = [];
		const referred = (name: string) =>
			referredRecords(catalog, endpoint, { name: `filter[${name}]`, where: 'query' }, field => {
				asked.push(field);
				return undefined;
			});
		assert.deepEqual(referred('pipeline_stage_id'), { entity: findEntity(catalog, 'crm', 'pipeline_stage') });
		assert.deepEqual(referred('pipeline_id'), { entity: findEntity(catalog, 'crm', 'pipeline') });
		assert.equal(referred('name'), undefined);
		assert.deepEqual(asked, ['pipeline_id']);
	});

	test('may be loaded where a value is the id of a record that Flowlu lists', () => {
		const listed = (source: string) => {
			const offset = source.indexOf('|');
			const place = completionPlaceAt(parseDocument(source.replace('|', '')), offset);
			const endpoint = place?.kind === 'fieldValue' ? findEndpoint(catalog, place.endpoint) : undefined;
			const records = place?.kind === 'fieldValue' && endpoint && listedRecords(catalog, endpoint, place, () => '3');
			return records ? shown(records) : undefined;
		};
		assert.deepEqual(
			[
				`${list}filter[pipeline_id]=|`,
				'GET crm/account/list?filter[owner_id]=3,|',
				`${list}filter[created_by]=|`,
				`${list}filter[id]=|`,
				`${form}pipeline_stage_id=|`,
				`${form}owner_id=1&pipeline_id=|`,
				`${form}{"assignee_id": |}`,
				'POST task/tasks/create\n\n{"crm_account_id": "|"}',
				'POST task/tasks/create\n\nworkflow_stage_id=|',
				`${form}cf_7=|`,
				`${form}name=A&cf.7[]=|`,
				`${form}{"cf_7": |}`,
			].map(listed),
			[
				'crm/pipeline',
				'core/user',
				'core/user',
				'crm/lead',
				'crm/pipeline_stage of pipeline_id 3',
				'crm/pipeline',
				'core/user',
				'crm/account',
				'task/stages of workflow_id 3',
				...Array.from({ length: 3 }, () => 'customfields/fieldoptions of field_id 7'),
			],
		);
		const others = [
			`${list}filter[name]=|`,
			`${list}filter[active]=|`,
			`${list}pipeline_id=|`,
			`${form}name=|`,
			`${form}created_by=|`,
			// The number of a field cannot be told from its alias, and what a filter takes is not known.
			`${form}cf_signed=|`,
			`${list}filter[cf.field_7]=|`,
			'GET crm/lead/get/7?cf_7=|',
			'GET hello/world/list?filter[owner_id]=|',
		];
		assert.deepEqual(
			others.filter(source => listed(source) !== undefined),
			[],
		);
	});

	test('are never loaded by an Enter that was meant for the text', () => {
		const at = (whole: string, isAskedFor: boolean, others = 0) =>
			isLoadingSuggested({ whole }, { isAskedFor, others });
		assert.deepEqual([at('', true), at('', false), at('', false, 2)], [true, false, true]);
		assert.deepEqual([at('12', true), at('12', false), at('12', false, 2)], [true, false, false]);
		assert.deepEqual([at('Won', true), at('Won', true, 2), at('Won', false, 2)], [false, false, false]);
	});

	test('open by themselves only where there are values to choose from', () => {
		const endpoint = findEndpoint(catalog, 'crm/lead/list');
		assert.ok(endpoint);
		const names = ['filter[active]', 'fields', 'order_by[desc][]', 'filter[name]', 'filter[created_date]', 'page'];
		assert.deepEqual(
			names.filter(name => hasKnownValues(catalog, endpoint, { name, where: 'query' })),
			names.slice(0, 3),
		);
	});
});
