import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { transport } from '../../../src/net/transport/transport';
import type { TransportResult } from '../../../src/net/transportPort';
import { createCertificate, inDays, type Certificate } from '../../support/certificates';
import { startHttpsServer } from '../../support/httpsServer';

const authority = createCertificate({ name: 'An authority that nobody knows' });
const hosts = ['127.0.0.1', 'localhost', 'proxy.example'];

/** A request to a server with the certificate, and how many reached it. */
async function ask(certificate: Certificate, host = '127.0.0.1'): Promise<readonly [TransportResult, number]> {
	const server = await startHttpsServer(certificate);
	try {
		const url = `https://${host}:${server.port}/`;
		const options = { signal: new AbortController().signal, timeout: 5000, maxBytes: 1000 };
		return [await transport({ method: 'GET', url, headers: [['X-Key', 'secret']] }, options), server.received.length];
	} finally {
		await server.close();
	}
}

suite('Certificates', () => {
	const ofAuthority = { hosts, issuer: authority };
	const unknown: readonly [title: string, certificate: Certificate, code: string][] = [
		['signed by itself', createCertificate({ name: 'self', hosts }), 'DEPTH_ZERO_SELF_SIGNED_CERT'],
		['of an unknown authority', createCertificate({ name: 'leaf', ...ofAuthority }), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
	];
	for (const [title, certificate, code] of unknown) {
		for (const host of ['127.0.0.1', 'localhost']) {
			test(`one ${title} gets no request: ${host}`, async () => {
				const [result, received] = await ask(certificate, host);
				assert.deepEqual([nameOf(result), received], [`tls ${code}`, 0]);
			});
		}
	}

	suite('of an authority that is trusted', () => {
		suiteSetup(() => {
			https.globalAgent.options.ca = authority.cert;
		});
		suiteTeardown(() => {
			delete https.globalAgent.options.ca;
		});

		const cases: readonly [title: string, certificate: Certificate, outcome: string, received: number][] = [
			['a good one gets the request', createCertificate({ name: 'good', ...ofAuthority }), 'response', 1],
			[
				'an expired one gets none',
				createCertificate({ name: 'old', ...ofAuthority, validTo: inDays(-1) }),
				'tls CERT_HAS_EXPIRED',
				0,
			],
			[
				'one that is not valid yet gets none',
				createCertificate({ name: 'young', ...ofAuthority, validTo: inDays(60) }),
				'tls CERT_NOT_YET_VALID',
				0,
			],
			[
				'one for another host, with the word proxy in its name, gets none',
				createCertificate({ name: 'other', hosts: ['proxy.example'], issuer: authority }),
				'tls ERR_TLS_CERT_ALTNAME_INVALID',
				0,
			],
			[
				'one that signs itself gets none',
				createCertificate({ name: 'self', hosts }),
				'tls DEPTH_ZERO_SELF_SIGNED_CERT',
				0,
			],
		];
		test('a handshake with one takes time of its own', async () => {
			const [result] = await ask(createCertificate({ name: 'good', ...ofAuthority }), 'localhost');
			assert.ok(result.kind === 'response');
			const { dns, connect, tls, firstByte } = result.response.timing ?? {};
			assert.ok([dns, connect, tls, firstByte].every(milliseconds => milliseconds !== undefined && milliseconds > 0));
		});

		for (const [title, certificate, outcome, count] of cases) {
			test(title, async () => {
				const [result, received] = await ask(certificate);
				assert.deepEqual([nameOf(result), received], [outcome, count]);
			});
		}
	});

	test('nothing turns their check off', () => {
		const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
		const words = /NODE_TLS_REJECT_UNAUTHORIZED['"\]]|rejectUnauthorized(?!: true)|checkServerIdentity/u;
		assert.ok(sources.length > 100);
		assert.deepEqual(
			sources.filter(file => words.test(readFileSync(join('src', file), 'utf8'))),
			[],
		);
	});
});

function nameOf(result: TransportResult): string {
	return result.kind === 'failure' ? `${result.failure} ${result.code}` : result.kind;
}
