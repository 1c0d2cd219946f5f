import type { CatalogSource } from '../../catalog/catalogSource';
import { type Account, isSandboxOrigin } from '../../flowlu/account';
import type { Session } from '../../flowlu/session';
import { Secret, secretTail } from '../../net/redaction/secret';
import type { Sandbox } from '../../sandbox/sandbox';
import type { SessionStore } from '../../sessions/sessionStore';
import type { Log } from '../../ui/log';
import type { Memory } from '../../ui/memory';
import { rememberSandboxLogin, rememberTokenUrl } from '../../ui/signInMemory';
import { SandboxSessions } from './sandboxSessions';

export interface SandboxDependencies {
	readonly sessions: SessionStore;
	readonly log: Log;
	readonly memento: Memory;
	readonly catalog: CatalogSource;
}

const portKey = 'sandbox.port';

/** The sandbox of this window: at most one, started and stopped on demand. */
export class RunningSandbox {
	private running: Promise<Sandbox> | undefined;
	/** The last stop, which the next start waits for: both write what is remembered of the sandbox of this window. */
	private stopping: Promise<void> = Promise.resolve();
	private readonly ownSessions: SandboxSessions;

	constructor(private readonly dependencies: SandboxDependencies) {
		this.ownSessions = new SandboxSessions(dependencies.sessions, dependencies.memento);
	}

	/**
	 * The one that runs, or a new one with a session for its first key.
	 * @param origin where one ran before, `http://127.0.0.1:49152`, which is to run again; that of the last one unless given
	 * @throws SecretStorageError | Error
	 */
	async start(origin?: string): Promise<Sandbox> {
		this.running ??= this.launch(isSandboxOrigin(origin) ? Number(new URL(origin).port) : this.lastPort());
		const { running } = this;
		try {
			return await running;
		} catch (error) {
			if (this.running === running) {
				this.running = undefined;
			}
			throw error;
		}
	}

	/** Ends it and removes the sessions it added, which a stop that failed may have left too. @throws SecretStorageError */
	async stop(): Promise<void> {
		this.stopping = this.end(this.running, this.stopping);
		this.running = undefined;
		await this.stopping;
	}

	private async end(running: Promise<Sandbox> | undefined, before: Promise<void>): Promise<void> {
		await Promise.allSettled([before]);
		if (running !== undefined) {
			const sandbox = await running;
			await sandbox.close();
			await rememberTokenUrl(this.dependencies.memento, sandboxAccount(sandbox), undefined);
			await rememberSandboxLogin(this.dependencies.memento, sandboxAccount(sandbox), undefined);
		}
		await this.ownSessions.removeOwn();
	}

	private async launch(port: number): Promise<Sandbox> {
		// Whoever stopped the last one is told what failed in it.
		await Promise.allSettled([this.stopping]);
		await this.ownSessions.removeLeftovers();
		// Of one that did not stop as it should.
		await this.ownSessions.removeOwn();
		const sandbox = await this.listen(port);
		try {
			await this.addSession(sandbox);
			await rememberTokenUrl(this.dependencies.memento, sandboxAccount(sandbox), sandbox.tokenUrl);
			await rememberSandboxLogin(this.dependencies.memento, sandboxAccount(sandbox), sandbox.users[0]?.username);
			await this.dependencies.memento.update(portKey, Number(new URL(sandbox.origin).port));
		} catch (error) {
			await sandbox.close();
			throw error;
		}
		return sandbox;
	}

	/** So that absolute addresses in scratchpads stay true; 0 for any. */
	private lastPort(): number {
		const port = this.dependencies.memento.get(portKey);
		return typeof port === 'number' ? port : 0;
	}

	/** On the port, or on any other when that is taken. */
	private async listen(port: number): Promise<Sandbox> {
		const { log } = this.dependencies;
		const catalog = await this.dependencies.catalog.load();
		const { startSandbox } = await import('../../sandbox/sandbox');
		const options = {
			catalog,
			onRequest: ({ method, path, status }: { method: string; path: string; status: number }) => {
				log.info(`Sandbox: ${method} ${path} ${status}`);
			},
			onError: (error: unknown) => {
				log.error('The sandbox failed.', error);
			},
		};
		try {
			return await startSandbox({ ...options, port });
		} catch (error) {
			if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) {
				return startSandbox(options);
			}
			throw error;
		}
	}

	private async addSession(sandbox: Sandbox): Promise<void> {
		const [first] = sandbox.apiKeys;
		if (first === undefined) {
			return;
		}
		const apiKey = new Secret(first.key);
		const session: Session = {
			id: crypto.randomUUID(),
			account: sandboxAccount(sandbox),
			grant: 'apiKey',
			label: first.name,
			tail: secretTail(apiKey),
		};
		const { sessions } = this.dependencies;
		// Remembered first: a session that is not stored does no harm in the list, one that is not in the list would stay.
		await this.ownSessions.remember(session.id);
		const verification = { result: 'verified', at: Date.now() } as const;
		await sessions.add(session, { kind: 'apiKey', apiKey }, { verification, active: true });
	}
}

/** The sandbox as an account. */
export function sandboxAccount({ origin }: Pick<Sandbox, 'origin'>): Account {
	return { name: 'Sandbox', origin };
}
