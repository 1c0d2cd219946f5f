import assert from 'node:assert/strict';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { startSandbox } from '../../../src/sandbox/sandbox';
import { CommandLine } from '../../support/commandLine';
import { catalog } from '../sandbox/sandboxUnderTest';

suite('a run of the command line', () => {
	let sandbox: Sandbox;
	let line: CommandLine;
	let env: Readonly<Record<string, string>>;

	suiteSetup(async () => {
		sandbox = await startSandbox({ port: 0, recordsRequests: true, catalog });
		env = { FLOWLU_API_KEY: sandbox.createApiKey('Main').key, FLOWLU_ACCOUNT: sandbox.origin, LEAD: '2' };
		line = await CommandLine.in({
			'several.flowlu.http': [
				'@lead = 1\n### First\n# @name first\nGET crm/lead/get/{{lead}}\n',
				'### Second title\n# @ref first\nGET crm/lead/get/{{first.response.body.$.response.id}}\n',
				'### Fails\n# @continue\nGET crm/lead/get/999999\n',
				'### Note\n# @note Sure?\nGET crm/lead\n',
				'### Prompt\n# @prompt search\nGET crm/lead/list?search={{search}}\n',
				'### Bad\nGET crm/lead/get/{{nobody}}\n',
			].join('\n'),
			'below/one.flowlu.http': 'GET crm/account\n',
			'below/other.http': 'GET crm/task\n',
			'below/deep/two.flowlu.http': 'GET crm/lead/list?limit={{size}}\n',
			'below/deep/http-client.env.json': '{"test": {"size": 3}}',
			'broken/http-client.env.json': '[]',
			'broken/a.flowlu.http': 'GET crm/lead\n',
			'notes.txt': '# no request here\n',
		});
	});
	suiteTeardown(async () => {
		await sandbox.close();
		await line.close();
	});

	/** What reached the sandbox, without the key. */
	async function sentBy(...args: readonly string[]) {
		const before = sandbox.requests().length;
		const ended = await line.run(['run', ...args], { env });
		const urls = sandbox.requests().slice(before);
		return { ...ended, sent: urls.map(({ url }) => url.replace('/api/v1/module/', '').replace(/[?&]api_key=.*/u, '')) };
	}

	test('stops at the first request that fails, but for # @continue', async () => {
		const { code, stdout, sent } = await sentBy('several.flowlu.http');
		assert.equal(code, 3);
		assert.deepEqual(sent, ['crm/lead/get/1', 'crm/lead/get/1', 'crm/lead/get/999999']);
		assert.match(stdout, /several\.flowlu\.http:16:1: Not sent: it needs a confirmation \(# @note Sure\?\)/u);
		assert.match(stdout, /6 requests: 2 passed, 1 failed, 1 not sent, 2 skipped/u);
	});

	test('goes on with --keep-going', async () => {
		const { code, stdout } = await sentBy('several.flowlu.http', '--keep-going', '--var', 'search=x');
		assert.equal(code, 2);
		assert.match(stdout, /6 requests: 3 passed, 1 failed, 2 not sent/u);
	});

	test('a value of --var counts more than that of the text, and is that of requests that are needed before', async () => {
		const only = ['--only', 'Second title', '--only', 'first'];
		assert.deepEqual((await sentBy('several.flowlu.http', '--var', 'lead=2', ...only)).sent, [
			'crm/lead/get/2',
			'crm/lead/get/2',
		]);
		assert.deepEqual((await sentBy('several.flowlu.http', '--var', 'LEAD', '--only', 'first')).sent, [
			'crm/lead/get/1',
		]);
	});

	test('a prompt has the value of --var, and is not sent without', async () => {
		const { code, stdout } = await sentBy('several.flowlu.http', '--only', 'Prompt');
		assert.equal(code, 3);
		assert.match(stdout, /no value for search\. Give it by --var search=…/u);
		const { sent } = await sentBy('several.flowlu.http', '--only', 'Prompt', '--var', 'search=acme');
		assert.deepEqual(sent, ['crm/lead/list?search=acme']);
	});

	test('a folder is its scratchpads, each with the environment of its place', async () => {
		const { code, stdout, sent } = await sentBy('below', '--env', 'test', '--keep-going');
		assert.deepEqual(sent, ['crm/lead/list?limit=3', 'crm/account']);
		assert.match(stdout, /^below\/deep\/two\.flowlu\.http\n/u);
		assert.equal(code, 0);
	});

	test('tells where each of many checks stands, whatever ends its lines', async () => {
		await line.write('checks.flowlu.http', `GET crm/lead\r\n\r\n${'?? status == 201\r\n'.repeat(1000)}`);
		const { code, stdout } = await sentBy('checks.flowlu.http');
		assert.equal(code, 4);
		const places = [...stdout.matchAll(/checks\.flowlu\.http:(?<at>\d+):1: /gu)].map(({ groups }) =>
			Number(groups?.['at']),
		);
		assert.deepEqual(
			places,
			Array.from({ length: 1000 }, (_, index) => index + 3),
		);
	});

	test('a dry run says what would be sent, and sends nothing', async () => {
		const { code, stdout, sent } = await sentBy('several.flowlu.http', '--dry-run', '--var', 'search=x');
		assert.deepEqual([code, sent], [2, []]);
		assert.match(stdout, /several\.flowlu\.http:4: first\n {2}GET http:\S+\/crm\/lead\/get\/1\n/u);
		assert.match(stdout, /Second title\n {2}needs the response of another request\n/u);
	});

	for (const text of [
		'run ./none.http\n',
		'# @ref first\nGET crm/lead\n###\n# @name first\n# @ref nobody\nGET crm/lead\n',
	]) {
		test(`a dry run says what would not be sent: ${text.slice(0, 12)}`, async () => {
			await line.write('planned.flowlu.http', text);
			const { code, stdout } = await sentBy(
				'planned.flowlu.http',
				'--dry-run',
				'--only',
				text.startsWith('run') ? 'RUN ' : 'GET crm/lead',
			);
			assert.equal(code, 2);
			assert.match(stdout, /There is no (?:file \.\/none\.http|request called nobody)/u);
		});
	}

	for (const [what, args, code, message] of [
		['no file', [], 1, /Name a file or a folder/u],
		['an unknown option', ['several.flowlu.http', '--nothing'], 1, /no such option: --nothing/u],
		['an option without its value', ['several.flowlu.http', '--only'], 1, /--only needs a value/u],
		[
			'a request that is not there',
			['several.flowlu.http', '--only', 'nobody'],
			1,
			/no request has the name or title nobody/u,
		],
		['a report of another kind', ['several.flowlu.http', '--report', 'html=a'], 1, /junit=FILE or --report json=FILE/u],
		['a time that is none', ['several.flowlu.http', '--timeout', 'long'], 1, /--timeout is a time/u],
		['a variable that is not set', ['several.flowlu.http', '--var', 'UNSET'], 1, /UNSET is not set/u],
		[
			'an environment that is not there',
			['below', '--env', 'prod'],
			2,
			/has the environment prod\. There are: test\./u,
		],
		['a file of environments that cannot be read', ['broken'], 2, /http-client\.env\.json cannot be read/u],
		['a file without requests', ['notes.txt'], 2, /no request|There is no/u],
	] as const) {
		test(`${code}: ${what}; nothing is sent`, async () => {
			const ended = await sentBy(...args);
			assert.deepEqual([ended.code, ended.sent], [code, []]);
			assert.match(ended.stderr, message);
		});
	}
});
