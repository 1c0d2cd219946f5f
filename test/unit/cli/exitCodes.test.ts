import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { startSandbox } from '../../../src/sandbox/sandbox';
import { CommandLine } from '../../support/commandLine';
import { catalog } from '../sandbox/sandboxUnderTest';

suite('what the command line ends with', () => {
	let sandbox: Sandbox;
	let line: CommandLine;
	let env: Readonly<Record<string, string>>;

	suiteSetup(async () => {
		sandbox = await startSandbox({ port: 0, recordsRequests: true, catalog });
		env = { FLOWLU_API_KEY: sandbox.createApiKey('Main').key, FLOWLU_ACCOUNT: sandbox.origin };
		line = await CommandLine.in({
			'good.flowlu.http': '### Leads\nGET crm/lead/list?limit=2\n\n?? count == 2\n',
			'failing.flowlu.http': '### Leads\nGET crm/lead/list?limit=2\n\n?? count == 3\n\n### Next\nGET crm/lead/get/1\n',
			'error.flowlu.http': 'GET crm/lead/get/99999999\n',
			'unknown.flowlu.http': 'GET crm/lead/get/{{nobody}}\n',
			'elsewhere.flowlu.http': 'GET https://example.com/api/v1/module/crm/lead/list\n',
			'write.flowlu.http': '### Change\nPOST crm/lead/update/1\n\nname=x\n\n### Read\nGET crm/lead/get/1\n',
		});
	});
	suiteTeardown(async () => {
		await sandbox.close();
		await line.close();
	});

	test('0 where all is well, with a line for each request', async () => {
		const { code, stdout, stderr } = await line.start(['run', 'good.flowlu.http'], { env });
		assert.equal(code, 0, stderr);
		assert.match(stdout, /^good\.flowlu\.http\n {2}✓ passed {2}Leads {2}200 {2}[\d.]+ m?s\n\n1 request: 1 passed/u);
	});

	test('1 where a key is given as an argument, which is not repeated', async () => {
		const { code, stdout, stderr } = await line.start(['run', 'good.flowlu.http', '--api-key=abcdef-123456'], { env });
		assert.equal(code, 1);
		assert.match(stderr, /never taken from the command line/u);
		assert.doesNotMatch(stdout + stderr, /abcdef/u);
	});

	test('1 where a request may change records and that is not permitted; then nothing at all is sent', async () => {
		const before = sandbox.requests().length;
		const { code, stderr } = await line.start(['run', 'good.flowlu.http', 'write.flowlu.http'], { env });
		assert.equal(code, 1);
		assert.match(stderr, /write\.flowlu\.http:2: Change POST crm\/lead\/update\/1\n/u);
		assert.equal(sandbox.requests().length, before);
	});

	test('2 where a file or a variable is missing', async () => {
		const missing = await line.start(['run', 'nobody.flowlu.http'], { env });
		assert.deepEqual([missing.code, missing.stderr], [2, 'There is no file nobody.flowlu.http.\n']);
		const unknown = await line.start(['run', 'unknown.flowlu.http'], { env });
		assert.equal(unknown.code, 2);
		assert.match(unknown.stdout, /unknown\.flowlu\.http:1:18: There is no variable nobody\./u);
	});

	test('3 where a request cannot be sent, or Flowlu does not respond', async () => {
		const foreign = await line.start(['run', 'elsewhere.flowlu.http'], { env });
		assert.equal(foreign.code, 3);
		assert.match(foreign.stdout, /✗ not sent/u);
		const nobody = { ...env, FLOWLU_ACCOUNT: 'http://127.0.0.1:9' };
		const unreached = await line.start(['run', 'good.flowlu.http', '--timeout', '200 ms'], { env: nobody });
		assert.equal(unreached.code, 3);
		assert.match(unreached.stdout, /✗ no response {2}Leads\n.*127\.0\.0\.1:9/u);
	});

	test('4 where a check fails, or an error comes that nobody expects; what follows is not sent', async () => {
		const failing = await line.start(['run', 'failing.flowlu.http'], { env });
		assert.equal(failing.code, 4);
		assert.match(
			failing.stdout,
			/failing\.flowlu\.http:4:\d: \?\? count == 3\n +expected +== 3\n +got +2\n +- skipped +Next/u,
		);
		const error = await line.start(['run', 'error.flowlu.http'], { env });
		assert.equal(error.code, 4);
	});

	suite('interrupted', () => {
		let silent: Server;
		let asked: () => void;
		const stopped: Readonly<Record<string, string>> = {};

		suiteSetup(async () => {
			silent = createServer(() => {
				asked();
			});
			await new Promise<void>(listening => silent.listen(0, '127.0.0.1', listening));
			const { port } = silent.address() as AddressInfo;
			Object.assign(stopped, { ...env, FLOWLU_ACCOUNT: `http://127.0.0.1:${port}` });
		});
		suiteTeardown(() => {
			silent.closeAllConnections();
			silent.close();
		});

		function startAndSend(signal: NodeJS.Signals) {
			return line.start(['run', 'failing.flowlu.http', '--report', 'junit=report.xml'], {
				env: stopped,
				onStart: child => {
					asked = () => child.kill(signal);
				},
			});
		}

		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			test(`130 after ${signal}, with the report written`, async () => {
				const { code, stdout } = await startAndSend(signal);
				assert.equal(code, 130);
				assert.match(stdout, /- cancelled {2}Leads\n/u);
				const report = await line.read('report.xml');
				assert.match(report, /<testsuites [^>]*tests="2" failures="0" errors="1"/u);
				assert.match(report, /<\/testsuites>\n$/u);
			});
		}

		test('a kill leaves the report of before as it was', async () => {
			await line.write('report.xml', 'of before');
			const { code } = await startAndSend('SIGKILL');
			assert.equal(code, null);
			assert.equal(await line.read('report.xml'), 'of before');
		});
	});
});
