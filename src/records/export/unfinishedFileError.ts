/** Thrown where an unfinished file cannot be written on: another window or program writes it, or it has something else in it than was written. */
export class UnfinishedFileError extends Error {
	override readonly name = 'UnfinishedFileError' as const;

	/** @param file its name, and of one in use the name of its lock */
	constructor(
		readonly reason: 'inUse' | 'changed',
		readonly file: string,
	) {
		super(`${file}: ${reason}`);
	}
}
