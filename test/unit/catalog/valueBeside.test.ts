import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { valueBeside } from '../../../src/features/editor/valueBeside';
import { parseDocument } from '../../../src/http/document/parse';

const beside = (source: string, where: 'query' | 'body') =>
	valueBeside(parseDocument(source).blocks[0], where, 'pipeline_id', new Set());

suite('The value beside another in a request', () => {
	test('is found in the place of that other, also while that is being typed', () => {
		const list = 'GET crm/lead/list?filter[pipeline_stage_id]=';
		const create = 'POST crm/lead/create\n\n';
		assert.deepEqual(
			[
				beside(`${list}&filter[pipeline_id]=3&limit=5`, 'query'),
				beside('GET https://acme.flowlu.com/api/v1/module/crm/lead/list\n  ?filter[pipeline_id]=3\n  &x=1', 'query'),
				beside(`${create}pipeline_stage_id=&pipeline_id=3`, 'body'),
				beside(`${create}name=A\npipeline_id = 3\npipeline_stage_id=`, 'body'),
				beside(`${create}{"pipeline_id": 3, "pipeline_stage_id": }`, 'body'),
				beside(`${create}{"pipeline_id": "3", "pipeline_stage_id": ""}`, 'body'),
			],
			['3', '3', '3', '3', '3', '3'],
		);
	});

	test('is not known where it stands elsewhere, or is no number as it is written', () => {
		assert.deepEqual(
			[
				beside('GET crm/lead/list?pipeline_id=3', 'query'),
				beside('GET crm/lead/list?filter[pipeline_id]=3,4', 'query'),
				beside('GET crm/lead/list?filter[pipeline_id]=!3', 'query'),
				beside('GET crm/lead/list?filter[pipeline_id]={{pipeline}}', 'query'),
				beside('GET https://other.example/list?filter[pipeline_id]=3', 'query'),
				beside('POST crm/lead/create?filter[pipeline_id]=3\n\nname=A', 'body'),
				beside('POST crm/lead/create\n\n{"more": {"pipeline_id": 3}}', 'body'),
				valueBeside(undefined, 'query', 'pipeline_id', new Set()),
			],
			Array.from({ length: 8 }, () => undefined),
		);
	});
});
