import * as assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { ApiRow } from '../../src/features/api/apiRows';
import { ApiTreeDataProvider } from '../../src/features/api/apiTree';
import type { Session } from '../../src/flowlu/session';
import { Secret } from '../../src/net/redaction/secret';
import { CachedPermissions } from '../../src/sessions/cachedPermissions';
import { until } from '../support/until';
import { extensionUnderTest } from './support/extension';
import { openScratchpad } from './support/scratchpad';
import { createTestDependencies, type TestDependencies } from './support/testDependencies';

suite('tree of the API', () => {
	let dependencies: TestDependencies;
	let permissions: CachedPermissions;
	let tree: ApiTreeDataProvider;

	setup(() => {
		dependencies = createTestDependencies();
		permissions = new CachedPermissions(dependencies.memento, dependencies.sessions);
		tree = new ApiTreeDataProvider({ ...dependencies, permissions }, message => {
			assert.equal(message, '');
		});
	});
	teardown(() => {
		permissions.dispose();
		tree.dispose();
	});

	async function below(...path: readonly string[]): Promise<readonly ApiRow[]> {
		let rows = await tree.getChildren();
		for (const label of path) {
			rows = await tree.getChildren(rows.find(({ item }) => item.label === label));
		}
		return rows;
	}

	function shown({ item }: ApiRow): string {
		const icon = item.iconPath instanceof vscode.ThemeIcon ? item.iconPath.id : '';
		return `${typeof item.label === 'string' ? item.label : ''}: ${String(item.description)} (${icon})`;
	}

	test('has modules, their entities, and below these methods and fields', async () => {
		const modules = await below();
		assert.deepEqual(modules.map(shown).slice(0, 3), [
			'CRM: crm (symbol-namespace)',
			'Tasks: task (symbol-namespace)',
			'Projects: st (symbol-namespace)',
		]);
		assert.deepEqual((await below('CRM')).map(shown).slice(0, 2), [
			'CRM accounts: crm/account (symbol-class)',
			'Opportunities (leads): crm/lead (symbol-class)',
		]);
		assert.deepEqual((await below('CRM', 'Opportunities (leads)')).map(shown), [
			'list: GET crm/lead/list (list-unordered)',
			'get: GET crm/lead/get/{id} (file)',
			'create: POST crm/lead/create (add)',
			'update: POST crm/lead/update/{id} (edit)',
			'delete: GET crm/lead/delete/{id} (trash)',
			'describe: GET crm/lead (info)',
			'Fields: 39 (symbol-field)',
		]);
		const fields = await below('CRM', 'Opportunities (leads)', 'Fields');
		const active = fields.find(({ item }) => item.label === 'active');
		assert.equal(active?.item.description, 'boolean · 1 = in progress, 2 = lost, 3 = won');
		assert.match(
			typeof active.item.tooltip === 'string' ? active.item.tooltip : '',
			/^Opportunities \(leads\): active\nKnown values: 1 = in progress/u,
		);
	});

	/** Two keys of an account, of which the first is active; each may not list another entity. */
	async function addChecked(): Promise<readonly [first: Session, second: Session]> {
		const account = { name: 'acme', origin: 'https://acme.flowlu.com' };
		const [first, second] = ['First', 'Second'].map((label): Session => ({
			id: randomUUID(),
			account,
			grant: 'apiKey',
			label,
			tail: '',
		}));
		assert.ok(first && second);
		for (const session of [first, second]) {
			await dependencies.sessions.add(session, { kind: 'apiKey', apiKey: new Secret(randomUUID()) });
		}
		await dependencies.sessions.use(first);
		await permissions.keep(first.id, { at: 0, entities: new Map([['crm/lead', 'refused']]) });
		await permissions.keep(second.id, { at: 0, entities: new Map([['crm/account', 'refused']]) });
		return [first, second];
	}

	test('is read anew where a mark changes, and for no other change of the keyring', async () => {
		const [, second] = await addChecked();
		await below();
		let changes = 0;
		tree.onDidChangeTreeData(() => changes++);
		await dependencies.sessions.rename(second.id, 'Another');
		await dependencies.sessions.use(second);
		await until(() => Promise.resolve(changes > 0));
		assert.equal(changes, 1);
	});

	test('marks what the active key may not list as far as a check has told, and asks nothing', async () => {
		await addChecked();
		const [accounts, leads] = await below('CRM');
		assert.ok(accounts && leads);
		assert.equal(shown(accounts), 'CRM accounts: crm/account (symbol-class)');
		assert.equal(shown(leads), 'Opportunities (leads): crm/lead · refused by acme (circle-slash)');
		assert.equal(leads.item.accessibilityInformation?.label, 'Opportunities (leads), crm/lead, refused by acme');
	});

	test('a method writes its request, and Describe that for the description', async () => {
		await extensionUnderTest();
		const document = await openScratchpad('');
		const leads = (await below('CRM')).find(({ entity }) => entity === 'crm/lead');
		const list = (await below('CRM', 'Opportunities (leads)'))[0]?.item.command;
		assert.ok(leads && list);
		const given: readonly unknown[] = list.arguments ?? [];
		await vscode.commands.executeCommand(list.command, ...given);
		await vscode.commands.executeCommand('flowlu.describeEntity', leads);
		const lines = document.getText().split('\n');
		assert.deepEqual(
			lines.filter(line => /^(?:###|GET)/u.test(line)),
			[
				'### Opportunities (leads): list',
				'GET crm/lead/list?limit=10',
				'### Opportunities (leads): describe',
				'GET crm/lead',
			],
		);
		await vscode.commands.executeCommand('flowlu.copyPath', leads);
		assert.equal(await vscode.env.clipboard.readText(), 'crm/lead');
	});
});
