import { type FileHandle, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';

/** Milliseconds between two notes: what was written since the last is read again after a crash. */
const noteInterval = 1000;

/** A file that is written bit by bit under another name, with a note beside it by which it can be written on. */
export class PartFile {
	private notedAt = -Infinity;

	private constructor(
		private readonly target: string,
		private readonly handle: FileHandle,
	) {}

	/** @param bytes of an unfinished file that belong to it; absent for a new one */
	static async open(target: string, bytes?: number): Promise<PartFile> {
		const handle = await open(partOf(target), bytes === undefined ? 'w' : 'a');
		await handle.truncate(bytes ?? 0);
		return new PartFile(target, handle);
	}

	/**
	 * A new one; of a link, beside the file that it leads to.
	 * @throws where there is an unfinished one, whoever it belongs to
	 */
	static async create(path: string): Promise<PartFile> {
		const target = await realPathOf(path);
		return new PartFile(target, await open(partOf(target), 'ax'));
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
		await writeFile(noteOf(this.target), text);
	}

	/** Gives the file its name. */
	async finish(): Promise<void> {
		await this.handle.sync();
		await this.handle.close();
		await rename(partOf(this.target), this.target);
		await rm(noteOf(this.target), { force: true });
	}

	/** Closes it, and puts in its place what was made of it: with its name if that is whole. */
	async becomes(other: string, isWhole: boolean): Promise<void> {
		await this.handle.close();
		// It is of the file that goes now.
		await rm(noteOf(this.target), { force: true });
		await rename(other, isWhole ? this.target : partOf(this.target));
		if (isWhole) {
			await rm(partOf(this.target));
		}
	}

	close(): Promise<void> {
		return this.handle.close();
	}

	/** Closes it, and leaves nothing of it. */
	async discard(): Promise<void> {
		await this.handle.close();
		await rm(partOf(this.target), { force: true });
		await rm(noteOf(this.target), { force: true });
	}
}

export function partOf(target: string): string {
	return `${target}.part`;
}

function noteOf(target: string): string {
	return `${partOf(target)}.resume`;
}

async function realPathOf(path: string): Promise<string> {
	try {
		return await realpath(path);
	} catch {
		// There is no such file yet; why, opening it says.
		return path;
	}
}

/** The file that an unfinished one, or the note beside it, is to become. */
export function targetOf(path: string): string | undefined {
	return /^(?<target>.+)\.part(?:\.resume)?$/u.exec(path)?.groups?.['target'];
}

/** The note of an unfinished file; undefined where there is none. */
export async function noteBeside(target: string): Promise<string | undefined> {
	try {
		return await readFile(noteOf(target), 'utf8');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
			return undefined;
		}
		throw error;
	}
}

/** Is a folder there? */
export async function isFolder(path: string): Promise<boolean> {
	try {
		return (await stat(path)).isDirectory();
	} catch {
		return false;
	}
}
