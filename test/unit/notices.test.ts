import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setup, suite, teardown, test } from 'mocha';
import { writeNotices } from '../../notices.mjs';

suite('third-party notices', () => {
	let folder: string;
	setup(() => {
		folder = mkdtempSync(join(tmpdir(), 'notices-'));
	});
	teardown(() => {
		rmSync(folder, { recursive: true });
	});

	function addPackage(path: string, files: Readonly<Record<string, string>>): void {
		mkdirSync(join(folder, path), { recursive: true });
		const manifest = JSON.stringify({ name: path.replace(/^.*node_modules\//u, ''), version: '1.2.3', license: 'MIT' });
		for (const [name, text] of Object.entries({ 'package.json': manifest, ...files })) {
			writeFileSync(join(folder, path, name), text);
		}
	}

	/** @param inputs paths below the folder, and how many of their bytes are in the bundle */
	function noticesOf(inputs: Readonly<Record<string, number>>): string {
		const paths = Object.entries(inputs).map(
			([path, bytesInOutput]) => [`${folder}/${path}`, { bytesInOutput }] as const,
		);
		const output = { bytes: 0, imports: [], exports: [], inputs: Object.fromEntries(paths) };
		writeNotices(join(folder, 'notices.txt'), [{ inputs: {}, outputs: { 'dist/extension.js': output } }]);
		return readFileSync(join(folder, 'notices.txt'), 'utf8');
	}

	test('name each package that has code in a bundle once, with all its texts', () => {
		addPackage('node_modules/@scope/one', { 'LICENSE.md': 'License of one', NOTICE: 'Notice of one' });
		addPackage('node_modules/@scope/one/node_modules/two', { 'license-mit': 'License of two' });
		addPackage('node_modules/three', { LICENSE: 'License of three' });
		const notices = noticesOf({
			'src/ours.ts': 10,
			'node_modules/@scope/one/lib/index.js': 10,
			'node_modules/@scope/one/lib/other.js': 10,
			'node_modules/@scope/one/node_modules/two/index.js': 10,
			'node_modules/three/unused.js': 0,
		});
		assert.deepEqual(notices.match(/^.*(?:1\.2\.3|(?:License|Notice) of).*$/gmu), [
			'@scope/one 1.2.3 (MIT)',
			'License of one',
			'Notice of one',
			'two 1.2.3 (MIT)',
			'License of two',
		]);
	});

	for (const [title, heading] of [
		['underlined', 'License\n-------'],
		['with a number sign', '## License'],
	] as const) {
		test(`take the section of a README, ${title}`, () => {
			addPackage('node_modules/old', { 'README.md': `# Old\n\nUsage\n\n${heading}\n\nLicense of old\n` });
			const notices = noticesOf({ 'node_modules/old/index.js': 1 });
			assert.match(notices, /old 1\.2\.3 \(MIT\)\n\nLicense of old\n/u);
			assert.doesNotMatch(notices, /Usage/u);
		});
	}

	test('fail the build where there is no text of a license', () => {
		addPackage('node_modules/bare', { 'README.md': 'No word of it' });
		assert.throws(() => noticesOf({ 'node_modules/bare/index.js': 1 }), /node_modules\/bare is bundled/u);
	});
});
