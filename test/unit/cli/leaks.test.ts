import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { findLeaks } from '../../support/canary';
import { CommandLine } from '../../support/commandLine';

/** With what is encoded in one place and not in another. */
const canaries = {
	'the API key': 'k3Y/9f3a+7LmQ=41&xZt8Wc',
	'the password of the command line': 'xQ7/prompt+Zk4vT9wL2q=s',
	'the token of the environment file': 'eN8vr0nm3nt+hG5/yT2kW9p',
	'the secret of .env': 'd0T3nV+pL6/rF8mXw1zK7c',
	'the password of the text': 't3Xt+0fSc/bN9qVhJ4sD2y',
};

/** Says back what it was sent, in the forms in which servers do. */
function echo(server: Server): void {
	server.on('request', (request, response) => {
		const pieces: Buffer[] = [];
		request.on('data', (piece: Buffer) => pieces.push(piece));
		request.on('end', () => {
			const url = new URL(request.url ?? '', 'http://127.0.0.1');
			const key = url.searchParams.get('api_key') ?? '';
			const body = Buffer.concat(pieces).toString();
			const said = [request.url, key, encodeURIComponent(key), Buffer.from(`:${key}`).toString('base64'), body];
			const isError = url.pathname.includes('/get/');
			response.setHeader('content-type', 'application/json');
			response.end(
				JSON.stringify(
					isError
						? { error: { error_code: 20, error_msg: said.join(' ') } }
						: { response: { id: 1, said, form: Object.fromEntries(new URLSearchParams(body)) } },
				),
			);
		});
	});
}

suite('secrets of the command line', () => {
	let server: Server;
	let line: CommandLine;
	let account: string;

	suiteSetup(async () => {
		server = createServer();
		echo(server);
		await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
		account = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		line = await CommandLine.in({
			'http-client.env.json': JSON.stringify({ test: { accessToken: canaries['the token of the environment file'] } }),
			'.env': `CLIENT_SECRET=${canaries['the secret of .env']}\n`,
			'all.flowlu.http': [
				`@dbPassword = ${canaries['the password of the text']}`,
				'### Says it back',
				'# @name first',
				'# @prompt password',
				'POST crm/lead/create',
				'Content-Type: application/x-www-form-urlencoded',
				'',
				'a={{password}}',
				'b={{accessToken}}',
				'c={{$dotenv CLIENT_SECRET}}',
				'd={{dbPassword}}',
				'',
				'?? $.response.form.a == nothing',
				'?? body contains nothing',
				'?? $.response.said[1] == {{accessToken}}',
				'### {{dbPassword}} in a name',
				'GET crm/lead/get/1?x={{password}}',
				'### Wrong {{accessToken}}',
				'GET crm/lead/get/{{accessToken}}/{{nobody}}',
				'### In the path',
				'GET {{first.response.body.$.response.form.a}}://x/y',
				'',
			].join('\n'),
		});
	});
	suiteTeardown(async () => {
		server.close();
		await line.close();
	});

	for (const extra of [[], ['--include-bodies'], ['--dry-run']]) {
		test(`are nowhere, in no form ${extra.join('')}`, async () => {
			const isDry = extra.includes('--dry-run');
			const reports = isDry ? [] : ['--report', 'junit=report.xml', '--report', 'json=report.json'];
			const options = ['--account', account, '--env', 'test', '--var', 'password', '--allow-writes', '--keep-going'];
			const { code, stdout, stderr } = await line.run(['run', 'all.flowlu.http', ...options, ...reports, ...extra], {
				env: {
					FLOWLU_API_KEY: canaries['the API key'],
					GITHUB_ACTIONS: 'true',
					password: canaries['the password of the command line'],
				},
			});
			assert.notEqual(code, 0);
			assert.match(stdout, isDry ? /POST http:/u : /✗ failed {2}first/u);
			const written = isDry ? [] : ['report.xml', 'report.json'];
			const files = await Promise.all(written.map(async name => ({ name, content: await line.read(name) })));
			if (extra.includes('--include-bodies')) {
				assert.match(files[0]?.content ?? '', /<system-out>\{&quot;|<system-out>\{"/u);
			}
			assert.deepEqual(
				findLeaks(canaries, [{ name: 'stdout', content: stdout }, { name: 'stderr', content: stderr }, ...files]),
				[],
			);
		});
	}

	test('the key of one account is no variable of a text', async () => {
		await line.write('steal.flowlu.http', 'GET crm/lead/list?x={{$processEnv FLOWLU_API_KEY_OTHER}}\n');
		const { code, stdout } = await line.run(['run', 'steal.flowlu.http', '--account', account], {
			env: { FLOWLU_API_KEY: canaries['the API key'], FLOWLU_API_KEY_OTHER: 'another-key' },
		});
		assert.equal(code, 2);
		assert.match(stdout, /FLOWLU_API_KEY_OTHER is not set/u);
	});
});
