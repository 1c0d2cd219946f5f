import assert from 'node:assert/strict';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import type { Report } from '../../../src/cli/reports/report';
import { judged } from '../../../src/runs/caseResult';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox';
import { CommandLine } from '../../support/commandLine';
import { EngineStage } from '../../support/engineStage';
import { catalog } from '../sandbox/sandboxUnderTest';

/** A scratchpad, and what stands beside it. */
interface Sample {
	readonly text: string;
	readonly files?: Readonly<Record<string, string>>;
	readonly variables?: Readonly<Record<string, string>>;
}

const form = 'Content-Type: application/x-www-form-urlencoded';
const contact = '### A\n# @name one\nPOST crm/account/create\n\ntype=2\nfirst_name=Ada\nlast_name=Nowak\n';
const useOne = 'GET crm/account/get/{{one.response.body.$.response.id}}';

const samples: readonly (string | Sample)[] = [
	...['GET crm/lead/list', 'GET /crm/lead/list?limit=1', 'GET /api/v1/module/crm/lead/list', 'crm/lead/list'],
	...['GET crm/lead', 'GET crm/lead/get/1', 'GET crm/lead/get/999999', 'GET crm/lead/dance', 'GET no/such/list'],
	...[
		'GET https://example.com/x',
		'GET ftp://example.com/x',
		'GET',
		'GET crm/lead/list HTTP/1.1',
		'TRACE crm/lead/list',
	],
	...['GET crm/lead/get/{{id}}', '@id = 1\nGET crm/lead/get/{{id}}', '@id = {{id}}\nGET crm/lead/get/{{id}}'],
	...['GET crm/lead/get/{{$nothing}}', 'GET crm/lead/list?x={{$uuid}}', 'GET crm/lead/list?x={{$timestamp}}'],
	...['GET crm/lead/list?x={{$randomInt 1 5}}', 'GET crm/lead/list?x={{$dotenv MISSING}}', 'GET crm/../list'],
	...['GET crm/lead/list\nHost: x', 'GET crm/lead/list\nAuthorization: Basic x', 'GET crm/lead/list?api_key=1'],
	...[
		'GET crm/lead/list\nX-A: b',
		'GET crm/lead/list\nX A: b',
		'GET crm/lead/list\n# @disabled',
		'# @disabled\nGET crm/lead',
	],
	...['# @account nobody\nGET crm/lead/list', '# @key nobody\nGET crm/lead/list', '# @timeout 5 s\nGET crm/lead/list'],
	...[
		'# @timeout never\nGET crm/lead/list',
		'# @note\nGET crm/lead',
		'# @prompt name\nGET crm/lead/list?search={{name}}',
	],
	...[
		'# @all-pages\nGET crm/account/list',
		'# @all-pages max=3\nGET crm/account/list',
		'# @all-pages\nGET crm/lead/get/1',
	],
	...[
		contact,
		`${contact}\n### B\n# @ref one\n${useOne}`,
		`### B\n${useOne}\n\n${contact}`,
		`### B\n# @ref one\n${useOne}\n\n${contact}`,
	],
	...['# @ref nobody\nGET crm/lead', '# @name a\n# @ref b\nGET crm/lead\n\n###\n# @name b\n# @ref a\nGET crm/lead'],
	...[`### run\nrun #one\n\n${contact}`, 'run #nobody', `run #one (@x = 1)\n\n${contact}`, 'run ./missing.flowlu.http'],
	...[
		`POST crm/lead/update/1\n${form}\n\nname=New`,
		'POST crm/lead/update/1\nContent-Type: application/json\n\n{"name": "x"}',
	],
	...[
		'POST crm/lead/update/1\nContent-Type: application/json\n\n{"name": {{x}}}',
		'GET crm/lead/delete/3',
		'GET crm/lead/delete/3',
	],
	...[
		'POST crm/lead/create',
		`POST crm/lead/create\n${form}\n\n< ./missing.txt`,
		`POST crm/lead/create\n${form}\n\n< ../outside.txt`,
	],
	...["curl 'crm/lead/list'", "curl -X DELETE 'https://example.com/x'", 'GET crm/lead/list\n\n?? status == 200'],
	...[
		'GET crm/lead/list\n\n?? status == 500',
		'GET crm/lead/get/999999\n\n?? error 20',
		'GET crm/lead/list\n\n?? count > 2\n?? js 1',
	],
	{ text: `POST crm/lead/update/1\n${form}\n\n< ./body.txt`, files: { 'body.txt': 'name=Of+a+file' } },
	{ text: 'run ./other.flowlu.http', files: { 'other.flowlu.http': 'GET crm/lead\n\n###\nGET crm/lead/get/999999\n' } },
	{
		text: '# @import ./other.flowlu.http\n# @ref two\nGET crm/lead',
		files: { 'other.flowlu.http': '# @name two\nGET crm/lead/get/1\n' },
	},
	{ text: 'GET crm/lead/get/{{lead}}', variables: { lead: '1' } },
	{ text: 'GET crm/lead/get/{{lead}}', variables: { lead: '1/../2' } },
	{ text: 'GET crm/lead/list?search={{$dotenv NAME}}', files: { '.env': 'NAME=x\n' } },
];

suite('the command line comes to the same as the editor', () => {
	/** One for each side, with the same records, since some are changed. */
	let sandboxes: readonly Sandbox[];
	let keys: readonly string[];

	suiteSetup(async () => {
		const start = () => startSandbox({ port: 0, recordsRequests: true, catalog });
		sandboxes = [await start(), await start()];
		keys = sandboxes.map(sandbox => sandbox.createApiKey('Main').key);
	});
	suiteTeardown(async () => {
		await Promise.all(sandboxes.map(sandbox => sandbox.close()));
	});

	async function byEngine({ text, files = {}, variables = {} }: Sample): Promise<readonly string[]> {
		const stage = new EngineStage();
		const account = { name: 'acme', origin: sandboxes[0]?.origin ?? '' };
		stage.addSession(account, keys[0] ?? '');
		stage.defaultAccount = account.origin;
		stage.variables = variables;
		stage.prompted = undefined;
		stage.confirms = false;
		Object.entries(files).forEach(([name, content]) => stage.files.set(name, content));
		stage.open(text);
		const states: string[] = [];
		for (const { requestLine, problems } of stage.requests()) {
			if (!problems.some(({ code }) => code === 'disabledRequest')) {
				states.push(judged(await stage.send(stage.blockAt(requestLine.start))).state);
			}
		}
		await stage.close();
		return states;
	}

	async function byCommandLine({ text, files = {}, variables = {} }: Sample): Promise<readonly string[]> {
		const environments =
			Object.keys(variables).length === 0 ? {} : { 'http-client.env.json': JSON.stringify({ $shared: variables }) };
		const line = await CommandLine.in({ ...files, ...environments, 'main.flowlu.http': text });
		const options = [
			'--account',
			sandboxes[1]?.origin ?? '',
			'--allow-writes',
			'--keep-going',
			'--report',
			'json=report.json',
		];
		const { code, stderr } = await line.run(['run', 'main.flowlu.http', ...options], {
			env: { FLOWLU_API_KEY: keys[1] ?? '' },
		});
		const report = code === 2 && stderr !== '' ? undefined : (JSON.parse(await line.read('report.json')) as Report);
		await line.close();
		return report?.files.flatMap(({ requests }) => requests.map(({ state }) => state)) ?? [];
	}

	function received(sandbox: Sandbox | undefined): readonly string[] {
		return (sandbox?.requests() ?? []).map(({ method, url, body }) =>
			[method, url.replace(/[?&]api_key=[^&]*/u, '').replace(/\?x=.*/u, ''), body].join(' '),
		);
	}

	for (const [index, given] of samples.entries()) {
		const sample = typeof given === 'string' ? { text: given } : given;
		test(`${index}: ${sample.text.replaceAll('\n', ' ⏎ ').slice(0, 70)}`, async () => {
			assert.deepEqual(await byCommandLine(sample), await byEngine(sample));
			const [engine, commandLine] = sandboxes.map(received);
			assert.deepEqual(commandLine, engine);
		});
	}
});
