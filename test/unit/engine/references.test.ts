import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import { EngineStage, words } from '../../support/engineStage';

suite('a request that another one needs (@ref)', () => {
	let stage: EngineStage;

	setup(async () => {
		stage = new EngineStage();
		await stage.addAccount('acme');
	});
	teardown(() => stage.close());

	const chain =
		'# @name login\nGET crm/lead/get/1\n\n###\n# @ref login\nGET crm/lead/list?id={{login.response.body.$.response.id}}\n';

	test('is sent before, once', async () => {
		assert.equal(await stage.result(chain, 'list'), 'answered 200');
		assert.equal(words(await stage.send('list')), 'answered 200');
		assert.deepEqual(stage.received(), ['GET crm/lead/get/1', 'GET crm/lead/list?id=1', 'GET crm/lead/list?id=1']);
	});

	test('is sent each time where it is @forceRef', async () => {
		stage.open(chain.replace('@ref', '@forceRef'));
		await stage.send('list');
		await stage.send('list');
		assert.deepEqual(stage.received().filter(line => line.includes('get')).length, 2);
	});

	test('is sent again after its response was an error, and ends what waits for it', async () => {
		stage.open(chain.replace('get/1', 'get/999999'));
		assert.equal(words(await stage.send('list')), 'skipped (login: answered error)');
		stage.edit('get/999999', 'get/1');
		assert.equal(words(await stage.send('list')), 'answered 200');
		assert.deepEqual(stage.received(), ['GET crm/lead/get/999999', 'GET crm/lead/get/1', 'GET crm/lead/list?id=1']);
	});

	test('counts only for the account that it was sent to (T3)', async () => {
		await stage.addAccount('globex');
		const [acme, globex] = stage.entries;
		assert.ok(acme && globex);
		stage.open(chain);
		stage.choose(acme);
		assert.equal(words(await stage.send('list')), 'answered 200');
		stage.choose(globex);
		assert.equal(words(await stage.send('list')), 'answered 200');
		assert.deepEqual(
			stage.sandboxes.map(each => each.requests().length),
			[2, 2],
		);
	});

	test('counts only in the environment that it was sent in (T3)', async () => {
		stage.environment = 'staging';
		assert.equal(await stage.result(chain, 'list'), 'answered 200');
		stage.environment = 'production';
		assert.equal(words(await stage.send('list')), 'answered 200');
		assert.equal(stage.received().filter(line => line.includes('get')).length, 2);
	});

	test('of another account gives no value, unless the text names that account (T3)', async () => {
		await stage.addAccount('globex');
		const [acme, globex] = stage.entries;
		assert.ok(acme && globex);
		const plain = chain.replace('# @ref login\n', '');
		stage.open(plain);
		stage.choose(acme);
		await stage.send('get/1');
		stage.choose(globex);
		assert.equal(words(await stage.send('list')), 'blocked problems otherAccountResponse');
		assert.equal(await stage.result(`# @account acme\n${plain}`, 'get/1'), 'answered 200');
		assert.equal(words(await stage.send('list')), 'answered 200');
	});

	test('may be a run, which has succeeded when all of it has', async () => {
		const content = (id: string) =>
			`# @name one\nGET crm/lead/get/{{id}}\n###\n# @name all\nrun #one (@id=1)\nrun #one (@id=${id})\n###\n# @ref all\nGET crm/lead/list\n`;
		assert.equal(await stage.result(content('2'), 'list'), 'answered 200');
		assert.deepEqual(stage.received(), ['GET crm/lead/get/1', 'GET crm/lead/get/2', 'GET crm/lead/list']);
		const failed = await stage.result(content('999999'), 'list');
		assert.equal(failed, 'skipped (all: ran answered 200, answered error of 2)');
	});

	test('that ends when all is cancelled is the last thing that is done', async () => {
		stage.open(chain.replace('# @ref login', '# @ref login\n# @note Sure?'));
		const [login, list] = [stage.block('get/1'), stage.block('list')];
		stage.states.onDidChange(() => {
			if (stage.states.of(login)?.kind === 'ended') {
				stage.states.cancel(list);
			}
		});
		assert.equal(words(await stage.send('list')), 'cancelled');
		assert.deepEqual([stage.asked, stage.received()], [[], ['GET crm/lead/get/1']]);
	});

	test('is planned once, however many wait for it', async () => {
		const length = 25;
		const blocks = Array.from({ length }, (_, index) => {
			const refs = index + 1 < length ? `# @ref r${index + 1}\n`.repeat(2) : '';
			return `# @name r${index}\n${refs}GET crm/lead/get/1?r=${index}\n`;
		});
		assert.equal(await stage.result(blocks.join('###\n'), '?r=0'), 'answered 200');
		assert.equal(stage.received().length, length);
	});

	test('is found in imports', async () => {
		stage.files.set('shared.flowlu.http', '# @name login\nGET crm/lead/get/3\n');
		assert.equal(
			await stage.result(
				'import shared.flowlu.http\n###\n# @ref login\nGET crm/lead/list?id={{login.response.body.$.response.id}}\n',
				'list',
			),
			'answered 200',
		);
		assert.deepEqual(stage.received(), ['GET crm/lead/get/3', 'GET crm/lead/list?id=3']);
	});
});
