import assert from 'node:assert/strict';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox';
import { CommandLine } from '../../support/commandLine';
import { catalog } from '../sandbox/sandboxUnderTest';
import { junitCheck } from './junitSchema';

suite('rows in the command line', () => {
	let sandbox: Sandbox;
	let line: CommandLine;
	let env: Readonly<Record<string, string>>;

	suiteSetup(async () => {
		sandbox = await startSandbox({ port: 0, recordsRequests: true, catalog });
		env = { FLOWLU_API_KEY: sandbox.createApiKey('Main').key, FLOWLU_ACCOUNT: sandbox.origin };
		line = await CommandLine.in({
			'rows.csv': 'id,Customer\n1,Anna\n99999999,"Bo ]]> & Co"\n2,Cem\n',
			'few.csv': 'id\n1\n2\n',
			'read.flowlu.http':
				'### Lead\n# @each ./rows.csv\n# @key-column Customer\nGET crm/lead/get/{{id}}\n\n### Next\nGET crm/lead\n',
			'write.flowlu.http': '### Change\n# @each ./few.csv\nPOST crm/lead/update/{{id}}\n\nname=Row {{id}}\n',
		});
	});
	suiteTeardown(async () => {
		await sandbox.close();
		await line.close();
	});

	function paths(since: number): readonly string[] {
		return sandbox
			.requests()
			.slice(since)
			.map(({ method, url }) => `${method} ${url.replace('/api/v1/module/', '').replace(/\?.*/u, '')}`);
	}

	test('a request is sent for each row until one fails, whose key names it; each row is a case of its own', async () => {
		const before = sandbox.requests().length;
		const { code, stdout } = await line.start(['run', 'read.flowlu.http', '--report', 'junit=report.xml'], { env });
		assert.equal(code, 4);
		assert.deepEqual(paths(before), ['GET crm/lead/get/1', 'GET crm/lead/get/99999999']);
		assert.match(stdout, /✓ passed {2}Lead \[Anna\] {2}200/u);
		assert.match(stdout, /✗ failed {2}Lead \[Bo \]\]> & Co\] {2}200/u);
		assert.match(stdout, /- skipped {2}Lead \[Cem\]\n {2}- skipped {2}Next\n/u);
		assert.match(stdout, /\n4 requests: 1 passed, 1 failed, 2 skipped/u);
		const report = await line.read('report.xml');
		(await junitCheck())(report);
		assert.match(report, /<testsuite [^>]*tests="4" failures="1" errors="0" skipped="2"/u);
		assert.deepEqual(
			[...report.matchAll(/<testcase name="(?<name>[^"]*)"[^>]*>(?:<(?<verdict>\w+))?/gu)].map(({ groups }) => [
				groups?.['name'],
				groups?.['verdict'],
			]),
			[
				['Lead [Anna]', undefined],
				['Lead [Bo ]]&gt; &amp; Co]', 'failure'],
				['Lead [Cem]', 'skipped'],
				['Next', 'skipped'],
			],
		);
	});

	test('without a key column, rows are called by their number', async () => {
		await line.write('numbered.flowlu.http', '### Lead\n# @each ./few.csv\nGET crm/lead/get/{{id}}\n');
		const { code, stdout } = await line.run(['run', 'numbered.flowlu.http'], { env });
		assert.equal(code, 0);
		assert.match(stdout, /Lead \[1\] {2}200[^]*Lead \[2\] {2}200/u);
	});

	test('writes need --allow-writes, and go to a sandbox', async () => {
		const before = sandbox.requests().length;
		const refused = await line.start(['run', 'write.flowlu.http'], { env });
		assert.equal(refused.code, 1);
		assert.match(refused.stderr, /write\.flowlu\.http:3: Change POST crm\/lead\/update\/\{\{id\}\}\n/u);
		assert.deepEqual(paths(before), []);
		const { code, stderr } = await line.start(['run', 'write.flowlu.http', '--allow-writes'], { env });
		assert.equal(code, 0, stderr);
		assert.deepEqual(paths(before), ['POST crm/lead/update/1', 'POST crm/lead/update/2']);
	});

	test('to any other account they are refused, whatever is permitted', async () => {
		const { code, stdout } = await line.start(['run', 'write.flowlu.http', '--allow-writes'], {
			env: { ...env, FLOWLU_ACCOUNT: 'acme' },
		});
		assert.equal(code, 2);
		assert.match(stdout, /✗ not sent {2}Change \[1\]\n {4}write\.flowlu\.http:2:9: acme is a production account/u);
		assert.match(stdout, /- skipped {2}Change \[2\]/u);
		const dry = await line.run(['run', 'write.flowlu.http', '--dry-run'], { env: { ...env, FLOWLU_ACCOUNT: 'acme' } });
		assert.equal(dry.code, 2);
		assert.match(dry.stdout, /\n {2}acme is a production account/u);
	});

	for (const [what, file, content, message] of [
		['is missing', 'nobody.csv', undefined, /:2:9: There is no file \.\/nobody\.csv/u],
		['has a row that is too short', 'short.csv', 'id,name\n1\n', /:2:9: .*line 2/iu],
		['has no rows', 'empty.csv', 'id\n', /:2:9: .*no rows/iu],
		['lacks a column that is used', 'other.csv', 'number\n1\n', /:3:18: There is no variable id/u],
		['is of no format that is read', 'rows.xlsx', 'PK', /:2:9: .*use a \.csv, \.tsv/u],
	] as const) {
		test(`2 where the file of rows ${what}; nothing is sent`, async () => {
			if (content !== undefined) {
				await line.write(file, content);
			}
			await line.write('bad.flowlu.http', `### Lead\n# @each ./${file}\nGET crm/lead/get/{{id}}\n`);
			const before = sandbox.requests().length;
			const { code, stdout } = await line.run(['run', 'bad.flowlu.http'], { env });
			assert.equal(code, 2);
			assert.match(stdout, /✗ not sent {2}Lead\n {4}bad\.flowlu\.http:/u);
			assert.match(stdout, message);
			assert.deepEqual(paths(before), []);
		});
	}

	test('a dry run shows the first row', async () => {
		const { code, stdout } = await line.run(['run', 'write.flowlu.http', '--dry-run'], { env });
		assert.equal(code, 0);
		assert.match(stdout, /POST \S+\/crm\/lead\/update\/1 {2}\(may change records\)\n/u);
	});
});
