import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { parseAccount } from '../../../src/flowlu/account';
import { parseTokenUrl, requestAccessToken } from '../../../src/flowlu/passwordGrant';
import { Secret } from '../../../src/net/redaction/secret';
import { readRecord } from '../../../src/sessions/record';
import { noAccounts } from '../../hostile/accounts';
import { hostileTokenUrls, oddTokenUrls } from '../../hostile/tokenUrls';
import { json } from '../../support/scriptedResponses';
import { startHostileServer, type HostileServer } from '../../support/hostileServer';
import { quickHttpClient } from '../../support/httpClient';

suite('A password goes to its token URL only', () => {
	const password = randomBytes(16).toString('hex');
	let server: HostileServer;

	suiteSetup(async () => {
		server = await startHostileServer([json({ access_token: 'abc' })]);
	});
	suiteTeardown(() => server.close());

	function fill(text: string): string {
		const { host, port } = new URL(server.origin);
		return text.replaceAll('$HOST', host).replaceAll('$PORT', port);
	}

	function ask(tokenUrl: string): Promise<Secret> {
		const grant = { tokenUrl, username: 'ann', password: new Secret(password), clientId: 'tester' };
		return requestAccessToken(quickHttpClient(), grant, { signal: new AbortController().signal });
	}

	for (const [problem, ...texts] of hostileTokenUrls) {
		for (const text of texts) {
			test(`${problem}: ${JSON.stringify(text)}`, async () => {
				const before = server.connections();
				assert.deepEqual(parseTokenUrl(fill(text)), { problem });
				await assert.rejects(ask(fill(text)), new TypeError(`Not a token URL: ${problem}.`));
				assert.equal(server.connections(), before);
			});
		}
	}

	for (const [text, target] of oddTokenUrls) {
		test(`${JSON.stringify(text)} asks for ${target}`, async () => {
			const before = server.received.length;
			await ask(fill(text));
			assert.deepEqual(
				server.received.slice(before).map(({ line, headers, body }) => ({
					line,
					hosts: headers.filter(([name]) => name === 'Host').map(([, value]) => value),
					elsewhere: headers.some(([, value]) => value.includes(password)) || line.includes(password),
					password: new URLSearchParams(body).get('password'),
				})),
				[{ line: `POST ${target} HTTP/1.1`, hosts: [new URL(server.origin).host], elsewhere: false, password }],
			);
		});
	}
});

suite('A stored key belongs to an account or to nobody', () => {
	function record(origin: string): string {
		return JSON.stringify({
			version: 1,
			account: { name: 'acme', origin },
			grant: 'apiKey',
			label: 'Main',
			addedAt: 1,
			credential: { apiKey: 'a'.repeat(40) },
		});
	}

	for (const text of noAccounts) {
		test(`not typed or stored: ${JSON.stringify(text)}`, () => {
			assert.deepEqual([parseAccount(text).ok, readRecord(randomUUID(), record(text)).kind], [false, 'unreadable']);
		});
	}

	// What a user may type is stored in its normal form; a record that says it otherwise was not written by us.
	const spellings = [
		'acme',
		'acme.example',
		'https://ACME.example',
		'https://acme.example/',
		'https://acme.example:443',
		'https://acme.example/api',
		'https://acme.example?x',
		'https://ａcme.example',
		'https://%61cme.example',
		'https://аcme.example',
		'http://0x7f.1:8080',
		'http://2130706433',
		' https://acme.example',
	];
	for (const text of spellings) {
		test(`typed, but never stored so: ${JSON.stringify(text)}`, () => {
			assert.deepEqual([parseAccount(text).ok, readRecord(randomUUID(), record(text)).kind], [true, 'unreadable']);
		});
	}

	test('an account in its normal form is read', () => {
		for (const origin of ['https://acme.example', 'https://acme.example:8443', 'http://127.0.0.1:8080']) {
			const stored = readRecord(randomUUID(), record(origin));
			assert.equal(stored.kind === 'record' && stored.record.session.account.origin, origin);
		}
	});
});
