import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import JSZip from 'jszip';
import { suite, suiteSetup, test } from 'mocha';
import lock from '../../package-lock.json';
import manifest from '../../package.json';

suite('the packed extension', () => {
	let files: JSZip;

	suiteSetup(async () => {
		files = await JSZip.loadAsync(readFileSync('dist/flowlu-workbench.vsix'));
	});

	async function text(path: string): Promise<string> {
		const file = files.file(`extension/${path}`);
		assert.ok(file, `${path} is not packed`);
		return file.async('text');
	}

	test('has the license of every package that it contains', async () => {
		const notices = await text('dist/ThirdPartyNotices.txt');
		const named = [...notices.matchAll(/^(?<name>(?:@[\w.-]+\/)?[\w.-]+) (?<version>\d+\.\d+\.\d\S*) \(/gmu)].map(
			({ groups }) => `${groups?.['name'] ?? ''} ${groups?.['version'] ?? ''}`,
		);
		const installed = Object.entries(lock.packages).map(([folder, entry]) => ({
			folder,
			name: `${folder.replace(/^.*node_modules\//u, '')} ${'version' in entry ? entry.version : ''}`,
			isForUsers: folder !== '' && !('dev' in entry),
		}));
		assert.deepEqual(
			named.filter(name => installed.every(other => other.name !== name)),
			[],
			'not of the lock file',
		);
		for (const { folder, name } of installed.filter(({ isForUsers }) => isForUsers)) {
			assert.ok(named.includes(name), `${name} is not named`);
			for (const file of readdirSync(folder).filter(file => /^(?:licen[cs]e|notice)\b/iu.test(file))) {
				assert.ok(notices.includes(readFileSync(join(folder, file), 'utf8').trim()), `${file} of ${name} is missing`);
			}
		}
	});

	test('has what a user reads and VS Code shows, and nothing of how it is made', async () => {
		const names = Object.keys(files.files).map(name => name.replace(/^extension\//u, ''));
		const { languages, grammars } = manifest.contributes;
		const icons = languages.flatMap(({ icon }) => (icon === undefined ? [] : [icon.light, icon.dark]));
		const drawn = [...icons, ...grammars.map(({ path }) => path)];
		for (const name of [
			'readme.md',
			'changelog.md',
			'LICENSE.txt',
			'SECURITY.md',
			manifest.main,
			manifest.icon,
			...drawn,
		]) {
			assert.notEqual(await text(name.replace(/^\.\//u, '')), '', name);
		}
		const folders = names.flatMap(name => /^\w+(?=\/)/u.exec(name) ?? []);
		assert.deepEqual([...new Set(folders)].sort(), ['dist', 'media']);
		assert.deepEqual(
			names.filter(name => /\.(?:ts|map|png)$/u.test(name)),
			[manifest.icon],
		);
	});

	test('links from its README to files of the repository', async () => {
		const repository = manifest.repository.url.replace(/\.git$/u, '');
		const links = [...(await text('readme.md')).matchAll(/\]\((?<link>[^)\s]+)\)/gu)].flatMap(([, link]) => link ?? []);
		const files = links.flatMap(link => {
			const [start, , path] = link.split(/\/(blob|raw)\/HEAD\//u);
			return start === repository && path !== undefined ? [path.replace(/#.*$/u, '')] : [];
		});
		assert.ok(files.length >= 6, `only ${files.join()}`);
		assert.deepEqual(
			files.filter(path => !existsSync(path)),
			[],
		);
		assert.deepEqual(
			links.filter(link => !/^(?:https:|#)/u.test(link)),
			[],
		);
	});
});
