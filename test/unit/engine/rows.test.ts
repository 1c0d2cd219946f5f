import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import { EngineStage, words } from '../../support/engineStage';

suite('a request for each row of a file', () => {
	let stage: EngineStage;

	setup(async () => {
		stage = new EngineStage();
		await stage.addAccount('acme');
		stage.files.set('rows.csv', 'id,title\n1,Änne & Söhne\n2,{{id}}\n');
	});
	teardown(() => stage.close());

	test('is sent with the columns as variables, whose values are data', async () => {
		assert.equal(
			await stage.result('# @each ./rows.csv\nGET crm/account/get/{{id}}?x={{title}}\n'),
			'ran answered 200, answered 200 of 2',
		);
		assert.deepEqual(stage.received(), [
			'GET crm/account/get/1?x=%C3%84nne%20%26%20S%C3%B6hne',
			'GET crm/account/get/2?x=%7B%7Bid%7D%7D',
		]);
		assert.deepEqual(
			stage.ended.map(({ name, row }) => [name, row]),
			[
				['GET crm/account/get/{{id}}?x={{title}}', '1'],
				['GET crm/account/get/{{id}}?x={{title}}', '2'],
				['GET crm/account/get/{{id}}?x={{title}}', undefined],
			],
		);
	});

	test('tells which of its rows is under way', async () => {
		const told = new Set<string>();
		stage.states.onDidChange(state => {
			if (state?.kind === 'underWay' && state.phase.phase === 'running') {
				told.add(`${state.phase.step} of ${state.phase.total}`);
			}
		});
		await stage.result('# @each ./rows.csv\nGET crm/account/get/{{id}}\n');
		assert.deepEqual([...told], ['1 of 2', '2 of 2']);
	});

	test('writes in a test account', async () => {
		assert.equal(
			await stage.result('# @each ./rows.csv\nPOST crm/account/update/{{id}}\n\nname={{title}}\n'),
			'ran answered 200, answered 200 of 2',
		);
		assert.deepEqual(
			stage.received().map(line => line.split(' ')[2]),
			['name=%C3%84nne%20%26%20S%C3%B6hne', 'name=%7B%7Bid%7D%7D'],
		);
	});

	test('changes nothing of the request but the place of a value', async () => {
		const values = [
			'a&phone=1',
			'/../delete/1',
			'"quoted"',
			'two\r\nlines',
			'{{id}} {{$guid}}',
			'%41+%',
			"# @key x ' ;",
			'😀',
		];
		const rows = values.map(value => ({ value, id: '1' }));
		stage.files.set('rows.json', JSON.stringify(rows));
		await stage.result('# @each ./rows.json\nPOST crm/account/update/{{id}}?x={{value}}\n\nname={{value}}\n');
		const seen = stage.received().map(line => {
			const [method, target = '', body = ''] = line.split(' ');
			const url = new URL(target, 'http://a.invalid');
			return [method, url.pathname, ...url.searchParams, ...new URLSearchParams(body)];
		});
		assert.deepEqual(
			seen,
			values.map(value => ['POST', '/crm/account/update/1', ['x', value], ['name', value]]),
		);
	});

	test('asks once for what it needs, and rows count more than prompts', async () => {
		stage.prompted = { city: 'Berlin' };
		await stage.result(
			'# @each ./rows.csv\n# @prompt city\n# @prompt id\n# @note Sure?\nGET crm/account/get/{{id}}?x={{city}}\n',
		);
		assert.deepEqual(stage.received(), ['GET crm/account/get/1?x=Berlin', 'GET crm/account/get/2?x=Berlin']);
		assert.deepEqual(
			stage.asked.filter(what => what !== 'keyring'),
			['note Sure?', 'prompt city'],
		);
	});

	test('has what it needs sent before it once, unless a row may change that', async () => {
		const needs = (id: string): string =>
			`# @name one\nGET crm/lead/get/${id}\n###\n# @ref one\n# @each ./rows.csv\nGET crm/account/get/{{id}}\n`;
		stage.open(needs('1'));
		await stage.send('account');
		assert.deepEqual(stage.received(), ['GET crm/lead/get/1', 'GET crm/account/get/1', 'GET crm/account/get/2']);
		stage.open(needs('{{id}}').replace('# @name one', '# @name one\n# @each ./rows.csv'));
		assert.equal(words(await stage.send('account')), 'ran answered 200, answered 200 of 2');
	});

	test('is sent before another one whole, unless it has succeeded', async () => {
		stage.open(
			'# @name all\n# @each ./rows.csv\nGET crm/account/get/{{id}}\n###\n# @ref all\nGET crm/lead/list?id={{all.response.body.$.response.id}}\n',
		);
		await stage.send('lead');
		await stage.send('lead');
		assert.deepEqual(stage.received(), [
			...['GET crm/account/get/1', 'GET crm/account/get/2', 'GET crm/lead/list?id=2', 'GET crm/lead/list?id=2'],
		]);
	});

	test('ends at the first row that does not succeed, unless it goes on', async () => {
		stage.files.set('rows.csv', 'id\n1\n999999\n2\n');
		const request = '# @each ./rows.csv\nGET crm/account/get/{{id}}\n';
		assert.equal(await stage.result(request), 'ran answered 200, answered error of 3');
		assert.equal(await stage.result(`# @continue\n${request}`), 'ran answered 200, answered error, answered 200 of 3');
	});

	test('ends when it is cancelled', async () => {
		let asked = 0;
		stage.beforeAsking = what => {
			asked += what === 'keyring' ? 1 : 0;
			if (asked === 2) {
				stage.states.cancelAll();
			}
			return Promise.resolve();
		};
		assert.equal(await stage.result('# @each ./rows.csv\nGET crm/account/get/{{id}}\n'), 'cancelled');
		assert.equal(stage.received().length, 1);
	});

	test('is told row by row', async () => {
		const told: string[] = [];
		stage.files.set('rows.csv', 'id,key\n1,A\n999999,B\n2,C\n');
		stage.open('# @each ./rows.csv\n# @key-column key\n# @continue\nGET crm/account/get/{{id}}\n');
		await stage.send('GET', {
			rows: {
				onStart: row => told.push(`start ${row}`),
				onEnd: ({ row, outcome }) => told.push(`end ${row} ${words(outcome)}`),
			},
		});
		assert.deepEqual(told, [
			...['start A', 'end A answered 200', 'start B', 'end B answered error', 'start C', 'end C answered 200'],
		]);
	});

	for (const [problem, content, file] of [
		['missingFile', '# @each ./none.csv\nGET crm/account/get/{{id}}', undefined],
		['fileOutside', '# @each ../none.csv\nGET crm/account/get/{{id}}', undefined],
		['unknownVariable', '# @each ./rows.csv\nGET crm/account/get/{{ids}}', undefined],
		['repeatedColumn', '# @each ./rows.csv\nGET crm/account/get/{{id}}', 'id,id\n1,2'],
		['unknownKeyColumn', '# @each ./rows.csv\n# @key-column x\nGET crm/account/get/{{id}}', 'id\n1'],
		[
			'tooManyRequests',
			`# @name one\nGET crm/lead/get/{{id}}\n###\n# @each ./rows.csv\n# @ref one\nGET /x`,
			'id\n'.concat('1\n'.repeat(5001)),
		],
	] as const) {
		test(`is not sent: ${problem}`, async () => {
			if (file !== undefined) {
				stage.files.set('rows.csv', file);
			}
			assert.equal(await stage.result(content, '@each'), `blocked problems ${problem}`);
			assert.deepEqual(stage.received(), []);
		});
	}

	for (const [problem, detail, marked, file] of [
		['rowFileFormat', './rows.txt', '# @each «./rows.txt»\nGET /x', 'id\n1'],
		['rowFileEncoding', './rows.csv', '# @each «./rows.csv»\nGET /x', Uint8Array.of(0xff, 0xfe)],
		['noRows', './rows.csv', '# @each «./rows.csv»\nGET /x', 'id\n'],
		['rowWithoutCells', '3', '# @each «./rows.csv»\nGET /x', 'id,name\n1,A\n2\n'],
		['columnName', 'First name', '# @each «./rows.csv»\nGET /x', 'First name\nA\n'],
		['unknownKeyColumn', 'key', '# @each ./rows.csv\n# @key-column «key»\nGET /x', 'id\n1'],
		['unknownVariable', 'ids', '@a = 1\n# @each ./rows.csv\nGET /{{id}}/{{a}}/«{{ids}}»', 'id\n1'],
	] as const) {
		test(`says where what is wrong: ${problem}`, async () => {
			stage.files.set(marked.includes('.txt') ? 'rows.txt' : 'rows.csv', file);
			const text = marked.replaceAll(/[«»]/gu, '');
			stage.open(text);
			const outcome = await stage.send('GET');
			const problems = outcome.kind === 'blocked' && outcome.because === 'problems' ? outcome.problems : [];
			const [, shown] = /«(?<shown>.*)»/u.exec(marked) ?? [];
			assert.deepEqual(
				problems.map(({ code, detail: told, span }) => [code, told, text.slice(span.start, span.end)]),
				[[problem, detail, shown]],
			);
		});
	}

	test('makes known what a column with the name of a secret has', async () => {
		stage.files.set('rows.csv', 'id,password\n1,canary-7f3a9c\n2,canary-82be11\n');
		await stage.result('# @each ./rows.csv\nGET crm/account/get/{{id}}?x={{password}}\n');
		const found = stage.redactor.find('canary-7f3a9c canary-82be11');
		assert.deepEqual(
			found.map(({ because }) => because),
			[1, 2].map(() => ({ kind: 'named', name: 'password', from: 'rows' })),
		);
	});

	test('keeps hidden what was asked for once, from the first row to the last', async () => {
		stage.prompted = { apiToken: 'canary-4d21e0' };
		const shown: string[] = [];
		stage.stepEnded = () => shown.push(stage.redactor.redact('canary-4d21e0'));
		await stage.result('# @each ./rows.csv\n# @prompt apiToken\nGET crm/account/get/{{id}}?x={{apiToken}}\n');
		assert.deepEqual(shown, ['•••', '•••', '•••']);
	});

	test('is prepared for its first row, whose secrets are hidden then', async () => {
		stage.files.set('rows.csv', 'id,hook_token\n1,canary-7f3a9c\n');
		stage.open('# @each ./rows.csv\nGET crm/account/get/{{id}}?x={{hook_token}}\n');
		const prepared = await stage.prepare('GET');
		assert.ok(prepared.kind === 'prepared' && prepared.request.url.endsWith('/get/1?x=canary-7f3a9c'));
		assert.equal(stage.redactor.redact('x=canary-7f3a9c'), 'x=•••');
	});
});

suite('a request for each row of a file, in a production account', () => {
	let stage: EngineStage;

	setup(async () => {
		stage = new EngineStage();
		await stage.addAccount('acme', 'production');
		stage.files.set('rows.csv', 'id\n1\n2\n');
	});
	teardown(() => stage.close());

	test('is sent where it is a read', async () => {
		assert.equal(
			await stage.result('# @each ./rows.csv\nGET crm/account/get/{{id}}'),
			'ran answered 200, answered 200 of 2',
		);
	});

	for (const [why, content] of [
		['it may write', '# @each ./rows.csv\nPOST crm/account/update/{{id}}\n\nname=A'],
		['it deletes', '# @each ./rows.csv\nGET crm/account/delete/{{id}}'],
		['a row makes it a write', '# @each ./rows.csv\nGET crm/account/{{id}}/1'],
		[
			'what it needs may write',
			'# @name one\nPOST crm/account/update/1\n\nname=A\n###\n# @ref one\n# @each ./rows.csv\nGET crm/account/get/{{id}}',
		],
	] as const) {
		test(`is not where ${why}, and nobody is asked`, async () => {
			const outcome = await stage.result(content, '@each');
			assert.match(outcome, /blocked problems writeForRows/u);
			assert.deepEqual([stage.received(), stage.asked], [[], []]);
		});
	}
});
