import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { findTypedKeys } from '../../../src/features/typedKeys/findTypedKeys';
import { removalsOf } from '../../../src/features/typedKeys/removal';
import { parseDocument } from '../../../src/http/document/parse';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';

const stored = 'S7/+storedSecret=0123456789';
const base64 = (text: string) => Buffer.from(text).toString('base64');

function found(text: string) {
	const redactor = createRedactor();
	redactor.add(new Secret(stored));
	return findTypedKeys(text, redactor);
}

/** The text without the keys, one after another. */
function cleaned(text: string): string {
	const [key] = found(text);
	if (key === undefined) {
		return text;
	}
	return cleaned(
		removalsOf(parseDocument(text), key).reduceRight(
			(current, { start, end }) => current.slice(0, start) + current.slice(end),
			text,
		),
	);
}

suite('Keys that are typed into requests', () => {
	const cases: readonly [text: string, place: string, secret: string, rest: string][] = [
		['GET crm/lead/list?api_key=abc123', 'parameter', 'abc123', 'GET crm/lead/list'],
		['GET crm/lead/list?api_key=abc123&limit=1', 'parameter', 'abc123', 'GET crm/lead/list?limit=1'],
		['GET crm/lead/list?limit=1&api_key=a%2Fb', 'parameter', 'a/b', 'GET crm/lead/list?limit=1'],
		['GET a/b/list\n    ?api_key=abc\n    &limit=1\n', 'parameter', 'abc', 'GET a/b/list\n    ?limit=1\n'],
		['GET a/b/list\n    ?limit=1\n    &api_key=abc\n', 'parameter', 'abc', 'GET a/b/list\n    ?limit=1\n'],
		['GET a/b/list\n    ?api_key=abc\n', 'parameter', 'abc', 'GET a/b/list\n'],
		['POST a/b/create\n\napi_key=abc\nname=x\n', 'parameter', 'abc', 'POST a/b/create\n\nname=x\n'],
		['POST a/b/create\n\nname=x\napi_key=abc', 'parameter', 'abc', 'POST a/b/create\n\nname=x\n'],
		['POST a/b/create\n\nname=x&api_key=abc&age=1', 'parameter', 'abc', 'POST a/b/create\n\nname=x&age=1'],
		['POST a/b/create\n\n{"api_key":"abc","a":1}', 'parameter', 'abc', 'POST a/b/create\n\n{"a":1}'],
		['POST a/b/create\n\n{"a":1, "api_key": "abc"}', 'parameter', 'abc', 'POST a/b/create\n\n{"a":1}'],
		[`GET a/b/list\nAuthorization: Basic ${base64('bearer:tok')}\nA: b`, 'header', 'tok', 'GET a/b/list\nA: b'],
		['GET a/b/list\nauthorization: Bearer tok.en', 'header', 'tok.en', 'GET a/b/list\n'],
		['GET a/b/list\nAuthorization: Basic bearer:tok\n', 'header', 'tok', 'GET a/b/list\n'],
		['GET a/b/list\nAuthorization: Basic bearer tok\n', 'header', 'tok', 'GET a/b/list\n'],
		[`GET a/b/list\nX-Key: ${stored}\n`, 'value', stored, 'GET a/b/list\nX-Key: \n'],
		[`@key = ${stored}\nGET a/b/list?api_key={{key}}\n`, 'value', stored, 'GET a/b/list\n'],
		['@api_key = KEYKEYKEY123\nGET a/b/list\n', 'parameter', 'KEYKEYKEY123', 'GET a/b/list\n'],
		['@apiKey = KEYKEYKEY123\nGET a/b/list\n', 'parameter', 'KEYKEYKEY123', 'GET a/b/list\n'],
		['POST a/b/create\n\napi_key = KEYKEYKEY123\nname=x\n', 'parameter', 'KEYKEYKEY123', 'POST a/b/create\n\nname=x\n'],
		['GET a/b/list\nX-Api-Key: KEYKEYKEY123\nA: b', 'parameter', 'KEYKEYKEY123', 'GET a/b/list\nA: b'],
		[
			'@flowlu_api_key=KEYKEY\nGET a/b/list?api_key={{flowlu_api_key}}&limit=1\n###\nGET a/c/list\n  ?limit=1\n  &api_key={{ flowlu_api_key }}\n',
			'parameter',
			'KEYKEY',
			'GET a/b/list?limit=1\n###\nGET a/c/list\n  ?limit=1\n',
		],
		// What ends the line above is a part of the value there.
		['POST a/b\n\nname=Any questions?\napi_key=abc', 'parameter', 'abc', 'POST a/b\n\nname=Any questions?\n'],
		['POST a/b\r\n\r\nname=Acme,\r\napi_key=abc\r\nx=1', 'parameter', 'abc', 'POST a/b\r\n\r\nname=Acme,\r\nx=1'],
		['POST a/b\n\ntext=\n| Dear all,\napi_key=abc\n', 'parameter', 'abc', 'POST a/b\n\ntext=\n| Dear all,\n'],
		['POST a/b\n\nname=a & b &\napi_key=abc', 'parameter', 'abc', 'POST a/b\n\nname=a & b &\n'],
		['POST a/b\n\n&api_key=abc\nx=1', 'parameter', 'abc', 'POST a/b\n\nx=1'],
		['POST a/b?api_key=abc\n\n&x=1', 'parameter', 'abc', 'POST a/b\n\n&x=1'],
		['POST a/b\n\n{\n\t"a": 1,\n\t"api_key": "abc"\n}', 'parameter', 'abc', 'POST a/b\n\n{\n\t"a": 1\n}'],
		['POST a/b\n\n{"a": "x?api_key=abc&y=1"}', 'parameter', 'abc', 'POST a/b\n\n{"a": "x?y=1"}'],
		['POST a/b\n\n{"a": "api_key=abc&y=1"}', 'parameter', 'abc', 'POST a/b\n\n{"a": "y=1"}'],
		['POST a/b\n\n{"a": "api_key=abc"}', 'parameter', 'abc', 'POST a/b\n\n{"a": ""}'],
		['POST a/b\n\n{"my_api_key": "abc", "x": 1}', 'parameter', 'abc', 'POST a/b\n\n{"x": 1}'],
		['GET a/b?my_api_key=abc&x=1', 'parameter', 'abc', 'GET a/b?x=1'],
		// A variable with more than the key keeps the rest.
		[
			'@url = https://a.b/c?api_key=abc&limit=5\nGET {{url}}',
			'parameter',
			'abc',
			'@url = https://a.b/c?limit=5\nGET {{url}}',
		],
		['@q = a=1&api_key=abc\nGET a/b?{{q}}', 'parameter', 'abc', '@q = a=1\nGET a/b?{{q}}'],
		['@q = api_key=abc\nGET a/b?{{q}}\n###\nGET a/c?{{q}}&x=1', 'parameter', 'abc', 'GET a/b\n###\nGET a/c?x=1'],
		[`@url = https://a.b/${stored}/c\nGET {{url}}`, 'value', stored, '@url = https://a.b//c\nGET {{url}}'],
		[`GET a/b/list?x=${encodeURIComponent(stored)}`, 'value', stored, 'GET a/b/list?x='],
	];
	for (const [text, place, secret, rest] of cases) {
		test(JSON.stringify(text), () => {
			assert.deepEqual([found(text).map(key => [key.place, key.secret]), cleaned(text)], [[[place, secret]], rest]);
		});
	}

	for (const text of [
		'GET crm/lead/list?api_key={{key}}',
		'GET crm/lead/list?limit=1',
		`GET a/b/list\nAuthorization: Basic ${base64('ann:pw')}`,
		'GET a/b/list\nAuthorization: Bearer {{token}}',
		'POST a/b/create\n\npassword=x',
		'# api_key is added when the request is sent',
	]) {
		test(`says nothing of ${JSON.stringify(text)}`, () => {
			assert.deepEqual(found(text), []);
		});
	}
});
