import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { completionPlaceAt } from '../../../src/http/service/places/completionPlace';
import type { CompletionPlace } from '../../../src/http/service/places/completionKinds';
import { parseDocument } from '../../../src/http/document/parse';
import { anyText } from './anyText';
import { runs } from '../../support/runs';

/** A place with the text that a completion would replace. */
type Told = (CompletionPlace extends infer Place ? (Place extends unknown ? Omit<Place, 'span'> : never) : never) & {
	readonly replaced: string;
};

/** @param source a text with `|` for the cursor */
function placeOf(source: string): Told | undefined {
	const offset = source.indexOf('|');
	const text = source.replace('|', '');
	const place = completionPlaceAt(parseDocument(text), offset);
	if (place === undefined) {
		return undefined;
	}
	const { span, ...rest } = place;
	return { ...rest, replaced: text.slice(span.start, span.end) };
}

const post = 'POST crm/account/create\n';

function valueIn(
	where: 'query' | 'form' | 'json',
	name: string,
	before: string,
	whole = before,
): Extract<Told, { kind: 'fieldValue' }> {
	const endpoint = where === 'query' ? 'crm/lead/list' : 'crm/account/create';
	const alone = { listed: [], isFirst: true, opening: '', closing: '' } as const;
	return { kind: 'fieldValue', endpoint, name, where, before, whole, ...alone, replaced: whole };
}

const cases: readonly (readonly [source: string, expected: Told | undefined])[] = [
	// Checks
	['GET a/b\n\n??|', { kind: 'check', part: 'subject', needsBlank: true, replaced: '' }],
	['GET a/b\n\n?? |', { kind: 'check', part: 'subject', needsBlank: false, replaced: '' }],
	['GET a/b\n\n?? sta|t == 1', { kind: 'check', part: 'subject', needsBlank: false, replaced: 'stat' }],
	['GET a/b\nA: b\n?? st|', { kind: 'check', part: 'subject', needsBlank: false, replaced: 'st' }],
	['GET a/b\n\n?? status |', { kind: 'check', part: 'predicate', replaced: '' }],
	['GET a/b\n\n?? status con|', { kind: 'check', part: 'predicate', replaced: 'con' }],
	['GET a/b\n\n?? status == |', undefined],
	['GET a/b\n\n?? status == 2|', undefined],
	['GET a/b\n\n?? status == {{|', { kind: 'variable', closed: false, replaced: '' }],
	['GET a/b\n\n?? header |', { kind: 'check', part: 'header', replaced: '' }],
	['GET a/b\n\n?? header con|', { kind: 'check', part: 'header', replaced: 'con' }],
	['GET a/b\n\n?? header content-type |', { kind: 'check', part: 'predicate', replaced: '' }],
	['GET a/b\n\n?? field na|', { kind: 'check', part: 'field', replaced: 'na' }],
	['GET a/b\n\n?? $.|', { kind: 'check', part: 'path', path: '$', isOfRecords: false, replaced: '$.' }],
	[
		'GET a/b\n\n?? $.response.na|',
		{ kind: 'check', part: 'path', path: '$.response', isOfRecords: false, replaced: '$.response.na' },
	],
	['GET a/b\n\n?? $.response.name |', { kind: 'check', part: 'predicate', replaced: '' }],
	['GET a/b\n\n?? every $.|', { kind: 'check', part: 'path', path: '$', isOfRecords: true, replaced: '$.' }],
	['GET a/b\n\n?? every |', { kind: 'check', part: 'path', path: '$', isOfRecords: true, replaced: '' }],
	['GET a/b\n\n?? every $.a.b |', { kind: 'check', part: 'predicate', replaced: '' }],
	['GET a/b?|', { kind: 'parameter', endpoint: 'a/b', hasEquals: false, replaced: '' }],
	// A request line
	['|', { kind: 'request', replaced: '' }],
	['G|', { kind: 'request', replaced: 'G' }],
	['### title\nPO|S\n', { kind: 'request', replaced: 'POS' }],
	['@a = 1\n|', { kind: 'request', replaced: '' }],
	['crm/|', { kind: 'target', method: undefined, replaced: 'crm/' }],
	['/crm/|', { kind: 'target', method: 'GET', replaced: 'crm/' }],
	['GET |', { kind: 'target', method: 'GET', replaced: '' }],
	['POST cr|m/lead', { kind: 'target', method: 'POST', replaced: 'crm/lead' }],
	['GET /crm/lead/li|st?page=1', { kind: 'target', method: 'GET', replaced: 'crm/lead/list' }],
	['GET /api/v1/module/crm/|', { kind: 'target', method: 'GET', replaced: 'crm/' }],
	['GET https://acme.flowlu.com/api/v1/module/c|', { kind: 'target', method: 'GET', replaced: 'c' }],
	['GET {{base}}/c|', { kind: 'target', method: 'GET', replaced: 'c' }],
	['GET https://acme.flowlu.com/c|', undefined],
	['GET crm/lead/list HTT|', undefined],
	['GRPC crm/x|', { kind: 'target', method: 'GRPC', replaced: 'crm/x' }],
	// The query
	['GET crm/lead/list?|', { kind: 'parameter', endpoint: 'crm/lead/list', hasEquals: false, replaced: '' }],
	['GET crm/lead/list?page=1&li|', { kind: 'parameter', endpoint: 'crm/lead/list', hasEquals: false, replaced: 'li' }],
	['GET crm/lead/list?page=|', valueIn('query', 'page', '')],
	['GET crm/lead/list?a=1&filter[a]=x|y&b=2', valueIn('query', 'filter[a]', 'x', 'xy')],
	[
		'GET crm/lead/list?a=1,!b,c|d,e HTTP/1.1',
		{ ...valueIn('query', 'a', 'c', 'cd'), listed: ['1', 'b', 'e'], isFirst: false },
	],
	['GET crm/lead/list\n\t?page=1\n\t&a={"b":"c|,d"}', valueIn('query', 'a', '{"b":"c', '{"b":"c,d"}')],
	['GET crm/lead/list?a={{b}}|', undefined],
	['GET crm/lead/list?a=|{{b}}', undefined],
	['GET crm/lead/list?pa|=1', { kind: 'parameter', endpoint: 'crm/lead/list', hasEquals: true, replaced: 'pa' }],
	[
		'GET /crm/lead/list\n\t?page=1\n\t&or|der',
		{ kind: 'parameter', endpoint: 'crm/lead/list', hasEquals: false, replaced: 'order' },
	],
	['GET crm/lead/list\n?|', { kind: 'parameter', endpoint: 'crm/lead/list', hasEquals: false, replaced: '' }],
	// Headers
	['GET crm/lead/list\n|', { kind: 'headerName', hasColon: false, replaced: '' }],
	['GET crm/lead/list\nAcc|ept: a', { kind: 'headerName', hasColon: true, replaced: 'Accept' }],
	['GET crm/lead/list\nA: b\nAcc|\n\n', { kind: 'headerName', hasColon: false, replaced: 'Acc' }],
	['GET crm/lead/list\nAccept: |', { kind: 'headerValue', name: 'Accept', replaced: '' }],
	[
		'GET x/y\nContent-Type: application/|json',
		{ kind: 'headerValue', name: 'Content-Type', replaced: 'application/json' },
	],
	// Bodies
	[`${post}\n|`, { kind: 'formField', endpoint: 'crm/account/create', hasEquals: false, replaced: '' }],
	[
		`${post}\nname=a\nfir|st`,
		{ kind: 'formField', endpoint: 'crm/account/create', hasEquals: false, replaced: 'first' },
	],
	[`${post}\nname=a&|`, { kind: 'formField', endpoint: 'crm/account/create', hasEquals: false, replaced: '' }],
	[`${post}\nname=|`, valueIn('form', 'name', '')],
	[`${post}\na=1& name = b|c &d=2`, valueIn('form', 'name', 'b', 'bc')],
	[`${post}\na={{b}}|`, undefined],
	[`${post}\nna|me=1`, { kind: 'formField', endpoint: 'crm/account/create', hasEquals: true, replaced: 'name' }],
	[`${post}\n{|}`, { kind: 'jsonField', endpoint: 'crm/account/create', before: '"', behind: '": ', replaced: '' }],
	[
		`${post}\n{\n\t"na|me": 1\n}`,
		{ kind: 'jsonField', endpoint: 'crm/account/create', before: '', behind: '', replaced: 'name' },
	],
	[`${post}\n{"a": "b, c|"}`, undefined],
	[
		`${post}\n{"a": 1, |}`,
		{ kind: 'jsonField', endpoint: 'crm/account/create', before: '"', behind: '": ', replaced: '' },
	],
	[`${post}\n{"tags": ["a", "|"]}`, undefined],
	[`${post}\n{"tags": [1, |]}`, undefined],
	[`${post}\n[1, |]`, undefined],
	[`${post}\n[{"|"}]`, undefined],
	[`${post}\n{"cf": {"|"}}`, undefined],
	[
		`${post}\n{"cf": {"a": {{b}}}, "|"}`,
		{ kind: 'jsonField', endpoint: 'crm/account/create', before: '', behind: '": ', replaced: '"' },
	],
	[`${post}Accept: a,\nContent-Type: application/json\n\n|`, undefined],
	[`${post}\nna|`, { kind: 'formField', endpoint: 'crm/account/create', hasEquals: false, replaced: 'na' }],
	[`${post}\nSome text\nna|`, undefined],
	[`${post}Content-Type: text/plain\n\n|`, undefined],
	[`${post}Content-Type: text/plain\n\nna|`, undefined],
	[`${post}Content-Type: multipart/form-data; boundary=b\n\n|`, undefined],
	[
		`${post}Content-Type: multipart/form-data; boundary=b\n\n--b\nContent-Disposition: form-data; name="x"\n\nna|\n--b--`,
		undefined,
	],
	[`${post}\n< ./file.txt\nna|`, undefined],
	[`${post}\n{"a": |}`, { ...valueIn('json', 'a', ''), opening: '"', closing: '"' }],
	[`${post}\n{"b": [1, {"c": "}"}], "a": "b|c"}`, valueIn('json', 'a', 'b', 'bc')],
	[`${post}\n{"b": {{c}},\n\t"a": "|\n}`, { ...valueIn('json', 'a', ''), closing: '"' }],
	[`${post}\n{"b": {"a": |}}`, undefined],
	[`${post}\n[{"a": |}]`, undefined],
	[`${post}\n{"a": |"b"}`, undefined],
	[`${post}\n{"b": "\\"a\\": |"}`, undefined],
	...(
		[
			['{"|"}', '', '": ', '"'],
			['{"na|"}', '', '": ', 'na"'],
			['{"na|', '', '": ', 'na'],
			['{"na|: 1}', '', '"', 'na'],
			['{"na|" : 1}', '', '', 'na'],
			['{na|me: 1}', '"', '"', 'name'],
		] as const
	).map(([json, before, behind, replaced]): [string, Told] => [
		`${post}\n${json}`,
		{ kind: 'jsonField', endpoint: 'crm/account/create', before, behind, replaced },
	]),
	[
		`${post}Content-Type: application/json\n\n{|`,
		{ kind: 'jsonField', endpoint: 'crm/account/create', before: '"', behind: '": ', replaced: '' },
	],
	['GET crm/lead/list\n\n|', { kind: 'separator', replaced: '' }],
	['GET crm/lead/list\n\nx|', undefined],
	// Metadata
	['# |', { kind: 'metadataName', replaced: '' }],
	['# @|', { kind: 'metadataName', replaced: '@' }],
	['// @acc|ount x\nGET x/y', { kind: 'metadataName', replaced: '@account' }],
	['# @account |', { kind: 'metadataValue', name: 'account', replaced: '' }],
	['# @key = Imp|ort', { kind: 'metadataValue', name: 'key', replaced: 'Import' }],
	['### |', undefined],
	['# words |', undefined],
	// Variables
	['GET {{|', { kind: 'variable', closed: false, replaced: '' }],
	['GET {{ us|er }}/x', { kind: 'variable', closed: true, replaced: 'user' }],
	['@a = {{$gu|', { kind: 'variable', closed: false, replaced: '$gu' }],
	[`${post}\n{"a": "{{o|}}"}`, { kind: 'variable', closed: true, replaced: 'o' }],
	['@na|me', undefined],
	// Parts of responses
	...(
		[
			['one.response.body.$|', '$'],
			['one.response.body.$.|', '$'],
			['one.response.body.$.it|ems', '$'],
			['one.response.body.$.items.|', '$.items'],
			['one.response.body.$.items[|', '$.items'],
			['one.response.body.$.items[0]|', '$.items[0]'],
			["one.response.body.$['a.b'].c|", "$['a.b']"],
		] as const
	).map(([name, path]): [string, Told] => [
		`GET x/{{${name}`,
		{
			kind: 'requestVariable',
			closed: false,
			variable: { request: 'one', message: 'response', part: 'body', path },
			replaced: name.replace('|', ''),
		},
	]),
	[
		'GET x/y\nA: {{one.request.headers.X-|}}',
		{
			kind: 'requestVariable',
			closed: true,
			variable: { request: 'one', message: 'request', part: 'headers', path: '' },
			replaced: 'one.request.headers.X-',
		},
	],
	[
		'GET {{one.response.headers.|',
		{
			kind: 'requestVariable',
			closed: false,
			variable: { request: 'one', message: 'response', part: 'headers', path: '' },
			replaced: 'one.response.headers.',
		},
	],
	['GET {{one.response.|', { kind: 'variable', closed: false, replaced: 'one.response.' }],
	// Paths and names
	[`${post}\n< |`, { kind: 'path', folder: '', files: 'any', replaced: '' }],
	[`${post}\n<@ ./a/b|c.json`, { kind: 'path', folder: './a/', files: 'any', replaced: 'bc.json' }],
	[`${post}\n<@latin1 ../|`, { kind: 'path', folder: '../', files: 'any', replaced: '' }],
	[`${post}\n--b\nA: b\n\n< ./x y|`, { kind: 'path', folder: './', files: 'any', replaced: 'x y' }],
	['import |', { kind: 'path', folder: '', files: 'scratchpads', replaced: '' }],
	['import ./sh|\n\nGET x/y', { kind: 'path', folder: './', files: 'scratchpads', replaced: 'sh' }],
	['# @import ./|\nGET x/y', { kind: 'path', folder: './', files: 'scratchpads', replaced: '' }],
	['# @each ./data/ro|\nGET x/y', { kind: 'path', folder: './data/', files: 'rows', replaced: 'ro' }],
	['# @key-column i|\nGET x/y', { kind: 'metadataValue', name: 'key-column', replaced: 'i' }],
	['run ./a|', { kind: 'path', folder: './', files: 'scratchpads', replaced: 'a' }],
	['run #lo|gin (@a=b)', { kind: 'requestName', replaced: '#login' }],
	['run #Sign i|n (again) (@a=b)', { kind: 'requestName', replaced: '#Sign in (again)' }],
	['run #Sign in (@|', undefined],
	['### x\nrun |', { kind: 'requestName', replaced: '' }],
	['run #login\nrun #|', { kind: 'requestName', replaced: '#' }],
	[`${post}\nimport |`, undefined],
	['< |', undefined],
];

suite('The place of a completion', () => {
	for (const [source, expected] of cases) {
		test(JSON.stringify(source), () => {
			assert.deepEqual(placeOf(source), expected);
		});
	}

	test('is around the cursor in any text, and never fails', () => {
		fc.assert(
			fc.property(anyText, fc.nat(), (text, seed) => {
				const offset = seed % (text.length + 1);
				const place = completionPlaceAt(parseDocument(text), offset);
				if (place !== undefined) {
					const { start, end } = place.span;
					assert.ok(0 <= start && start <= offset && offset <= end && end <= text.length);
					assert.ok(!text.slice(start, end).includes('\n'));
				}
			}),
			{ numRuns: runs(1500) },
		);
	});
});
