import { hostname } from 'node:os';

/**
 * The computer whose processes `isRunning` knows. WSL has the name of the computer that it runs on, and so has each of its distributions, but processes
 * of their own.
 */
export const thisComputer = [process.platform, process.env['WSL_DISTRO_NAME'] ?? '', hostname()].join(' ').trim();

/** Is there a process of this number on this computer? One of another user counts too. */
export function isRunning(id: number): boolean {
	try {
		// Signal 0 asks only: kill(2).
		process.kill(id, 0);
		return true;
	} catch (error) {
		return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
	}
}
