import { exitCodes } from './exitCodes';
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
const { stdin, stdout, stderr, env } = process;
for (const stream of [stdout, stderr]) {
	stream.on('error', (error: Error) => {
		// Who reads may stop reading, as `head` does: the run goes on, and its reports are written.
		if ('code' in error && error.code === 'EPIPE') {
			return;
		}
		if (stream === stdout && process.exitCode === undefined) {
			stderr.write(`Standard output cannot be written to: ${error.message}\n`);
		}
		process.exitCode = exitCodes.file;
	});
}

void runProgram(process.argv.slice(2), {
	...{ env, stdin, stdout, stderr },
	cwd: process.cwd(),
	signal: controller.signal,
}).then(code => {
	process.exitCode ??= code;
});
