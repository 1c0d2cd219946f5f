import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type KnownShapes, readShapes, writeShapes } from '../../../exchanges/shape/shapesText';

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
		const file = join(this.folder, `${encodeURIComponent(origin)}.shapes.json`);
		const text = writeShapes(change(readShapes(await textOf(file)) ?? new Map()));
		await mkdir(this.folder, { recursive: true, mode: 0o700 });
		const part = `${file}.${crypto.randomUUID()}.part`;
		try {
			await writeFile(part, text, { mode: 0o600 });
			await rename(part, file);
		} catch (error) {
			await rm(part, { force: true });
			throw error;
		}
	}
}

/** Empty where there is none yet. */
async function textOf(file: string): Promise<string> {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
			return '';
		}
		throw error;
	}
}
