import * as assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { suite, test } from 'mocha';
import type * as vscode from 'vscode';
import { AccountsTreeDataProvider, isSession, type AccountsElement } from '../../src/features/accounts/accountsTree';
import type { Account } from '../../src/flowlu/account';
import type { Credential, Session } from '../../src/flowlu/session';
import type { SessionEntry } from '../../src/flowlu/sessionEntry';
import { createRedactor, type Redactor } from '../../src/net/redaction/redact';
import { Secret } from '../../src/net/redaction/secret';
import { CachedPermissions } from '../../src/sessions/cachedPermissions';
import { SessionStore } from '../../src/sessions/sessionStore';
import { MemoryMemento } from '../support/memoryMemento';
import { Random } from '../support/random';
import { SharedKeyring } from '../support/sharedKeyring';
import { catalogUnderTest } from './support/extension';

const accounts: readonly Account[] = [
	{ name: 'acme', origin: 'https://acme.flowlu.com' },
	{ name: 'globex', origin: 'https://globex.flowlu.com' },
];
const operations = 1000;
/** So many operations of one window are under way at once. */
const usersPerWindow = 2;
/** Fewer sessions than this are added to, more are removed from. */
const usualCount = 8;

/** Hundreds of secrets would keep the real one busy with nothing that is tested here. */
const blindRedactor: Redactor = { ...createRedactor(), add: () => undefined, forget: () => undefined };

/** What was done to one session, by which it must be there at the end or must not. */
interface Fate {
	removed: boolean;
	replaced: boolean;
}

/** A window: its store, and what a view of it shows that reads again whenever it is told to. */
class TestWindow {
	readonly store: SessionStore;
	readonly warnings: string[] = [];
	private readonly tree: AccountsTreeDataProvider;
	private shown: readonly AccountsElement[] = [];
	private showing = Promise.resolve();

	constructor(secrets: vscode.SecretStorage, clock: () => number) {
		const log = { warn: (message: string) => this.warnings.push(message) };
		this.store = new SessionStore(secrets, blindRedactor, log, undefined, clock);
		this.tree = new AccountsTreeDataProvider(
			this.store,
			new CachedPermissions(new MemoryMemento(), this.store),
			catalogUnderTest,
			error => this.warnings.push(String(error)),
		);
		this.tree.onDidChangeTreeData(() => {
			// As VS Code does: it does not wait for what it asked for before.
			this.showing = this.show();
		});
	}

	/** What the tree shows once all is quiet: it looks whether what it shows has changed, and then shows it. */
	async rows(): Promise<readonly string[]> {
		let seen: Promise<void> | undefined;
		while (seen !== this.showing) {
			seen = this.showing;
			await seen;
			await this.store.list();
			await setImmediate();
		}
		return Promise.all(this.shown.map(async element => JSON.stringify(await this.tree.getTreeItem(element))));
	}

	/** The ids of the sessions among these rows. */
	ids(): ReadonlySet<string> {
		return new Set(this.shown.filter(isSession).map(({ session }) => session.id));
	}

	async show(): Promise<void> {
		const accounts = await this.tree.getChildren();
		const sessions = await Promise.all(accounts.map(account => this.tree.getChildren(account)));
		this.shown = accounts.flatMap((account, index) => [account, ...(sessions[index] ?? [])]);
	}
}

/** One for all windows, in which some moments fall together. With the real one a seed would not be the same twice: what is picked depends on the order of times. */
function clockOf(random: Random): () => number {
	let time = 0;
	return () => {
		time += random.below(2);
		return time;
	};
}

class Users {
	readonly fates = new Map<string, Fate>();
	private left = operations;
	private named = 0;

	constructor(private readonly random: Random) {}

	async work(store: SessionStore): Promise<void> {
		while (this.left > 0) {
			this.left--;
			await this.workOnce(store, await store.list());
		}
	}

	private async workOnce(store: SessionStore, entries: readonly SessionEntry[]): Promise<void> {
		const entry = this.random.pick(entries);
		if (entry === undefined || this.random.below(2 * usualCount) >= usualCount + entries.length) {
			const { session, credential } = this.create();
			this.fates.set(session.id, { removed: false, replaced: false });
			await store.add(session, credential, { active: this.random.below(3) === 0 });
			return;
		}
		const { id } = entry.session;
		switch (this.random.below(entries.length > usualCount ? 6 : 5)) {
			case 0:
				await store.rename(id, `Renamed ${++this.named}`);
				break;
			case 1:
				await store.mark(id, { result: 'refused', at: ++this.named });
				break;
			case 2:
				await store.use(entry.session);
				break;
			case 3:
				await this.replace(store, entry);
				break;
			default:
				this.fateOf(id).removed = true;
				await store.remove(id);
		}
	}

	private async replace(store: SessionStore, { session: { id, account } }: SessionEntry): Promise<void> {
		const { session, credential } = this.create(account);
		this.fates.set(session.id, { removed: false, replaced: false });
		this.fateOf(id).replaced = true;
		await store.replace(id, session, credential);
	}

	private fateOf(id: string): Fate {
		const fate = this.fates.get(id);
		assert.ok(fate, `Nobody added ${id}.`);
		return fate;
	}

	private create(account: Account | undefined = this.random.pick(accounts)): {
		readonly session: Session;
		readonly credential: Credential;
	} {
		assert.ok(account);
		const id = `id-${++this.named}`;
		const session = { id, account, grant: 'apiKey', label: `Key ${id}`, tail: '' } as const;
		return { session, credential: { kind: 'apiKey', apiKey: new Secret(`the secret of ${id}`) } };
	}
}

suite('two windows at once', () => {
	for (const seed of [1, 2, 3, 4, Date.now() % 1_000_000]) {
		test(`${operations} operations lose and resurrect nothing, and both trees are the same (seed ${seed})`, async () => {
			const random = new Random(seed);
			const keyring = new SharedKeyring(random);
			const clock = clockOf(random);
			const windows = [0, 1].map(() => new TestWindow(keyring.openWindow(), clock));
			const users = new Users(random);
			const work = windows.flatMap(({ store }) => Array.from({ length: usersPerWindow }, () => users.work(store)));
			const done = Promise.all(work);
			await keyring.run(done);
			await done;
			const last = new TestWindow(keyring.openWindow(), clock);
			await keyring.run(last.show());

			const [rows, ...others] = await Promise.all([last, ...windows].map(window => window.rows()));
			for (const other of others) {
				assert.deepEqual(other, rows);
			}
			const entries = last.store.list();
			await keyring.run(entries);
			const ids = new Set((await entries).map(({ session }) => session.id));
			// Sometimes the users have removed all of them.
			assert.deepEqual(last.ids(), ids);
			for (const [id, { removed, replaced }] of users.fates) {
				assert.equal(ids.has(id), !removed && !replaced, `${id} is ${ids.has(id) ? 'back' : 'lost'}.`);
			}
			const left = [...keyring.values.keys()].filter(key => !ids.has(key.slice(key.indexOf(':') + 1)));
			assert.deepEqual(left, [], 'Nothing outlives a session.');
			assert.deepEqual(
				[...windows, last].flatMap(({ warnings }) => warnings),
				[],
			);
		});
	}
});
