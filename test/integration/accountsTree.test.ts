import * as assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { AccountsTreeDataProvider, type AccountsElement } from '../../src/features/accounts/accountsTree';
import { accountItem, sessionItem } from '../../src/features/accounts/treeItems';
import type { Session } from '../../src/flowlu/session';
import type { SessionEntry } from '../../src/flowlu/sessionEntry';
import type { Verification } from '../../src/flowlu/verify';
import { createRedactor } from '../../src/net/redaction/redact';
import { Secret } from '../../src/net/redaction/secret';
import { CachedPermissions } from '../../src/sessions/cachedPermissions';
import type { UnreadableReason } from '../../src/sessions/record';
import { SessionStore } from '../../src/sessions/sessionStore';
import { sessionItems } from '../../src/ui/prompts/pickSession';
import type { TreeRow } from '../../src/ui/views/trees';
import { describeUnreadable } from '../../src/ui/messages/sessionMessages';
import { MemoryMemento } from '../support/memoryMemento';
import { MemorySecrets } from '../support/memorySecrets';
import { until } from '../support/until';
import { catalogUnderTest } from './support/extension';

const acme = { name: 'acme', origin: 'https://acme.flowlu.com' };
const shop = { name: 'shop.example', origin: 'https://shop.example' };
const now = new Date(2026, 0, 2, 15, 4).getTime();
const minute = 60_000;

const key: Session = { id: '1', account: acme, grant: 'apiKey', label: 'Main', tail: 'ab12' };
const signIn: Session = {
	id: '2',
	account: acme,
	grant: 'password',
	label: 'Anna',
	tail: '',
	login: 'anna@example.com',
};

function entry(session: Session, more: Partial<SessionEntry> = {}): SessionEntry {
	return { session, accountKind: 'production', active: false, addedAt: now, ...more };
}

function mark(result: Verification['result'], minutesAgo: number): Pick<SessionEntry, 'verification'> {
	return { verification: { result, at: now - minutesAgo * minute } };
}

/** What a row shows and says; escapes are taken away, and the kinds of space that dates have are made one. */
function seen(item: TreeRow): unknown {
	const { label, description, contextValue, iconPath, accessibilityInformation, tooltip } = item;
	return {
		label,
		description,
		contextValue,
		icon: iconPath instanceof vscode.ThemeIcon ? iconPath.id : iconPath,
		spoken: accessibilityInformation?.label,
		tooltip: (tooltip instanceof vscode.MarkdownString ? tooltip.value : (tooltip ?? ''))
			.replace(/[\s\u202f]+/gu, ' ')
			.replace(/\\(?=[^\w\s])/gu, ''),
	};
}

suite('accounts tree', () => {
	test('the row of a production account', () => {
		assert.deepEqual(seen(accountItem({ ...acme, kind: 'production' })), {
			label: 'acme',
			description: 'acme.flowlu.com · production',
			contextValue: 'account.production',
			icon: 'organization',
			spoken: 'Account acme at acme.flowlu.com, production',
			tooltip: 'https://acme.flowlu.com Production: you are asked before a request creates, updates or deletes',
		});
		assert.equal(accountItem({ ...shop, kind: 'production' }).description, 'production');
	});

	test('the row of a sandbox offers to start it', () => {
		const rows = ['http://127.0.0.1:49152', 'http://localhost:3000', 'https://127.0.0.1:8443'].map(origin =>
			accountItem({ name: 'Sandbox', origin, kind: 'test' }),
		);
		assert.deepEqual(
			rows.map(({ contextValue }) => contextValue),
			['account.test.sandbox', 'account.test', 'account.test'],
		);
	});

	test('the row of a test account differs by word, icon and colour', () => {
		const item = accountItem({ ...acme, kind: 'test' });
		assert.deepEqual(seen(item), {
			label: 'acme',
			description: 'acme.flowlu.com · test',
			contextValue: 'account.test',
			icon: 'beaker',
			spoken: 'Account acme at acme.flowlu.com, test',
			tooltip: 'https://acme.flowlu.com Test: every request is sent without confirmation',
		});
		const colors = [item, accountItem({ ...acme, kind: 'production' })].map(({ iconPath }) =>
			iconPath instanceof vscode.ThemeIcon ? iconPath.color?.id : undefined,
		);
		assert.deepEqual(colors, ['flowlu.testAccount', 'flowlu.productionAccount']);
	});

	test('the row of an active API key', () => {
		assert.deepEqual(seen(sessionItem(entry(key, { active: true, ...mark('verified', 5) }), now)), {
			label: 'Main',
			description: 'active · …ab12 · verified 5m ago',
			contextValue: 'session.apiKey.active',
			icon: 'key',
			spoken: 'API key Main of acme, active · …ab12 · verified 5m ago',
			tooltip: [
				'**Main**',
				'acme at https://acme.flowlu.com',
				'API key',
				'Ends in …ab12',
				'verified 5m ago (Jan 2, 2026, 2:59 PM)',
				'Active: requests to acme use it unless they name another',
				'Added Jan 2, 2026, 3:04 PM',
			].join(' '),
		});
	});

	test('the row of a refused sign-in', () => {
		assert.deepEqual(seen(sessionItem(entry(signIn, mark('refused', 3 * 24 * 60)), now)), {
			label: 'Anna',
			description: 'refused 3d ago',
			contextValue: 'session.password',
			icon: 'warning',
			spoken: 'Sign-in Anna of acme, refused 3d ago',
			tooltip: [
				'**Anna**',
				'acme at https://acme.flowlu.com',
				'Access token, obtained with login and password',
				'Login: anna@example.com',
				'refused 3d ago (Dec 30, 2025, 3:04 PM)',
				'Added Jan 2, 2026, 3:04 PM',
			].join(' '),
		});
	});

	const states: readonly [Partial<SessionEntry>, description: string, icon: string][] = [
		[{}, 'not verified · …ab12', 'key'],
		[mark('verified', 0), '…ab12 · verified just now', 'key'],
		[mark('verified', -5), '…ab12 · verified just now', 'key'],
		[mark('limited', 90), '…ab12 · verified 1h ago, may not read users', 'key'],
		[mark('refused', 1), 'refused 1m ago · …ab12', 'warning'],
		[mark('accountNotFound', 1), 'account not found 1m ago · …ab12', 'warning'],
		[mark('unreachable', 1), 'not reached 1m ago · …ab12', 'key'],
		[mark('unclear', 1), 'no clear response 1m ago · …ab12', 'key'],
	];
	for (const [index, [state, description, icon]] of states.entries()) {
		test(`state ${index + 1}: ${description}`, () => {
			const item = sessionItem(entry(key, state), now);
			const { iconPath } = item;
			assert.deepEqual([item.description, iconPath instanceof vscode.ThemeIcon && iconPath.id], [description, icon]);
		});
	}

	const unreadable = (...reasons: readonly UnreadableReason[]) =>
		describeUnreadable(reasons.map((reason, index) => ({ id: String(index), reason })));

	test('what is stored and not shown is told, with what to do', () => {
		assert.deepEqual(
			[unreadable(), unreadable('newer'), unreadable('newer', 'newer'), unreadable('damaged', 'newer', 'damaged')],
			[
				'',
				'1 key or sign-in was stored by a newer version of Flowlu Workbench. Nothing was deleted: update the extension to use it.',
				'2 keys or sign-ins were stored by a newer version of Flowlu Workbench. Nothing was deleted: update the extension to use them.',
				'1 key or sign-in was stored by a newer version of Flowlu Workbench. Nothing was deleted: update the extension to use it. 2 stored keys or sign-ins cannot be read. Nothing was deleted: if you miss a key, add it again, or sign in again.',
			],
		);
	});

	test('labels are text, not markup, and cannot run commands', () => {
		const { tooltip } = sessionItem(entry({ ...key, label: '[x](command:evil) **b** <i> $(bug)' }), now);
		assert.ok(tooltip instanceof vscode.MarkdownString);
		assert.deepEqual(
			[tooltip.isTrusted ?? false, tooltip.supportHtml ?? false, tooltip.supportThemeIcons ?? false],
			[false, false, false],
		);
		assert.match(tooltip.value, /command:evil/u);
		assert.ok(!/(?<!\\)\[x|(?<!\\|^)\*\*b|<i>/u.test(tooltip.value), tooltip.value);
	});

	test('the pick list has accounts as separators and the active session first', () => {
		const rows = sessionItems([entry(key), entry(signIn, { active: true }), entry({ ...key, account: shop })], now);
		assert.deepEqual(
			rows.map(({ label, kind, description }) => [label, kind === vscode.QuickPickItemKind.Separator, description]),
			[
				['acme', true, undefined],
				['Anna', false, 'active · not verified'],
				['Main', false, 'not verified · …ab12'],
				['shop.example', true, undefined],
				['Main', false, 'not verified · …ab12'],
			],
		);
	});
});

suite('accounts tree over a keyring', () => {
	let secrets: MemorySecrets;
	let store: SessionStore;
	let permissions: CachedPermissions;
	let tree: AccountsTreeDataProvider;
	let failures: unknown[];

	setup(() => {
		secrets = new MemorySecrets();
		failures = [];
		store = new SessionStore(secrets, createRedactor(), { warn: () => undefined });
		permissions = new CachedPermissions(new MemoryMemento(), store);
		tree = new AccountsTreeDataProvider(store, permissions, catalogUnderTest, error => failures.push(error));
	});

	async function add(session: Session, secret = randomBytes(30).toString('base64url')): Promise<void> {
		await store.add(session, { kind: 'apiKey', apiKey: new Secret(secret) });
	}

	async function labelOf(element: AccountsElement): Promise<string> {
		const { label } = await tree.getTreeItem(element);
		return typeof label === 'string' ? label : '';
	}

	async function rows(element?: AccountsElement, indent = ''): Promise<readonly string[]> {
		const children = await tree.getChildren(element);
		const nested = children.map(async child => [
			indent + (await labelOf(child)),
			...(await rows(child, `${indent}  `)),
		]);
		return (await Promise.all(nested)).flat();
	}

	test('lists accounts and under each its sessions', async () => {
		await add(key);
		await add({ ...key, id: '3', account: shop, label: 'Shop' });
		await add({ ...key, id: '4', label: 'Second' });
		assert.deepEqual(await rows(), ['acme', '  Main', '  Second', 'shop.example', '  Shop']);
	});

	test('a session leads back to its account, by ids that stay', async () => {
		await add(key);
		const [session] = await store.list();
		assert.ok(session);
		const parent = tree.getParent(session);
		assert.ok(parent);
		const items = await Promise.all([parent, ...(await tree.getChildren())].map(element => tree.getTreeItem(element)));
		assert.deepEqual(
			items.map(({ id }) => id),
			['account:https://acme.flowlu.com', 'account:https://acme.flowlu.com'],
		);
	});

	test('tells of changes in another window', async () => {
		let changes = 0;
		tree.onDidChangeTreeData(() => changes++);
		const other = new SessionStore(secrets, createRedactor(), { warn: () => undefined });
		await other.add(key, { kind: 'apiKey', apiKey: new Secret(randomBytes(30).toString('hex')) });
		await until(() => changes > 0);
		assert.deepEqual(await rows(), ['acme', '  Main']);
	});

	test('is read anew where rows have changed, and not for all that a removal tidies up', async () => {
		await add(key);
		await add({ ...key, id: '3', account: shop, label: 'Shop' });
		await store.rename('3', 'Renamed');
		await store.mark('3', { result: 'verified', at: now });
		await rows();
		let told = 0;
		store.onDidChange(() => told++);
		const reads: (readonly string[])[] = [];
		tree.onDidChangeTreeData(() => {
			void rows().then(now => reads.push(now));
		});
		await store.remove('3');
		await until(() => reads.length > 0);
		store.refresh();
		await store.list();
		await setImmediate();
		assert.ok(told > 3, `told ${told} times`);
		assert.deepEqual(reads, [['acme', '  Main']]);
		tree.refresh();
		await until(() => reads.length > 1);
		assert.deepEqual(reads[1], ['acme', '  Main']);
	});

	test('a check that goes on changes its own row, and leaves the others as VS Code has them', async () => {
		await add(key);
		await add({ ...key, id: '3', account: shop, label: 'Shop' });
		const [account] = await tree.getChildren();
		const [row] = await tree.getChildren(account);
		const changed: unknown[] = [];
		tree.onDidChangeTreeData(element => changed.push(element));
		const check = { asked: 0, entity: 'crm/lead', entities: new Map() };
		permissions.follow(key.id, check);
		permissions.follow(key.id, { ...check, asked: 1 });
		permissions.follow(key.id, undefined);
		assert.deepEqual(changed, [undefined, row, undefined]);
		assert.equal(changed[1], row);
	});

	test('a keyring that fails is told, not shown as empty', async () => {
		secrets.failing = ['keys'];
		assert.deepEqual([await rows(), failures.length], [[], 1]);
	});

	test('no row holds the secret in any form', async () => {
		const canary = randomBytes(30).toString('base64');
		await add(key, canary);
		const elements = [...(await tree.getChildren()), ...(await store.list())];
		const rows = elements.map(async element => [element, await tree.getTreeItem(element)]);
		const text = JSON.stringify(await Promise.all(rows));
		for (const form of [canary, encodeURIComponent(canary), btoa(canary).slice(0, 20)]) {
			assert.ok(!text.includes(form));
		}
		assert.ok(text.includes(canary.slice(-4)), 'The tail is shown.');
	});
});
