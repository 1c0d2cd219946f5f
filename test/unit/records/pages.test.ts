import assert from 'node:assert/strict';
import type { PagingEnd, PagingPlace } from '../../../src/records/pages/pagingPlace';
import { idsUpTo, listUrl, PagedList, type ListFaults } from '../../support/pagedList';
import { Random } from '../../support/random';

/** `whole byId 250 3`: how it ended, in which way, records, pages. */
function words({ end, place }: { readonly end: PagingEnd; readonly place: PagingPlace }): string {
	const way = place.way.kind === 'byId' ? 'byId' : place.way.because;
	return [end.kind === 'short' ? end.because : end.kind, way, place.records, place.pages].join(' ');
}

async function reading(count: number, faults: ListFaults = {}, url = listUrl): Promise<string> {
	const list = new PagedList(idsUpTo(count), faults);
	const read = await list.read({ url });
	assert.deepEqual(new Set(read.ids).size, read.ids.length, 'no record comes twice');
	return words(read);
}

suite('reading every page', () => {
	test('asks for the ids above the greatest so far', async () => {
		const list = new PagedList(idsUpTo(250));
		const read = await list.read({ url: `${listUrl}?fields=id,name&page=4&limit=20&filter[active]=1` });
		assert.deepEqual(read.ids, idsUpTo(250).map(String));
		assert.deepEqual(list.asked, [
			'fields=id,name&filter[active]=1&order_by[asc][]=id&limit=100',
			'fields=id,name&filter[active]=1&order_by[asc][]=id&filter[id]={"type":"more","value":100}&limit=100',
			'fields=id,name&filter[active]=1&order_by[asc][]=id&filter[id]={"type":"more","value":200}&limit=100',
		]);
		assert.equal(words(read), 'whole byId 250 3');
	});

	test('ends with a short or an empty page', async () => {
		assert.equal(await reading(0), 'whole byId 0 1');
		assert.equal(await reading(1), 'whole byId 1 1');
		assert.equal(await reading(99), 'whole byId 99 1');
		assert.equal(await reading(100), 'whole byId 100 2');
		assert.equal(await reading(101), 'whole byId 101 2');
	});

	test('ends rightly whatever the totals mean, come as or are missing', async () => {
		for (const faults of [
			{ omitsFound: true },
			{ omitsTotal: true },
			{ totalAfterFilters: true },
			{ idsAsText: true },
			{ totalsAsText: true },
			{ totalsAsText: true, omitsFound: true },
		]) {
			for (const count of [0, 7, 100, 130]) {
				const read = await new PagedList(idsUpTo(count), faults).read();
				assert.equal(read.end.kind, 'whole', JSON.stringify({ faults, count }));
				assert.deepEqual([read.ids.length, read.place.totalAtStart], [count, count]);
			}
		}
		assert.equal(await reading(7, { omitsFound: true, omitsTotal: true }), 'whole byId 7 2');
	});

	test('finds out that the server gives fewer records a page than it is asked for', async () => {
		assert.equal(await reading(120, { limit: 50 }), 'whole byId 120 3');
		assert.equal(await reading(120, { limit: 50, omitsFound: true, omitsTotal: true }), 'whole byId 120 3');
		assert.equal(await reading(120, { limit: 50, ignoresFilter: true }), 'whole filterIgnored 120 4');
	});

	test('goes on by page numbers where the server ignores filter or order, or the request has its own', async () => {
		assert.equal(await reading(250, { ignoresFilter: true }), 'whole filterIgnored 250 4');
		assert.equal(await reading(250, {}, `${listUrl}?order_by[desc][]=id`), 'whole ownOrder 250 3');
		assert.equal(await reading(250, {}, `${listUrl}?order_by%5Basc%5D%5B%5D=id`), 'whole byId 250 3');
		assert.equal(await reading(250, {}, `${listUrl}?filter%5Bid%5D=!1`), 'whole ownIdFilter 250 3');
		assert.equal(await reading(250, { omitsIds: true }), 'whole noIds 250 3');
		const odd = new PagedList(idsUpTo(250).toReversed(), { ignoresOrder: true });
		assert.equal(words(await odd.read()), 'whole orderIgnored 250 3');
	});

	test('never calls it whole where the server ignores page numbers too', async () => {
		assert.equal(await reading(250, { ignoresFilter: true, ignoresPage: true }), 'pageIgnored filterIgnored 100 3');
		assert.equal(await reading(250, { omitsIds: true, ignoresPage: true }), 'pageIgnored noIds 100 2');
		// What is on one page needs no other.
		assert.equal(await reading(80, { ignoresFilter: true, ignoresPage: true }), 'whole byId 80 1');
	});

	test('stops at as many records as are wanted', async () => {
		const list = new PagedList(idsUpTo(1000));
		const read = await list.read({ max: 130 });
		assert.deepEqual(read.ids, idsUpTo(130).map(String));
		assert.equal(words(read), 'max byId 130 2');
		assert.match(new PagedList(idsUpTo(9)).asked.join(), /^$/u);
		const few = new PagedList(idsUpTo(1000));
		assert.equal(words(await few.read({ max: 7 })), 'max byId 7 1');
		assert.deepEqual(few.asked, ['order_by[asc][]=id&limit=7']);
		assert.equal(words(await new PagedList(idsUpTo(7)).read({ max: 7 })), 'whole byId 7 1');
	});

	test('pauses at a page that fails, and goes on from there', async () => {
		for (const faults of [{}, { ignoresFilter: true }]) {
			for (const fails of [1, 2, 3, 4]) {
				const list = new PagedList(idsUpTo(301), { ...faults, fails: [fails] });
				const first = await list.read();
				assert.equal(first.end.kind, 'paused');
				assert.equal(first.place.repeats, 3);
				const second = await list.read({ from: first.place });
				assert.equal(second.end.kind, 'whole');
				assert.deepEqual([...first.ids, ...second.ids], idsUpTo(301).map(String));
			}
		}
	});

	test('asks a server that is busy again, twice at most here', async () => {
		const list = new PagedList(idsUpTo(150), { isBusy: [2, 3] });
		const read = await list.read();
		assert.equal(words(read), 'whole byId 150 2');
		assert.equal(read.place.repeats, 2);
		assert.equal((await new PagedList([], { isBusy: [1, 2, 3] }).read()).end.kind, 'paused');
	});

	test('tells the totals at the start and at the end', async () => {
		const list = new PagedList(idsUpTo(250), {}, each => {
			each.ids = [...each.ids, each.ids.length + 1];
		});
		const { place } = await list.read();
		assert.deepEqual([place.totalAtStart, place.totalAtEnd, place.records], [250, 252, 252]);
	});

	test('does not trust a page out of order once the server has shown that it sorts', async () => {
		const list = new PagedList(idsUpTo(500), {}, each => {
			if (each.asked.length === 3) {
				// As if another server had taken over, which knows no filter.
				each.faults = { ignoresFilter: true };
			}
		});
		const read = await list.read();
		assert.deepEqual([read.end.kind, read.place.records], ['paused', 200]);
	});
});

suite('reading pages that move', () => {
	const schedules = 1000;

	test(`by id misses nothing that was there throughout, and nothing comes twice, in ${schedules} schedules`, async () => {
		for (let seed = 0; seed < schedules; seed++) {
			const { always, read } = await movingList(seed, {});
			const ids = new Set(read.ids);
			assert.equal(ids.size, read.ids.length, `twice with seed ${seed}`);
			assert.deepEqual(
				always.filter(id => !ids.has(String(id))),
				[],
				`missed with seed ${seed}`,
			);
			assert.equal(words(read), `whole byId ${ids.size} ${read.place.pages}`, `seed ${seed}`);
		}
	});

	test('by page numbers gives nothing twice, and calls nothing whole that lacks what was there throughout', async () => {
		for (let seed = 0; seed < 200; seed++) {
			const { always, read } = await movingList(seed, { ignoresFilter: true });
			const ids = new Set(read.ids);
			assert.equal(ids.size, read.ids.length, `twice with seed ${seed}`);
			const missed = always.filter(id => !ids.has(String(id)));
			assert.ok(missed.length === 0 || read.end.kind === 'short', `missed ${missed.join()} with seed ${seed}`);
		}
	});
});

/** Reads a list from which records are deleted, and to which they are added, between its pages. */
async function movingList(seed: number, faults: ListFaults) {
	const random = new Random(seed);
	let next = 1 + random.below(120);
	const before = idsUpTo(next - 1).filter(() => random.next() < 0.8);
	const always = new Set(before);
	const list = new PagedList(before, { ...faults, limit: 8 + random.below(25) }, each => {
		// As servers do, ids are given in ascending order.
		const added = Array.from({ length: random.below(4) }, () => next++);
		const picked = new Set(Array.from({ length: random.below(4) }, () => random.pick(each.ids)));
		// As many that go as come leave the total as it was, and no client can tell.
		const gone = picked.size === added.length ? new Set<number>() : picked;
		gone.forEach(id => id !== undefined && always.delete(id));
		each.ids = [...each.ids.filter(id => !gone.has(id)), ...added];
	});
	const read = await list.read();
	return { always: [...always], read };
}
