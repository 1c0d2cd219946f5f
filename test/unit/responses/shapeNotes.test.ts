import assert from 'node:assert/strict';
import {
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setup, suite, teardown, test } from 'mocha';
import { parseCatalog } from '../../../src/catalog/parseCatalog';
import { readResponse } from '../../../src/exchanges/reading';
import type { Exchange } from '../../../src/exchanges/exchange';
import { HistoryFiles } from '../../../src/features/history/historyFiles';
import { ShapeFiles } from '../../../src/features/responses/shape/shapeFiles';
import { ShapeNotes } from '../../../src/features/responses/shape/shapeNotes';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';
import { findLeaks } from '../../support/canary';
import { EngineStage } from '../../support/engineStage';

const catalog = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));

suite('the memory of fields', () => {
	let folder: string;
	let isOn = true;
	const redactor = createRedactor();

	setup(() => {
		folder = join(mkdtempSync(join(tmpdir(), 'shapes-')), 'history');
		isOn = true;
	});
	teardown(() => {
		rmSync(join(folder, '..'), { recursive: true, force: true });
	});

	/** As another window has it. */
	function openNotes(): ShapeNotes {
		const files = new ShapeFiles(folder);
		return new ShapeNotes({ files, catalog: { load: () => Promise.resolve(catalog) }, redactor, isOn: () => isOn });
	}

	async function exchange(fields: object, account = 'acme'): Promise<Exchange> {
		const origin = `https://${account}.flowlu.com`;
		const items = Array.from({ length: 5 }, (_none, index) => ({ id: index, name: 'A', ...fields }));
		const body = new TextEncoder().encode(JSON.stringify({ response: { items } }));
		const response = { status: 200, statusText: '', headers: [], body, milliseconds: 1 };
		return {
			number: 1,
			block: 1,
			environment: undefined,
			sentAt: 1_700_000_000_000,
			response,
			session: { id: 's', account: { name: account, origin }, grant: 'apiKey', label: 'CI', tail: '' },
			request: { method: 'GET', url: `${origin}/api/v1/module/crm/lead/list`, headers: [] },
			reading: await readResponse(response, { yieldToEventLoop: () => Promise.resolve() }),
		};
	}

	function fileOf(account = 'acme'): string {
		return join(folder, `https%3A%2F%2F${account}.flowlu.com.shapes.json`);
	}

	test('tells once, in whichever window, and for each account', async () => {
		const [one, other] = [openNotes(), openNotes()];
		assert.equal(await one.add(await exchange({ price: 1 })), false);
		assert.equal(await other.add(await exchange({ price: 1 })), false);
		assert.equal(await one.add(await exchange({}, 'branch')), false);
		const changed = await exchange({});
		assert.equal(await one.add(changed), true);
		assert.deepEqual(one.of(changed), {
			key: 'crm/lead list',
			since: changed.sentAt,
			changes: [{ field: 'price', before: ['number'], now: undefined }],
		});
		assert.equal(await one.add(changed), false, 'it is looked at once');
		assert.equal(one.of(changed)?.changes.length, 1, 'and shown as long as the response');
		assert.equal(await other.add(await exchange({})), false);
		assert.deepEqual(readdirSync(folder).length, 2, 'two accounts, and nothing half written');
		assert.ok(readdirSync(folder).every(name => (statSync(join(folder, name)).mode & 0o077) === 0));
	});

	test('loses nothing of responses that come at once', async () => {
		const notes = openNotes();
		await Promise.all(Array.from({ length: 5 }, async () => notes.add(await exchange({ price: 1 }))));
		assert.match(readFileSync(fileOf(), 'utf8'), /"price":\[0,25,25,5,2,25\]/u);
	});

	test('keeps nothing where the history is off or the request is not to be logged', async () => {
		const notes = openNotes();
		assert.equal(await notes.add({ ...(await exchange({})), isUnlogged: true }), false);
		isOn = false;
		assert.equal(await notes.add(await exchange({})), false);
		assert.equal(existsSync(folder), false);
	});

	test('begins anew where its file is none of ours', async () => {
		await openNotes().add(await exchange({}));
		writeFileSync(fileOf(), '{"version":1,"sha');
		assert.equal(await openNotes().add(await exchange({ price: 1 })), false);
		assert.match(readFileSync(fileOf(), 'utf8'), /"price"/u);
	});

	test('is of thirty accounts at most, those that were used last', async () => {
		const notes = openNotes();
		for (let number = 0; number < 30; number++) {
			await notes.add(await exchange({}, `a${number}`));
			utimesSync(fileOf(`a${number}`), number + 1, number + 1);
		}
		utimesSync(fileOf('a7'), 0, 0);
		await notes.add(await exchange({}, 'acme'));
		assert.deepEqual([readdirSync(folder).length, existsSync(fileOf('a7')), existsSync(fileOf())], [30, false, true]);
	});

	test('is cleared with the history of the account', async () => {
		const history = new HistoryFiles(folder, { onUnreadable: () => undefined });
		for (const account of ['acme', 'branch', 'acme.flowlu.com.evil']) {
			await openNotes().add(await exchange({}, account));
		}
		await history.clear('https://acme.flowlu.com');
		assert.deepEqual(
			[existsSync(fileOf()), existsSync(fileOf('branch')), readdirSync(folder).length],
			[false, true, 2],
		);
		assert.deepEqual(await history.all(), []);
		writeFileSync(`${fileOf('branch')}.0-a.part`, 'left by a crash');
		await history.clear();
		assert.deepEqual(readdirSync(folder), []);
	});

	test('holds no value and no secret, not even one that is the name of a member', async () => {
		const stage = new EngineStage();
		try {
			const sandbox = await stage.addAccount('acme');
			const canaries = {
				key: sandbox.apiKeys[0]?.key ?? '',
				named: 'tokenofsmalletters',
				name: 'Erika Mustermann',
				mail: 'erika@example.com',
			};
			redactor.add(new Secret(canaries.named));
			for (let time = 0; time < 2; time++) {
				const echo = { [canaries.named]: 1, [canaries.mail]: 1, [canaries.key]: 1, cf_1: canaries.key };
				await openNotes().add(
					await exchange({ ...echo, owner_id: canaries.name, price: canaries.mail, code: 'x', vat: 1 }),
				);
			}
			const written = readFileSync(fileOf(), 'utf8');
			assert.match(written, /owner_id/u);
			assert.deepEqual(findLeaks(canaries, [{ name: 'shapes', content: written }]), []);
		} finally {
			await stage.close();
		}
	});

	test('has the mark of requests that are to leave nothing', async () => {
		const stage = new EngineStage();
		try {
			await stage.addAccount('acme');
			for (const [text, isUnlogged] of [
				['# @no-log\nGET crm/lead/list\n', true],
				['GET crm/lead/list\n', undefined],
			] as const) {
				await stage.result(text);
				const latest = stage.exchanges.of(stage.block('GET'));
				assert.ok(latest?.kind === 'kept');
				assert.equal(latest.exchange.isUnlogged, isUnlogged);
			}
		} finally {
			await stage.close();
		}
	});
});
