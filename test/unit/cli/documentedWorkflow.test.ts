import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmod, readFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { exitCodes } from '../../../src/cli/exitCodes';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox';
import { CommandLine } from '../../support/commandLine';
import { catalog } from '../sandbox/sandboxUnderTest';

suite('the page about the command line', () => {
	let sandbox: Sandbox;
	let line: CommandLine;
	let page: string;

	suiteSetup(async () => {
		page = await readFile('docs/command-line.md', 'utf8');
		sandbox = await startSandbox({ port: 0, recordsRequests: true, catalog });
		const program = `exec '${process.execPath}' '${resolve('out/cli/cli.cjs')}' "$@"`;
		line = await CommandLine.in({
			// In the place of the one that would download the package.
			'bin/npx': `#!/bin/sh\n[ "$1 $2" = "--yes flowlu-workbench" ] || exit 99\nshift 2\n${program}\n`,
			'requests/leads.flowlu.http': '### Leads\nGET crm/lead/list?limit=2\n\n?? count == 2\n',
		});
		await chmod(join(line.folder, 'bin/npx'), 0o755);
	});
	suiteTeardown(async () => {
		await sandbox.close();
		await line.close();
	});

	/** The script of the step that runs the requests, as GitHub's runner does it. */
	function runWorkflow(): Promise<{ readonly code: number | null; readonly output: string }> {
		const [, script = ''] = /\n( +)run: \|\n(?<script>(?:\1 {2}.*\n)+)/u.exec(page)?.slice(1) ?? [];
		assert.match(script, /flowlu-workbench run/u);
		const names = [...page.matchAll(/^ +(?<name>FLOWLU_\w+): \$\{\{/gmu)].map(({ groups }) => groups?.['name']);
		assert.deepEqual(names, ['FLOWLU_API_KEY', 'FLOWLU_ACCOUNT']);
		const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
			cwd: line.folder,
			env: {
				PATH: [join(line.folder, 'bin'), process.env['PATH']].join(delimiter),
				GITHUB_ACTIONS: 'true',
				FLOWLU_API_KEY: sandbox.apiKeys[0]?.key ?? sandbox.createApiKey('Main').key,
				FLOWLU_ACCOUNT: sandbox.origin,
			},
		});
		let output = '';
		child.stdout.on('data', piece => (output += String(piece)));
		child.stderr.on('data', piece => (output += String(piece)));
		return new Promise((ended, failed) => {
			child.once('error', failed);
			child.once('close', code => {
				ended({ code, output });
			});
		});
	}

	test('its workflow passes, and fails beside the line of a check that fails', async function () {
		if (process.platform === 'win32') {
			this.skip();
		}
		const passed = await runWorkflow();
		assert.deepEqual([passed.code, passed.output.includes('1 passed')], [0, true], passed.output);
		assert.match(await line.read('reports/flowlu.xml'), /tests="1" failures="0"/u);
		await line.write('requests/leads.flowlu.http', '### Leads\nGET crm/lead/list?limit=2\n\n?? count == 3\n');
		const failed = await runWorkflow();
		assert.equal(failed.code, 4);
		assert.match(failed.output, /^::error file=requests\/leads\.flowlu\.http,line=4,col=\d+,title=Leads::/mu);
	});

	test('it names every exit code and every option', async () => {
		const rows = [...page.matchAll(/^\| (?<code>\d+) +\|/gmu)].map(({ groups }) => Number(groups?.['code']));
		assert.deepEqual(rows, Object.values(exitCodes));
		const { stdout } = await line.run(['--help']);
		const options = new Set(stdout.match(/--[a-z-]+/gu));
		assert.deepEqual(
			[...options].filter(option => !page.includes(option)),
			[],
		);
	});
});
