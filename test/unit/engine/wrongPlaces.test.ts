import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import type { Access } from '../../../src/flowlu/flowluClient';
import { createFlowluClient } from '../../../src/flowlu/flowluClient';
import type { Credential } from '../../../src/flowlu/session';
import { createHttpClient } from '../../../src/net/httpClient';
import type { HttpRequest } from '../../../src/net/http';
import { createRequestQueue } from '../../../src/net/queue';
import { Secret } from '../../../src/net/redaction/secret';
import { transport } from '../../../src/net/transport/transport';
import { send } from '../../hostile/outgoing';
import type { HostileRow } from '../../hostile/row';
import { lookalikeRows, loopbackRows, withAddresses } from '../../hostile/rows';
import { json } from '../../support/scriptedResponses';
import { startHostileServer, type HostileServer, type ReceivedRequest } from '../../support/hostileServer';
import { startStrayRecorder, type StrayRecorder } from '../../support/strayRecorder';

const secret = randomBytes(24).toString('hex');
const credentials: readonly Credential[] = [
	{ kind: 'apiKey', apiKey: new Secret(secret) },
	{ kind: 'accessToken', accessToken: new Secret(secret) },
];
const authorization = `Basic ${Buffer.from(`bearer:${secret}`).toString('base64')}`;

/** The client of the product; what would leave loopback is noted and not sent. */
function watchedClient() {
	const signed: HttpRequest[] = [];
	const http = createHttpClient({
		queue: createRequestQueue(),
		loadTransport: () =>
			Promise.resolve((request, options) => {
				signed.push(request);
				const isHere = new URL(request.url).hostname === '127.0.0.1';
				return isHere
					? transport(request, options)
					: Promise.resolve({
							kind: 'response',
							response: { status: 200, statusText: '', headers: [], body: new Uint8Array(), milliseconds: 0 },
						});
			}),
		limits: () => ({ timeout: 2000, maxBytes: 10_000 }),
	});
	return { flowlu: createFlowluClient(http, () => 0), signed };
}

/** The request line and what is not in every request; the credential, which stands at its one place, is taken off. */
function withoutCredential({ line, headers, body }: ReceivedRequest, { kind }: Credential): unknown {
	const usual = new Set(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
	const own = headers.filter(([name, value]) => !usual.has(name.toLowerCase()) && value !== authorization);
	const isUnsigned = /[?&]api_key=[0-9a-f]{48} HTTP\/1\.1$/u;
	return {
		line: kind === 'apiKey' ? line.replace(isUnsigned, '') : line.replace(/ HTTP\/1\.1$/u, ''),
		headers: own.map(([name, value]) => `${name}: ${value}`),
		body,
	};
}

function title({ text, expected }: HostileRow): string {
	return `${expected}: ${JSON.stringify(text)}`;
}

suite('Nothing goes to the wrong place', () => {
	let servers: Servers;

	suiteSetup(async () => {
		servers = await startServers();
	});
	suiteTeardown(async () => {
		await Promise.all([servers.account.close(), servers.evil.close(), servers.twin.close()]);
	});

	for (const row of loopbackRows) {
		test(title(row), async () => {
			for (const credential of credentials) {
				await checkAtLoopback(row, credential, servers);
			}
		});
	}

	for (const row of lookalikeRows) {
		test(title(row), async () => {
			for (const credential of credentials) {
				const access: Access = { account: { name: 'acme.example', origin: 'https://acme.example' }, credential };
				const { flowlu, signed } = watchedClient();
				const reason = await send(row.text, access, flowlu);
				const urls = signed.map(({ url }) => `GET ${url.replace(`?api_key=${secret}`, '')}`);
				assert.deepEqual([reason, urls], isSent(row) ? [undefined, [row.expected]] : [row.expected, []]);
			}
		});
	}

	test('the table has at least 200 rows, none of them twice', () => {
		const texts = [...loopbackRows, ...lookalikeRows].map(({ text }) => text);
		assert.ok(texts.length >= 200, String(texts.length));
		assert.deepEqual(
			texts.filter((text, index) => texts.indexOf(text) !== index),
			[],
		);
	});
});

function isSent({ expected }: HostileRow): boolean {
	return expected.includes(' ');
}

interface Servers {
	readonly account: HostileServer;
	readonly evil: StrayRecorder;
	/** Has the account's port on the other loopback address: what `localhost` may mean. */
	readonly twin: StrayRecorder;
}

async function startServers(): Promise<Servers> {
	const account = await startHostileServer([json({ response: {} })]);
	const twin = await startStrayRecorder('::1', Number(new URL(account.origin).port));
	return { account, twin, evil: await startStrayRecorder('127.0.0.1') };
}

async function checkAtLoopback(
	row: HostileRow,
	credential: Credential,
	{ account, evil, twin }: Servers,
): Promise<void> {
	const fill = (text: string) =>
		withAddresses(text, { account: account.origin, evil: `http://127.0.0.1:${evil.port}` });
	const access: Access = { account: { name: 'account', origin: account.origin }, credential };
	const { flowlu, signed } = watchedClient();
	const before = account.received.length;
	const reason = await send(fill(row.text), access, flowlu);
	const received = account.received.slice(before);
	const expected = { line: fill(row.expected), headers: (row.headers ?? []).map(fill), body: row.body ?? '' };
	assert.deepEqual(
		[reason, received.map(request => withoutCredential(request, credential))],
		isSent(row) ? [undefined, [expected]] : [row.expected, []],
	);
	assert.deepEqual(
		received.flatMap(({ headers }) => headers.filter(([name]) => name.toLowerCase() === 'host')),
		isSent(row) ? [['Host', new URL(account.origin).host]] : [],
	);
	assert.deepEqual([signed.length, evil.connections(), twin.connections()], [isSent(row) ? 1 : 0, 0, 0]);
}
