import { isRunning, thisComputer } from '../../disk/processes';
import type { SessionStore } from '../../sessions/sessionStore';
import type { Memory } from '../../ui/memory';

/**
 * A session that a sandbox added for itself, and the extension host in which that sandbox lives. Windows share the list and the keys although their
 * extension hosts may run elsewhere, in WSL, a container or over SSH: the number of a process says nothing on another computer.
 */
interface SandboxSession {
	readonly id: string;
	readonly pid: number;
	readonly computer: string;
}

const sessionsKey = 'sandbox.sessions';
const self = { pid: process.pid, computer: thisComputer };

/**
 * The sessions that sandboxes added. Their keys die with the sandbox, and nothing runs when a window is closed: what is left over is removed by the
 * next window that starts.
 */
export class SandboxSessions {
	constructor(
		private readonly sessions: SessionStore,
		private readonly memento: Memory,
	) {}

	async remember(id: string): Promise<void> {
		await this.memento.update(sessionsKey, [...this.all(), { id, ...self } satisfies SandboxSession]);
	}

	/** Removes the sessions whose extension host has ended on this computer. @throws SecretStorageError */
	async removeLeftovers(): Promise<void> {
		await this.remove(({ pid, computer }) => computer === self.computer && pid !== self.pid && !isRunning(pid));
	}

	/** Removes the sessions of this window's sandbox. @throws SecretStorageError */
	async removeOwn(): Promise<void> {
		await this.remove(({ pid, computer }) => computer === self.computer && pid === self.pid);
	}

	private async remove(isGone: (session: SandboxSession) => boolean): Promise<void> {
		const [gone, alive] = [this.all().filter(isGone), this.all().filter(session => !isGone(session))];
		const origins = await this.originsOf(gone);
		for (const { id } of gone) {
			// A key of it may have been replaced, and is gone with its sandbox all the same.
			for (let next = await this.sessions.remove(id); next !== undefined;) {
				next = await this.sessions.remove(next.session.id);
			}
		}
		if (gone.length > 0) {
			await this.memento.update(sessionsKey, alive);
			const running = await this.originsOf(alive);
			await this.markStopped(origins.filter(origin => !running.includes(origin)));
		}
	}

	private async originsOf(sandboxSessions: readonly SandboxSession[]): Promise<readonly string[]> {
		const entries = await this.sessions.list();
		return entries
			.filter(({ session }) => sandboxSessions.some(({ id }) => id === session.id))
			.map(({ session }) => session.account.origin);
	}

	/** What the user added for a sandbox stays, and is not shown as verified once nothing responds there. */
	private async markStopped(origins: readonly string[]): Promise<void> {
		for (const { session } of await this.sessions.list()) {
			if (origins.includes(session.account.origin)) {
				await this.sessions.mark(session.id, { result: 'unreachable', at: Date.now() });
			}
		}
	}

	private all(): readonly SandboxSession[] {
		const stored = this.memento.get(sessionsKey);
		return Array.isArray(stored) ? stored.filter(isSandboxSession) : [];
	}
}

function isSandboxSession(value: unknown): value is SandboxSession {
	return (
		typeof value === 'object' &&
		value !== null &&
		'id' in value &&
		typeof value.id === 'string' &&
		'pid' in value &&
		typeof value.pid === 'number' &&
		'computer' in value &&
		typeof value.computer === 'string'
	);
}
