import { randomUUID } from 'node:crypto';
import { type FileHandle, open, readFile, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { UnfinishedFileError } from '../records/export/unfinishedFileError';
import { isRunning, thisComputer } from './processes';

/** Who writes a file. The number of a process that has ended may be given to another one; `run` tells the two apart where it is ours. */
const self = { process: process.pid, computer: thisComputer, run: randomUUID() };

/**
 * Keeps other windows and programs from writing the same file. The lock of a process of this computer that has ended counts no more.
 * @param path of the lock, which is a file too
 * @returns lets others write it; called again it does nothing
 * @throws UnfinishedFileError where another one writes it
 */
export async function lockWriting(path: string): Promise<() => Promise<void>> {
	if (!(await isCreated(path))) {
		await refuseHeld(path);
		await rm(path, { force: true });
		if (!(await isCreated(path))) {
			throw new UnfinishedFileError('inUse', basename(path));
		}
	}
	let isOurs = true;
	return async () => {
		if (isOurs) {
			isOurs = false;
			await rm(path, { force: true });
		}
	};
}

/** @throws UnfinishedFileError where there is such a lock, and it counts */
export async function refuseHeld(path: string): Promise<void> {
	if (await isHeld(path)) {
		throw new UnfinishedFileError('inUse', basename(path));
	}
}

async function isCreated(path: string): Promise<boolean> {
	let handle: FileHandle;
	try {
		handle = await open(path, 'wx');
	} catch (error) {
		if (codeOf(error) === 'EEXIST') {
			return false;
		}
		throw error;
	}
	try {
		await handle.writeFile(JSON.stringify(self)).finally(() => handle.close());
		return true;
	} catch (error) {
		// On a full disk it is there and says nothing.
		await rm(path, { force: true });
		throw error;
	}
}

/** What cannot be read may have been begun this moment: only the user can tell. */
async function isHeld(path: string): Promise<boolean> {
	let holder: Partial<typeof self> | null;
	try {
		holder = JSON.parse(await readFile(path, 'utf8')) as Partial<typeof self> | null;
	} catch (error) {
		return codeOf(error) !== 'ENOENT';
	}
	const { process: id, computer, run } = holder ?? {};
	if (computer !== self.computer || typeof id !== 'number') {
		return true;
	}
	return id === self.process ? run === self.run : isRunning(id);
}

function codeOf(error: unknown): unknown {
	return error instanceof Error && 'code' in error ? error.code : undefined;
}
