import { CancelledError } from './networkErrors';

/** Runs tasks of one key one after another, and no sooner after each other's start than the gap. Keys do not wait for one another. */
export interface RequestQueue {
	/**
	 * Resolves with the task's result. `onWait` hears how many tasks are ahead, whenever that changes; nothing where the task starts at once.
	 * @throws CancelledError when the signal fires before the task starts; the task is then never started.
	 */
	run<T>(key: string, task: () => Promise<T>, options: QueueOptions): Promise<T>;
}

export interface QueueOptions {
	readonly signal: AbortSignal;
	/** Least time in milliseconds between the starts of two tasks. */
	readonly gap: number;
	/** Does everything go first that is not in the background itself, even what comes later? */
	readonly background?: boolean;
	readonly onWait?: (ahead: number) => void;
}

interface Waiting {
	start(): void;
	readonly options: QueueOptions;
	/** What its `onWait` heard last. */
	told: number | undefined;
}

interface Lane {
	readonly waiting: Waiting[];
	busy: boolean;
	lastStart: number;
	timer: ReturnType<typeof setTimeout> | undefined;
}

export function createRequestQueue(): RequestQueue {
	const lanes = new Map<string, Lane>();

	function laneOf(key: string): Lane {
		const lane = lanes.get(key) ?? { waiting: [], busy: false, lastStart: -Infinity, timer: undefined };
		lanes.set(key, lane);
		return lane;
	}

	return {
		async run(key, task, options) {
			const lane = laneOf(key);
			// Most tasks find their lane free, and need nobody to watch their signal meanwhile.
			if (options.signal.aborted || !isFree(lane, options.gap)) {
				await turn(lane, options);
			} else {
				occupy(lane);
			}
			try {
				return await task();
			} finally {
				lane.busy = false;
				advance(lane);
			}
		},
	};
}

/** Resolves when the lane is ours; it is then marked busy. */
function turn(lane: Lane, options: QueueOptions): Promise<void> {
	return new Promise((resolve, reject) => {
		if (options.signal.aborted) {
			reject(new CancelledError());
			return;
		}
		const entry: Waiting = {
			options,
			told: undefined,
			start() {
				options.signal.removeEventListener('abort', giveUp);
				resolve();
			},
		};
		function giveUp(): void {
			lane.waiting.splice(lane.waiting.indexOf(entry), 1);
			reject(new CancelledError());
			advance(lane);
		}
		options.signal.addEventListener('abort', giveUp, { once: true });
		lane.waiting.splice(placeOf(options, lane), 0, entry);
		advance(lane);
	});
}

function isFree(lane: Lane, gap: number): boolean {
	return !lane.busy && lane.waiting.length === 0 && lane.lastStart + gap <= performance.now();
}

function occupy(lane: Lane): void {
	lane.busy = true;
	lane.lastStart = performance.now();
}

/** At the end; for what somebody waits for, before what is in the background. */
function placeOf({ background = false }: QueueOptions, { waiting }: Lane): number {
	const place = background ? -1 : waiting.findIndex(({ options }) => options.background === true);
	return place === -1 ? waiting.length : place;
}

/** Starts the next task if its time has come, else sees to it that it will; then tells those who wait. */
function advance(lane: Lane): void {
	clearTimeout(lane.timer);
	const [next] = lane.waiting;
	if (!lane.busy && next !== undefined) {
		const wait = lane.lastStart + next.options.gap - performance.now();
		if (wait > 0) {
			lane.timer = setTimeout(advance, wait, lane);
		} else {
			lane.waiting.shift();
			occupy(lane);
			next.start();
		}
	}
	tellAhead(lane);
}

function tellAhead(lane: Lane): void {
	for (const [index, entry] of lane.waiting.entries()) {
		const ahead = index + (lane.busy ? 1 : 0);
		if (ahead !== entry.told) {
			entry.told = ahead;
			entry.options.onWait?.(ahead);
		}
	}
}
