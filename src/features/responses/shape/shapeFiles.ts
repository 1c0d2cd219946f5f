import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessMissing } from '../../../disk/unlessMissing';
import { type KnownShapes, readShapes, writeShapes } from '../../../exchanges/shape/shapesText';

/** Accounts that are remembered: each sandbox is one of its own. */
const maxAccounts = 30;

const ending = '.shapes.json';

/**
 * What is remembered of the fields of each account's records: a file beside those of the history, with which it is cleared. It is read for each response,
 * as other windows write it too: of two that write at once, one is remembered.
 */
export class ShapeFiles {
	/** One after the other within a window. */
	private last: Promise<unknown> = Promise.resolve();

	/** @param folder made with the first file */
	constructor(private readonly folder: string) {}

	/**
	 * Replaces what is remembered of an account.
	 * @param change is given what is remembered, nothing where the file is none of ours
	 * @throws an error of the file system
	 */
	change(origin: string, change: (shapes: KnownShapes) => KnownShapes): Promise<void> {
		const turn = this.last.then(
			() => this.replace(origin, change),
			() => this.replace(origin, change),
		);
		this.last = turn;
		return turn;
	}

	private async replace(origin: string, change: (shapes: KnownShapes) => KnownShapes): Promise<void> {
		const file = join(this.folder, `${encodeURIComponent(origin)}${ending}`);
		const before = (await unlessMissing(readFile(file, 'utf8'))) ?? '';
		const text = writeShapes(change(readShapes(before) ?? new Map()));
		await mkdir(this.folder, { recursive: true, mode: 0o700 });
		const part = `${file}.${crypto.randomUUID()}.part`;
		try {
			await writeFile(part, text, { mode: 0o600 });
			await rename(part, file);
		} catch (error) {
			await rm(part, { force: true });
			throw error;
		}
		if (before === '') {
			await this.forgetOldest();
		}
	}

	/** Of too many accounts, those of which nothing was added for longest. */
	private async forgetOldest(): Promise<void> {
		const files = (await readdir(this.folder))
			.filter(name => name.endsWith(ending))
			.map(name => join(this.folder, name));
		if (files.length <= maxAccounts) {
			return;
		}
		const dated = await Promise.all(files.map(async file => ({ file, at: (await stat(file)).mtimeMs })));
		for (const { file } of dated.toSorted((one, other) => other.at - one.at).slice(maxAccounts)) {
			await rm(file, { force: true });
		}
	}
}
