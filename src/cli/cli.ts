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
// Who reads may stop reading, as `head` does.
process.stdout.on('error', () => {
	process.exitCode = exitCodes.file;
});

const { stdin, stdout, stderr, env } = process;
void runProgram(process.argv.slice(2), {
	...{ env, stdin, stdout, stderr },
	cwd: process.cwd(),
	signal: controller.signal,
}).then(code => {
	process.exitCode ??= code;
});
