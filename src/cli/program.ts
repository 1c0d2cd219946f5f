import { version } from '../../package.json';
import { createRedactor } from '../net/redaction/redact';
import { type ExitCode, exitCodes } from './exitCodes';
import { helpText } from './options/helpText';
import { UsageError } from './options/usageError';
import { createTerminal } from './output/terminal';
import type { Surroundings } from './programSurroundings';

/** Does what the arguments say. What nobody foresaw is told without its stack, which may hold anything. */
export async function runProgram(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
	const redactor = createRedactor();
	const { stdout: out, stderr: err, env } = surroundings;
	const terminal = createTerminal({ out, err, env, redactor });
	const [command, ...rest] = args;
	try {
		if (command === undefined || args.includes('--help') || args.includes('-h')) {
			(command === undefined ? err : out).write(helpText);
			return command === undefined ? exitCodes.options : exitCodes.ok;
		}
		if (command === '--version') {
			out.write(`${version}\n`);
			return exitCodes.ok;
		}
		if (command === 'run') {
			// Each command is read when it is asked for.
			const { runCommand } = await import('./running/runCommand');
			return await runCommand(rest, surroundings, { terminal, redactor });
		}
		if (command === 'export') {
			const { exportCommand } = await import('./exportCommand');
			return await exportCommand(rest, surroundings, { terminal, redactor });
		}
		throw new UsageError('The commands are run and export. See --help.');
	} catch (error) {
		const text = error instanceof Error ? error.message : String(error);
		for (const line of text.split('\n')) {
			terminal.error(line);
		}
		return error instanceof UsageError && error.kind === 'options' ? exitCodes.options : exitCodes.file;
	}
}
