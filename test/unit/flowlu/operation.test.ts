import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { isRepeatable, mayWrite, operationOf, type Operation, pathWithoutValues } from '../../../src/flowlu/operation';
import { resolveTarget } from '../../../src/flowlu/targetUrl';
import type { HttpHeader } from '../../../src/net/http';

const account = { name: 'acme', origin: 'https://acme.flowlu.com' };

function request(line: string, headers: readonly HttpHeader[] = []) {
	const [method = '', target = ''] = line.split(/ (?<target>.*)/su);
	return { method, url: resolveTarget(target, account) ?? '', headers };
}

/** What a request is, and whether it is asked about; as it comes out of a scratchpad. */
const table: readonly (readonly [line: string, kind: Operation['kind'], entity?: string | undefined, id?: string])[] = [
	['GET crm/lead/list', 'list', 'crm/lead'],
	['GET /crm/lead/list', 'list', 'crm/lead'],
	['GET /api/v1/module/crm/lead/list/', 'list', 'crm/lead'],
	['GET https://acme.flowlu.com/api/v1/module/crm/lead/list?page=2', 'list', 'crm/lead'],
	['GET crm/lead/get/7', 'get', 'crm/lead', '7'],
	['GET crm/lead/get/7/', 'get', 'crm/lead', '7'],
	['GET crm/lead/get/imported-7', 'get', 'crm/lead', 'imported-7'],
	['GET core/user/get', 'get', 'core/user'],
	['GET crm/lead', 'describe', 'crm/lead'],
	['GET crm/lead/', 'describe', 'crm/lead'],
	['GET st/projects/7/comments/list', 'list', 'st/projects', '7'],
	['GET st/projects/7/owner/get', 'get', 'st/projects', '7'],
	// The query decides nothing, whatever it looks like.
	['GET crm/lead/list?x=/delete/5', 'list', 'crm/lead'],
	['GET crm/lead/list?/../delete/5', 'list', 'crm/lead'],
	['GET crm/lead/list#/crm/lead/delete/5', 'list', 'crm/lead'],
	['GET crm/lead/delete/5?x', 'delete', 'crm/lead', '5'],
	['GET crm/lead/delete/5?/crm/lead/list', 'delete', 'crm/lead', '5'],
	['GET crm/lead/delete/5#/crm/lead/list', 'delete', 'crm/lead', '5'],
	['GET crm/lead/delete?id=5', 'delete', 'crm/lead', '5'],
	['GET crm/lead/delete?id=5&id=6', 'delete', 'crm/lead'],
	['POST crm/lead/update?id=', 'update', 'crm/lead'],
	// Writes, with any method and in any spelling.
	['POST crm/lead/create', 'create', 'crm/lead'],
	['POST crm/lead/create/', 'create', 'crm/lead'],
	['POST crm/lead/update/7', 'update', 'crm/lead', '7'],
	['POST core/user/update', 'update', 'core/user'],
	['GET crm/lead/create', 'create', 'crm/lead'],
	['GET crm/lead/update/7', 'update', 'crm/lead', '7'],
	['GET crm/lead/delete/5/', 'delete', 'crm/lead', '5'],
	['POST crm/lead/delete/5', 'delete', 'crm/lead', '5'],
	['HEAD crm/lead/delete/5', 'delete', 'crm/lead', '5'],
	['GET crm/lead/DELETE/5', 'delete', 'crm/lead', '5'],
	['GET crm/lead/Delete/5', 'delete', 'crm/lead', '5'],
	['GET crm/lead/%64elete/5', 'delete', 'crm/lead', '5'],
	['GET crm/lead/%44%45LETE/5', 'delete', 'crm/lead', '5'],
	['GET crm/lead/delete%20/5', 'delete', 'crm/lead', '5'],
	['POST st/projects/7/comments/create', 'create', 'st/projects', '7'],
	['POST st/projects/7/owner/update', 'update', 'st/projects', '7'],
	// Dot segments are what the URL standard makes of them; that is what is sent, too.
	['GET crm/lead/list/../delete/5', 'delete', 'crm/lead', '5'],
	['GET crm/lead/list/%2e%2E/delete/5', 'delete', 'crm/lead', '5'],
	['GET crm/lead/delete/5/../../list', 'list', 'crm/lead'],
	['GET crm/lead/./list', 'list', 'crm/lead'],
	['GET crm\\lead\\delete\\5', 'delete', 'crm/lead', '5'],
	// Not plainly a read.
	['POST crm/lead/list', 'unknown', 'crm/lead'],
	['POST crm/lead/get/7', 'unknown', 'crm/lead', '7'],
	['POST crm/lead', 'unknown', 'crm/lead'],
	['PUT crm/lead/get/7', 'unknown', 'crm/lead', '7'],
	['DELETE crm/lead/get/7', 'unknown', 'crm/lead', '7'],
	['PATCH crm/lead/list', 'unknown', 'crm/lead'],
	['HEAD crm/lead/list', 'unknown', 'crm/lead'],
	['OPTIONS crm/lead/list', 'unknown', 'crm/lead'],
	['get crm/lead/list', 'unknown', 'crm/lead'],
	['GET crm/lead/LIST', 'unknown', 'crm/lead'],
	['GET crm/lead/%6cist', 'unknown', 'crm/lead'],
	['GET crm/lead/list%2f..%2fdelete%2f5', 'unknown', 'crm/lead'],
	['GET crm/lead/get/5%2F..%2F..%2Fdelete%2F5', 'unknown', 'crm/lead', '5/../../delete/5'],
	['GET crm/lead/list;delete', 'unknown', 'crm/lead'],
	['GET crm/lead/list%00delete', 'unknown', 'crm/lead'],
	['GET crm//lead/list', 'unknown', undefined, 'list'],
	['GET //crm/lead/list', 'unknown', undefined, 'list'],
	['GET crm/lead//list', 'unknown', 'crm/lead', 'list'],
	['GET crm/lead/list//', 'unknown', 'crm/lead'],
	['GET crm/lead/listen', 'unknown', 'crm/lead'],
	['GET crm/lead/list/5', 'unknown', 'crm/lead', '5'],
	['GET crm/lead/get/7/delete', 'unknown', 'crm/lead', '7'],
	['GET crm/lead/get/7/8/9', 'unknown', 'crm/lead', '7'],
	['GET crm/lead/archive/7', 'unknown', 'crm/lead', '7'],
	['GET crm/lead/7', 'unknown', 'crm/lead', '7'],
	['GET st/projects/7/comments', 'unknown', 'st/projects', '7'],
	['GET st/projects/7/delete/list', 'unknown', 'st/projects', '7'],
	['GET st/projects/7/comments/archive', 'unknown', 'st/projects', '7'],
	['GET crm/delete', 'unknown', 'crm/delete'],
	['GET crm/delete/list', 'unknown', 'crm/delete'],
	['GET list', 'unknown'],
	['GET crm/lead/get/delete', 'unknown', 'crm/lead', 'delete'],
	// A framework may take a parameter for the method or the route, in every spelling that PHP reads as its name.
	...[
		'_method',
		'_METHOD',
		'.method',
		'%20_method',
		'+_method',
		'_method[]',
		'_method[x',
		'%5Fmethod',
		'%255Fmethod',
	].map(name => [`GET crm/lead/list?${name}=DELETE`, 'unknown', 'crm/lead'] as const),
	...['_method%00', 'a;_method', 'http-method', 'methodOverride', '_url', 'r', 'route'].map(
		name => [`GET crm/lead/list?${name}=DELETE`, 'unknown', 'crm/lead'] as const,
	),
	// Which record it is, is not told where the address names two.
	['GET crm/lead/delete/5?id=6', 'delete', 'crm/lead'],
	['GET crm/lead/delete/5?id=5', 'delete', 'crm/lead', '5'],
	// Outside the API there is nothing that is known.
	['GET /api/v2/module/crm/lead/list', 'unknown'],
	['GET /api/v1/modules/crm/lead/list', 'unknown'],
	['GET ../x/crm/lead/list', 'unknown'],
	['GET https://acme.flowlu.com/_module/crm/view/lead/7', 'unknown'],
	['GET https://acme.flowlu.com/API/v1/module/crm/lead/list', 'unknown'],
	['GET https://acme.flowlu.com/', 'unknown'],
];

suite('Operation of a request', () => {
	const reads: ReadonlySet<Operation['kind']> = new Set(['list', 'get', 'describe']);
	for (const [line, kind, entity, id] of table) {
		test(`${line} is ${kind}`, () => {
			const operation = operationOf(request(line));
			assert.deepEqual(
				[operation.kind, operation.entity, operation.id, mayWrite(operation)],
				[kind, entity, id, !reads.has(kind)],
			);
		});
	}

	const headers = ['X-HTTP-Method-Override', 'x-http-method', 'X-Method-Override', ' X-HTTP-Method-Override '];
	for (const name of [...headers, 'X_HTTP_Method_Override', 'X.HTTP.Method.Override', 'Method-Override']) {
		test(`a header ${name} makes it no plain read`, () => {
			const asked = request('GET crm/lead/list', [[name, 'DELETE']]);
			assert.deepEqual([mayWrite(operationOf(asked)), isRepeatable(operationOf(asked))], [true, false]);
		});
	}

	test('the path for a log has module, entity and method, and no value', () => {
		const paths = [
			'crm/lead/list?a=1',
			'crm/lead/get/7',
			'crm/lead',
			'crm/lead/delete/token-1',
			'crm/lead/archive/7',
			'crm/Token123/list',
			'st/projects/7/comments/list',
			'/token/crm',
		].map(path => pathWithoutValues(request(`GET ${path}`)));
		assert.deepEqual(
			paths.map(path => path.replace('/api/v1/module', '')),
			[
				'/crm/lead/list',
				'/crm/lead/get/…',
				'/crm/lead',
				'/crm/lead/delete/…',
				'/crm/lead/…',
				'/…',
				'/st/projects/list/…',
				'/token/crm',
			],
		);
	});

	const form = 'application/x-www-form-urlencoded';
	const bodies: readonly (readonly [line: string, type: string, body: string, id: string | undefined])[] = [
		['POST crm/lead/update', form, 'id=7&name=x', '7'],
		['POST crm/lead/update', form, 'name=x&%69d=7', '7'],
		['POST crm/lead/delete', form, 'id=7', '7'],
		['POST crm/lead/update', 'application/json', '{"id":7,"name":"x"}', '7'],
		['POST crm/lead/update', 'application/json', '{"id":{"a":1}}', undefined],
		[
			'POST crm/lead/update',
			'multipart/form-data; boundary=b',
			'--b\r\nContent-Disposition: form-data; name="id"\r\n\r\n7\r\n--b--\r\n',
			'7',
		],
		['POST crm/lead/update', form, 'id=7&id=8', undefined],
		['POST crm/lead/update?id=8', form, 'id=7', undefined],
		['POST crm/lead/update/7', form, 'id=7', '7'],
		['POST crm/lead/update/7', form, 'id=8', undefined],
		['POST crm/lead/create', form, 'id=7', undefined],
		['POST crm/lead/update', 'text/plain', 'id=7', undefined],
	];
	for (const [line, type, body, id] of bodies) {
		test(`the record of ${line} with ${type} ${JSON.stringify(body)} is ${id ?? 'none'}`, () => {
			assert.equal(operationOf({ ...request(line, [['Content-Type', type]]), body }).id, id);
		});
	}

	test('only list and get are repeated: all of them are reads', () => {
		const repeated = table.filter(([line]) => isRepeatable(operationOf(request(line))));
		assert.deepEqual([...new Set(repeated.map(([, kind]) => kind))], ['list', 'get']);
		assert.ok(repeated.every(([line]) => !mayWrite(operationOf(request(line)))));
	});
});
