import { setup, suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import type { Exchange } from '../../src/exchanges/exchange';
import { readResponse } from '../../src/exchanges/reading';
import { yieldToEventLoop } from '../../src/ui/yieldToEventLoop';
import { until } from '../support/until';
import { extensionUnderTest, windowOfExtension } from './support/extension';
import { messagesDuring } from './support/messages';
import { openScratchpad } from './support/scratchpad';
import { setSendingStage } from './support/sendingStage';

suite('comparing responses', () => {
	const stage = setSendingStage();

	/** Gives the lead another name, past the extension. */
	async function rename(name: string): Promise<void> {
		const url = `${stage.sandbox.origin}/api/v1/module/crm/lead/update/1?api_key=${encodeURIComponent(stage.key)}`;
		const { status } = await fetch(url, { method: 'POST', body: new URLSearchParams({ name }) });
		assert.equal(status, 200);
	}

	/** Sends a request that gets a lead whose name is one and then another, both with the key in it, and gives its response. */
	async function sentTwice(target: string): Promise<vscode.Uri> {
		const document = await stage.open(`GET ${target}\n`);
		for (const name of ['earlier', 'later']) {
			await rename(`${name} ${stage.key}`);
			await stage.sent(document, target);
		}
		return shownResponse();
	}

	test('shows what is another than in the response before, without the key that both have', async () => {
		await vscode.commands.executeCommand('flowlu.compareWithPrevious', await sentTwice('crm/lead/get/1'));
		const [before, after] = await diffTexts();
		assert.match(before, /"name": "earlier •••"/u);
		assert.match(after, /"name": "later •••"/u);
		assert.equal(before.replace('earlier', 'later'), after, 'all else is the same');
		assert.ok(!(before + after + diffTab().label).includes(stage.key));
	});

	test('lists the records that are others, without the key', async () => {
		await vscode.commands.executeCommand('flowlu.compareRecords', await sentTwice('crm/lead/list?limit=3'));
		const text = activeText();
		assert.match(text, /\n0 added, 0 removed, 1 changed, 2 the same\n/u);
		assert.match(text, /\nChanged\n {2}1 "later •••"\n {4}name: "earlier •••" → "later •••"\n$/u);
		assert.ok(!text.includes(stage.key));
	});

	test('takes any other response that is open, such as one that was sent from the history', async () => {
		const api = await extensionUnderTest();
		const first = await sentTwice('crm/lead/get/1');
		await vscode.window.showTextDocument(first, { preview: false, viewColumn: vscode.ViewColumn.Two });
		const entries = async () => {
			const accounts = await api.history.children();
			const own = accounts.find(row => 'account' in row && row.account.origin === stage.sandbox.origin);
			const rows = own === undefined ? [] : await api.history.children(own);
			return rows.filter(row => 'historyEntry' in row && row.historyEntry.request.target === 'crm/lead/get/1');
		};
		await until(async () => (await entries()).length > 0);
		await rename(`again ${stage.key}`);
		const [entry] = await entries();
		await vscode.commands.executeCommand('flowlu.sendFromHistory', entry);
		const own = shownResponse();
		const offered = await picking(0, () => vscode.commands.executeCommand('flowlu.compareWith', own));
		assert.deepEqual(offered.length, 1, offered.join('\n'));
		const [before, after] = await diffTexts();
		assert.match(before, /"name": "later •••"/u);
		assert.match(after, /"name": "again •••"/u);
		assert.ok(!(before + after + offered.join()).includes(stage.key));
	});

	test('compares what another key gets, and says whose each is', async () => {
		const api = await extensionUnderTest();
		const response = await sentTwice('crm/lead/get/1');
		const { origin } = stage.sandbox;
		const { key } = stage.sandbox.createApiKey('Other');
		const account = { name: new URL(origin).host, origin };
		const session = { id: randomUUID(), account, grant: 'apiKey', label: 'Other', tail: key.slice(-4) } as const;
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
		await rename(`other ${stage.key} ${key}`);
		await picking('Other', () => vscode.commands.executeCommand('flowlu.sendToAndCompare', response));
		const [before, after] = await diffTexts();
		assert.match(before, /"name": "later •••"/u);
		assert.match(after, /"name": "other ••• •••"/u);
		assert.match(diffTab().label, /Main .+ ↔ Other /u);
		const { searchParams } = new URL(stage.sandbox.requests().at(-1)?.url ?? '', origin);
		assert.equal(searchParams.get('api_key'), key);
	});
});

suite('comparing responses of any make', () => {
	const account = { name: 'made up', origin: `https://${randomUUID()}.flowlu.com` };
	const session = { id: 'comparing', account, grant: 'apiKey', label: 'CI', tail: '' } as const;
	let api: TestApi;
	let block = 2_000_000;
	let number = 0;

	suiteSetup(async () => {
		api = await extensionUnderTest();
	});
	setup(async () => {
		block++;
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await openScratchpad('GET crm/lead/list\n');
	});
	suiteTeardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

	async function show(
		items: readonly object[] | Uint8Array,
		{ entity = 'crm/lead', origin = account.origin } = {},
	): Promise<vscode.Uri> {
		const isBinary = items instanceof Uint8Array;
		const body = isBinary ? items : Buffer.from(JSON.stringify({ response: { total: items.length, items } }));
		const headers = [['Content-Type', isBinary ? 'image/png' : 'application/json']] as const;
		const response = { status: 200, statusText: 'OK', headers, body, milliseconds: 1 };
		const exchange: Exchange = {
			number: ++number,
			block,
			environment: undefined,
			response,
			sentAt: Date.now(),
			session: { ...session, account: { ...account, origin } },
			request: { method: 'GET', url: `${origin}/api/v1/module/${entity}/list`, headers: [] },
			reading: await readResponse(response, { yieldToEventLoop }),
		};
		api.exchanges.add(exchange);
		await api.responses.show(block);
		return shownResponse();
	}

	test('tells records without ids by what they have, and hides a value whose name tells that it is a secret', async () => {
		const [old, now] = ['0ld-s3cr3t-v4lue', 'n3w-s3cr3t-v4lue'];
		await show([{ code: 'A', password: old }, { code: 'B' }]);
		await vscode.commands.executeCommand(
			'flowlu.compareRecords',
			await show([{ code: 'B' }, { code: 'A', password: now }]),
		);
		const text = activeText();
		assert.match(text, /\nRecords are matched by code\.\n/u);
		assert.match(text, /\n {4}password: "•••" → "•••"\n/u);
		assert.doesNotMatch(text, /s3cr3t/u);
	});

	test('compares as text where nothing tells records apart, and says so', async () => {
		await show([{ name: 'A' }, { name: 'A' }]);
		const after = await show([{ name: 'A' }, { name: 'B' }]);
		const said = await messagesDuring(() => vscode.commands.executeCommand('flowlu.compareRecords', after));
		assert.match(said.join(), /^The records have no id and no other field that tells them apart/u);
		const [one, other] = await diffTexts();
		assert.equal(one.match(/"A"/gu)?.length, 2);
		assert.equal(other.match(/"A"/gu)?.length, 1);
	});

	test('compares lists of two entities as text, whose ids are those of other records, and says so', async () => {
		await show([{ id: 1, name: 'Acme' }], { entity: 'crm/account' });
		const after = await show([{ id: 1, name: 'Deal' }]);
		const said = await messagesDuring(() => vscode.commands.executeCommand('flowlu.compareRecords', after));
		assert.match(said.join(), /^The lists come from different paths/u);
		assert.deepEqual(
			(await diffTexts()).map(text => /Acme|Deal/u.exec(text)?.[0]),
			['Acme', 'Deal'],
		);
	});

	test('says of two accounts that ids tell nothing there', async () => {
		await show([{ id: 1, name: 'Acme' }], { origin: 'https://other.flowlu.com' });
		const after = await show([{ id: 1, name: 'Deal' }]);
		const said = await messagesDuring(() => vscode.commands.executeCommand('flowlu.compareRecords', after));
		assert.match(said.join(), /^Ids of one account say nothing about another one/u);
	});

	test('says of binary data only whether it is the same', async () => {
		const png = (last: number) => Uint8Array.from([0x89, 0x50, 0, last]);
		await show(png(1));
		for (const [data, words] of [
			[png(1), /It is the same, byte for byte\.$/u],
			[png(2), /It is not the same: 4 B before, 4 B now\.$/u],
		] as const) {
			const uri = await show(data);
			const said = await messagesDuring(() => vscode.commands.executeCommand('flowlu.compareWithPrevious', uri));
			assert.match(said.join(), words);
		}
		assert.ok(!(vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff));
	});

	test('says once over a response that its records have other fields, and shows which', async () => {
		const records = (fields: object) => [1, 2, 3, 4, 5].map(id => ({ id, name: 'A', ...fields }));
		const lenses = async (uri: vscode.Uri): Promise<readonly string[]> => {
			const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
			return found.map(({ command }) => command?.title ?? '');
		};
		const isTold = (title: string): boolean => title.startsWith('$(info) 2 fields changed since ');
		await show(records({ price: 1 }));
		await show(records({ price: 2 }));
		const changed = await show(records({ price: 'x', owner_id: 4711 }));
		await until(async () => (await lenses(changed)).some(isTold));
		await vscode.commands.executeCommand('_flowlu.showShapeChanges', changed);
		const text = activeText();
		assert.match(text, /^Fields of the records of crm\/lead list, before → now\n/u);
		assert.match(text, /\n\n {2}owner_id: \(absent\) → number\n {2}price: number → string\n$/u);
		assert.doesNotMatch(text, /4711/u);
		const next = await show(records({ price: 'x', owner_id: 4711 }));
		const [headers] = await lenses(next);
		assert.match(headers ?? '', /200 OK/u);
		assert.ok(!(await lenses(next)).some(isTold));
	});
});

function shownResponse(): vscode.Uri {
	const shown = vscode.window.visibleTextEditors
		.map(({ document }) => document.uri)
		.find(({ scheme }) => scheme === 'flowlu-response');
	return shown ?? assert.fail('No response is shown.');
}

function activeText(): string {
	return vscode.window.activeTextEditor?.document.getText() ?? '';
}

/** The editor of differences that is shown. */
function diffTab(): { readonly label: string; readonly input: vscode.TabInputTextDiff } {
	const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
	assert.ok(tab?.input instanceof vscode.TabInputTextDiff, 'Two documents are compared.');
	return { label: tab.label, input: tab.input };
}

async function diffTexts(): Promise<readonly [before: string, after: string]> {
	const { original, modified } = diffTab().input;
	const [before, after] = [
		await vscode.workspace.openTextDocument(original),
		await vscode.workspace.openTextDocument(modified),
	];
	return [before.getText(), after.getText()];
}

/** Picks what is asked for in the first list that the work shows, by its place or its label: no list is answered while tests run. @returns what the list says */
async function picking(wanted: number | string, work: () => PromiseLike<unknown>): Promise<readonly string[]> {
	let offered: readonly vscode.QuickPickItem[] = [];
	const showQuickPick = (items: readonly vscode.QuickPickItem[]) => {
		offered = items;
		const found = items.find(
			({ label }, index) => index === wanted || (label !== '' && label.includes(String(wanted))),
		);
		return Promise.resolve(found);
	};
	const windows = [...new Set([vscode.window, windowOfExtension()])].map(window => ({
		window,
		original: window.showQuickPick,
	}));
	for (const { window } of windows) {
		Object.assign(window, { showQuickPick });
	}
	try {
		await work();
	} finally {
		for (const { window, original } of windows) {
			Object.assign(window, { showQuickPick: original });
		}
	}
	return offered.map(({ label, description = '', detail = '' }) => `${label} ${description} ${detail}`);
}
