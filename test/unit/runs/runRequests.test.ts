import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import type { CaseResult } from '../../../src/runs/caseResult';
import { agreedTo, plannedWrites, productionSender } from '../../../src/runs/plannedWrites';
import { itemsOf, type RunItem, runRequests } from '../../../src/runs/runRequests';
import { EngineStage } from '../../support/engineStage';

const uri = 'file:///w/main.flowlu.http';

suite('a run of requests', () => {
	let stage: EngineStage;

	setup(async () => {
		stage = new EngineStage();
		await stage.addAccount('acme');
	});
	teardown(() => stage.close());

	function items(content: string): readonly RunItem[] {
		stage.open(content);
		const document = stage.scope.document(uri);
		assert.ok(document);
		return itemsOf(uri, { blocks: stage.blocks, document });
	}

	async function run(content: string, controller = new AbortController()): Promise<readonly string[]> {
		const told: CaseResult[] = [];
		const results = await runRequests(
			items(content),
			{ signal: controller.signal, onResult: result => told.push(result) },
			stage,
		);
		assert.deepEqual(told, results);
		return results.map(({ line, row, state }) => [line, ...(row === undefined ? [] : [row]), state].join(' '));
	}

	const missing = 'GET crm/account/get/999999\n###\n';
	const there = 'GET crm/account/get/1\n###\n';

	test('ends at the first that does not pass, unless that one says to go on', async () => {
		assert.deepEqual(await run(`${there}${missing}${there}`), ['0 passed', '2 failed', '4 skipped']);
		assert.deepEqual(await run(`${there}# @continue\n${missing}# @disabled\n${there}${there}`), [
			...['0 passed', '3 failed', '8 passed'],
		]);
		assert.equal(stage.received().length, 5);
	});

	test('has a result for each row, also for those that were not sent', async () => {
		stage.files.set('rows.csv', 'id,key\n1,A\n999999,B\n2,C\n');
		const each = '# @each ./rows.csv\n# @key-column key\nGET crm/account/get/{{id}}\n###\n';
		assert.deepEqual(await run(`${each}${there}`), ['2 A passed', '2 B failed', '2 C skipped', '4 skipped']);
		assert.deepEqual(await run(`# @continue\n${each}${there}`), [
			...['3 A passed', '3 B failed', '3 C passed', '5 passed'],
		]);
	});

	test('has one result for a request whose rows cannot be read', async () => {
		assert.deepEqual(await run(`# @each ./none.csv\n${there}${there}`), ['1 notSent', '3 skipped']);
	});

	test('ends when it is cancelled; what was not sent is cancelled', async () => {
		stage.files.set('rows.csv', 'id\n1\n2\n3\n');
		const controller = new AbortController();
		let asked = 0;
		stage.beforeAsking = what => {
			asked += what === 'keyring' ? 1 : 0;
			if (asked === 3) {
				controller.abort();
			}
			return Promise.resolve();
		};
		assert.deepEqual(await run(`${there}# @each ./rows.csv\nGET crm/account/get/{{id}}\n###\n${there}`, controller), [
			...['0 passed', '3 1 passed', '3 2 cancelled', '3 3 cancelled', '5 cancelled'],
		]);
	});

	test('sends nothing where the workspace is not trusted', async () => {
		stage.isTrusted = false;
		assert.deepEqual(await run(`# @continue\n${there}${there}`), ['1 notSent', '3 notSent']);
		assert.deepEqual(stage.received(), []);
	});

	test('is of some rows only, as long as all of them are there', async () => {
		stage.files.set('rows.csv', 'id,key\n1,A\n2,B\n3,C\n');
		const [item] = items('# @each ./rows.csv\n# @key-column key\nGET crm/account/get/{{id}}\n');
		assert.ok(item);
		const runOf = async (...rows: readonly string[]) => {
			const { signal } = new AbortController();
			const results = await runRequests([{ ...item, onlyRows: new Set(rows) }], { signal }, stage);
			return results.map(({ row, state }) => `${row ?? ''} ${state}`);
		};
		assert.deepEqual(await runOf('C', 'A'), ['A passed', 'C passed']);
		assert.deepEqual(stage.received(), ['GET crm/account/get/1', 'GET crm/account/get/3']);
		stage.files.set('rows.csv', 'id,key\n1,A\n');
		assert.deepEqual(await runOf('C', 'A'), [' notSent']);
		stage.edit('# @each ./rows.csv', '#');
		assert.deepEqual(await runOf('A'), [' notSent']);
		assert.equal(stage.received().length, 2);
	});

	test('waits for another run, also when that is of the same requests, unless it is cancelled', async () => {
		const content = `# @name one\n${there}# @ref one\nGET crm/account/get/2\n###\n`;
		const chosen = items(content);
		const order: string[] = [];
		const controller = new AbortController();
		const runOf = async (name: string, signal = new AbortController().signal) => {
			const onWait = (): void => {
				order.push(`${name} waits`);
			};
			const results = await runRequests(chosen, { signal, onWait }, stage);
			order.push(`${name} ${results.map(({ state }) => state).join()}`);
		};
		const runs = [runOf('first'), runOf('second', controller.signal), runOf('third')];
		controller.abort();
		await Promise.all(runs);
		assert.deepEqual(order, [
			...['second waits', 'third waits', 'second cancelled,cancelled', 'first passed,passed', 'third passed,passed'],
		]);
		const [one, two] = ['GET crm/account/get/1', 'GET crm/account/get/2'];
		assert.deepEqual(stage.received(), [one, two, one, two]);
		await runOf('fourth');
		assert.equal(order.at(-1), 'fourth passed,passed');
	});

	test('shows no response', async () => {
		const shown: boolean[] = [];
		stage.stepEnded = (_step, { quietly }) => shown.push(!quietly);
		await run(`# @name one\n${there}# @ref one\n${there}run #one\n`);
		assert.ok(shown.length > 3 && shown.every(isShown => !isShown));
	});
});

suite('the writes of a run', () => {
	let stage: EngineStage;

	setup(async () => {
		stage = new EngineStage();
		await stage.addAccount('acme', 'production');
		await stage.addAccount('test', 'test');
	});
	teardown(() => stage.close());

	const content = [
		'# @account acme\nGET crm/account/list',
		'# @account acme\nPOST crm/account/update/{{id}}\n\nname=A',
		'# @account test\nPOST crm/account/update/1\n\nname=B',
		'# @account acme\nGET crm/account/{{method}}/999999',
		'# @account acme\nGET crm/account/delete/999998',
		'{{host}}/api/v1/module/crm/account/update/1',
	].join('\n\n###\n');

	async function planned(text: string) {
		stage.open(text);
		const document = stage.scope.document(uri);
		assert.ok(document);
		const items = itemsOf(uri, { blocks: stage.blocks, document });
		return { items, writes: await plannedWrites(items, productionSender(stage.entries, stage.scope), stage) };
	}

	test('are those to production accounts, as far as can be told', async () => {
		const update = `${stage.entries[0]?.session.account.origin}/api/v1/module/crm/account/update/2`;
		const others = ['# @each ./rows.csv\nPOST crm/account/update/{{id}}', `curl ${update} -d name=C`];
		const text = [content, ...others.map(other => `# @account acme\n${other}`)].join('\n\n###\n');
		assert.deepEqual(
			(await planned(text)).writes.map(({ method, target, kind, entry }) => [
				method,
				target,
				kind,
				entry.session.account.name,
			]),
			[
				['POST', 'crm/account/update/{{id}}', 'update', 'acme'],
				['GET', 'crm/account/{{method}}/999999', 'unknown', 'acme'],
				['GET', 'crm/account/delete/999998', 'delete', 'acme'],
				['POST', update, 'update', 'acme'],
			],
		);
	});

	test('are asked about once, and what turns out to be another one when it is its turn', async () => {
		stage.write = undefined;
		const { items, writes } = await planned(
			`@id = 1\n@method = delete\n\n${content.slice(0, content.lastIndexOf('###'))}`,
		);
		const isAgreed = agreedTo(writes, stage);
		const results = await runRequests(items, { signal: new AbortController().signal, isAgreed }, stage);
		assert.deepEqual(
			results.map(({ state }) => state),
			['passed', 'passed', 'passed', 'notSent', 'skipped'],
		);
		// The variable made a delete of what nobody could tell.
		assert.deepEqual(stage.asked, ['write delete crm/account 999999']);
	});

	test('are agreed to once each, and only as they were', async () => {
		stage.write = undefined;
		const change = '# @account acme\n# @name change\nPOST crm/account/update/1\n\nname=A\n\n###\n';
		const again = '# @account acme\n# @forceRef change\nGET crm/account/list\n';
		const first = await planned(change + again);
		await runRequests(
			first.items,
			{ signal: new AbortController().signal, isAgreed: agreedTo(first.writes, stage) },
			stage,
		);
		assert.deepEqual(stage.asked.splice(0), ['write update crm/account 1']);

		const second = await planned(change);
		stage.edit('name=A', 'name=B');
		const results = await runRequests(
			second.items,
			{ signal: new AbortController().signal, isAgreed: agreedTo(second.writes, stage) },
			stage,
		);
		assert.deepEqual([results.map(({ state }) => state), stage.asked.length], [['notSent'], 1]);
	});
});
