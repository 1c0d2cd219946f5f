import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setup, suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { SessionEntry } from '../../src/flowlu/sessionEntry';
import { AccountsTreeDataProvider, type AccountsElement } from '../../src/features/accounts/accountsTree';
import { checkAndKeep } from '../../src/features/accounts/checkCommand';
import { CancelledError, NetworkError } from '../../src/net/networkErrors';
import { Secret } from '../../src/net/redaction/secret';
import type { Permission, Sandbox } from '../../src/sandbox/sandbox';
import { CachedPermissions } from '../../src/sessions/cachedPermissions';
import { until } from '../support/until';
import { extensionUnderTest, startTestSandbox } from './support/extension';
import { messagesDuring } from './support/messages';
import { createTestDependencies, type TestDependencies } from './support/testDependencies';
import { openScratchpad } from './support/scratchpad';

const limited: readonly Permission[] = ['crm/*/list', 'task/tasks/list', 'core/user/list'];

suite('permissions of a key', () => {
	let sandbox: Sandbox;
	let dependencies: TestDependencies;
	let kept: CachedPermissions;
	let tree: AccountsTreeDataProvider;

	suiteSetup(async () => {
		sandbox = await startTestSandbox();
	});
	suiteTeardown(() => sandbox.close());
	setup(() => {
		dependencies = createTestDependencies();
		kept = new CachedPermissions(dependencies.memento, dependencies.sessions);
		tree = new AccountsTreeDataProvider(dependencies.sessions, kept, dependencies.catalog, error => {
			throw error;
		});
	});
	teardown(() => {
		sandbox.setDelay(0);
		kept.dispose();
		tree.dispose();
	});

	async function add(permissions: readonly Permission[] = limited): Promise<SessionEntry> {
		const { key } = sandbox.createApiKey('Limited', permissions);
		const account = { name: 'acme', origin: sandbox.origin };
		const session = { id: randomUUID(), account, grant: 'apiKey', label: 'Limited', tail: key.slice(-4) } as const;
		await dependencies.sessions.add(session, { kind: 'apiKey', apiKey: new Secret(key) });
		const entry = await dependencies.sessions.find(session.id);
		assert.ok(entry);
		return entry;
	}

	function check(entry: SessionEntry): Promise<void> {
		return checkAndKeep({ ...dependencies, permissions: kept }, entry);
	}

	/** `label: description (icon)` of the rows below an element. */
	async function rows(element: AccountsElement): Promise<readonly string[]> {
		const items = await Promise.all((await tree.getChildren(element)).map(child => tree.getTreeItem(child)));
		return items.map(({ label, description, iconPath }) => {
			const icon = iconPath instanceof vscode.ThemeIcon ? iconPath.id : '';
			return `${typeof label === 'string' ? label : ''}: ${String(description)} (${icon})`;
		});
	}

	test('are rows below the session: date and counts, modules, and entities with icon and word', async () => {
		const entry = await add();
		assert.equal((await tree.getTreeItem(entry)).collapsibleState, vscode.TreeItemCollapsibleState.None);
		await check(entry);
		assert.equal((await tree.getTreeItem(entry)).collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
		assert.deepEqual(await rows(entry), [
			'Permissions: checked just now · 17 readable, 42 refused (checklist)',
			'CRM: crm · 15 readable (pass)',
			'Tasks: task · 1 readable, 7 refused (color-mode)',
			'Projects: st · 5 refused (circle-slash)',
			'Agile Projects: agile · 10 refused (circle-slash)',
			'Finance: fin · 10 refused (circle-slash)',
			'Products: products · 4 refused (circle-slash)',
			'Time Tracking: timetracker · 2 refused (circle-slash)',
			'Calendar: calendar · 1 refused (circle-slash)',
			'Custom Fields: customfields · 3 refused (circle-slash)',
			'Users: core · 1 readable (pass)',
		]);
		const task = (await tree.getChildren(entry))[2];
		assert.ok(task);
		assert.deepEqual((await rows(task)).slice(0, 2), [
			'Tasks: task/tasks · readable (pass)',
			'Task workflows: task/workflows · refused (circle-slash)',
		]);
		const [tasks] = await tree.getChildren(task);
		assert.ok(tasks);
		assert.equal((await tree.getTreeItem(tasks)).accessibilityInformation?.label, 'Tasks, task/tasks: readable');
		assert.ok('entity' in tasks && tasks.entity === 'task/tasks');
		assert.deepEqual([tree.getParent(tasks), tree.getParent(task)], [task, entry]);
	});

	test('show in the tree while they are checked', async () => {
		const entry = await add();
		const seen: string[] = [];
		const read: Promise<unknown>[] = [];
		kept.onDidChange(() => {
			if (kept.runningOf(entry.session.id)?.asked === 20) {
				const item = tree.getTreeItem(entry);
				read.push(
					Promise.all([item, rows(entry)]).then(([{ collapsibleState }, [first = '']]) =>
						seen.push(String(collapsibleState), first),
					),
				);
			}
		});
		await check(entry);
		await Promise.all(read);
		assert.deepEqual(seen, ['2', 'Checking permissions: 20 of 59: task/collaborators (loading~spin)']);
	});

	test('outlive the window, hold no secret, and go with the session', async () => {
		const entry = await add();
		const secret = sandbox.apiKeys.at(-1)?.key ?? '';
		await check(entry);
		const text = dependencies.memento.toString();
		assert.ok(text.includes('crm/lead') && !text.includes(secret) && !text.includes(encodeURIComponent(secret)));
		const again = new CachedPermissions(dependencies.memento, dependencies.sessions);
		assert.equal(again.of(entry.session.id)?.entities.get('fin/invoice'), 'refused');
		again.dispose();
		await dependencies.sessions.remove(entry.session.id);
		await until(() => Promise.resolve(dependencies.memento.keys().length === 0));
	});

	test('stay when the keyring cannot be read', async () => {
		const entry = await add();
		await check(entry);
		dependencies.secrets.failing = ['keys', 'get'];
		dependencies.sessions.refresh();
		await dependencies.sessions.list().catch(() => undefined);
		dependencies.secrets.failing = [];
		assert.ok(kept.of(entry.session.id));
	});

	test('of another version or from nowhere are none', async () => {
		const entry = await add();
		const key = `permissions:${entry.session.id}`;
		for (const junk of [1, 'x', null, {}, { version: 2, at: 1, entities: {} }, { version: 1, at: 'x', entities: {} }]) {
			await dependencies.memento.update(key, junk);
			assert.equal(kept.of(entry.session.id), undefined, JSON.stringify(junk));
		}
		await dependencies.memento.update(key, {
			version: 1,
			at: 1,
			entities: { 'crm/lead': 'refused', 'crm/x': 'maybe' },
		});
		assert.deepEqual([...(kept.of(entry.session.id)?.entities ?? [])], [['crm/lead', 'refused']]);
	});

	test('a key that is refused is marked so, and the earlier result stays', async () => {
		const entry = await add();
		await check(entry);
		sandbox.deleteApiKey(sandbox.apiKeys.at(-1)?.key ?? '');
		await check(entry);
		const { verification } = (await dependencies.sessions.find(entry.session.id)) ?? {};
		assert.deepEqual(
			[verification?.result, kept.of(entry.session.id)?.entities.get('crm/lead')],
			['refused', 'readable'],
		);
	});

	test('a check that stops takes of the earlier result what it did not find anew', async () => {
		const entry = await add();
		await check(entry);
		const { account } = entry.session;
		const apiKey = new Secret(sandbox.createApiKey('Other', ['core/user/list']).key);
		let calls = 0;
		const call: typeof dependencies.flowlu.call = (request, _, options) =>
			calls++ === 0
				? dependencies.flowlu.call(request, { account, credential: { kind: 'apiKey', apiKey } }, options)
				: Promise.reject(new NetworkError('connectionRefused', 'acme', 'ECONNREFUSED'));
		await checkAndKeep({ ...dependencies, flowlu: { ...dependencies.flowlu, call }, permissions: kept }, entry);
		assert.equal(calls, 3);
		assert.equal((await rows(entry))[0], 'Permissions: checked just now · 16 readable, 43 refused (checklist)');
	});

	test('a key that is about to be checked is not checked a second time', async () => {
		const entry = await add();
		await extensionUnderTest();
		const said = await messagesDuring(() => Promise.all([check(entry), check(entry)]));
		assert.deepEqual(said, ['“Limited” is being checked already.']);
		assert.equal(kept.of(entry.session.id)?.entities.get('crm/lead'), 'readable');
	});

	test('of a key that was replaced meanwhile are not those of the new one', async () => {
		const entry = await add();
		const fresh = { ...entry.session, id: randomUUID() };
		const apiKey = new Secret(sandbox.createApiKey('New').key);
		let replacing: Promise<void> | undefined;
		kept.onDidChange(() => {
			replacing ??= dependencies.sessions.replace(entry.session.id, fresh, { kind: 'apiKey', apiKey });
		});
		await check(entry);
		await replacing;
		assert.deepEqual([kept.of(entry.session.id), kept.of(fresh.id)], [undefined, undefined]);
	});

	test('a check that fails leaves nothing running', async () => {
		const entry = await add();
		const failing = { ...dependencies.flowlu, call: () => Promise.reject(new CancelledError()) };
		const checking = checkAndKeep({ ...dependencies, flowlu: failing, permissions: kept }, entry);
		await assert.rejects(checking, CancelledError);
		assert.deepEqual([kept.runningOf(entry.session.id), kept.of(entry.session.id)], [undefined, undefined]);
	});

	test('the command checks, and the lens says what the key may not list', async () => {
		const api = await extensionUnderTest();
		const { key } = sandbox.createApiKey('Checked', limited);
		const account = { name: 'checked', origin: sandbox.origin };
		const session = { id: randomUUID(), account, grant: 'apiKey', label: 'Checked', tail: key.slice(-4) } as const;
		await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
		try {
			await vscode.commands.executeCommand('flowlu.checkPermissions', await api.sessions.find(session.id));
			const content = [
				'fin/invoice/list',
				'fin/invoice/get/1',
				'crm/lead/list',
				'fin/invoice/delete/1',
				'st/projects/7/x/list',
			]
				.map(target => `# @key Checked\nGET ${target}\n`)
				.join('\n###\n');
			const document = await openScratchpad(content);
			async function warnings(): Promise<readonly string[]> {
				const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
					'vscode.executeCodeLensProvider',
					document.uri,
				);
				return lenses.map(({ command }) => command?.title ?? '').filter(title => title.includes('may not'));
			}
			await until(async () => (await warnings()).length > 0);
			const warning = '$(warning) This key may not list fin/invoice (checked just now)';
			assert.deepEqual(await warnings(), [warning, warning]);
		} finally {
			await vscode.commands.executeCommand('workbench.action.closeAllEditors');
			await api.sessions.remove(session.id);
		}
	});
});
