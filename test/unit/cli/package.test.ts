import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import manifest from '../../../package.json';

const exec = promisify(execFile);

suite('the package of the command line', () => {
	let folder: string;

	suiteSetup(async () => {
		folder = await mkdtemp(join(tmpdir(), 'package-'));
	});
	suiteTeardown(() => rm(folder, { recursive: true, force: true }));

	/** Without a registry, and with nothing of what was fetched from one before. */
	function npm(args: readonly string[], cwd: string) {
		const options = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--cache', join(folder, 'cache')];
		return exec('npm', [...args, ...options], { cwd, shell: process.platform === 'win32' });
	}

	test('installs without a registry, and runs', async () => {
		const [source, target] = [join(folder, 'source'), join(folder, 'target')];
		await mkdir(join(source, 'dist'), { recursive: true });
		await mkdir(target);
		const files = ['package.json', '.npmignore', 'README.md', 'LICENSE', 'CHANGELOG.md', 'SECURITY.md', 'examples'];
		await Promise.all(files.map(file => cp(file, join(source, file), { recursive: true })));
		await copyFile('out/cli/cli.cjs', join(source, 'dist/cli.cjs'));
		await writeFile(join(source, 'dist/extension.mjs'), '');
		await writeFile(join(source, 'dist/ThirdPartyNotices.txt'), 'of others\n');

		const { stdout: packed } = await npm(['pack', '--json', '--pack-destination', target], source);
		const [{ filename, files: inPackage }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
		assert.deepEqual(
			inPackage.map(({ path }) => path).sort(),
			[
				'CHANGELOG.md',
				'LICENSE',
				'README.md',
				'SECURITY.md',
				'dist/ThirdPartyNotices.txt',
				'dist/cli.cjs',
				'package.json',
			].sort(),
		);
		await npm(['install', `./${filename}`], target);

		await writeFile(join(target, 'a.flowlu.http'), 'GET crm/lead/list\n');
		const run = (...args: readonly string[]) =>
			exec(join(target, 'node_modules/.bin/flowlu-workbench'), [...args], {
				cwd: target,
				env: { PATH: process.env['PATH'], FLOWLU_API_KEY: 'no-key-at-all' },
				shell: process.platform === 'win32',
			});
		assert.equal((await run('--version')).stdout, `${manifest.version}\n`);
		assert.equal(
			(await run('run', 'a.flowlu.http', '--account', 'acme', '--dry-run')).stdout,
			'a.flowlu.http:1: GET crm/lead/list\n  GET https://acme.flowlu.com/api/v1/module/crm/lead/list\n',
		);
	});
});
