import { join } from 'node:path';
import { exitCodes } from './exitCodes';
import type { OutputStream } from './output/terminal';
import { runProgram } from './program';

const controller = new AbortController();

/** The first ends what is under way and lets the reports be written; the second ends the program where it is. */
function interrupt(): void {
	if (controller.signal.aborted) {
		process.exit(exitCodes.interrupted);
	}
	controller.abort();
}

process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);

/** A stream that is opened with the first line: each takes Node milliseconds. */
function opened(name: 'stdout' | 'stderr'): OutputStream {
	let stream: NodeJS.WriteStream | undefined;

	function open(): NodeJS.WriteStream {
		stream ??= process[name].on('error', failed);
		return stream;
	}

	function failed(error: Error): void {
		// Who reads may stop reading, as `head` does: the run goes on, and its reports are written.
		if ('code' in error && error.code === 'EPIPE') {
			return;
		}
		if (name === 'stdout' && process.exitCode === undefined) {
			stderr.write(`Standard output cannot be written to: ${error.message}\n`);
		}
		process.exitCode = exitCodes.file;
	}

	return {
		write: text => open().write(text),
		get isTTY() {
			return open().isTTY;
		},
		get columns() {
			return open().columns;
		},
	};
}

const [stdout, stderr] = [opened('stdout'), opened('stderr')];

void runProgram(process.argv.slice(2), {
	env: process.env,
	stdout,
	stderr,
	stdin: () => process.stdin,
	cwd: process.cwd(),
	catalog: join(__dirname, '..', 'media', 'catalog.json'),
	signal: controller.signal,
}).then(code => {
	process.exitCode ??= code;
});
