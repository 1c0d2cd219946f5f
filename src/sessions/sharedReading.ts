/**
 * What was read of something that changes: kept until it is out of date, and then read anew when it is asked for. One reading waits for the one before
 * it, so that none overtakes a later one; and however many changes come while one goes on, one more is enough.
 */
export class SharedReading<T> {
	private current: Promise<T> | undefined;
	/** A reading that has not begun, and so will see all that has changed. */
	private upcoming: Promise<T> | undefined;
	private last: Promise<unknown> = Promise.resolve();

	constructor(private readonly read: () => Promise<T>) {}

	/** What a reading says that began after the last change that is known of. Rejects as the reading does; the next call reads again. */
	get(): Promise<T> {
		this.current ??= this.begin();
		return this.current;
	}

	outdate(): void {
		this.current = this.upcoming;
	}

	private begin(): Promise<T> {
		const reading = this.last.then(() => {
			this.upcoming = undefined;
			return this.read();
		});
		this.upcoming = reading;
		this.last = reading.catch(() => {
			if (this.current === reading) {
				this.current = undefined;
			}
		});
		return reading;
	}
}
