import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { apiBase, isLoopback, isNamed, parseAccount, type AccountProblem } from '../../../src/flowlu/account';

suite('Account', () => {
	const accounts: readonly [text: string, name: string, origin: string][] = [
		['acme', 'acme', 'https://acme.flowlu.com'],
		['  acme\n', 'acme', 'https://acme.flowlu.com'],
		['ACME', 'acme', 'https://acme.flowlu.com'],
		['a', 'a', 'https://a.flowlu.com'],
		['a-1', 'a-1', 'https://a-1.flowlu.com'],
		['2130706433', '2130706433', 'https://2130706433.flowlu.com'],
		['x'.repeat(63), 'x'.repeat(63), `https://${'x'.repeat(63)}.flowlu.com`],
		['acme.flowlu.com', 'acme', 'https://acme.flowlu.com'],
		['//acme.flowlu.com', 'acme', 'https://acme.flowlu.com'],
		['acme.flowlu.ru', 'acme', 'https://acme.flowlu.ru'],
		['https://acme.flowlu.ru/anything', 'acme', 'https://acme.flowlu.ru'],
		['HTTPS://Acme.Flowlu.Com/_module/crm?x=1#y', 'acme', 'https://acme.flowlu.com'],
		['acme.flowlu.com/api/v1/module/crm/lead/list', 'acme', 'https://acme.flowlu.com'],
		['https://acme.flowlu.com:443', 'acme', 'https://acme.flowlu.com'],
		['https://acme.flowlu.com:8443/', 'acme.flowlu.com:8443', 'https://acme.flowlu.com:8443'],
		['crm.example.com', 'crm.example.com', 'https://crm.example.com'],
		['https://crm.example.com:8443', 'crm.example.com:8443', 'https://crm.example.com:8443'],
		['acme.flowlu.com.evil.example', 'acme.flowlu.com.evil.example', 'https://acme.flowlu.com.evil.example'],
		['acme-flowlu.com', 'acme-flowlu.com', 'https://acme-flowlu.com'],
		['müller.example', 'xn--mller-kva.example', 'https://xn--mller-kva.example'],
		['аcme.flowlu.com', 'xn--cme-5cd', 'https://xn--cme-5cd.flowlu.com'],
		['https://ａcme.flowlu.com', 'acme', 'https://acme.flowlu.com'],
		['https://%61cme.flowlu.com', 'acme', 'https://acme.flowlu.com'],
		['https://192.0.2.7', '192.0.2.7', 'https://192.0.2.7'],
		['https://[2001:db8::1]:8443', '[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
		['http://127.0.0.1:8080/x', '127.0.0.1:8080', 'http://127.0.0.1:8080'],
		['127.0.0.1:8080', '127.0.0.1:8080', 'http://127.0.0.1:8080'],
		['localhost', 'localhost', 'http://localhost'],
		['LOCALHOST:3000', 'localhost:3000', 'http://localhost:3000'],
		['http://[::1]:3000', '[::1]:3000', 'http://[::1]:3000'],
		['[::1]:3000/x', '[::1]:3000', 'http://[::1]:3000'],
		['https://localhost:3000', 'localhost:3000', 'https://localhost:3000'],
	];
	for (const [text, name, origin] of accounts) {
		test(`${JSON.stringify(text)} is ${name} at ${origin}`, () => {
			assert.deepEqual(parseAccount(text), { ok: true, account: { name, origin } });
			assert.deepEqual(parseAccount(origin), { ok: true, account: { name, origin } });
		});
	}

	const refusals: readonly [problem: AccountProblem, ...texts: readonly string[]][] = [
		['empty', '', ' ', '\t\n', '\uFEFF'],
		[
			'notHttps',
			'http://acme.flowlu.com',
			'http://192.0.2.7',
			'http://127.0.0.1.evil.example',
			'http://localhost.evil.example',
		],
		[
			'notHttps',
			'http://0.0.0.0',
			'http://[::ffff:7f00:1]',
			'http://10.0.0.1',
			'ftp://acme.flowlu.com',
			'ws://acme.flowlu.com',
		],
		['notHttps', 'file:///etc/passwd', 'vscode://flowlu.workbench', 'data://text'],
		['hasCredentials', 'https://me@acme.flowlu.com', 'https://me:pw@acme.flowlu.com', 'https://:pw@acme.flowlu.com'],
		[
			'hasCredentials',
			'acme.flowlu.com@evil.example',
			'acme@evil.example',
			'localhost:80@evil.example',
			'mailto:me@acme.flowlu.com',
		],
		['notAPortal', 'flowlu.com', 'www.flowlu.com', 'https://my.flowlu.com/login', 'flowlu.ru', 'www', 'MY'],
		['invalid', 'acme-', '-acme', 'acme_1', 'a b', 'acme!', 'x'.repeat(64), 'müller', 'https://', 'https://acme'],
		[
			'invalid',
			'acme.flowlu.com.',
			'https://acme.flowlu.com.',
			'localhost.',
			'.flowlu.com',
			'a..flowlu.com',
			'-a.flowlu.com',
		],
		[
			'invalid',
			'https:\\\\acme.flowlu.com',
			'https://acme.flowlu.com\\@evil.example',
			'acme.flowlu.com\\x',
			'https:/acme.flowlu.com',
		],
		[
			'invalid',
			'acme.flowlu.com:0x50',
			'acme.flowlu.com:99999',
			'acme:8443',
			'https://ac\tme.flowlu.com',
			'https://acme.flowlu.com\r\nx',
		],
		[
			'invalid',
			'https://[::1',
			'https://1.2.3.4.5',
			'foo.123',
			'https://a_b.example.com',
			'https://%00.example',
			'javascript:alert(1)',
		],
	];
	for (const [problem, ...texts] of refusals) {
		for (const text of texts) {
			test(`${JSON.stringify(text)} is refused: ${problem}`, () => {
				assert.deepEqual(parseAccount(text), { ok: false, problem });
			});
		}
	}

	const origins: readonly [origin: string, loopback: boolean][] = [
		['http://127.0.0.1:1', true],
		// To these VS Code goes by a proxy.
		['http://127.0.0.2', false],
		['http://127.255.255.254', false],
		['https://localhost', true],
		['http://[::1]:8080', true],
		[new URL('http://2130706433').origin, true],
		['http://128.0.0.1', false],
		['http://[::2]', false],
		['http://127.0.0.1.example', false],
		['http://localhost.example', false],
		['http://0.0.0.0', false],
	];
	for (const [origin, loopback] of origins) {
		test(`${origin} is ${loopback ? '' : 'not '}this machine`, () => {
			assert.equal(isLoopback(origin), loopback);
		});
	}

	const namings: readonly [text: string, named: readonly string[]][] = [
		['acme', ['https://acme.flowlu.com', 'https://acme.flowlu.ru']],
		['ACME', ['https://acme.flowlu.com', 'https://acme.flowlu.ru']],
		['Acme.Flowlu.RU', ['https://acme.flowlu.ru']],
		['HTTPS://Acme.Flowlu.com/x', ['https://acme.flowlu.com']],
		['127.0.0.1:8080', ['http://127.0.0.1:8080']],
		['acm', []],
	];
	for (const [text, named] of namings) {
		test(`${text} names ${named.length > 0 ? named.join(' and ') : 'no account'}`, () => {
			const known = [
				{ name: 'acme', origin: 'https://acme.flowlu.com' },
				{ name: 'Acme', origin: 'https://acme.flowlu.ru' },
				{ name: '127.0.0.1:8080', origin: 'http://127.0.0.1:8080' },
			];
			assert.deepEqual(
				known.filter(account => isNamed(account, text)).map(({ origin }) => origin),
				named,
			);
		});
	}

	test('the API is under the origin', () => {
		assert.equal(apiBase({ name: 'acme', origin: 'https://acme.flowlu.com' }), 'https://acme.flowlu.com/api/v1/module');
	});
});
