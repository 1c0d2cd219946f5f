import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'mocha';
import { join } from 'node:path';
import { parseCatalog } from '../../../src/catalog/parseCatalog';
import type { CatalogFinding } from '../../../src/features/editor/problems/catalog/catalogFinding';
import { catalogFindings } from '../../../src/features/editor/problems/catalog/catalogFindings';
import type { RequestBlock } from '../../../src/http/document/document';
import { parseDocument } from '../../../src/http/document/parse';
import { marked } from '../http/marked';

const catalog = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));
const origins = new Set(['https://crm.example.com']);

function findingsOf(block: RequestBlock): readonly CatalogFinding[] {
	return catalogFindings(catalog, block, origins);
}

/** `severity code «what is marked» → what may have been meant` */
function findingsIn(text: string): readonly string[] {
	return parseDocument(text).blocks.flatMap(block =>
		findingsOf(block).map(({ severity, details, span, suggestions }) => {
			const found = `${severity} ${details.code} ${block.text.slice(span.start, span.end)}`;
			return suggestions.length === 0 ? found : `${found} → ${suggestions.join(', ')}`;
		}),
	);
}

/** What is found in a request whose wrong stretches are marked; the expected findings are in the order of the marks. */
const cases: readonly (readonly [request: string, ...found: string[]])[] = [
	// Entities
	['GET «crm/laed»/list', 'information unknownEntity crm/laed → crm/lead'],
	['GET /api/v1/module/«crm/leads»/get/7', 'information unknownEntity crm/leads → crm/lead'],
	['GET https://acme.flowlu.com/api/v1/module/«tsk/tasks»/list', 'information unknownEntity tsk/tasks → task/tasks'],
	['GET «crm/nonsense»/list', 'hint unknownEntity crm/nonsense'],
	['GET knowledge/articles/list'],
	['GET https://example.com/api/v1/module/crm/laed/list'],
	['GET https://crm.example.com/api/v1/module/«crm/laed»/list', 'information unknownEntity crm/laed → crm/lead'],
	['GET https://acme.flowlu.com/oauth2/authorize'],
	['GET st/project/list'],
	['GET st/project/7/comments/list'],
	['GET crm/lead/7/accounts/list'],
	// Methods
	['GET crm/lead/«lst»', 'warning unknownEntityMethod lst → list'],
	['GET crm/lead/«dance»', 'warning unknownEntityMethod dance'],
	['GET core/user/«delete»/7', 'warning unknownEntityMethod delete'],
	['GET crm/account/«dance»', 'information unknownEntityMethod dance'],
	['GET fin/invoice'],
	['GET core/user/get'],
	['GET crm/lead/get/«id»', 'information wrongId id'],
	['GET crm/lead/delete/7/'],
	// Fields of a query
	['GET crm/lead/list?filter[«naem»]=1', 'warning unknownField naem → name'],
	['GET crm/lead/list?filter[«nonsense»]=1', 'information unknownField nonsense'],
	['GET crm/account/list?filter[«emial»]=1', 'information unknownField emial → email'],
	['GET crm/account/list?filter[«nonsense»]=1', 'hint unknownField nonsense'],
	['GET fin/currencies/list?filter[nonsense]=1'],
	['GET crm/contact/list?filter[«emial»]=1', 'hint unknownField emial → email'],
	['GET crm/lead/list?filter[cf.field_1]=1&filter[cf_1][]=2&filter[_tag_id]=69&filter[]=1'],
	['GET crm/account/list?filter[type_id]=2&filter[vat]=1&filter[phone2]=1'],
	[
		'GET crm/lead/list\n    ?limit=1\n    # a comment\n    &fields=id, «nmae»,cf_1,«budgt» HTTP/1.1',
		'warning unknownField nmae → name',
		'warning unknownField budgt → budget',
	],
	['GET crm/lead/list?order_by[asc][]=«naem»', 'warning unknownField naem → name'],
	['GET crm/lead/list?order_by[«dsc»][]=name', 'warning unknownParameter dsc → desc, asc'],
	[
		'GET crm/lead/list?«limt»=5&«filtr»[active]=1',
		'warning unknownParameter limt → limit',
		'warning unknownParameter filtr → filter',
	],
	['GET crm/lead/list?«active»=1', 'information unknownParameter active → filter[active]'],
	['GET crm/lead/list?limit=«ten»&page=', 'warning wrongValue ten'],
	['GET crm/lead/list?nonsense=1&_x=2&cf_1=3&filter%5Bnaem%5D=1'],
	['GET crm/lead/get/7?limt=5'],
	// Values
	['GET crm/lead/list?filter[pipeline_id]=«first»', 'warning wrongValue first'],
	['GET crm/lead/list?filter[pipeline_id]=1,«two»,!3,!«four»', 'warning wrongValue two', 'warning wrongValue four'],
	['GET crm/lead/list?filter[id]=!1,2&filter[budget]={"type":"more","value":5}&filter[deadline]=today'],
	['GET crm/lead/list?filter[active]=«4»', 'warning wrongValue 4'],
	['GET task/tasks/list?filter[status]=«2»&filter[priority]=1,2', 'hint wrongValue 2'],
	['GET task/tasks/list?filter[owner_id]=«me»&filter[type]=21', 'information wrongValue me'],
	// Forms
	['POST crm/lead/create\n\n«naem»=x\nname=y', 'warning unknownField naem → name'],
	[
		'POST crm/lead/create\n\nname=x\nbudget=«12,50»\ndeadline=«31.12.2026»&assignee_id=«Ann»',
		'warning wrongValue 12,50',
		'warning wrongValue 31.12.2026',
		'warning wrongValue Ann',
	],
	['POST crm/lead/create\n\nname=x\nbudget=12.50\ndeadline=2026-12-31 10:00:00\nstart_date=\ncf_1[]=2\ncreated_date=x'],
	['POST crm/lead/«create»\n\nbudget=1', 'warning missingField create'],
	['POST crm/lead/«create»', 'warning missingField create'],
	['POST crm/lead/«create»\n\nname=\n', 'warning missingField create'],
	['POST task/tasks/«create»\n\nname[]=', 'information missingField create'],
	['POST core/user/create\n\nemail=a@example.com\nusername=x'],
	['POST crm/lead/create?name=x'],
	['POST crm/lead/create\n\nname=x&api_key=y'],
	['POST crm/lead/create\n\n< ./body.txt'],
	['POST crm/lead/create\n\n{{fields}}'],
	['POST crm/lead/create\n\n{{name}}=x'],
	['POST crm/lead/create\nContent-Type: text/plain\n\nx'],
	['POST crm/lead/update/7\n\n«naem»=x', 'warning unknownField naem → name'],
	// Verbs
	['«GET» crm/lead/create\n\nname=x', 'warning wrongVerb GET → POST'],
	['«get» crm/lead/update/7', 'warning wrongVerb get → POST'],
	['crm/lead/«create»', 'warning wrongVerb create'],
	['«PUT» crm/lead/update/7\n\nname=x', 'hint wrongVerb PUT → POST'],
	['«POST» crm/lead/list', 'warning wrongVerb POST → GET'],
	['# @name x\n«DELETE» https://acme.flowlu.com/api/v1/module/crm/lead/get/7', 'warning wrongVerb DELETE → GET'],
	['SEARCH crm/lead/list'],
	// JSON
	['POST crm/lead/create\n\n{ "«naem»": 1, "name": "x" }', 'warning unknownField naem → name'],
	[
		'POST crm/lead/create\n\n{\n\t// a comment\n\t"name": {"naem": 1},\n\t"active": «4»,\n\t"budget": "«much»"\n}',
		'warning wrongValue 4',
		'warning wrongValue much',
	],
	['POST crm/lead/create\n\n{"name": "x"«,» }', 'warning trailingComma , → '],
	['POST a/b/c\n\n[1, {"x": [1«,»]}, {{x}}«,»\n// c\n]', 'warning trailingComma , → ', 'warning trailingComma , → '],
	['POST crm/lead/«create»\n\n{"budget": true, "name": ""}', 'warning missingField create'],
	['POST crm/lead/create\n\n{"budget": 1, {{more}} }'],
	['POST crm/lead/create\n\n{"budget": {{budget}}, "{{x}}": 1, "active": "{{y}}"}'],
	['POST crm/lead/create\n\n{"name": "not closed'],
	// Variables
	['GET {{host}}/crm/laed/list'],
	['GET {{host}}/crm/lead/list?filter[«naem»]=1', 'warning unknownField naem → name'],
	['GET crm/{{entity}}/list?filter[naem]=1'],
	['GET crm/lead/{{method}}?filter[naem]=1'],
	['GET crm/lead/get/{{id}}'],
	[
		'GET crm/lead/list?filter[{{field}}]=1&{{x}}=2&filter[active]={{y}}&fields={{z}},«naem»&{{limt}}',
		'warning unknownField naem → name',
	],
	// What is no request of its own
	["curl 'https://acme.flowlu.com/api/v1/module/crm/laed/list'"],
	['run ./other.flowlu.http'],
	['GET crm/'],
	['GET '],
];

const create = 'POST crm/lead/create';

const insertions: readonly (readonly [title: string, before: string, after: string])[] = [
	['a request without a body', create, `${create}\n\nname=|`],
	['below headers and comments', `${create}\nX-A: b\n# c\n\n\n`, `${create}\nX-A: b\n# c\n\nname=|\n\n\n`],
	['above checks', `${create}\n\n?? ok\n`, `${create}\n\nname=|\n\n?? ok\n`],
	['above checks without a blank line', `${create}\nX-A: b\n?? ok`, `${create}\nX-A: b\n\nname=|\n?? ok`],
	['above a handler', `${create} HTTP/1.1\n\n> {%\n f();\n%}\n`, `${create} HTTP/1.1\n\nname=|\n\n> {%\n f();\n%}\n`],
	[
		'as JSON above checks',
		`${create}\nContent-Type: application/json\n\n?? ok`,
		`${create}\nContent-Type: application/json\n\n{"name": "|"}\n\n?? ok`,
	],
	['below what is not filled in', `${create}\n\nbudget=1&active=1\n`, `${create}\n\nbudget=1&active=1\nname=|\n`],
	[
		'as JSON where the type says so',
		`${create}\nContent-Type: Application/JSON; charset=utf-8\n`,
		`${create}\nContent-Type: Application/JSON; charset=utf-8\n\n{"name": "|"}\n`,
	],
	['an empty object', `${create}\n\n{ }`, `${create}\n\n{"name": "|" }`],
	['an object of one line', `${create}\n\n{ "budget": 1 }`, `${create}\n\n{ "name": "|", "budget": 1 }`],
	[
		'an object of several lines',
		`${create}\n\n{\n\t// c\n\t"budget": 1\n}`,
		`${create}\n\n{\n\t"name": "|",\n\t// c\n\t"budget": 1\n}`,
	],
	['a verb', 'crm/lead/create\n\nname=x', 'POST |crm/lead/create\n\nname=x'],
];

suite('Findings of the catalog', () => {
	for (const [source, ...expected] of cases) {
		test(source.replaceAll('\n', '⏎'), () => {
			const { text, spans } = marked(source);
			assert.deepEqual(findingsIn(text), expected);
			const found = parseDocument(text).blocks.flatMap(block => findingsOf(block).map(({ span }) => span));
			assert.deepEqual(found, spans);
		});
	}

	test('are gone where what may have been meant is written', () => {
		const remaining = cases.flatMap(([source]) => {
			const { text } = marked(source);
			const changes = parseDocument(text)
				.blocks.flatMap(findingsOf)
				.filter(({ suggestions }) => suggestions.length > 0);
			const fixed = changes.reduceRight(
				(current, { span, suggestions: [first = ''] }) =>
					current.slice(0, span.start) + first + current.slice(span.end),
				text,
			);
			return findingsIn(fixed).filter(found => found.includes('→'));
		});
		assert.deepEqual(remaining, []);
	});

	for (const [title, before, after] of insertions) {
		test(`insert what is missing: ${title}`, () => {
			const [block] = parseDocument(before).blocks;
			assert.ok(block);
			const inserted = findingsOf(block).flatMap(({ insertion }) => insertion ?? []);
			assert.equal(
				inserted.reduceRight(
					(text, { offset, before: start, after: end }) =>
						`${text.slice(0, offset)}${start}|${end}${text.slice(offset)}`,
					before,
				),
				after,
			);
			assert.deepEqual(findingsIn(after.replace(/(?<=[="])\|/u, 'x').replace('|', '')), []);
		});
	}

	test('insert no field that stands there without a value, and none into a text', () => {
		const sources = ['\n\nname=', '\n\nname[]=1', '\n\n{"name": null}', '\nContent-Type: text/plain'];
		const found = sources
			.flatMap(rest => parseDocument(`POST crm/lead/create${rest}\n`).blocks)
			.flatMap(findingsOf)
			.map(({ details, insertion }) => [details.code, insertion]);
		assert.deepEqual(
			found,
			sources.map(() => ['missingField', undefined]),
		);
	});

	test('are none in the examples, the documentation and the requests that the sandbox names', () => {
		const examples = readdirSync('examples').map(name => readFileSync(join('examples', name), 'utf8'));
		const fenced = [
			'README.md',
			'src/sandbox/README.md',
			...readdirSync('docs').map(name => join('docs', name)),
		].flatMap(path =>
			[...readFileSync(path, 'utf8').matchAll(/^(?<indent> *)```http\n(?<text>.*?)^ *```$/gmsu)].map(
				([, indent = '', text = '']) => text.replaceAll(`\n${indent}`, '\n').trimStart(),
			),
		);
		const ofSandbox = [
			...readFileSync('src/sandbox/pages/frontPage.ts', 'utf8').matchAll(/\['(?<path>\/\w+\/\w+\/[^']*)'/gu),
		].map(([, path = '']) => `GET ${path}`);
		assert.deepEqual([examples.length, fenced.length > 3, ofSandbox.length], [5, true, 5]);
		assert.deepEqual([...examples, ...fenced, ...ofSandbox].flatMap(findingsIn), [
			// What examples/4-when-it-fails.flowlu.http is there to show.
			'warning missingField create',
			'warning unknownEntityMethod dance',
		]);
	});

	test('know every field, method and parameter that the catalog has', () => {
		const requests = catalog.entities.flatMap(({ methods, fields }) =>
			methods.map(({ name, httpMethod, path, params }) => {
				const target = `${httpMethod} ${path.replace('{id}', '1')}`;
				const names = fields.map(field => field.name).join(',');
				const query = name === 'list' ? `?fields=${names}&search=x&customfields=1&filter[id]=1` : '';
				const body = params.map(parameter => `${parameter.name}={{x}}`).join('\n');
				return httpMethod === 'GET' ? target + query : `${target}\n\n${body}`;
			}),
		);
		assert.deepEqual(findingsIn(requests.join('\n\n###\n')), []);
	});
});
