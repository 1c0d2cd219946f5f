import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { EngineStage, words } from '../../support/engineStage';

suite('a request that another session is to send', () => {
	let stage: EngineStage;
	let acme: Sandbox;
	let other: Sandbox;

	setup(async () => {
		stage = new EngineStage();
		acme = await stage.addAccount('acme');
		other = await stage.addAccount('other', 'production');
	});
	teardown(() => stage.close());

	async function sent(content: string): Promise<string> {
		stage.open(content);
		return words(await stage.sendAs(content.split('\n###', 1)[0] ?? '', 'other'));
	}

	test('goes to its account, whatever the text says, and is kept beside the earlier response', async () => {
		const content = '# @account acme\nGET crm/lead/get/1\n';
		assert.equal(await stage.result(content), 'answered 200');
		assert.equal(words(await stage.sendAs(content, 'other')), 'answered 200');
		assert.deepEqual([acme.requests().length, other.requests().length], [1, 1]);
		const block = stage.block('GET');
		assert.deepEqual(
			[stage.exchanges.before(block), stage.exchanges.of(block)?.exchange].map(each => each?.session.account.name),
			['acme', 'other'],
		);
	});

	test('asks before it writes to a production account', async () => {
		stage.write = undefined;
		assert.equal(await sent('# @account acme\nGET crm/lead/delete/1\n'), 'declined');
		assert.deepEqual(stage.asked, ['write delete crm/lead 1']);
		assert.deepEqual(stage.received(), []);
	});

	const before = '\n###\n# @name one\n# @account acme\nGET crm/lead/get/1\n';
	for (const content of [
		`# @ref one\nGET crm/lead/get/2\n${before}`,
		`GET crm/lead/get/{{one.response.body.$.response.id}}\n${before}`,
		`run #one\n${before}`,
	]) {
		test(`is not sent where it uses others: ${JSON.stringify(content.split('\n###', 1)[0])}`, async () => {
			assert.equal(await sent(content), 'blocked usesOthers');
			assert.deepEqual(stage.received(), []);
		});
	}

	test('is not sent where its address is that of another account', async () => {
		assert.equal(await sent(`GET ${acme.origin}/api/v1/module/crm/lead/get/1\n`), 'failed ForeignOriginError');
		assert.deepEqual(stage.received(), []);
	});
});
