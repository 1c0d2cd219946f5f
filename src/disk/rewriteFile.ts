import { type FileHandle, open, rm } from 'node:fs/promises';

/** Bytes that are rewritten at once: a few milliseconds. */
const bytesAtOnce = 32_000;

export interface RewriteTurns {
	readonly signal: AbortSignal;
	readonly yieldToEventLoop: () => Promise<void>;
}

interface Rewriter {
	/** What a piece of the file becomes, which follows the one before. */
	write(piece: Uint8Array): Uint8Array | Promise<Uint8Array>;
	/** What ends the new file. */
	end?(): Promise<Uint8Array>;
}

/**
 * Makes a file of another one, piece by piece. Where it cannot be made whole, nothing of it stays.
 * @returns whether it is whole: not if the signal fires
 * @throws what the rewriter and the disk throw
 */
export async function rewriteFile(from: string, to: string, turns: RewriteTurns, rewriter: Rewriter): Promise<boolean> {
	const source = await open(from);
	let isWhole = false;
	try {
		const file = await open(to, 'w');
		try {
			isWhole = await rewritten(source, file, turns, rewriter);
		} finally {
			await file.close();
			if (!isWhole) {
				await rm(to, { force: true });
			}
		}
	} finally {
		await source.close();
	}
	return isWhole;
}

async function rewritten(
	source: FileHandle,
	file: FileHandle,
	{ signal, yieldToEventLoop }: RewriteTurns,
	rewriter: Rewriter,
): Promise<boolean> {
	for (;;) {
		const { buffer, bytesRead } = await source.read({ buffer: new Uint8Array(bytesAtOnce) });
		if (signal.aborted) {
			return false;
		}
		if (bytesRead === 0) {
			break;
		}
		await file.appendFile(await rewriter.write(buffer.subarray(0, bytesRead)));
		await yieldToEventLoop();
	}
	if (rewriter.end !== undefined) {
		await file.appendFile(await rewriter.end());
	}
	await file.sync();
	return true;
}
