import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import manifest from '../../../package.json';
import { CommandLine } from '../../support/commandLine';

suite('what the command line says of a mistake', () => {
	let line: CommandLine;

	suiteSetup(async () => {
		line = await CommandLine.in({
			'a.flowlu.http': '### Leads\nGET crm/lead/list\n',
			'b.flowlu.http': '# @account acme\nGET crm/lead/list\n\n###\n# @account other\nGET crm/task/list\n',
			'others/c.http': 'GET crm/lead/list\n',
		});
	});
	suiteTeardown(() => line.close());

	for (const [args, code, message] of [
		[['ru', 'a.flowlu.http'], 1, 'There is no such command. Did you mean flowlu-workbench run? '],
		[['a.flowlu.http'], 1, 'There is no such command. Did you mean flowlu-workbench run a.flowlu.http? '],
		[['abcdef123456'], 1, 'There is no such command. The commands are run and export'],
		[['run', 'a.flowlu.http', '--acount', 'acme'], 1, 'There is no such option: --acount. Did you mean --account? '],
		[['run', 'a.flowlu.http', '--dryrun'], 1, 'There is no such option: --dryrun. Did you mean --dry-run? '],
		[
			['run', 'a.flowlu.http', '--dry-run', '--account', 'acme', '--only', 'Laeds'],
			1,
			'--only: no request has the name or title Laeds. Did you mean Leads?',
		],
		[['run', 'a.flowlu.http', '-x'], 1, 'There is no such option: -x. See --help.'],
		[['export', '--formt', 'csv'], 1, 'There is no such option: --formt. Did you mean --format? '],
		[['run', 'a.flowlu.http', '--dry-run', '--report', 'junit=a.xml'], 1, 'A dry run writes no report: '],
		[['run', 'a.flowlu.http', '--include-bodies'], 1, '--include-bodies is for reports: use it with --report.'],
		[['run', '*.flowlu.http'], 2, 'There is no file *.flowlu.http, and patterns are left to the shell. Name a folder'],
		[['run', 'others'], 2, 'There is no *.flowlu.http in others. Files with other names are named one by one.'],
		[['run', 'a.flowlu.http'], 1, 'There is no key. Set the variable FLOWLU_API_KEY, '],
		[['run', 'a.flowlu.http', '--dry-run'], 1, 'It is not clear which account is meant. Write --account NAME, '],
	] as const) {
		test(args.join(' '), async () => {
			const ended = await line.run(args);
			assert.deepEqual([ended.code, ended.stdout, ended.stderr.slice(0, message.length)], [code, '', message]);
		});
	}

	test('separators of Windows, elsewhere', async function () {
		if (process.platform === 'win32') {
			this.skip();
		}
		const { code, stderr } = await line.run(['run', 'others\\c.http']);
		assert.deepEqual([code, stderr], [2, 'There is no file others\\c.http. Write / between folders.\n']);
	});

	test('a dry run needs no key', async () => {
		const { code, stdout } = await line.start(['run', 'a.flowlu.http', '--dry-run', '--account', 'acme']);
		assert.equal(code, 0);
		assert.match(stdout, /GET https:\/\/acme\.flowlu\.com\/api\/v1\/module\/crm\/lead\/list\n/u);
	});

	test('a dry run is interrupted', async () => {
		const args = ['run', 'a.flowlu.http', '--dry-run', '--account', 'acme'];
		const { code, stdout } = await line.run(args, { signal: AbortSignal.abort() });
		assert.deepEqual([code, stdout], [130, '']);
	});

	test('a dry run without a key goes to the accounts that the texts name', async () => {
		const { code, stdout } = await line.run(['run', join(line.folder, 'b.flowlu.http'), '--dry-run']);
		assert.equal(code, 0);
		assert.match(stdout, /https:\/\/acme\.flowlu\.com\/\S+lead[^]*https:\/\/other\.flowlu\.com\/\S+task/u);
	});

	for (const args of [['--version'], ['-v'], ['version']]) {
		test(`${args.join()} is the version`, async () => {
			assert.deepEqual(await line.run(args), { code: 0, stdout: `${manifest.version}\n`, stderr: '' });
		});
	}

	for (const args of [['--help'], ['help'], ['run', '--help'], ['export', '-h']]) {
		test(`${args.join(' ')} is the help`, async () => {
			const { code, stdout, stderr } = await line.run(args);
			assert.deepEqual([code, stderr], [0, '']);
			assert.match(stdout, /flowlu-workbench run FILES…/u);
		});
	}
});
