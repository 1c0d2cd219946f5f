import assert from 'node:assert/strict';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setup, suite, teardown, test } from 'mocha';
import { type ResponseFile, responseFile } from '../../../src/disk/responseFile';
import { writeFaultText } from '../../../src/messages/fileMessages';
import { EngineStage, words } from '../../support/engineStage';
import { type ScriptedResponse, withHostileServer } from '../../support/hostileServer';
import { endless, json, plain } from '../../support/scriptedResponses';

const key = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const record = '{"id":1,"name":"Acme"},';
const records = Buffer.from(record.repeat(10_000));

suite('The file of a response', () => {
	let folder: string;
	let target: string;
	let stage: EngineStage;

	setup(() => {
		folder = mkdtempSync(join(tmpdir(), 'response-'));
		target = join(folder, 'leads.json');
		stage = new EngineStage();
	});

	teardown(async () => {
		await stage.close();
		rmSync(folder, { recursive: true, force: true });
	});

	/** Sends a request whose response goes to the file, and gives how it ended. */
	async function sent(
		responses: readonly [ScriptedResponse, ...ScriptedResponse[]],
		{ text = 'GET crm/lead/list', path = target }: { readonly text?: string; readonly path?: string } = {},
	): Promise<{ readonly file: ResponseFile; readonly outcome: string }> {
		let file: ResponseFile | undefined;
		let outcome = '';
		await withHostileServer(responses, async ({ origin }) => {
			const name = `acme${stage.entries.length}`;
			stage.addSession({ name, origin }, key);
			stage.open(`# @account ${name}\n${text}`);
			const block = stage.block(text);
			file = responseFile(path, stage.redactor, () => stage.states.cancel(block));
			outcome = words(await stage.send(block, { into: file }));
		});
		assert.ok(file !== undefined);
		return { file, outcome };
	}

	test('has its name when it is whole, and every byte', async () => {
		const { file, outcome } = await sent([plain({ body: records })]);
		assert.equal(outcome, `saved ${records.length} bytes`);
		assert.deepEqual(readdirSync(folder), ['leads.json.part', 'leads.json.part.lock']);
		assert.deepEqual([file.fault(), file.bytes(), file.hasSecrets()], [undefined, records.length, false]);
		await file.finish();
		assert.deepEqual(readdirSync(folder), ['leads.json']);
		assert.ok(readFileSync(target).equals(records));
		assert.equal(stage.exchanges.all().length, 0);
	});

	test('replaces a file that the user chose, also through a link, which stays one', async () => {
		writeFileSync(target, 'before');
		const link = join(folder, 'link.json');
		symlinkSync(target, link);
		const { file } = await sent([plain({ body: records })], { path: link });
		assert.equal(readFileSync(target, 'utf8'), 'before');
		await file.finish();
		assert.deepEqual(readdirSync(folder).toSorted(), ['leads.json', 'link.json']);
		assert.ok(readFileSync(target).equals(records));
	});

	test('is not begun for a small response, which is read as usual, and not for an error', async () => {
		for (const [response, words] of [
			[json({ response: { items: [], total_result: 0, count: 0 } }), 'answered 200'],
			[json({ error: { error_code: 20, error_msg: 'not found' } }), 'answered error'],
			[plain({ status: '500 Broken', body: records }), 'answered error'],
		] as const) {
			const { file, outcome } = await sent([response]);
			assert.equal(outcome, words);
			await file.discard();
			assert.deepEqual(readdirSync(folder), []);
		}
	});

	test('leaves nothing where the connection is cut', async () => {
		const head = `HTTP/1.1 200 OK\r\nContent-Length: ${2 * records.length}\r\n\r\n`;
		const cut: ScriptedResponse = { chunks: [head, records], after: 'reset' };
		const { file, outcome } = await sent([cut], { text: 'POST crm/lead/create\n\nname=A' });
		assert.equal(outcome, 'failed NetworkError');
		await file.discard();
		assert.deepEqual(readdirSync(folder), []);
	});

	test('leaves nothing where the user cancels', async () => {
		stage.states.onDidChange(state => {
			if (state?.kind === 'underWay' && state.phase.phase === 'receiving') {
				stage.states.cancelAll();
			}
		});
		const { file, outcome } = await sent([{ ...endless(records, 1000), pause: 50 }]);
		assert.equal(outcome, 'cancelled');
		assert.deepEqual(readdirSync(folder), ['leads.json.part', 'leads.json.part.lock']);
		await file.discard();
		assert.deepEqual(readdirSync(folder), []);
	});

	test('ends the request where it cannot be written, and says why', async () => {
		const cases: readonly [path: string, message: string][] = [
			[join(folder, 'gone', 'leads.json'), 'leads.json was not saved: its folder is no longer there.'],
			[target, 'leads.json was not saved: leads.json.part is there already. Choose another name, or delete that file.'],
		];
		writeFileSync(`${target}.part`, 'of an export');
		for (const [path, message] of cases) {
			const { file, outcome } = await sent([endless(records, 1000)], { path });
			assert.equal(outcome, 'cancelled');
			assert.equal(writeFaultText('leads.json', file.fault()), message);
			await file.discard();
			assert.equal(readFileSync(`${target}.part`, 'utf8'), 'of an export');
			assert.deepEqual(readdirSync(folder), ['leads.json.part']);
		}
	});

	test('is a fault where its folder goes away before it has its name', async () => {
		const { file } = await sent([plain({ body: records })]);
		rmSync(folder, { recursive: true });
		await assert.rejects(file.finish(), (error: unknown) => writeFaultText('a', error).includes('no longer there'));
		await file.discard();
		assert.equal(existsSync(folder), false);
		mkdirSync(folder);
	});

	test('says in words what a full disk, and a folder that may not be written to, are', () => {
		for (const [code, words] of [
			['ENOSPC', 'a was not saved: the disk is full.'],
			['EDQUOT', 'a was not saved: the disk is full.'],
			['EACCES', 'a was not saved: you may not write there.'],
			['EIO', 'a was not saved: input/output'],
		]) {
			assert.equal(writeFaultText('a', Object.assign(new Error('input/output'), { code })), words);
		}
	});

	test('knows where the server sent a secret back, in whatever encoding and wherever it is cut', async () => {
		const leak = `${record.repeat(5000)}"${key}"${record.repeat(5000)}`;
		const utf16 = Buffer.from(`\ufeff${leak}`, 'utf16le');
		const text = Buffer.from(leak);
		const middle = leak.indexOf(key) + 16;
		for (const pieces of [
			[text],
			[text.subarray(0, middle), text.subarray(middle)],
			[utf16],
			[text.subarray(-100_000)],
		]) {
			const head = `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n`;
			const { file, outcome } = await sent([{ chunks: [head, ...pieces], after: 'end' }]);
			assert.match(outcome, /^saved /u);
			assert.equal(file.hasSecrets(), Buffer.concat(pieces).includes(key) || pieces[0] === utf16);
			await file.discard();
		}
	});

	test('is of a request whose checks were not run, so that nothing goes on as if they held', async () => {
		const text = 'GET crm/lead/list\n?? status == 200';
		await withHostileServer([plain({ body: records })], async ({ origin }) => {
			stage.addSession({ name: 'acme', origin }, key);
			stage.open(`# @name list\n${text}\n\n### next\n# @ref list\nGET crm/lead/get/{{list.response.body.$.id}}`);
			const block = stage.block('?? status');
			const file = responseFile(target, stage.redactor, () => stage.states.cancel(block));
			stage.states.onDidChange((state, changed) => {
				if (changed === block && state?.kind === 'underWay' && state.phase.phase === 'sending') {
					void stage.states.divert(block, file);
				}
			});
			assert.equal(words(await stage.send('get/')), `skipped (list: saved ${records.length} bytes)`);
			await file.discard();
		});
	});
});
