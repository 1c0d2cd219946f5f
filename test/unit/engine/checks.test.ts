import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { isUnclear, succeeded } from '../../../src/engine/outcome';
import { judged } from '../../../src/runs/caseResult';
import { EngineStage, words } from '../../support/engineStage';
import { type ScriptedResponse, withHostileServer } from '../../support/hostileServer';
import { html, json, plain, redirect } from '../../support/scriptedResponses';

let stage: EngineStage;

setup(async () => {
	stage = new EngineStage();
	await stage.addAccount('acme');
});

teardown(() => stage.close());

/** What a run says of a request, and of its checks. */
async function verdictOf(text: string): Promise<string> {
	stage.open(text);
	const outcome = await stage.send(text);
	const { state, checks } = judged(outcome);
	return [state, ...checks.map(({ kind, text: line }) => `${kind}: ${line}`)].join(', ');
}

suite('checks of a request that is sent', () => {
	test('are carried out with the values of its variables, and are not sent', async () => {
		const text = '@least = 0\nPOST crm/lead/create\n\nname=Acme&contact_person=A\n\n?? field id > {{least}}\n?? ok';
		assert.equal(await verdictOf(text), 'passed, holds: field id > {{least}}, holds: ok');
		assert.deepEqual(stage.received(), ['POST crm/lead/create name=Acme&contact_person=A']);
	});

	test('decide what becomes of it', async () => {
		assert.equal(await verdictOf('GET crm/account/list'), 'passed, holds: ok');
		assert.equal(await verdictOf('GET crm/account/list\n?? count == 77'), 'failed, fails: count == 77, holds: ok');
		assert.equal(await verdictOf('GET crm/account/get/999999'), 'failed, fails: ok');
		// HTTP 200 is what Flowlu's errors come with.
		assert.equal(
			await verdictOf('GET crm/account/get/999999\n?? status == 200'),
			'failed, holds: status == 200, fails: ok',
		);
		assert.equal(await verdictOf('GET crm/account/get/999999\n?? error exists'), 'passed, holds: error exists');
		assert.equal(await verdictOf('GET crm/account/list\n?? js 1 == 1'), 'incomplete, notRun: js 1 == 1, holds: ok');
		assert.equal(
			await verdictOf('GET crm/account/list\n?? js 1 == 1\n?? count == 77'),
			'failed, notRun: js 1 == 1, fails: count == 77, holds: ok',
		);
	});

	test('keep what needs the request from being sent where they fail', async () => {
		const text = '# @name first\nGET crm/account/list\n?? count == 77\n\n###\n# @ref first\nGET crm/lead/list';
		stage.open(text);
		assert.equal(words(await stage.send('crm/lead/list')), 'skipped (first: answered 200)');
		stage.open(text.replace('count == 77', 'count > 0'));
		assert.equal(words(await stage.send('crm/lead/list')), 'answered 200');
	});

	/** How many requests reach a server that responds so to all, of three ways in which a second one follows the first. */
	async function sentOf(response: ScriptedResponse, check = ''): Promise<readonly number[]> {
		const named = `# @name first\nGET crm/account/list\n${check}\n`;
		const ways: readonly [content: string, sent: string][] = [
			[`${named}\n###\nrun #first\nrun #first\n`, 'run'],
			[`${named}\n###\n# @forceRef first\nGET crm/lead/list\n`, 'crm/lead/list'],
			[`# @each ./rows.csv\nGET crm/account/get/{{id}}\n${check}\n`, 'GET'],
		];
		const counts: number[] = [];
		await withHostileServer([response], async ({ origin, received }) => {
			stage.entries.splice(0);
			stage.addSession({ name: 'acme', origin }, 'abcdefgh');
			stage.files.set('rows.csv', 'id\n1\n2\n');
			for (const [content, sent] of ways) {
				const before = received.length;
				stage.open(content);
				await stage.send(sent);
				counts.push(received.length - before);
			}
		});
		return counts;
	}

	test('are what a response that is none of Flowlu needs, so that others follow', async () => {
		const elsewhere = redirect(302, 'https://flowlu.com/');
		assert.deepEqual(await sentOf(json({ response: { id: 1 } })), [2, 2, 2]);
		for (const response of [html('<!doctype html><title>Sign in</title>'), plain({}), elsewhere]) {
			assert.deepEqual(await sentOf(response), [1, 1, 1]);
		}
		assert.deepEqual(await sentOf(elsewhere, '?? status == 302'), [2, 2, 2]);
	});

	test('decide alone whether a page or a file is a failure', async () => {
		const page = html('<!doctype html><title>Sign in</title>');
		await withHostileServer([page], async ({ origin }) => {
			stage.entries.splice(0);
			stage.addSession({ name: 'acme', origin }, 'abcdefgh');
			const asks = ['', '?? body contains Sign', '?? body contains Welcome', '?? ok isFalse'];
			const ends: (readonly boolean[])[] = [];
			for (const check of asks) {
				stage.open(`GET crm/lead/list\n${check}\n`);
				const outcome = await stage.send('GET');
				ends.push([succeeded(outcome), isUnclear(outcome)]);
			}
			assert.deepEqual(ends, [
				[false, true],
				[false, true],
				[false, false],
				[true, false],
			]);
		});
	});

	test('let an expected error go on', async () => {
		const text = '# @name first\nGET crm/account/get/999999\n?? error exists\n\n###\n# @ref first\nGET crm/lead/list';
		stage.open(text);
		assert.equal(words(await stage.send('crm/lead/list')), 'answered 200');
	});

	test('whose variable has no value keep it from being sent', async () => {
		assert.equal(await stage.result('GET crm/account/list\n?? count == {{many}}'), 'blocked problems unknownVariable');
		assert.deepEqual(stage.received(), []);
	});

	test('stand below a curl command', async () => {
		const command = `curl '${stage.sandboxes[0]?.origin ?? ''}/api/v1/module/crm/account/list'`;
		const text = `${command}\n\n?? count == 77\n`;
		assert.equal(await verdictOf(text), 'failed, fails: count == 77, holds: ok');
		const outcome = await stage.send('curl');
		assert.ok(outcome.kind === 'answered');
		assert.deepEqual(outcome.checks[0]?.span, { start: command.length + 2, end: text.length - 1 });
	});

	test('are none within the quotation marks of a curl command', async () => {
		const url = `${stage.sandboxes[0]?.origin ?? ''}/api/v1/module/crm/account/create`;
		stage.open(`curl '${url}' -H 'Content-Type: text/plain' --data-binary 'a\n?? ok\nb'`);
		assert.equal(words(await stage.send('curl')), 'blocked problems curlUnwritable');
		stage.open(`curl '${url}' -H 'Content-Type: text/plain' --data-binary 'a\n?? ok'`);
		assert.equal(words(await stage.send('curl')), 'blocked problems curlOpenQuote');
		assert.deepEqual(stage.received(), []);
	});
});
