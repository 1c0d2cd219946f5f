import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setup, suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox';
import { CommandLine } from '../../support/commandLine';
import { catalog } from '../sandbox/sandboxUnderTest';
import { type JunitCheck, junitCheck } from './junitSchema';

suite('files of reports', () => {
	let sandbox: Sandbox;
	let line: CommandLine;
	let env: Readonly<Record<string, string>>;
	let followSchema: JunitCheck;

	suiteSetup(async () => {
		sandbox = await startSandbox({ port: 0, recordsRequests: true, catalog });
		env = { FLOWLU_API_KEY: sandbox.createApiKey('Main').key, FLOWLU_ACCOUNT: sandbox.origin };
		followSchema = await junitCheck();
	});
	suiteTeardown(() => sandbox.close());
	setup(async () => {
		line = await CommandLine.in({
			'leads.flowlu.http': '### Change\nPOST crm/lead/update/1\n\nname=x\n\n### Read\nGET crm/lead/get/1\n',
			'file.txt': 'of before',
		});
	});
	teardown(() => line.close());

	const args = ['run', 'leads.flowlu.http', '--allow-writes'];

	test('a folder that is missing is made, and only for a run that begins', async () => {
		const refused = await line.run(['run', 'leads.flowlu.http', '--report', 'junit=new/report.xml'], { env });
		assert.equal(refused.code, 1);
		assert.deepEqual((await readdir(line.folder)).sort(), ['file.txt', 'leads.flowlu.http']);

		const reports = ['--report', 'junit=new/below/report.xml', '--report', 'json=new/report.json'];
		const { code, stderr } = await line.start([...args, ...reports], { env });
		assert.equal(code, 0, stderr);
		followSchema(await line.read('new/below/report.xml'));
		assert.deepEqual((await readdir(join(line.folder, 'new'))).sort(), ['below', 'report.json']);
	});

	for (const [what, report, message] of [
		['in the place of a folder', 'junit=folder', /folder is a folder\. Name a file, such as \S+report\.xml\n$/u],
		['below a file', 'json=file.txt/report.json', /The report \S+report\.json cannot be written: E(?:NOTDIR|EXIST): /u],
		['of a name that is too long', `json=${'a'.repeat(300)}`, /cannot be written: ENAMETOOLONG: name too long\n$/u],
	] as const) {
		test(`a report ${what} is an error before anything is sent`, async () => {
			await mkdir(join(line.folder, 'folder'));
			const before = sandbox.requests().length;
			const { code, stderr } = await line.start([...args, '--report', report], { env });
			assert.equal(code, 1);
			assert.match(stderr, message);
			assert.equal(sandbox.requests().length, before);
			assert.equal(await line.read('file.txt'), 'of before');
		});
	}

	test('so is one in a folder that cannot be written to', async function () {
		const isRoot = process.getuid?.() === 0;
		if (process.platform === 'win32' || (isRoot && process.platform !== 'linux')) {
			this.skip();
		}
		await mkdir(join(line.folder, 'closed'));
		await chmod(join(line.folder, 'closed'), 0o555);
		// Root may write to every folder but those that the kernel makes up.
		const folder = isRoot ? '/proc' : 'closed';
		const before = sandbox.requests().length;
		const { code, stderr } = await line.run([...args, '--report', `junit=${folder}/report.xml`], { env });
		assert.equal(code, 1);
		assert.match(stderr, /report\.xml cannot be written: E(?:ACCES|NOENT|ROFS|PERM): /u);
		assert.equal(sandbox.requests().length, before);
	});

	test('a link stays one, and what it leads to is written', async function () {
		if (process.platform === 'win32') {
			this.skip();
		}
		await symlink('file.txt', join(line.folder, 'link'));
		const { code } = await line.run([...args, '--report', 'json=link'], { env });
		assert.equal(code, 0);
		assert.match(await line.read('file.txt'), /"exitCode": 0/u);
		assert.match(await line.read('link'), /"exitCode": 0/u);
	});

	test('where nobody reads what is printed, the run goes on quietly, its report and its exit code are those of the run', async () => {
		await line.write(
			'many.flowlu.http',
			`GET crm/lead\n\n${'?? status == 201\n'.repeat(1500)}\n###\n# @name last\nGET crm/lead\n`,
		);
		const { code, stderr } = await line.start(
			['run', 'many.flowlu.http', '--keep-going', '--report', 'junit=report.xml'],
			{
				env,
				// As `head -1` does.
				onStart: child => child.stdout?.once('data', () => child.stdout?.destroy()),
			},
		);
		assert.deepEqual([code, stderr], [4, '']);
		const report = await line.read('report.xml');
		followSchema(report);
		assert.match(report, /name="last"/u);
	});

	test('where nobody reads the errors, the exit code is theirs', async () => {
		const { code, stdout } = await line.start(['run', 'leads.flowlu.http'], {
			env,
			onStart: child => child.stderr?.destroy(),
		});
		assert.deepEqual([code, stdout], [1, '']);
	});
});
