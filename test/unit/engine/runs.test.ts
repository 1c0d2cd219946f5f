import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { EngineStage, words } from '../../support/engineStage';

suite('a run', () => {
	let stage: EngineStage;
	let sandbox: Sandbox;

	setup(async () => {
		stage = new EngineStage();
		sandbox = await stage.addAccount('acme');
		stage.files.set(
			'all.flowlu.http',
			'@host = lead\n# @name one\nGET crm/{{host}}/get/1\n###\n# @ref one\nGET crm/{{host}}/get/1\n###\n# @disabled\nGET crm/lead/get/9\n###\nGET crm/lead/list?id=1&limit={{limit}}\n',
		);
		stage.files.set(
			'titles.flowlu.http',
			'### Imported one\nGET crm/lead/get/{{id}}\n\n### Twice\nGET crm/lead/get/1\n\n### Twice\nGET crm/lead/get/2\n',
		);
		stage.files.set('empty.flowlu.http', '@a = 1\n');
	});
	teardown(() => stage.close());

	async function sent(content: string, text = 'run'): Promise<readonly string[]> {
		stage.open(content);
		const before = stage.received().length;
		await stage.send(text);
		return stage.received().slice(before);
	}

	test('sends a request with other values of its variables', async () => {
		stage.prompted = { limit: 'x' };
		assert.deepEqual(
			await sent(
				'@id = 1\n@path = {{id}}\n@more = 3\n\n# @name one\n# @prompt limit How many?\nGET crm/lead/get/{{path}}?limit={{limit}}&x={{unknown}}\n\n###\nrun #one (@id={{more}}, @limit = 5, @unknown=a b)\n',
			),
			['GET crm/lead/get/3?limit=5&x=a%20b'],
		);
		assert.deepEqual(stage.asked, []);
	});

	test('keeps hidden what it was asked for and what it gives, if its name is that of a secret', async () => {
		stage.prompted = { password: 'canary-4d21e0' };
		const shown: string[] = [];
		stage.stepEnded = () => shown.push(stage.redactor.redact('canary-4d21e0 canary-82be11'));
		await sent(
			'# @name one\nGET crm/lead/get/1?x={{x}}&y={{token}}\n###\n# @prompt password\nrun #one (@x={{password}}, @token=canary-82be11)\n',
		);
		assert.deepEqual(shown, ['••• •••', '••• •••']);
	});

	test('may give a variable that only the text of a body uses', async () => {
		stage.files.set('body.txt', 'name={{x}}');
		for (const [name, body] of [
			['filled', '<@'],
			['plain', '<'],
		]) {
			const content = `POST crm/lead/create\nContent-Type: text/plain\n\n${body} ./body.txt\n`;
			stage.files.set(`${name}.flowlu.http`, content);
		}
		assert.deepEqual(await sent('run ./filled.flowlu.http (@x=a)\n'), ['POST crm/lead/create name=a']);
		assert.equal(await stage.result('run ./plain.flowlu.http (@x=a)\n'), 'blocked problems unusedOverride');
	});

	test('may give a variable that only another one uses', async () => {
		stage.files.set('nested.flowlu.http', '@id = 1\n@path = {{id}}\nGET crm/lead/get/{{path}}\n');
		assert.deepEqual(await sent('run ./nested.flowlu.http (@id=3)\n'), ['GET crm/lead/get/3']);
	});

	test('sends a request by its title, also one of an import, and rather by its name', async () => {
		const content = [
			'import ./titles.flowlu.http',
			'### One (by hand)\n# @name first\nGET crm/lead/get/{{id}}',
			'### other\nGET crm/lead/get/5',
			'### Other\nrun #One (by hand) (@id=1)\nrun #other\nrun #first (@id=4)\nrun #Imported one (@id=7)\n',
		].join('\n\n');
		assert.deepEqual(await sent(content), [
			'GET crm/lead/get/1',
			'GET crm/lead/get/5',
			'GET crm/lead/get/4',
			'GET crm/lead/get/7',
		]);
	});

	test('sends all requests of a file in its order, but for disabled ones', async () => {
		const list = 'GET crm/lead/list?id=1&limit=';
		assert.deepEqual(
			await sent('run ./all.flowlu.http (@limit=2)\nrun ./all.flowlu.http (@host=account, @limit=3)\n'),
			[
				...['GET crm/lead/get/1', 'GET crm/lead/get/1', `${list}2`],
				...['GET crm/account/get/1', 'GET crm/account/get/1', 'GET crm/account/get/1', `${list}3`],
			],
		);
	});

	test('sends what a request needs before it again only for values that may change it', async () => {
		const needed = (uses: string): string =>
			`@path = {{id}}\n# @name one\nGET crm/lead/get/${uses}\n###\n# @name two\n# @ref one\nGET crm/lead/list?id={{id}}\n###\n`;
		const runs = 'run #two (@id=2)\nrun #two (@id=3)\n';
		assert.deepEqual(await sent(`${needed('1')}${runs}`), [
			'GET crm/lead/get/1',
			'GET crm/lead/list?id=2',
			'GET crm/lead/list?id=3',
		]);
		const each = ['GET crm/lead/get/2', 'GET crm/lead/list?id=2', 'GET crm/lead/get/3', 'GET crm/lead/list?id=3'];
		assert.deepEqual(await sent(`@id = 1\n${needed('{{path}}')}${runs}`), each);
		// What was got with values of a run is nothing to a request that has none of them.
		const before = stage.received().length;
		await stage.send('# @name two');
		assert.deepEqual(stage.received().slice(before), ['GET crm/lead/get/1', 'GET crm/lead/list?id=1']);
	});

	for (const [because, content, result] of [
		['a variable of one has no value', 'run ./all.flowlu.http\n', 'blocked problems unknownVariable'],
		['the last one is not there', 'run ./all.flowlu.http (@limit=2)\nrun #none\n', 'blocked problems unknownRequest'],
		[
			'nothing has a variable that is given',
			'run ./all.flowlu.http (@limit=2, @limits=3)\n',
			'blocked problems unusedOverride',
		],
		[
			'a title may be one request or another',
			'run #a\n### a\nGET crm/lead/get/1\n### a\nGET crm/lead/get/2\n',
			'blocked problems ambiguousTitle',
		],
		[
			'an imported title may be one or another',
			'import ./titles.flowlu.http\n###\nrun #Twice\n',
			'blocked problems ambiguousTitle',
		],
		['the file is not there', 'run ./none.flowlu.http\n', 'blocked problems missingFile'],
		['the file has no requests', 'run ./empty.flowlu.http\n', 'blocked problems noRequests'],
		[
			'a few lines would send a million requests',
			`${Array.from({ length: 20 }, (_, i) => `# @name r${i}\nrun #r${i + 1}\nrun #r${i + 1}\n###\n`).join('')}# @name r20\nGET crm/lead/get/1\n###\nrun #r0\n`,
			'blocked problems tooManyRequests',
		],
		[
			'a few requests would each send the next one twice before',
			`${Array.from({ length: 20 }, (_, i) => `# @name r${i}\n# @forceRef r${i + 1}\n# @forceRef r${i + 1}\nGET crm/lead/get/1\n###\n`).join('')}# @name r20\nGET crm/lead/get/1\n###\nrun #r0\n`,
			'blocked problems tooManyRequests',
		],
		['one would run itself', '# @name a\nrun #b\n###\n# @name b\nrun #a\n', 'blocked problems cyclicReference'],
		[
			'a value that is given is of a response that is not there',
			'# @name one\nGET crm/lead/get/{{id}}\n###\n# @name two\nGET crm/lead/get/2\n###\nrun #one (@id={{two.response.body.$.response.id}})\n',
			'blocked problems noResponse',
		],
	] as const) {
		test(`sends nothing where ${because}`, async () => {
			assert.equal(await stage.result(content, 'run'), result);
			assert.deepEqual(stage.received(), []);
		});
	}

	test('ends with the first response that is an error, and says how far it came', async () => {
		const content =
			'# @name one\nGET crm/lead/get/{{id}}\n###\nrun #one (@id=1)\nrun #one (@id=999999)\nrun #one (@id=2)\n';
		assert.equal(await stage.result(content, 'run'), 'ran answered 200, answered error of 3');
		assert.deepEqual(stage.received(), ['GET crm/lead/get/1', 'GET crm/lead/get/999999']);
	});

	test('takes the values of a step when it is due (T2)', async () => {
		const content =
			'# @name create\nGET crm/lead/get/{{which}}\n###\n# @name del\nGET crm/lead/delete/{{id}}\n###\nrun #create (@which=1)\n###\nrun #create (@which=3)\nrun #del (@id={{create.response.body.$.response.id}})\n';
		stage.open(content);
		assert.equal(words(await stage.send('run #create (@which=1)')), 'ran answered 200 of 1');
		assert.equal(words(await stage.send('run #del')), 'ran answered 200, answered 200 of 2');
		assert.deepEqual(stage.received(), ['GET crm/lead/get/1', 'GET crm/lead/get/3', 'GET crm/lead/delete/3']);
	});

	test('asks for its own values and note once', async () => {
		stage.prompted = { which: '4' };
		const content =
			'# @name one\nGET crm/lead/get/{{id}}\n###\n# @note Go?\n# @prompt which\nrun #one (@id={{which}})\nrun #one (@id={{which}}1)\n';
		assert.equal(await stage.result(content, 'run'), 'ran answered 200, answered error of 2');
		assert.deepEqual(stage.asked, ['note Go?', 'prompt which']);
		assert.deepEqual(stage.received(), ['GET crm/lead/get/4', 'GET crm/lead/get/41']);
	});

	test('sends nothing where its own prompt is dismissed', async () => {
		stage.prompted = undefined;
		const content = '# @name one\nGET crm/lead/get/{{id}}\n###\n# @prompt which\nrun #one (@id={{which}})\n';
		assert.equal(await stage.result(content, 'run'), 'declined');
		assert.deepEqual([stage.asked, stage.received()], [['prompt which'], []]);
	});

	test('sends no step whose text was edited since it was planned', async () => {
		stage.open(
			'# @name one\n# @note first\nGET crm/lead/get/1\n###\n# @name two\nGET crm/lead/get/2\n###\nrun #one\nrun #two\n',
		);
		stage.beforeAsking = () => {
			stage.edit('get/2', 'delete/2');
			return Promise.resolve();
		};
		assert.equal(words(await stage.send('run')), 'ran answered 200, blocked changed of 2');
		assert.deepEqual(stage.received(), ['GET crm/lead/get/1']);
	});

	test('finds a step that was moved meanwhile', async () => {
		stage.open(
			'# @name one\n# @note first\nGET crm/lead/get/1\n###\n# @name two\nGET crm/lead/get/2\n###\nrun #one\nrun #two\n',
		);
		stage.beforeAsking = what => {
			if (what.startsWith('note')) {
				stage.edit('# @name one', '\n\n@x = 1\n\n# @name one');
			}
			return Promise.resolve();
		};
		assert.equal(words(await stage.send('run')), 'ran answered 200, answered 200 of 2');
	});

	test('is cancelled whole, and leaves no trace', async () => {
		stage.open('# @name one\nGET crm/lead/get/{{id}}\n###\nrun #one (@id=1)\nrun #one (@id=2)\n');
		sandbox.setDelay(60_000);
		const run = stage.block('run');
		const ended = stage.send('run');
		await until(() => stage.received().length === 1);
		assert.equal(stage.states.underWay().length, 2);
		assert.deepEqual(await stage.send('run'), { kind: 'blocked', because: 'underWay', isRun: true });
		stage.states.cancel(run);
		assert.equal(words(await ended), 'cancelled');
		assert.deepEqual(stage.received(), ['GET crm/lead/get/1']);
		assert.deepEqual([stage.states.of(run), stage.states.underWay()], [undefined, []]);
	});

	test('that is cancelled while it asks for its values begins no step', async () => {
		stage.open('# @name one\nGET crm/lead/get/{{id}}\n###\n# @prompt which\nrun #one (@id={{which}})\n');
		const run = stage.block('run');
		const phases = new Set<string>();
		stage.states.onDidChange(() => {
			const state = stage.states.of(run);
			phases.add(state?.kind === 'underWay' ? state.phase.phase : 'none');
		});
		stage.beforeAsking = () => {
			stage.states.cancel(run);
			return Promise.resolve();
		};
		assert.equal(words(await stage.send('run')), 'cancelled');
		assert.deepEqual([[...phases], stage.received()], [['preparing', 'none'], []]);
	});

	test('ends where one of its requests is cancelled', async () => {
		stage.open('# @name one\nGET crm/lead/get/{{id}}\n###\nrun #one (@id=1)\nrun #one (@id=2)\n');
		sandbox.setDelay(60_000);
		const ended = stage.send('run');
		await until(() => stage.received().length === 1);
		stage.states.cancel(stage.block('get/{{id}}'));
		assert.equal(words(await ended), 'ran cancelled of 2');
	});
});

suite('a request that is under way', () => {
	let stage: EngineStage;
	let sandbox: Sandbox;

	setup(async () => {
		stage = new EngineStage();
		sandbox = await stage.addAccount('acme');
	});
	teardown(() => stage.close());

	test('is cancelled: its connection is closed, and what was known before is gone', async () => {
		stage.open('GET crm/lead/get/1\n');
		await stage.send('GET');
		sandbox.setDelay(60_000);
		const ended = stage.send('GET');
		await until(() => stage.received().length === 2);
		const block = stage.block('GET');
		assert.equal(stage.states.cancel(block), true);
		assert.equal(words(await ended), 'cancelled');
		assert.deepEqual([stage.states.of(block), stage.states.cancel(block)], [undefined, false]);
	});

	test('is cancelled while it is asked about: nothing is sent, and what was known before stays', async () => {
		stage.open('# @note Sure?\nGET crm/lead/get/1\n');
		await stage.send('GET');
		const asked: string[] = [];
		stage.beforeAsking = what => {
			asked.push(what);
			stage.states.cancel(stage.block('GET'));
			return Promise.resolve();
		};
		assert.equal(words(await stage.send('GET')), 'cancelled');
		assert.deepEqual([stage.received().length, stage.states.of(stage.block('GET'))?.kind], [1, 'ended']);
		assert.deepEqual(asked, ['note Sure?'], 'The keyring is not asked.');
	});

	test('is under way from the key press on, and tells how far it has come', async () => {
		stage.open('# @note Sure?\nGET crm/lead/get/1\n');
		const phases: string[] = [];
		stage.states.onDidChange(state => {
			phases.push(state?.kind === 'underWay' ? state.phase.phase : (state?.kind ?? 'none'));
		});
		const ended = stage.send('GET');
		assert.deepEqual(phases, ['preparing']);
		await ended;
		assert.deepEqual([...new Set(phases)], ['preparing', 'queued', 'sending', 'ended']);
	});
});

async function until(isTrue: () => boolean): Promise<void> {
	for (let turns = 0; !isTrue() && turns < 5000; turns++) {
		await new Promise(resolve => {
			setTimeout(resolve, 1);
		});
	}
	assert.ok(isTrue());
}
