import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A request as it arrived. */
export interface RecordedRequest {
	readonly method: string;
	/** Path and query, without the tag that it was recorded by. */
	readonly target: string;
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body: Buffer;
}

export interface CurlRecorder {
	readonly origin: string;
	/** The requests whose path began with `/tag`. */
	recorded(tag: string): readonly RecordedRequest[];
	/** Runs each command by the shell, in a folder that has the files, and waits until all have ended. */
	run(
		commands: readonly string[],
		options?: { readonly shell?: 'bash' | 'sh'; readonly environment?: Readonly<Record<string, string>> },
	): Promise<void>;
	close(): Promise<void>;
}

/** Commands that run at the same time. */
const lanes = 4;

/** Without the user's configuration and proxies. Settings of the command come later, and count more. */
const wrapper = `#!/bin/sh
exec "$REAL_CURL" -q --noproxy '*' --max-time 10 "$@"
`;

/** Runs what it reads, each by the program that its arguments are. */
const driver = `
REAL_CURL=$(command -v curl); export REAL_CURL; PATH=$PWD/bin:$PATH
while IFS= read -r -d '' command; do ("$@" "$command") </dev/null >/dev/null 2>&1 3<&-; done <&3
`;

const programs = { bash: ['eval'], sh: ['sh', '-c'] } as const;

/** A server on loopback that keeps what curl and we send it. */
export async function startCurlRecorder(files: Readonly<Record<string, string | Uint8Array>>): Promise<CurlRecorder> {
	const requests = new Map<string, RecordedRequest[]>();
	const record = (request: RecordedRequest) => {
		const [, tag = '', target = ''] = /^\/(?<tag>[^/?#]*)(?<target>.*)$/su.exec(request.target) ?? [];
		requests.set(tag, [...(requests.get(tag) ?? []), { ...request, target }]);
	};
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url = '', rawHeaders } = request;
			const headers = rawHeaders.flatMap((name, index) =>
				index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
			);
			record({ method, target: url, headers, body: Buffer.concat(chunks) });
			response.end('{}');
		});
	});
	// curl sends characters beyond ASCII as they are, which Node's server does not take.
	server.on('clientError', (error: Error & { readonly rawPacket?: Buffer }, socket) => {
		const [line = '', ...rest] = (error.rawPacket?.toString('latin1') ?? '').split('\r\n');
		const [method = '', target = ''] = line.split(' ');
		const headers = rest
			.filter(header => header !== '')
			.map(header => {
				const colon = header.indexOf(':');
				return [header.slice(0, colon), header.slice(colon + 1).trim()] as const;
			});
		record({ method, target, headers, body: Buffer.alloc(0) });
		socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const folder = await mkdtemp(join(tmpdir(), 'curl-'));
	await Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(folder, name), content)));

	await mkdir(join(folder, 'bin'));
	await writeFile(join(folder, 'bin/curl'), wrapper);
	await chmod(join(folder, 'bin/curl'), 0o755);

	async function runLane(
		commands: readonly string[],
		program: readonly string[],
		environment: Readonly<Record<string, string>>,
	): Promise<void> {
		const shell = spawn('bash', ['--norc', '-c', driver, 'driver', ...program], {
			cwd: folder,
			env: { ...process.env, LC_ALL: 'C.UTF-8', HOME: folder, ...environment },
			stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
		});
		const input = shell.stdio[3];
		if (input === null || input === undefined || !('end' in input)) {
			throw new Error('The shell has no input.');
		}
		input.end(commands.map(command => `${command}\0`).join(''));
		await once(shell, 'close');
	}

	return {
		origin: `http://127.0.0.1:${port}`,
		recorded: tag => requests.get(tag) ?? [],
		run: async (commands, { shell = 'bash', environment = {} } = {}) => {
			await Promise.all(
				Array.from({ length: lanes }, (_, lane) =>
					runLane(
						commands.filter((_command, index) => index % lanes === lane),
						programs[shell],
						environment,
					),
				),
			);
		},
		close: async () => {
			server.closeAllConnections();
			server.close();
			await rm(folder, { recursive: true, maxRetries: 5 });
		},
	};
}
