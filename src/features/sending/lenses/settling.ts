/** Runs something once for many occasions, a while after them. */
export class Settling {
	private pending: ReturnType<typeof setTimeout> | undefined;

	/** @param delay milliseconds */
	constructor(
		private readonly run: () => void,
		private readonly delay: number,
	) {}

	/** Waits until nothing has happened for the delay: for what ends by itself, such as typing. */
	afterSilence(): void {
		this.dispose();
		this.soon();
	}

	/** Waits no longer than the delay: for what may go on and on, such as the progress of a download. */
	soon(): void {
		this.pending ??= setTimeout(() => {
			this.now();
		}, this.delay);
	}

	/** Waits for nothing, and takes the place of what was waited for. */
	now(): void {
		this.dispose();
		this.run();
	}

	dispose(): void {
		clearTimeout(this.pending);
		this.pending = undefined;
	}
}
