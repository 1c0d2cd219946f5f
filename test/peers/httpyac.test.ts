import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { suite, suiteSetup, test } from 'mocha';
import { loadPeers, type Peers } from '../bench/peers';
import { differences } from './differences';
import { httpyacRequests } from './httpyacRequests';
import { ourRequests } from './ourRequests';

const corpus = resolve('test/peers/corpus');
const paths = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).map(path => path.replaceAll('\\', '/'));
const scratchpads = paths.filter(path => path.endsWith('.http')).sort();

/** What the files of a folder may name, by both ways to name it. */
function filesIn(folder: string): ReadonlyMap<string, Uint8Array> {
	const names = paths.filter(path => dirname(path) === folder && !path.endsWith('.http'));
	return new Map(
		names.flatMap(path => {
			const name = path.slice(folder.length + 1);
			const bytes = readFileSync(join(corpus, path));
			return [[name, bytes] as const, [`./${name}`, bytes] as const];
		}),
	);
}

suite('scratchpads beside httpYac', () => {
	let peers: Peers | undefined;
	suiteSetup(async function () {
		// The first time, npm installs it.
		this.timeout(180_000);
		try {
			peers = await loadPeers();
		} catch (error) {
			console.log(`httpYac is not there, so nothing is compared: ${String(error)}`);
		}
	});

	test('there are enough of them, and each difference is about one', () => {
		assert.ok(scratchpads.length >= 150);
		assert.deepEqual(
			Object.keys(differences).filter(path => !scratchpads.includes(path)),
			[],
		);
	});

	for (const path of scratchpads) {
		const difference = differences[path];
		test(`${path}: ${difference?.because ?? 'the same method, address, headers and body'}`, async function () {
			if (peers === undefined) {
				this.skip();
			}
			const text = readFileSync(join(corpus, path), 'utf8');
			const folder = dirname(path);
			const ours = ourRequests(text, filesIn(folder));
			const theirs = await httpyacRequests(peers, text, join(corpus, folder));
			if (difference === undefined) {
				assert.deepEqual(ours, theirs);
			} else {
				assert.notDeepEqual(ours, theirs);
				const refused = ours.flatMap(request => ('refused' in request ? request.refused : []));
				assert.equal(refused[0], difference.refused);
			}
		});
	}
});
