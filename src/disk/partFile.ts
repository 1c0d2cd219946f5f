import { type FileHandle, open, readFile, realpath, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { UnfinishedFileError } from '../records/export/unfinishedFileError';
import { unlessMissing } from './unlessMissing';
import { lockWriting, refuseHeld } from './writerLock';

/** Milliseconds between two notes: what was written since the last is read again after a crash. */
const noteInterval = 1000;

/** How many bytes are written, and the last of them in base64. */
interface WrittenBytes {
	readonly bytes: number;
	readonly tail?: string;
}

/** A file that is written bit by bit under another name, with a note beside it by which it can be written on, and a lock as long as it is open. */
export class PartFile {
	private notedAt = -Infinity;

	private constructor(
		private readonly target: string,
		private readonly handle: FileHandle,
		private readonly unlock: () => Promise<void>,
	) {}

	/**
	 * @param written of an unfinished file, what belongs to it; absent for a new one
	 * @throws UnfinishedFileError where another window or program writes it, or it has something else in it
	 */
	static open(target: string, { bytes, tail }: WrittenBytes = { bytes: 0 }): Promise<PartFile> {
		return PartFile.locked(target, async () => {
			if (bytes === 0) {
				return open(partOf(target), 'w');
			}
			const before = await unlessMissing(bytesBefore(partOf(target), bytes, tail));
			if (before === undefined || (tail !== undefined && before.toString('base64') !== tail)) {
				throw new UnfinishedFileError('changed', basename(partOf(target)));
			}
			await truncate(partOf(target), bytes);
			return open(partOf(target), 'a');
		});
	}

	/**
	 * A new one; of a link, beside the file that it leads to.
	 * @throws where there is an unfinished one, whoever it belongs to
	 */
	static async create(path: string): Promise<PartFile> {
		const target = await realPathOf(path);
		return PartFile.locked(target, () => open(partOf(target), 'ax'));
	}

	private static async locked(target: string, opened: () => Promise<FileHandle>): Promise<PartFile> {
		const unlock = await lockWriting(lockOf(target));
		try {
			return new PartFile(target, await opened(), unlock);
		} catch (error) {
			await unlock();
			throw error;
		}
	}

	/** Makes it empty again. */
	restart(): Promise<void> {
		return this.handle.truncate();
	}

	async append(bytes: Uint8Array): Promise<void> {
		await this.handle.appendFile(bytes);
	}

	/** @param note undefined where the file can be written on in this window only */
	async note(note: () => string | undefined, isLast: boolean): Promise<void> {
		if (!isLast && performance.now() - this.notedAt < noteInterval) {
			return;
		}
		const text = note();
		if (text === undefined) {
			await rm(noteOf(this.target), { force: true });
			return;
		}
		this.notedAt = performance.now();
		// On a full disk the note before stays.
		const latest = `${noteOf(this.target)}.new`;
		try {
			await writeFile(latest, text);
			await rename(latest, noteOf(this.target));
		} catch (error) {
			await rm(latest, { force: true });
			throw error;
		}
	}

	/** Gives the file its name. If that fails, it still has to be closed. */
	async finish(): Promise<void> {
		await this.handle.sync().finally(() => this.handle.close());
		await rename(partOf(this.target), this.target);
		await rm(noteOf(this.target), { force: true });
		await this.unlock();
	}

	/** Puts in its place what was made of it: with its name if that is whole. If that fails, it still has to be closed. */
	async becomes(other: string, isWhole: boolean): Promise<void> {
		await this.handle.close();
		if (isWhole) {
			await rename(other, this.target);
			await rm(partOf(this.target));
		}
		// It is of the file that goes now.
		await rm(noteOf(this.target), { force: true });
		if (!isWhole) {
			await rename(other, partOf(this.target));
		}
		await this.unlock();
	}

	async close(): Promise<void> {
		try {
			await this.handle.close();
		} finally {
			await this.unlock();
		}
	}

	/** Closes it, and leaves nothing of it. */
	async discard(): Promise<void> {
		try {
			await this.handle.close();
			await rm(partOf(this.target), { force: true });
			await rm(noteOf(this.target), { force: true });
		} finally {
			await this.unlock();
		}
	}
}

export function partOf(target: string): string {
	return `${target}.part`;
}

function noteOf(target: string): string {
	return `${partOf(target)}.resume`;
}

function lockOf(target: string): string {
	return `${partOf(target)}.lock`;
}

/** @throws UnfinishedFileError where a window or program writes the file */
export function refuseInUse(target: string): Promise<void> {
	return refuseHeld(lockOf(target));
}

async function realPathOf(path: string): Promise<string> {
	try {
		return await realpath(path);
	} catch {
		// There is no such file yet; why, opening it says.
		return path;
	}
}

/** The last bytes before an offset, as many as the tail has; undefined in a file that does not reach so far. */
async function bytesBefore(path: string, offset: number, tail = ''): Promise<Buffer | undefined> {
	const handle = await open(path);
	try {
		const length = Buffer.from(tail, 'base64').length;
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset - length);
		return bytesRead < length || (await handle.stat()).size < offset ? undefined : buffer;
	} finally {
		await handle.close();
	}
}

/** The file that an unfinished one, or the note beside it, is to become. */
export function targetOf(path: string): string | undefined {
	return /^(?<target>.+)\.part(?:\.resume)?$/u.exec(path)?.groups?.['target'];
}

/** The note of an unfinished file; undefined where there is none. */
export function noteBeside(target: string): Promise<string | undefined> {
	return unlessMissing(readFile(noteOf(target), 'utf8'));
}

/** Has an unfinished file anything in it? */
export async function isUnfinished(target: string): Promise<boolean> {
	return ((await unlessMissing(stat(partOf(target))))?.size ?? 0) > 0;
}

/** Is a folder there? */
export async function isFolder(path: string): Promise<boolean> {
	try {
		return (await stat(path)).isDirectory();
	} catch {
		return false;
	}
}
