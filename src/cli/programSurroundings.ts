import type { OutputStream } from './output/terminal';

/** Where the program reads from. */
export interface InputStream extends AsyncIterable<Uint8Array | string> {
	/** Is it a terminal? */
	readonly isTTY?: boolean | undefined;
}

/** What surrounds the program. */
export interface Surroundings {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly cwd: string;
	/** Opened when it is needed. */
	readonly stdin: () => InputStream;
	readonly stdout: OutputStream;
	readonly stderr: OutputStream;
	/** The path of media/catalog.json. */
	readonly catalog: string;
	/** Fires when the program is interrupted. */
	readonly signal: AbortSignal;
}
