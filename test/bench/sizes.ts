import { build } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kilobytesOf, packExtension, vsix } from './packed';
import { loadPeers } from './peers';
import type { Measured, Row } from './table';

/** What the packed extension weighs, beside axios alone (built as ours is, which is part of ours) and httpYac's own bundle. */
export async function benchSizes(): Promise<Row[]> {
	await packExtension();
	const axios = { name: 'axios alone', value: await axiosAlone() };
	const bundles = readdirSync('dist').filter(name => name.endsWith('.mjs') && name !== 'table.mjs');
	const row = { unit: 'kB' } as const;
	return [
		{
			...row,
			what: 'bundles read at activation',
			ours: kilobytesOfAll(readAtActivation('extension.mjs')),
			beside: axios,
			target: { quantity: 'value', bound: 'atMost', limit: 60 },
		},
		{
			...row,
			what: 'all bundles',
			ours: kilobytesOfAll(bundles),
			beside: (await httpyacBundle()) ?? axios,
			target: { quantity: 'value', bound: 'atMost', limit: 1200 },
		},
		{
			...row,
			what: 'the page of tables',
			ours: kilobytesOfAll(['table.mjs', 'tableStyle.css']),
			target: { quantity: 'value', bound: 'atMost', limit: 260 },
		},
		{
			...row,
			what: 'the .vsix',
			ours: kilobytesOf(vsix),
			target: { quantity: 'value', bound: 'atMost', limit: 800 },
		},
	];
}

function kilobytesOfAll(bundles: Iterable<string>): number {
	return Array.from(bundles, name => kilobytesOf(join('dist', name))).reduce((sum, size) => sum + size, 0);
}

/** The bundle and what it imports at once: what it imports in an expression waits for its first use. */
function readAtActivation(bundle: string, seen = new Set<string>()): ReadonlySet<string> {
	if (!seen.has(bundle)) {
		seen.add(bundle);
		const code = readFileSync(join('dist', bundle), 'utf8');
		for (const { groups } of code.matchAll(/(?:\bfrom|\bimport)\s*"\.\/(?<name>[^"]+)"/gu)) {
			readAtActivation(groups?.['name'] ?? '', seen);
		}
	}
	return seen;
}

async function axiosAlone(): Promise<number> {
	const { outputFiles } = await build({
		stdin: { contents: `export { default } from 'axios';`, resolveDir: process.cwd() },
		bundle: true,
		minify: true,
		platform: 'node',
		format: 'cjs',
		target: 'es2023',
		mainFields: ['module', 'main'],
		write: false,
	});
	return outputFiles.reduce((sum, { contents }) => sum + contents.length, 0) / 1000;
}

async function httpyacBundle(): Promise<Measured | undefined> {
	try {
		const { folder } = await loadPeers();
		const value = kilobytesOf(join(folder, 'node_modules/httpyac/dist/index.js'));
		return { name: 'httpYac without its packages', value };
	} catch {
		// Without a network there is no httpYac; axios is measured anyway.
		return undefined;
	}
}
