// Stands for our extension while its process dies: it makes one change of the stored sessions with our own store, and stops in the middle of it.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { secretOf, type Credential, type Session } from '../../../src/flowlu/session';
import { createRedactor } from '../../../src/net/redaction/redact';
import { openSecret, Secret } from '../../../src/net/redaction/secret';
import { SessionStore } from '../../../src/sessions/sessionStore';
import { MemorySecrets } from '../../support/memorySecrets';

const acme = { name: 'acme', origin: 'https://acme.flowlu.com' };

/**
 * Does what `plan.txt` in the workspace says, and writes `done.txt`: `seed` stores two sessions afresh; `replace 1 after` makes that change and stops at
 * its first write, leaving in `before.txt` and `after.txt` what is stored and what would be at the end, and in `stopped.txt` its process;
 * `seed replace 1 after` is both. Without a plan it writes what is stored into `state.txt`.
 */
export async function activate({ secrets }: vscode.ExtensionContext): Promise<void> {
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
	const plan = join(folder, 'plan.txt');
	if (!existsSync(plan)) {
		write(folder, 'state.txt', await stateOf(secrets));
		return;
	}
	const words = readFileSync(plan, 'utf8').split(' ');
	// Whoever starts after the death has none.
	rmSync(plan);
	if (words[0] === 'seed') {
		await seed(secrets);
		words.shift();
	}
	const [name = '', number, moment = ''] = words;
	const change = changes.get(name);
	if (change !== undefined) {
		const copy = new MemorySecrets(await valuesOf(secrets));
		write(folder, 'before.txt', await stateOf(copy));
		await change(storeOver(copy));
		write(folder, 'after.txt', await stateOf(copy));
		const dying = new DyingSecrets(secrets, { number: Number(number), moment }, () => {
			write(folder, 'stopped.txt', String(process.pid));
		});
		await change(storeOver(dying));
	}
	write(folder, 'done.txt', '');
}

const changes: ReadonlyMap<string, (store: SessionStore) => Promise<unknown>> = new Map<
	string,
	(store: SessionStore) => Promise<unknown>
>([
	['add', store => store.add(...sessionOf('third'), { active: true, verification: { result: 'verified', at: 2 } })],
	['rename', store => store.rename('second', 'Renamed')],
	['replace', store => store.replace('second', ...sessionOf('third'), { verification: { result: 'verified', at: 2 } })],
	['remove', store => store.remove('second')],
]);

/** Where it stops: at which of its writes, from 1. `during`: it has asked for the write, and kills itself before that can be sent. */
interface Stop {
	readonly number: number;
	readonly moment: string;
}

class DyingSecrets implements vscode.SecretStorage {
	readonly onDidChange: vscode.Event<vscode.SecretStorageChangeEvent>;
	private writes = 0;

	constructor(
		private readonly secrets: vscode.SecretStorage,
		private readonly stop: Stop,
		private readonly tell: () => void,
	) {
		this.onDidChange = secrets.onDidChange;
	}

	keys(): Thenable<string[]> {
		return this.secrets.keys();
	}

	get(key: string): Thenable<string | undefined> {
		return this.secrets.get(key);
	}

	store(key: string, value: string): Promise<void> {
		return this.write(() => this.secrets.store(key, value));
	}

	delete(key: string): Promise<void> {
		return this.write(() => this.secrets.delete(key));
	}

	private async write(work: () => Thenable<void>): Promise<void> {
		const { number, moment } = this.stop;
		const isMeant = ++this.writes === number;
		if (isMeant && moment === 'before') {
			await this.wait();
		}
		const working = work();
		if (isMeant && moment === 'during') {
			this.tell();
			process.kill(process.pid, 'SIGKILL');
		}
		await working;
		if (isMeant) {
			await this.wait();
		}
	}

	/** For the end. */
	private wait(): Promise<never> {
		this.tell();
		return new Promise(() => undefined);
	}
}

async function seed(secrets: vscode.SecretStorage): Promise<void> {
	await Promise.all((await secrets.keys()).map(key => secrets.delete(key)));
	const store = storeOver(secrets);
	for (const id of ['first', 'second']) {
		await store.add(...sessionOf(id));
	}
	await store.rename('second', 'Renamed before');
	await store.mark('second', { result: 'verified', at: 1 });
	await store.use({ id: 'second' });
}

function sessionOf(id: string): [session: Session, credential: Credential] {
	const apiKey = new Secret(`the key of the session ${id}`);
	return [
		{ id, account: acme, grant: 'apiKey', label: `Key ${id}`, tail: '' },
		{ kind: 'apiKey', apiKey },
	];
}

function storeOver(secrets: vscode.SecretStorage): SessionStore {
	return new SessionStore(secrets, createRedactor(), {
		warn: message => void vscode.window.showWarningMessage(message),
	});
}

/** All that a user would notice of the sessions; keys by their digest. */
async function stateOf(secrets: vscode.SecretStorage): Promise<string> {
	const store = storeOver(secrets);
	const entries = await store.list();
	const unreadable = await store.unreadable();
	const lines = entries.map(async ({ session: { id, label, account }, active, verification }) => {
		const access = await store.accessOf(id);
		const key =
			access &&
			createHash('sha256')
				.update(openSecret(secretOf(access.credential)))
				.digest('hex');
		return JSON.stringify({ id, label, account, active, verification, key });
	});
	return [...(await Promise.all(lines)), ...unreadable.map(({ id }) => `unreadable: ${id}`)].join('\n');
}

async function valuesOf(secrets: vscode.SecretStorage): Promise<ReadonlyMap<string, string>> {
	const values = (await secrets.keys()).map(async key => [key, (await secrets.get(key)) ?? ''] as const);
	return new Map(await Promise.all(values));
}

/** In one step: whoever waits for the file reads all of it. */
function write(folder: string, name: string, text: string): void {
	writeFileSync(join(folder, `${name}.part`), text);
	renameSync(join(folder, `${name}.part`), join(folder, name));
}
