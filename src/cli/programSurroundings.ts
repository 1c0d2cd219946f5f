import type { OutputStream } from './output/terminal';

/** What surrounds the program. */
export interface Surroundings {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly cwd: string;
	/** Opened when it is needed. */
	readonly stdin: () => AsyncIterable<Uint8Array | string>;
	readonly stdout: OutputStream;
	readonly stderr: OutputStream;
	/** The path of media/catalog.json. */
	readonly catalog: string;
	/** Fires when the program is interrupted. */
	readonly signal: AbortSignal;
}
