import { version } from '../../package.json';
import { nearest } from '../http/nearest';
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
		if (command === undefined || command === 'help' || args.includes('--help') || args.includes('-h')) {
			(command === undefined ? err : out).write(helpText);
			return command === undefined ? exitCodes.options : exitCodes.ok;
		}
		if (['--version', '-v', '-V', 'version'].includes(command)) {
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
		throw new UsageError(unknownCommand(command));
	} catch (error) {
		const text = error instanceof Error ? error.message : String(error);
		for (const line of text.split('\n')) {
			terminal.error(line);
		}
		return error instanceof UsageError && error.kind === 'options' ? exitCodes.options : exitCodes.file;
	}
}

/** Does not repeat what may be a secret. */
function unknownCommand(command: string): string {
	const isFile = /^[\w./\\-]+\.http$/u.test(command);
	const [meant] = isFile ? [`run ${command}`] : nearest(command, ['run', 'export']);
	const question = meant === undefined ? '' : `Did you mean flowlu-workbench ${meant}? `;
	return `There is no such command. ${question}The commands are run and export: see --help.`;
}
