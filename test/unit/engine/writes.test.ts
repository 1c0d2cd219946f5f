import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { EngineStage } from '../../support/engineStage';

const update = 'POST crm/account/update/1\n\nname=B\n';

suite('writes to a production account', () => {
	let stage: EngineStage;
	let sandbox: Sandbox;

	setup(async () => {
		stage = new EngineStage();
		sandbox = await stage.addAccount('acme', 'production');
		stage.write = undefined;
	});
	teardown(() => stage.close());

	for (const write of [
		'POST crm/account/create\n\ntype=2\nname=A',
		'POST crm/account/update/1\n\nname=B',
		'GET crm/account/delete/999999',
		'POST crm/account/delete/999999',
		'GET crm/account/%64elete/999999',
		'POST crm/account/list',
		'GET crm/account/archive/1',
		'GET /api/v2/settings',
	]) {
		test(`are asked about: ${write.replaceAll('\n', ' ')}; nothing is sent when that is dismissed`, async () => {
			assert.equal(await stage.result(write), 'declined');
			assert.deepEqual([stage.received(), stage.asked.length], [[], 1]);
			stage.write = 'send';
			await stage.result(write);
			assert.equal(stage.received().length, 1);
		});
	}

	for (const read of ['GET crm/account/list?limit=1', 'GET crm/account/get/1', 'GET crm/account']) {
		test(`are not: ${read}`, async () => {
			await stage.result(read);
			assert.deepEqual([stage.received().length, stage.asked], [1, []]);
		});
	}

	test('are asked about each time', async () => {
		stage.write = 'send';
		await stage.result(update);
		await stage.result(update);
		assert.deepEqual([stage.received().length, stage.asked.length], [2, 2]);
	});

	test('are asked about no more for an account when the user says so, but for another one', async () => {
		stage.write = 'sendAndStopAsking';
		await stage.result(update);
		await stage.result('GET crm/account/delete/999999\n');
		assert.deepEqual([stage.received().length, stage.asked.length], [2, 1]);
		const origin = sandbox.origin.replace('127.0.0.1', 'localhost');
		stage.addSession({ name: 'globex', origin }, sandbox.createApiKey('Other').key, 'production', 'Other');
		stage.write = undefined;
		assert.equal(await stage.result(`# @key Other\n${update}`, 'POST'), 'declined');
		assert.deepEqual([stage.received().length, stage.asked.length], [2, 2]);
	});

	test('are asked about for every request of a run, and the first no ends it', async () => {
		stage.write = 'send';
		stage.beforeAsking = what => {
			stage.write = what.includes('2') ? undefined : 'send';
			return Promise.resolve();
		};
		const content =
			'# @name one\nPOST crm/account/update/{{id}}\n\nname=B\n###\nrun #one (@id=1)\nrun #one (@id=2)\nrun #one (@id=3)\n';
		assert.equal(await stage.result(content, 'run'), 'ran answered 200, declined of 3');
		assert.deepEqual(stage.received(), ['POST crm/account/update/1 name=B']);
	});

	test('to a test account are not asked about', async () => {
		const test = new EngineStage();
		await test.addAccount('acme', 'test');
		await test.result(update);
		assert.deepEqual([test.received().length, test.asked], [1, []]);
		await test.close();
	});
});
