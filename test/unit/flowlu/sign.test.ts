import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { suite, test } from 'mocha';
import {
	ForeignOriginError,
	MisleadingHeaderError,
	OwnCredentialError,
} from '../../../src/flowlu/responses/flowluErrors';
import type { Credential } from '../../../src/flowlu/session';
import { sign } from '../../../src/flowlu/sign';
import type { HttpHeader, HttpRequest } from '../../../src/net/http';
import { Secret } from '../../../src/net/redaction/secret';

const account = { name: 'acme', origin: 'https://acme.flowlu.com' };
const key = `${randomBytes(20).toString('base64url')}+/`;
const encodedKey = key.replaceAll('+', '%2B').replaceAll('/', '%2F');
const apiKey: Credential = { kind: 'apiKey', apiKey: new Secret(key) };
const token = (text: string): Credential => ({ kind: 'accessToken', accessToken: new Secret(text) });
const accessToken = token('5f0c1d2e3a4b5c-12345678');
const credentials = [apiKey, accessToken];

function get(url: string, headers: readonly HttpHeader[] = []): HttpRequest {
	return { method: 'GET', url, headers };
}

function post(body: string, ...headers: readonly HttpHeader[]): HttpRequest & { readonly body: string } {
	return { method: 'POST', url: `${account.origin}/x`, headers, body };
}

function parts(disposition: string): HttpRequest & { readonly body: string } {
	return post(`--b\r\nContent-Disposition: ${disposition}\r\n\r\n1\r\n--b--`, [
		'Content-Type',
		'multipart/form-data; boundary=b',
	]);
}

function asBytes(request: HttpRequest & { readonly body: string }): HttpRequest {
	return { ...request, body: new TextEncoder().encode(request.body) };
}

const form: HttpHeader = ['Content-Type', 'application/x-www-form-urlencoded'];

suite('Signing', () => {
	const urls: readonly [path: string, withKey: string, withToken: string][] = [
		['', '/?api_key=KEY', '/'],
		['/x', '/x?api_key=KEY', '/x'],
		['/x?', '/x?api_key=KEY', '/x'],
		['/x?a=1', '/x?a=1&api_key=KEY', '/x?a=1'],
		['/x?a=1&', '/x?a=1&api_key=KEY', '/x?a=1&'],
		[
			'/x?a=%20b+c&d[]=[e]&f=%c3%9c&&=',
			'/x?a=%20b+c&d[]=[e]&f=%c3%9c&&=&api_key=KEY',
			'/x?a=%20b+c&d[]=[e]&f=%c3%9c&&=',
		],
		['/x?a=1#part', '/x?a=1&api_key=KEY', '/x?a=1'],
		['/x#?a=1', '/x?api_key=KEY', '/x'],
		['//evil.example/x', '//evil.example/x?api_key=KEY', '//evil.example/x'],
		[
			'/api_key=1?my_api_key=2&api_keys=3',
			'/api_key=1?my_api_key=2&api_keys=3&api_key=KEY',
			'/api_key=1?my_api_key=2&api_keys=3',
		],
	];
	for (const [path, withKey, withToken] of urls) {
		test(`keeps the address byte for byte: ${path}`, () => {
			assert.deepEqual(
				credentials.map(credential => sign(get(account.origin + path), account, credential).url),
				[account.origin + withKey.replace('KEY', encodedKey), account.origin + withToken],
			);
		});
	}

	test('adds a key to the address and nothing else', () => {
		const request = post('a=1', form, ['X-One', '1']);
		assert.deepEqual(sign(request, account, apiKey), { ...request, url: `${request.url}?api_key=${encodedKey}` });
	});

	test('adds a token as the password of the user bearer and nothing else', () => {
		const request = post('a=1', form);
		const authorization = `Basic ${Buffer.from('bearer:5f0c1d2e3a4b5c-12345678').toString('base64')}`;
		assert.deepEqual(sign(request, account, accessToken), {
			...request,
			headers: [form, ['Authorization', authorization]],
		});
	});

	test('takes a token of any characters', () => {
		const { headers } = sign(get(account.origin), account, token('жетон:🎉'));
		const [, value = ''] = headers[0] ?? [];
		assert.equal(Buffer.from(value.replace('Basic ', ''), 'base64').toString(), 'bearer:жетон:🎉');
	});

	test('an account with a port of its own is signed for that port', () => {
		const sandbox = { name: 'sandbox', origin: 'http://127.0.0.1:8080' };
		assert.equal(
			sign(get('http://127.0.0.1:8080/x'), sandbox, apiKey).url,
			`http://127.0.0.1:8080/x?api_key=${encodedKey}`,
		);
	});

	const foreign: readonly [url: string, target: string][] = [
		['https://globex.flowlu.com/x', 'https://globex.flowlu.com'],
		['http://acme.flowlu.com/x', 'http://acme.flowlu.com'],
		['https://acme.flowlu.com:8443/x', 'https://acme.flowlu.com:8443'],
		['http://acme.flowlu.com:443/x', 'http://acme.flowlu.com:443'],
		['https://acme.flowlu.com./x', 'https://acme.flowlu.com.'],
		['https://acme.flowlu.com.evil.example/', 'https://acme.flowlu.com.evil.example'],
		['https://acme.flowlu.com@evil.example/', 'https://evil.example'],
		['https://evil.example\\@acme.flowlu.com/', 'https://evil.example'],
		['https://evil.example/https://acme.flowlu.com', 'https://evil.example'],
		['https://flowlu.com/', 'https://flowlu.com'],
		['https://a.acme.flowlu.com/', 'https://a.acme.flowlu.com'],
		['https://аcme.flowlu.com/', 'https://xn--cme-5cd.flowlu.com'],
		['https://me:pw@evil.example/x', 'https://evil.example'],
		['file:///acme.flowlu.com', 'file:'],
		['data:text/plain,acme.flowlu.com', 'data:'],
		['wss://acme.flowlu.com/', 'wss:'],
		['blob:https://evil.example/x', 'blob:'],
		['blob:https://acme.flowlu.com/x', 'blob:'],
		['no address', ''],
	];
	for (const [url, target] of foreign) {
		test(`signs nothing for ${url}`, () => {
			for (const credential of credentials) {
				assert.throws(() => sign(get(url), account, credential), new ForeignOriginError(target, account.origin));
			}
		});
	}

	for (const url of [
		'https://ACME.flowlu.com/',
		'https://acme.flowlu.com:443/',
		'https://%61cme.flowlu.com/',
		'https:acme.flowlu.com/',
	]) {
		test(`takes ${url} to the account itself`, () => {
			assert.equal(new URL(sign(get(url), account, apiKey).url).origin, account.origin);
		});
	}

	// However it is spelled: as servers read requests.
	const ownKeys: readonly [title: string, request: HttpRequest][] = [
		['a query', get(`${account.origin}/x?a=1&api_key=`)],
		['a form', post('name=x&api_key=1', form)],
		['a form without its type', post('api_key=1')],
		[
			'a form of another spelling',
			post('%61pi_key=1', ['content-type', 'application/X-WWW-form-urlencoded; charset=utf-8']),
		],
		['a body of parts', parts('form-data; name="api_key"')],
		['a body of parts, unquoted', parts('form-data; name=api_key')],
		['a body of parts, as bytes', asBytes(parts('form-data; filename="a.txt"; name="api_key[]"'))],
		['JSON', post('{"name":"x","api_key":"1"}', ['Content-Type', 'application/json'])],
		['JSON of another spelling', post('{"name":"x","\\u0061pi_key":"1"}', ['Content-Type', 'application/json'])],
	];
	for (const [title, request] of ownKeys) {
		test(`does not double an api_key in ${title}`, () => {
			for (const credential of credentials) {
				assert.throws(() => sign(request, account, credential), new OwnCredentialError('api_key'));
			}
		});
	}

	for (const name of ['Authorization', 'authorization', 'AUTHORIZATION', 'Authorization ', '\tauthorization']) {
		test(`does not double a header named ${JSON.stringify(name)}`, () => {
			for (const credential of credentials) {
				assert.throws(
					() =>
						sign(
							get(account.origin, [
								['A', 'b'],
								[name, ''],
							]),
							account,
							credential,
						),
					new OwnCredentialError('Authorization'),
				);
			}
		});
	}

	for (const userinfo of ['me:pw', 'me', ':pw']) {
		test(`does not double the user name or password of ${userinfo}@`, () => {
			for (const credential of credentials) {
				assert.throws(
					() => sign(get(`https://${userinfo}@acme.flowlu.com/x`), account, credential),
					new OwnCredentialError('userinfo'),
				);
			}
		});
	}

	const misleading = 'Host X_HTTP_Method_Override Proxy-Authorization Content-Length Transfer_Encoding Upgrade'.split(
		' ',
	);
	for (const name of [...misleading, ' Host', 'Host\t']) {
		test(`does not sign a request that ${JSON.stringify(name)} turns into another one`, () => {
			for (const credential of credentials) {
				assert.throws(
					() => sign(get(account.origin, [[name, '']]), account, credential),
					new MisleadingHeaderError(name),
				);
			}
		});
	}

	test('signs beside headers that only sound like it', () => {
		const names = 'X-Hostess Forward X-Requested-With Origin Referer Cookie Tea Hosts'.split(' ');
		const own = names.map(name => [name, 'x'] as const);
		assert.deepEqual(sign(get(account.origin, own), account, apiKey).headers, own);
	});

	const harmless = [
		post('text=the+api_key%3D1+of+him', form),
		post('api_key=1', ['Content-Type', 'text/plain']),
		post('{"name":"api_key","list":[{"api_key":1}]}', ['Content-Type', 'application/json']),
		post('{"api_key', ['Content-Type', 'application/json']),
		parts('form-data; name="keys"; title="api_key"'),
		post('["api_key"]', ['Content-Type', 'application/json']),
		post('', form),
	];
	for (const request of harmless) {
		test(`signs a body that only speaks of a key: ${request.body}`, () => {
			assert.equal(sign(request, account, apiKey).body, request.body);
		});
	}
});
