import assert from 'node:assert/strict';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import type { Access, Call } from '../../../src/flowlu/flowluClient';
import { UnexpectedResponseError } from '../../../src/flowlu/responses/flowluErrors';
import type { Credential } from '../../../src/flowlu/session';
import { Secret } from '../../../src/net/redaction/secret';
import { withAddresses } from '../../hostile/rows';
import { html, plain } from '../../support/scriptedResponses';
import { withHostileServer, type ScriptedResponse } from '../../support/hostileServer';
import { quickFlowluClient } from '../../support/httpClient';
import { startStrayRecorder, type StrayRecorder } from '../../support/strayRecorder';

const credentials: readonly Credential[] = [
	{ kind: 'apiKey', apiKey: new Secret('a'.repeat(40)) },
	{ kind: 'accessToken', accessToken: new Secret('b'.repeat(40)) },
];
const calls: readonly Call[] = [{ path: 'crm/lead/list' }, { path: 'crm/lead/create', body: { name: 'x' } }];

const locations: readonly (readonly string[])[] = [
	[],
	[''],
	['$EVIL/'],
	['//$EVILHOST/'],
	['/\\$EVILHOST/'],
	['\\\\$EVILHOST\\'],
	['http://me:pw@$EVILHOST/'],
	['http://$HOST@$EVILHOST/'],
	['https://$EVILHOST/'],
	['http://localhost:$EVILPORT/'],
	['$ACCOUNT/api/v1/module/crm/lead/list'],
	['http://me:pw@$HOST/'],
	['/elsewhere'],
	['?page=2'],
	['javascript:alert(1)'],
	['data:text/plain,x'],
	['no address: at all'],
	['/elsewhere', '$EVIL/'],
];

suite('No redirect is followed', () => {
	let evil: StrayRecorder;

	suiteSetup(async () => {
		evil = await startStrayRecorder('127.0.0.1');
	});
	suiteTeardown(() => evil.close());

	/** Every kind of request gets the response; each is sent once, and nothing is sent elsewhere. */
	async function check(
		responseAt: (fill: (text: string) => string) => ScriptedResponse,
		error: UnexpectedResponseError,
	) {
		// The script is made before the port is known, so it is told when the first request asks for it.
		const response: { current: ScriptedResponse } = { current: plain({}) };
		const script: ScriptedResponse = {
			get chunks() {
				return response.current.chunks;
			},
			after: 'keep',
		};
		await withHostileServer([script], async server => {
			const fill = (text: string) =>
				withAddresses(text, { account: server.origin, evil: `http://127.0.0.1:${evil.port}` });
			response.current = responseAt(fill);
			for (const credential of credentials) {
				const access: Access = { account: { name: 'account', origin: server.origin }, credential };
				for (const call of calls) {
					await assert.rejects(quickFlowluClient().call(call, access, { signal: new AbortController().signal }), error);
				}
			}
			assert.deepEqual([server.received.length, evil.connections()], [4, 0]);
		});
	}

	for (const status of [300, 301, 302, 303, 305, 307, 308]) {
		for (const location of locations) {
			test(`HTTP ${status} to ${location.join(' and ') || 'nowhere'}`, async () => {
				await check(
					fill =>
						plain({
							status: `${status} Elsewhere`,
							headers: location.map(text => ['Location', fill(text)] as const),
						}),
					new UnexpectedResponseError('redirect', status),
				);
			});
		}
	}

	test('HTTP 200 with a Refresh or a Location', async () => {
		for (const name of ['Refresh', 'Location', 'Content-Location', 'Alt-Svc', 'Link']) {
			const value = name === 'Refresh' ? '0; url=$EVIL/' : '$EVIL/';
			await check(fill => plain({ headers: [[name, fill(value)]] }), new UnexpectedResponseError('empty', 200));
		}
	});

	test('a page that goes elsewhere by itself', async () => {
		await check(
			fill => html(fill('<html><meta http-equiv="refresh" content="0; url=$EVIL/"><script>location="$EVIL/"</script>')),
			new UnexpectedResponseError('html', 200),
		);
	});
});
