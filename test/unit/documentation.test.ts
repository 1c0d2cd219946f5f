import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite, test } from 'mocha';
import manifest from '../../package.json';

const documents = [
	'README.md',
	'CHANGELOG.md',
	'SECURITY.md',
	'.github/CONTRIBUTING.md',
	'src/sandbox/README.md',
	...readdirSync('docs').map(name => `docs/${name}`),
];

suite('documentation', () => {
	for (const document of documents) {
		test(`${document} has no link that leads nowhere`, () => {
			const links = [...readFileSync(document, 'utf8').matchAll(/\]\((?<link>[^)\s]+)\)/gu)].flatMap(
				([, link]) => link ?? [],
			);
			assert.deepEqual(
				links.filter(link => !link.startsWith('https:') && !leadsSomewhere(document, link)),
				[],
			);
		});
	}

	test('CHANGELOG has the version of the package first, with its date, and no entry twice', () => {
		const lines = readFileSync('CHANGELOG.md', 'utf8').split('\n');
		const versions = lines.flatMap(
			line => /^## \[(?<version>\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$/u.exec(line)?.groups?.['version'] ?? [],
		);
		assert.equal(versions[0], manifest.version);
		const beginnings = lines.filter(line => line.startsWith('- ')).map(line => line.slice(0, 40));
		assert.equal(new Set(beginnings).size, beginnings.length);
	});

	test('every page of docs is linked from README', () => {
		const readme = readFileSync('README.md', 'utf8');
		assert.deepEqual(
			readdirSync('docs').filter(name => !readme.includes(`](docs/${name})`)),
			[],
		);
	});

	test('README has every setting with its default', () => {
		const rows = [
			...readFileSync('README.md', 'utf8').matchAll(
				/^\| `(?<name>flowlu\.\w+)` *\| `?(?<value>\d+|true|false|"[^"`]*")`? /gmu,
			),
		];
		assert.deepEqual(
			Object.fromEntries(rows.map(([, name, value]) => [name, JSON.parse(value ?? '')])),
			Object.fromEntries(
				Object.entries(manifest.contributes.configuration.properties).map(([name, setting]) => [name, setting.default]),
			),
		);
	});
});

/** Whether the document or its neighbour has the file and the heading of a link such as `docs/accounts.md#replace-a-key`. */
function leadsSomewhere(document: string, link: string): boolean {
	const [path = '', anchor] = link.split('#', 2);
	const target = path === '' ? document : join(dirname(document), path);
	if (!existsSync(target) || anchor === undefined) {
		return existsSync(target);
	}
	const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (?<heading>.*)$/gmu)].map(
		([, heading = '']) => heading,
	);
	return headings.some(
		heading =>
			heading
				.toLowerCase()
				.replaceAll(/[^\w -]/gu, '')
				.replaceAll(' ', '-') === anchor,
	);
}
