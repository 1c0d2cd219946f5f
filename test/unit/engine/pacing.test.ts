import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import type { FlowluClient } from '../../../src/flowlu/flowluClient';
import { NetworkError } from '../../../src/net/networkErrors';
import { EngineStage } from '../../support/engineStage';
import { quickFlowluClient } from '../../support/httpClient';

suite('a request with pauses', () => {
	let stage: EngineStage;
	/** What the next tries come to in the place of what the sandbox says. */
	let faults: (Error | 'sent to nowhere')[];

	setup(async () => {
		faults = [];
		const client = quickFlowluClient();
		const send: FlowluClient['send'] = async (request, ...rest) => {
			const fault = faults.shift();
			if (fault instanceof Error) {
				throw fault;
			}
			return client.send(fault === undefined ? request : { ...request, url: `${request.url}9999` }, ...rest);
		};
		stage = new EngineStage({ client: { ...client, send } });
		await stage.addAccount('acme', 'production');
	});
	teardown(() => stage.close());

	test('is sent when its sleep is over', async () => {
		assert.equal(await stage.result('# @sleep 2 s\nPOST crm/account/update/1\n\nname=B'), 'answered 200');
		assert.deepEqual([stage.waited, stage.received().length], [[2000], 1]);
	});

	test('is not sent when it is cancelled in its sleep', async () => {
		stage.beforeAsking = what => {
			if (what === 'wait') {
				stage.states.cancelAll();
			}
			return Promise.resolve();
		};
		assert.equal(await stage.result('# @sleep 500\nGET crm/account/list'), 'cancelled');
		assert.deepEqual([stage.waited, stage.received()], [[500], []]);
	});

	test('is sent again until it succeeds, and is told once', async () => {
		faults = ['sent to nowhere', new NetworkError('timeout', 'a.invalid', 'ETIMEDOUT')];
		assert.equal(await stage.result('# @retry 3 500\nGET crm/account/get/1'), 'answered 200');
		assert.deepEqual([stage.waited, stage.received().length, stage.ended.length], [[500, 500], 2, 1]);
	});

	test('ends with the last outcome when no try is left', async () => {
		faults = ['sent to nowhere', 'sent to nowhere', 'sent to nowhere', 'sent to nowhere'];
		assert.equal(await stage.result('# @retry 2\nGET crm/account/get/1'), 'answered error');
		assert.deepEqual([stage.waited, stage.received().length], [[1000, 1000], 3]);
		faults = [1, 2].map(() => new NetworkError('timeout', 'a.invalid', 'ETIMEDOUT'));
		assert.equal(await stage.result('# @retry 1\nGET crm/account/get/1'), 'failed NetworkError');
	});

	for (const failure of ['tooLarge', 'tls'] as const) {
		test(`is not sent again where it would fail the same way: ${failure}`, async () => {
			faults = [new NetworkError(failure, 'a.invalid', 'E')];
			assert.equal(await stage.result('# @retry 10\nGET crm/account/list'), 'failed NetworkError');
			assert.deepEqual([stage.waited, stage.received()], [[], []]);
		});
	}

	test('that fails has for the log nothing of its query and of whose record it is, and nothing at all without a log', async () => {
		const faulty = new NetworkError('timeout', 'a.invalid', 'ETIMEDOUT');
		const loggedOf = async (content: string) => {
			faults = [faulty];
			await stage.result(content);
			const outcome = stage.ended.at(-1)?.outcome;
			assert.ok(outcome?.kind === 'failed' && outcome.error === faulty);
			return [outcome.nameForLog?.replace(/https?:\/\/[^/]+/u, ''), outcome.isUnlogged];
		};
		assert.deepEqual(await loggedOf('GET crm/lead/get/17?filter[email]=jo@example.com'), [
			'GET /api/v1/module/crm/lead/get/…',
			undefined,
		]);
		assert.deepEqual(await loggedOf('# @no-log\nGET crm/lead/get/17'), [undefined, true]);
	});

	test('is not sent at all where it may change records', async () => {
		for (const line of ['POST crm/account/create', 'GET crm/account/delete/1', 'curl -d a=1 /crm/account/create']) {
			assert.equal(await stage.result(`# @retry 3\n${line}`), 'blocked problems retryOfWrite', line);
		}
		assert.deepEqual([stage.received(), stage.asked], [[], []]);
	});
});
