import * as assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { Catalog } from '../../src/catalog/catalog';
import { permissionRows } from '../../src/features/accounts/permissionRows';
import { accountItem, sessionItem } from '../../src/features/accounts/treeItems';
import { type ApiRow, moduleRows } from '../../src/features/api/apiRows';
import { completionItem } from '../../src/features/editor/completion/completionItems';
import { historyItem } from '../../src/features/history/historyTree';
import { questions } from '../../src/features/sending/interaction';
import { showOutcome } from '../../src/features/sending/outcomes/showOutcome';
import type { SessionEntry } from '../../src/flowlu/sessionEntry';
import { createRedactor } from '../../src/net/redaction/redact';
import { Secret } from '../../src/net/redaction/secret';
import { ownText, redactBy, shownText } from '../../src/ui/messages/windowRedactor';
import { pickSession } from '../../src/ui/prompts/pickSession';
import { createStatusItem } from '../../src/ui/views/statusItems';
import { catalogUnderTest } from './support/extension';

const key = `k${randomBytes(16).toString('hex')}`;
/** What a workspace calls a secret. */
const token = `t${randomBytes(16).toString('hex')}`;

suite('what is shown beside documents', () => {
	let catalog: Catalog;
	suiteSetup(async () => {
		const redactor = createRedactor();
		redactor.add(new Secret(key));
		const secrets = [token, 'acme7xq9zk2m4v'].map(
			text => ({ name: 'password', from: 'environment', secret: new Secret(text) }) as const,
		);
		redactor.setNamed('test', secrets);
		redactBy(redactor);
		catalog = await catalogUnderTest.load();
	});
	suiteTeardown(() => {
		redactBy(createRedactor());
	});

	const account = { name: key, origin: 'https://shown.example' };
	const entry: SessionEntry = {
		session: { id: '1', account, grant: 'apiKey', label: key, tail: '', login: key },
		accountKind: 'test',
		active: true,
		addedAt: 0,
	};
	const request = { method: 'GET', target: `crm/${key}/list?a=${token}`, headers: [] };
	const sent = { id: '1', at: 0, account, key, writes: false, request, result: { kind: 'cancelled' } } as const;
	const entities = new Map([[`crm/${key}`, 'readable' as const]]);

	function everyRow(rows: readonly ApiRow[]): readonly unknown[] {
		return rows.flatMap(row => [row.item, ...everyRow(row.children())]);
	}

	const rows: readonly [of: string, make: () => unknown][] = [
		['an account', () => accountItem({ ...account, kind: 'test' })],
		['a session', () => ({ ...sessionItem(entry, 0), tooltip: tooltipOf(sessionItem(entry, 0)) })],
		[
			'permissions',
			() =>
				permissionRows(
					entry,
					{ of: () => undefined, runningOf: () => ({ asked: 0, entity: `crm/${key}`, entities }) },
					catalog,
					0,
				).map(({ item }) => ({ ...item, id: '' })),
		],
		[
			'the catalog',
			() =>
				everyRow(
					moduleRows(
						{
							...catalog,
							entities: catalog.entities.slice(0, 2).map(entity => ({ ...entity, title: key, description: key })),
						},
						new Map([['crm/account', [entry.session]]]),
					),
				),
		],
		[
			'the history',
			() => ({
				...historyItem({ historyEntry: sent }),
				tooltip: tooltipOf(historyItem({ historyEntry: sent })),
				command: '',
			}),
		],
		['an account of the history', () => historyItem({ account, entries: [] })],
	];
	for (const [of, make] of rows) {
		test(`a row of ${of} holds no secret`, () => {
			assertMasked(make());
		});
	}

	test('an item of completion shows no secret, and writes what it stands for', () => {
		const range = new vscode.Range(0, 0, 0, 0);
		const suggestion = {
			label: key,
			description: token,
			detail: key,
			documentation: token,
			kind: vscode.CompletionItemKind.Text,
		};
		const { label, detail, documentation, insertText, filterText } = completionItem(suggestion, {
			inserting: range,
			replacing: range,
		});
		assertMasked({ label, detail, documentation });
		assert.deepEqual([insertText, filterText], [key, key]);
	});

	test('a list to choose from shows no secret', async () => {
		assertMasked(await shownBy('showQuickPick', () => pickSession([entry], { title: key, placeholder: key })));
	});

	test('the list of what was run shows no secret', async () => {
		const step = { block: 1, name: key, outcome: { kind: 'failed', error: new Error(token) } } as const;
		const shown = { exchanges: { of: () => undefined }, showResponse: () => Promise.resolve() };
		assertMasked(
			await shownBy('showQuickPick', () =>
				showOutcome({ block: 1, name: key, outcome: { kind: 'ran', steps: [step], total: 1 } }, shown),
			),
		);
	});

	test('a box that asks for a value shows no secret', async () => {
		const box = vscode.window.createInputBox();
		await shownBy(
			'createInputBox',
			async () => {
				const answer = questions(createRedactor()).promptValues([{ name: key, description: token, isSecret: false }]);
				box.hide();
				await answer;
			},
			box,
		);
		assertMasked([box.prompt, box.placeholder]);
	});

	test('an item of the status bar shows no secret', async () => {
		const item = vscode.window.createStatusBarItem('flowlu.test');
		await shownBy(
			'createStatusBarItem',
			() => {
				const made = createStatusItem('flowlu.test', {
					name: 'Test',
					command: 'flowlu.cancel',
					place: [vscode.StatusBarAlignment.Left, 0],
				});
				made.show({ icon: 'account', text: shownText(token), tooltip: ownText(key), spoken: ownText(key) });
				return Promise.resolve();
			},
			item,
		);
		assertMasked([item.text, item.tooltip, item.accessibilityInformation]);
		item.dispose();
	});

	test('what a workspace calls a secret is not masked where it is a fact of ours', () => {
		const { label } = accountItem({
			name: 'acme7xq9zk2m4v',
			origin: 'https://acme7xq9zk2m4v.flowlu.com',
			kind: 'test',
		});
		assert.deepEqual([label, shownText('acme7xq9zk2m4v')], ['acme7xq9zk2m4v', '•••']);
	});
});

/** Of items to choose from, what VS Code draws. */
function withoutData(argument: unknown): unknown {
	return Array.isArray(argument)
		? argument.map(({ label, description, detail }: vscode.QuickPickItem) => ({ label, description, detail }))
		: argument;
}

function tooltipOf({ tooltip }: { readonly tooltip?: unknown }): unknown {
	return tooltip instanceof vscode.MarkdownString ? tooltip.value : tooltip;
}

function assertMasked(shown: unknown): void {
	const text = inspect(shown, { depth: 8, maxArrayLength: null, maxStringLength: null });
	assert.ok(
		text.includes('•••') && !text.includes(key) && !text.includes(token),
		text.replaceAll(key, 'KEY').replaceAll(token, 'TOKEN'),
	);
}

/** What a function of VS Code's window was given while the work was done; it is not called. @param result what it gives */
async function shownBy(
	name: 'showQuickPick' | 'createInputBox' | 'createStatusBarItem',
	work: () => Promise<unknown>,
	result?: object,
): Promise<unknown> {
	const original = vscode.window[name];
	const given: unknown[] = [];
	const record = (...args: readonly unknown[]) => {
		given.push(args.map(withoutData));
		return result;
	};
	Object.assign(vscode.window, { [name]: record });
	try {
		await work();
	} finally {
		Object.assign(vscode.window, { [name]: original });
	}
	return given;
}
