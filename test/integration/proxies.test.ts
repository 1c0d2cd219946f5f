import { suite, suiteSetup, setup, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { parseAccount } from '../../src/flowlu/account';
import { json } from '../support/scriptedResponses';
import { settlesAtOnce } from '../support/atOnce';
import { readAuthority } from '../support/authorities';
import { filesUnder, findLeaks } from '../support/canary';
import { createCertificate } from '../support/certificates';
import { startConnectProxy, type ConnectProxy, type ConnectProxyOptions } from '../support/connectProxy';
import { deafOrigin, withHostileServer } from '../support/hostileServer';
import { startHttpsServer, type HttpsServer } from '../support/httpsServer';
import { extensionUnderTest } from './support/extension';
import { createTestDependencies } from './support/testDependencies';
import { resetSettings, setSetting } from './support/userSettings';
import { createWayOut, type WayOut } from './support/wayOut';

const folder = process.env['FLOWLU_TEST_FOLDER'] ?? '';

/** VS Code goes to 127.0.0.1 without a proxy, so the account has a name that only the proxy knows. */
const host = 'portal.example';

suite('proxies in VS Code', () => {
	const password = `p-${randomBytes(12).toString('hex')}`;
	let wayOut: WayOut;
	let server: HttpsServer;
	let origin: string;

	suiteSetup(async () => {
		wayOut = createWayOut(await extensionUnderTest());
	});
	setup(async () => {
		const issuer = readAuthority(folder, 'environment');
		server = await startHttpsServer(
			createCertificate({ name: 'portal', hosts: [host, '127.0.0.2'], issuer }),
			'0.0.0.0',
		);
		origin = `https://${host}:${server.port}`;
	});
	teardown(async () => {
		await server.close();
		await resetSettings('http.proxy', 'http.noProxy', 'http.proxySupport', 'flowlu.timeout');
	});

	/** Runs the work with a proxy that VS Code is told to use. */
	async function withProxy(
		options: ConnectProxyOptions,
		work: (proxy: ConnectProxy) => Promise<void>,
		userinfo = '',
	): Promise<void> {
		const proxy = await startConnectProxy(options);
		try {
			await setSetting('http.proxy', `http://${userinfo}127.0.0.1:${proxy.port}`);
			await work(proxy);
		} finally {
			await proxy.close();
		}
	}

	test('open a tunnel, through which they see neither key nor path', async () => {
		await withProxy({}, async proxy => {
			assert.equal(await wayOut.send(origin), '');
			assert.equal(server.received.length, 1);
			assert.ok(server.received[0]?.target.includes(wayOut.key));
			assert.deepEqual(proxy.lines, [`CONNECT ${host}:${server.port} HTTP/1.1`]);
			assert.deepEqual(findLeaks({ key: wayOut.key, path: 'core/user' }, [{ name: '', content: proxy.bytes() }]), []);
		});
	});

	test('that ask for a password get that of http.proxy, and the server does not', async () => {
		const authorization = `Basic ${Buffer.from(`ann:${password}`).toString('base64')}`;
		const work = async (proxy: ConnectProxy) => {
			assert.equal(await wayOut.send(origin), '');
			assert.equal(proxy.lines.length, 1);
			assert.deepEqual(findLeaks({ password }, [{ name: '', content: JSON.stringify(server.received) }]), []);
		};
		await withProxy({ authorization }, work, `ann:${password}@`);
	});

	test('that ask for another password refuse, in words without it', async () => {
		const work = async () => {
			const message = await wayOut.send(origin);
			assert.match(
				message,
				/^The proxy for portal\.example:\d+ requires a login, or did not accept the one it got \(HTTP 407\)/u,
			);
			assert.match(message, /http\.proxy/u);
			const logs = filesUnder(join(folder, 'data/logs'));
			assert.deepEqual(findLeaks({ password }, [{ name: '', content: message }, ...logs]), []);
		};
		await withProxy({ authorization: 'Basic other' }, work, `ann:${password}@`);
	});

	const refusals: readonly [status: string, pattern: RegExp][] = [
		[
			'403 Forbidden',
			/refused the connection \(HTTP 403\), so nothing was sent\. See the settings http\.proxy and http\.noProxy\.$/u,
		],
		[
			'407 Proxy Authentication Required',
			/requires a login.+\(HTTP 407\), so nothing was sent\..+setting http\.proxy\.$/u,
		],
		[
			'502 Bad Gateway',
			/refused the connection \(HTTP 502\), so nothing was sent\. See the settings http\.proxy and http\.noProxy\.$/u,
		],
	];
	for (const [status, pattern] of refusals) {
		test(`that respond with ${status} are not taken for the server`, async () => {
			await withProxy({ behavior: { status } }, async proxy => {
				const message = await wayOut.send(origin, 'POST core/user/create\n\n{"name": "x"}');
				assert.match(message, /^The proxy for portal\.example:\d+ /u);
				assert.match(message, pattern);
				assert.deepEqual([server.received.length, proxy.bytes().includes(wayOut.key)], [0, false]);
			});
		});
	}

	test('that respond with 200 and then speak themselves are not taken for the server', async () => {
		await withProxy({ behavior: { status: '200 OK' } }, async proxy => {
			assert.match(await wayOut.send(origin, 'POST core/user/create\n\n{"name": "x"}'), /TLS handshake/u);
			assert.equal(proxy.bytes().includes(wayOut.key), false);
		});
	});

	test('that nobody runs are named', async () => {
		await setSetting('http.proxy', (await deafOrigin()).replace('http://', `http://ann:${password}@`));
		const message = await wayOut.send(origin);
		assert.match(message, /^The proxy for portal\.example:\d+ cannot be reached/u);
		assert.equal(message.includes(password), false);
	});

	for (const behavior of ['reset', 'garbage'] as const) {
		test(`that respond with ${behavior} are named`, async () => {
			await withProxy({ behavior }, async () => {
				assert.match(await wayOut.send(origin), /^The proxy for portal\.example:\d+/u);
			});
		});
	}

	test('that say nothing are waited for no longer than flowlu.timeout', async () => {
		await setSetting('flowlu.timeout', 1);
		await withProxy({ behavior: 'stall' }, async () => {
			const started = performance.now();
			const message = await wayOut.send(origin);
			assert.match(message, /no connection within 1(?:\.\d)? s\. A firewall, a VPN or a proxy may be in the way\./u);
			assert.ok(performance.now() - started < 20_000);
		});
	});

	test('that say nothing are given up at once when the request is cancelled', async () => {
		await withProxy({ behavior: 'stall' }, async proxy => {
			const sent = wayOut.send(origin);
			await proxy.firstRequest();
			await vscode.commands.executeCommand('flowlu.cancel');
			assert.equal(await sent, '');
		});
	});

	test('that say nothing keep nobody waiting who cancels', async () => {
		await withProxy({ behavior: 'stall' }, async proxy => {
			const cancellation = new AbortController();
			const { http } = createTestDependencies();
			const request = { method: 'GET', url: `${origin}/`, headers: [], timeout: 60_000 };
			const sent = http.send(request, { signal: cancellation.signal, lane: origin, gap: 0, repeatable: false });
			await proxy.firstRequest();
			cancellation.abort();
			assert.ok(await settlesAtOnce(sent));
			await assert.rejects(sent, { name: 'CancelledError' });
		});
	});

	test('are given no request that is not encrypted', async () => {
		await withHostileServer([json({ response: {} })], async plain => {
			await withProxy({}, async proxy => {
				const { port } = new URL(plain.origin);
				const addresses = ['127.0.0.1', 'localhost', '[::1]', '127.0.0.2', '127.1.2.3'];
				const accounts = addresses.map(address => parseAccount(`http://${address}:${port}`));
				for (const parsed of accounts) {
					await (parsed.ok && wayOut.send(parsed.account.origin));
				}
				assert.deepEqual(
					proxy.lines.map(line => line.split('?', 1)[0]),
					[],
				);
				assert.deepEqual(
					accounts.map(({ ok }) => ok),
					[true, true, true, false, false],
				);
			});
		});
	});

	test('are not asked for hosts in http.noProxy, nor with http.proxySupport off', async function () {
		if (process.platform !== 'linux') {
			// Only there all of 127.0.0.0/8 is this machine.
			this.skip();
		}
		const near = `https://127.0.0.2:${server.port}`;
		await withProxy({ behavior: { status: '502 Bad Gateway' } }, async proxy => {
			assert.match(await wayOut.send(near), /proxy/u);
			await setSetting('http.noProxy', ['127.0.0.2']);
			assert.equal(await wayOut.send(near), '');
			await resetSettings('http.noProxy');
			await setSetting('http.proxySupport', 'off');
			assert.equal(await wayOut.send(near), '');
			assert.equal(proxy.lines.length, 1);
		});
	});
});
