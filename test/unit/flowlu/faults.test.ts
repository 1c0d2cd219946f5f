import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { suite, test } from 'mocha';
import { json, plain, raw } from '../../support/scriptedResponses';
import { settlesAtOnce } from '../../support/atOnce';
import { accessTo, assertLaneGoesOn, calls, errorOfCall, outcomeOf, withFault } from '../../support/faultRuns';
import { faults } from '../../support/faults';
import { deafOrigin, withHostileServer } from '../../support/hostileServer';
import { quickHttpClient } from '../../support/httpClient';
import { createFlowluClient } from '../../../src/flowlu/flowluClient';

const never = new AbortController().signal;

suite('Faults: each is named, and the account goes on', () => {
	for (const fault of faults) {
		test(`a server that ${fault.title}: ${fault.outcome}`, async () => {
			await Promise.all(
				calls.map(call =>
					withFault(fault, async run => {
						assert.equal(outcomeOf(await errorOfCall(run, call)), fault.outcome, call.path);
						assert.ok(run.server.received.length <= 1, `${call.path} was sent ${run.server.received.length} times`);
						run.waitLonger();
						await assertLaneGoesOn(run.http, run.access.account.origin);
						if (fault.server === undefined) {
							assert.equal(outcomeOf(await errorOfCall(run, { path: 'crm/lead/list' })), 'success');
							assert.equal(run.server.received.length, 2);
						}
					}),
				),
			);
		});
	}

	test('a server that refuses: connectionRefused in connect', async () => {
		const http = quickHttpClient();
		const access = accessTo(await deafOrigin());
		for (const call of calls) {
			const run = { http, access, flowlu: createFlowluClient(http, () => 0) };
			assert.equal(outcomeOf(await errorOfCall(run, call)), 'connectionRefused in connect');
			await assertLaneGoesOn(http, access.account.origin);
		}
	});

	test('a server that cuts JSON off, at every byte', async () => {
		const body = '{"response":{"items":[{"name":"株"}],"total":1}}';
		const bytes = Buffer.from(body);
		const pieces = Array.from(bytes.keys(), end => plain({ body: bytes.subarray(0, end) }));
		await withHostileServer([pieces[0] ?? plain({}), ...pieces.slice(1), json({ response: 1 })], async ({ origin }) => {
			const http = quickHttpClient();
			const run = { http, access: accessTo(origin), flowlu: createFlowluClient(http, () => 0) };
			const outcomes = new Array<string>();
			for (let end = 0; end <= bytes.length; end++) {
				outcomes.push(outcomeOf(await errorOfCall(run, { path: 'crm/lead/list' })));
			}
			const expected = bytes.map(() => 0);
			assert.deepEqual(outcomes, ['empty 200', ...Array.from(expected.slice(1), () => 'invalidJson 200'), 'success']);
		});
	});
});

suite('Faults: cancelling', () => {
	for (const fault of faults.filter(({ outcome }) => outcome.startsWith('timeout'))) {
		test(`ends at once the wait for a server that ${fault.title}`, async () => {
			for (const call of calls) {
				await withFault(
					fault,
					async run => {
						const cancellation = new AbortController();
						const result = errorOfCall(run, call, cancellation.signal);
						await run.server.firstBytes();
						// The server says what it has to say, and the client hears it.
						await turn();
						await turn();
						cancellation.abort();
						assert.ok(await settlesAtOnce(result));
						assert.equal(outcomeOf(await result), 'cancelled');
						await run.server.allHungUp();
						assert.ok(run.server.received.length <= 1);
						await assertLaneGoesOn(run.http, run.access.account.origin);
					},
					{ timeout: 60_000 },
				);
			}
		});
	}
});

suite('Faults: a kept connection', () => {
	const [, create, remove] = calls;
	for (const call of [create, remove]) {
		assert.ok(call);
		for (const after of ['end', 'reset'] as const) {
			test(`that ends by ${after} under ${call.path} is not sent again by anybody`, async () => {
				await withHostileServer([json({ response: 1 }), raw('', after), json({ response: 2 })], async server => {
					const http = quickHttpClient();
					const run = { http, access: accessTo(server.origin), flowlu: createFlowluClient(http, () => 0) };
					assert.equal(await errorOfCall(run, { path: 'crm/lead/list' }), undefined);
					assert.equal(outcomeOf(await errorOfCall(run, call)), 'connectionReset in firstByte');
					assert.deepEqual([server.received.length, server.connections()], [2, 1]);
					assert.equal(await errorOfCall(run, { path: 'crm/lead/list' }), undefined);
					assert.deepEqual([server.received.length, server.connections()], [3, 2]);
				});
			});
		}
	}

	test('on which a response comes that nobody asked for keeps it from the next request', async () => {
		const poison = 'HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{"response":"poison"}';
		const first = poison.replace('poison', 'wanted');
		const response = { chunks: [first, poison], after: 'keep', pause: 30 } as const;
		await withHostileServer([response, json({ response: 'fine' })], async server => {
			const flowlu = createFlowluClient(quickHttpClient(), () => 0);
			const ask = () => flowlu.call({ path: 'crm/lead/list' }, accessTo(server.origin), { signal: never });
			assert.equal(await ask(), 'wanted');
			await server.allSaid();
			// The client hears it.
			await turn();
			await turn();
			assert.equal(await ask(), 'fine');
		});
	});
});
