import { appendFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessMissing } from '../../disk/unlessMissing';
import type { HistoryEntry } from './historyEntry';
import { type HistoryLine, readLines, writeLine } from './historyLines';

/** What is kept of an account. */
export interface HistoryLimits {
	readonly entries: number;
	/** Milliseconds. */
	readonly age: number;
}

const day = 24 * 3_600_000;

const usualLimits: HistoryLimits = { entries: 1000, age: 30 * day };

interface HistoryFilesOptions {
	/** Told once of each file of which lines cannot be read. */
	readonly onUnreadable: (file: string, lines: number) => void;
	readonly limits?: HistoryLimits;
	/** Milliseconds since 1970. */
	readonly now?: () => number;
}

/**
 * The history on disk: a file of lines for each account, to which every window appends, a line in one write. What is too old or too much is left out
 * of all of them when a window first uses one and then once a day, and of one also when the window has added as many entries as are kept: the file is
 * renamed, so that what other windows write meanwhile goes into a new one, and what stays is added to that.
 * Lines that are there twice, as after a crash, count once.
 */
export class HistoryFiles {
	private readonly limits: HistoryLimits;
	private readonly now: () => number;
	/** By file, how many entries this window has added since it last left some out. */
	private readonly added = new Map<string, number>();
	/** When this window last looked through the files of all accounts. */
	private lookedAt = -Infinity;
	private readonly told = new Set<string>();
	/** One after the other within a window. */
	private last: Promise<unknown> = Promise.resolve();

	/** @param folder made with the first entry */
	constructor(
		private readonly folder: string,
		private readonly options: HistoryFilesOptions,
	) {
		this.limits = options.limits ?? usualLimits;
		this.now = options.now ?? Date.now;
	}

	/** @throws an error of the file system, as all others do */
	append(entry: HistoryEntry): Promise<void> {
		return this.inTurn(async () => {
			await mkdir(this.folder, { recursive: true, mode: 0o700 });
			const name = fileName(entry.account.origin);
			// Before other files are looked at, of which one may be unreadable.
			await this.write(name, [{ kind: 'entry', entry }]);
			await this.compactAtTimes();
			this.added.set(name, (this.added.get(name) ?? 0) + 1);
		});
	}

	/** The entries of all accounts that have some; accounts and entries the newest first. */
	all(): Promise<readonly (readonly HistoryEntry[])[]> {
		return this.inTurn(async () => {
			await this.compactAtTimes();
			const accounts: (readonly HistoryEntry[])[] = [];
			for (const name of await this.names()) {
				accounts.push(entriesOf(this.kept(await this.linesOf(name))));
			}
			return accounts.filter(({ length }) => length > 0).sort(([one], [other]) => (other?.at ?? 0) - (one?.at ?? 0));
		});
	}

	/** Takes an entry out of the file. */
	delete({ id, account }: Pick<HistoryEntry, 'id' | 'account'>): Promise<void> {
		return this.inTurn(async () => {
			const name = fileName(account.origin);
			await this.write(name, [{ kind: 'deletion', id, at: this.now() }]);
			await this.compact(name);
		});
	}

	/**
	 * Also what is remembered of responses, which is beside the history.
	 * @param origin of the account; all of them where there is none
	 */
	clear(origin?: string): Promise<void> {
		return this.inTurn(async () => {
			const wanted = origin === undefined ? undefined : fileName(origin);
			for (const file of (await unlessMissing(readdir(this.folder))) ?? []) {
				const base = baseOf(file.replace(/\.shapes\.json(?:\.[\w-]+\.part)?$/u, '.ndjson'));
				if (wanted === undefined ? base.endsWith('.ndjson') : base === wanted) {
					await rm(join(this.folder, file), { force: true });
				}
			}
		});
	}

	/** Is anything remembered of the fields of responses? */
	async hasShapes(): Promise<boolean> {
		return ((await unlessMissing(readdir(this.folder))) ?? []).some(file => file.endsWith('.shapes.json'));
	}

	private inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.last.then(work, work);
		this.last = turn;
		return turn;
	}

	private async files(): Promise<readonly string[]> {
		return (await unlessMissing(readdir(this.folder)))?.filter(file => /\.ndjson(?:\.[\w-]+\.old)?$/u.test(file)) ?? [];
	}

	/** Of the accounts that have a history. */
	private async names(): Promise<ReadonlySet<string>> {
		return new Set((await this.files()).map(baseOf));
	}

	private async write(name: string, lines: readonly HistoryLine[]): Promise<void> {
		if (lines.length > 0) {
			await appendFile(join(this.folder, name), lines.map(writeLine).join(''), { mode: 0o600 });
		}
	}

	private async compactAtTimes(): Promise<void> {
		// An account that nothing is sent to any more has entries that grow old, too.
		if (this.now() - this.lookedAt >= day) {
			this.lookedAt = this.now();
			this.added.clear();
		}
		for (const name of await this.names()) {
			if ((this.added.get(name) ?? Infinity) >= this.limits.entries) {
				this.added.set(name, 0);
				const files = (await this.files()).filter(file => baseOf(file) === name);
				const lines = await this.linesOf(name);
				if (files.some(file => file !== name) || this.kept(lines).length < lines.length) {
					await this.compact(name);
				}
			}
		}
	}

	private async compact(name: string): Promise<void> {
		await unlessMissing(rename(join(this.folder, name), join(this.folder, `${name}.${crypto.randomUUID()}.old`)));
		const old = (await this.files()).filter(file => baseOf(file) === name && file !== name);
		const texts = new Map<string, string>();
		for (const file of old) {
			texts.set(file, await this.textOf(file));
		}
		await this.write(name, this.kept(this.read(name, [...texts.values()])));
		for (const [file, text] of texts) {
			// A window that had opened it before it was renamed may have written since.
			const late = (await this.textOf(file)).slice(text.length);
			await this.write(name, this.read(name, [late]));
			await rm(join(this.folder, file), { force: true });
		}
	}

	/** All that is on disk of an account, also what another window is about to compact. */
	private async linesOf(name: string): Promise<readonly HistoryLine[]> {
		const texts: string[] = [];
		for (const file of (await this.files()).filter(each => baseOf(each) === name)) {
			texts.push(await this.textOf(file));
		}
		return this.read(name, texts);
	}

	private async textOf(file: string): Promise<string> {
		return (await unlessMissing(readFile(join(this.folder, file), 'utf8'))) ?? '';
	}

	private read(name: string, texts: readonly string[]): readonly HistoryLine[] {
		const found = texts.map(readLines);
		const unreadable = found.reduce((sum, each) => sum + each.unreadable, 0);
		if (unreadable > 0 && !this.told.has(name)) {
			this.told.add(name);
			this.options.onUnreadable(name, unreadable);
		}
		return found.flatMap(({ lines }) => lines);
	}

	/** Without what is deleted, too old or too much. Deletions stay as long as entries would: another window may still hold the entry. */
	private kept(lines: readonly HistoryLine[]): readonly HistoryLine[] {
		const oldest = this.now() - this.limits.age;
		const deletions = new Map(lines.flatMap(line => (line.kind === 'deletion' ? [[line.id, line] as const] : [])));
		const entries = new Map(
			lines.flatMap(line =>
				line.kind === 'entry' && line.entry.at >= oldest && !deletions.has(line.entry.id)
					? [[line.entry.id, line] as const]
					: [],
			),
		);
		return [
			...[...deletions.values()].filter(({ at }) => at >= oldest),
			...[...entries.values()].sort((one, other) => one.entry.at - other.entry.at).slice(-this.limits.entries),
		];
	}
}

function entriesOf(lines: readonly HistoryLine[]): readonly HistoryEntry[] {
	return lines.flatMap(line => (line.kind === 'entry' ? [line.entry] : [])).toReversed();
}

/** `https%3A%2F%2Facme.flowlu.com.ndjson` */
function fileName(origin: string): string {
	return `${encodeURIComponent(origin)}.ndjson`;
}

function baseOf(file: string): string {
	return file.replace(/\.[\w-]+\.old$/u, '');
}
