import { suite, suiteSetup, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { readAuthority } from '../support/authorities';
import { createCertificate, inDays, type Certificate } from '../support/certificates';
import { withHostileServer, type HostileServer } from '../support/hostileServer';
import { json } from '../support/scriptedResponses';
import { startHttpsServer } from '../support/httpsServer';
import { extensionUnderTest } from './support/extension';
import { resetSettings, setSetting } from './support/userSettings';
import { createWayOut, type WayOut } from './support/wayOut';

const folder = process.env['FLOWLU_TEST_FOLDER'] ?? '';
const hosts = ['127.0.0.1'];

suite('certificates in VS Code', () => {
	let wayOut: WayOut;

	suiteSetup(async () => {
		wayOut = createWayOut(await extensionUnderTest());
	});
	teardown(() => resetSettings('http.systemCertificates', 'http.proxyStrictSSL'));

	/** What is said of a request to a server with the certificate, and how many requests it got. */
	async function ask(certificate: Certificate): Promise<readonly [message: string, requests: number]> {
		const server = await startHttpsServer(certificate);
		try {
			return [await wayOut.send(`https://127.0.0.1:${server.port}`), server.received.length];
		} finally {
			await server.close();
		}
	}

	const ofEnvironment = () => ({ hosts, issuer: readAuthority(folder, 'environment') });
	const ofSystem = () => ({ hosts, issuer: readAuthority(folder, 'system') });

	test('of an authority in NODE_EXTRA_CA_CERTS are taken', async () => {
		assert.deepEqual(await ask(createCertificate({ name: 'own', ...ofEnvironment() })), ['', 1]);
	});

	test('of an authority of the system are taken, unless http.systemCertificates is off', async function () {
		if (process.platform !== 'linux') {
			this.skip();
		}
		const certificate = createCertificate({ name: 'own', ...ofSystem() });
		assert.deepEqual(await ask(certificate), ['', 1]);
		await setSetting('http.systemCertificates', false);
		const [message, requests] = await ask(certificate);
		assert.match(message, /was not accepted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\).+http\.systemCertificates/u);
		assert.equal(requests, 0);
	});

	const refused: readonly [title: string, certificate: () => Certificate, pattern: RegExp][] = [
		[
			'that has expired',
			() => createCertificate({ name: 'old', ...ofEnvironment(), validTo: inDays(-1) }),
			/^The certificate of 127\.0\.0\.1:\d+ has expired, so nothing was sent\..+http\.systemCertificates/u,
		],
		[
			'that is not valid yet',
			() => createCertificate({ name: 'young', ...ofEnvironment(), validTo: inDays(60) }),
			/^The certificate of 127\.0\.0\.1:\d+ is not valid yet, so nothing was sent\./u,
		],
		[
			'for another host',
			() =>
				createCertificate({ name: 'other', hosts: ['proxy.example'], issuer: readAuthority(folder, 'environment') }),
			/^The certificate is for a host other than 127\.0\.0\.1:\d+, so nothing was sent\..+http\.proxy/u,
		],
		[
			'that signs itself',
			() => createCertificate({ name: 'self', hosts }),
			/^The certificate of 127\.0\.0\.1:\d+ is self-signed, so nothing was sent\..+http\.systemCertificates/u,
		],
		[
			'of an unknown authority',
			() => createCertificate({ name: 'leaf', hosts, issuer: createCertificate({ name: 'Nobody knows it' }) }),
			/was not accepted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\), so nothing was sent\..+http\.systemCertificates/u,
		],
	];
	for (const [title, certificate, pattern] of refused) {
		test(`one ${title} gets no request, and is explained`, async () => {
			const [message, requests] = await ask(certificate());
			assert.match(message, pattern);
			assert.equal(requests, 0);
		});
	}

	test('are checked whatever is turned off in VS Code and in the environment', async () => {
		await setSetting('http.proxyStrictSSL', false);
		process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
		try {
			const [message, requests] = await ask(createCertificate({ name: 'self', hosts }));
			assert.match(message, /is self-signed/u);
			assert.equal(requests, 0);
		} finally {
			delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
		}
	});

	test('where a server speaks no TLS at all, none is spoken of', async () => {
		const greeting = json({ response: {} });
		const work = async ({ origin }: HostileServer) => {
			assert.match(
				await wayOut.send(origin),
				/^The TLS handshake with 127\.0\.0\.1:\d+ failed \((?:ERR_SSL_\w+|EPROTO)\), so nothing was sent\./u,
			);
		};
		await withHostileServer([greeting], work, { greeting, encrypted: true });
	});
});
