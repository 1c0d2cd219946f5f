import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { changesBetween, type TestRequests, TestRequestReader } from '../../../src/features/testing/testRequests';
import { parseDocument } from '../../../src/http/document/parse';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';

/** What a reader redacts, and how often it lets others have their turn. */
function countingReader(secret = 'no-such-secret'): {
	readonly read: (text: string) => Promise<TestRequests>;
	readonly counts: { redacted: number; turns: number };
} {
	const redactor = createRedactor();
	redactor.add(new Secret(secret));
	const counts = { redacted: 0, turns: 0 };
	const reader = new TestRequestReader(
		text => {
			counts.redacted++;
			return redactor.redact(text);
		},
		() => {
			counts.turns++;
			return Promise.resolve();
		},
	);
	return { counts, read: text => reader.read(parseDocument(text).blocks) };
}

async function idsOf(text: string): Promise<readonly string[]> {
	return [...(await countingReader().read(text)).keys()];
}

const ids: readonly [what: string, text: string, ids: readonly string[]][] = [
	['its name', '### Title\n# @name one\nGET a/b\n', ['1 name one']],
	['its title where it has no name', '### Title\nGET a/b\n', ['1 title Title']],
	['method and path else', 'POST a/b?api_key=abcdefgh\n', ['1 request POST a/b']],
	['what it runs', '# @name one\nGET a/b\n###\nrun #one\n', ['1 name one', '1 request run #one']],
	[
		'its number among those alike',
		'GET a/b\n###\nGET a/b?x=1\n###\nGET a/c\n',
		['1 request GET a/b', '2 request GET a/b', '1 request GET a/c'],
	],
	['its number among those of one name', '# @name x\nGET a/b\n###\n# @name x\nGET a/c\n', ['1 name x', '2 name x']],
	[
		'a title that looks like the number of another',
		'### x\nGET a/b\n### x\nGET a/b\n### 2 x\nGET a/b\n',
		['1 title x', '2 title x', '1 title 2 x'],
	],
];

suite('the requests of the Test Explorer', () => {
	for (const [what, text, expected] of ids) {
		test(`are known by ${what}`, async () => {
			assert.deepEqual(await idsOf(text), expected);
		});
	}

	test('are without those that are not sent', async () => {
		assert.deepEqual(await idsOf('# @disabled\nGET a/b\n###\nGET a/c\n'), ['1 request GET a/c']);
	});

	test('show title and request, and stand at their request lines', async () => {
		const requests = await countingReader().read('### Title\n# @name one\n\nGET a/b\n###\nGET a/c\n');
		assert.deepEqual(
			[...requests.values()].map(({ shown: { label, detail }, line }) => [label, detail, line]),
			[
				['Title', 'GET a/b', 3],
				['GET a/c', '', 5],
			],
		);
	});

	test('have no secret in id, label and detail', async () => {
		const secret = 'k7Zp0123456789abcdef';
		const { read } = countingReader(secret);
		const text = [`# @name n-${secret}\nGET a/b`, `### Title ${secret}\nGET a/b`, `GET a/${secret}`].join('\n###\n');
		const shown = [...(await read(`${text}\n`)).values()].map(({ id, shown: { known, label, detail } }) => [
			id,
			known,
			label,
			detail,
		]);
		assert.equal(shown.length, 3);
		for (const one of shown) {
			assert.ok(one.join().includes('•••') && !JSON.stringify(one).includes(secret), one.join());
		}
	});

	test('have ids of their own, which those of others do not touch', async () => {
		const line = fc.constantFrom('# @name a', '# @name b', '# @title a', 'x: y', '');
		const request = fc
			.tuple(
				fc.constantFrom('###', '### a', '### 2 a', '### b'),
				line,
				fc.constantFrom('GET a', 'POST a', 'GET b', 'run #a'),
			)
			.map(lines => `${lines.join('\n')}\n\n`);
		const run = async (requests: readonly string[], at: number, added: string): Promise<void> => {
			const before = await countingReader().read(requests.join(''));
			const place = at % (requests.length + 1);
			const after = await countingReader().read(
				[...requests.slice(0, place), added, ...requests.slice(place)].join(''),
			);
			const [known] = [...(await countingReader().read(added)).values()].map(({ shown }) => shown.known);
			const others = (all: TestRequests): readonly (readonly string[])[] =>
				[...all.values()].filter(({ shown }) => shown.known !== known).map(({ id, text }) => [id, text.trimEnd()]);
			assert.deepEqual(others(after), others(before));
			// Those that are alike get one more, the last.
			assert.equal(after.size, requests.length + 1);
			assert.ok([...before.keys()].every(id => after.has(id)));
		};
		await fc.assert(fc.asyncProperty(fc.array(request, { maxLength: 8 }), fc.nat(), request, run), { numRuns: 50 });
	});
});

suite('changes of the requests of the Test Explorer', () => {
	async function changes(before: string, after: string): Promise<unknown> {
		const { read } = countingReader();
		const known = await read(before);
		const { added, removed, moved, edited } = changesBetween(known, await read(after));
		return { added: added.map(({ id }) => id), removed, moved: moved.map(({ id }) => id), edited };
	}
	const nothing = { added: [], removed: [], moved: [], edited: [] };
	const two = '### One\nGET a/b\n\n### Two\nGET a/c\n';
	const rows: readonly [what: string, after: string, changes: Partial<Record<keyof typeof nothing, string[]>>][] = [
		['nothing where nothing changed', two, {}],
		['no edit where white space was put between requests', two.replace('\n\n', '\n\n\n'), { moved: ['1 title Two'] }],
		['an edit of that request only', two.replace('a/b', 'a/x'), { moved: ['1 title One'], edited: ['1 title One'] }],
		['an edit of a header', two.replace('a/c', 'a/c\nX: y'), { edited: ['1 title Two'] }],
		['one that came', `${two}### Three\nGET a/d\n`, { added: ['1 title Three'] }],
		['one that went', '### Two\nGET a/c\n', { removed: ['1 title One'], moved: ['1 title Two'] }],
		[
			'another title as another request',
			two.replace('One', 'Uno'),
			{ added: ['1 title Uno'], removed: ['1 title One'] },
		],
	];
	for (const [what, after, expected] of rows) {
		test(`are ${what}`, async () => {
			assert.deepEqual(await changes(two, after), { ...nothing, ...expected });
		});
	}

	test('of ten thousand requests cost what changed', async () => {
		const text = Array.from({ length: 10_000 }, (_, at) => `### R${at}\nGET crm/lead/get/${at}\n\n`).join('');
		const { read, counts } = countingReader();
		const first = await read(text);
		assert.deepEqual([first.size, counts], [10_000, { redacted: 20_000, turns: 54 }]);
		Object.assign(counts, { redacted: 0, turns: 0 });
		const edited = await read(text.replace('get/5000\n', 'get/5000?x=1\n'));
		const { added, removed, moved, edited: ids } = changesBetween(first, edited);
		assert.deepEqual([added, removed, moved, ids, counts], [[], [], [], ['1 title R5000'], { redacted: 2, turns: 5 }]);
		assert.equal([...edited].filter(([id, request]) => first.get(id) !== request).length, 1);
	});
});
