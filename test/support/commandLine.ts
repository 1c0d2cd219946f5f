import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { runProgram } from '../../src/cli/program';

/** What the program ended with and said. */
export interface Ended {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

type Variables = Readonly<Record<string, string>>;

interface Start {
	readonly env?: Variables;
	readonly stdin?: string;
	/** Of a run within this process. */
	readonly signal?: AbortSignal;
	/** Told of the process once it runs. */
	readonly onStart?: (process: ChildProcess) => void;
}

/** A folder with files in which the program is started, as a process or within this one. */
export class CommandLine {
	private constructor(readonly folder: string) {}

	static async in(files: Readonly<Record<string, string>>): Promise<CommandLine> {
		const line = new CommandLine(await mkdtemp(join(tmpdir(), 'command-line-')));
		for (const [name, content] of Object.entries(files)) {
			await line.write(name, content);
		}
		return line;
	}

	async write(name: string, content: string): Promise<void> {
		const path = join(this.folder, name);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, content);
	}

	read(name: string): Promise<string> {
		return readFile(join(this.folder, name), 'utf8');
	}

	/** Starts the bundled program. */
	start(args: readonly string[], { env = {}, stdin = '', onStart }: Start = {}): Promise<Ended> {
		const child = spawn(process.execPath, [resolve('out/cli/cli.cjs'), ...args], {
			cwd: this.folder,
			env: { PATH: process.env['PATH'], ...env },
		});
		const [out, err]: [Buffer[], Buffer[]] = [[], []];
		child.stdout.on('data', (piece: Buffer) => out.push(piece));
		child.stderr.on('data', (piece: Buffer) => err.push(piece));
		child.stdin.end(stdin);
		child.once('spawn', () => onStart?.(child));
		return new Promise((ended, failed) => {
			child.once('error', failed);
			child.once('close', code => {
				ended({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
			});
		});
	}

	/** Does the same within this process, which takes a tenth of the time. */
	async run(
		args: readonly string[],
		{ env = {}, stdin = '', signal = new AbortController().signal }: Omit<Start, 'onStart'> = {},
	): Promise<Ended> {
		const [out, err]: [string[], string[]] = [[], []];
		const code = await runProgram(args, {
			env,
			cwd: this.folder,
			catalog: resolve('media/catalog.json'),
			stdin: async function* () {
				yield await Promise.resolve(stdin);
			},
			stdout: { write: text => out.push(text) },
			stderr: { write: text => err.push(text) },
			signal,
		});
		return { code, stdout: out.join(''), stderr: err.join('') };
	}

	close(): Promise<void> {
		return rm(this.folder, { recursive: true, force: true });
	}
}
