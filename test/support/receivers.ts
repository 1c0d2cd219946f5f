import { Busboy } from '@fastify/busboy';
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A part of a form as a server hands it to its program. */
export interface ReceivedPart {
	readonly name: string;
	readonly value: string;
	/** Undefined for a field. */
	readonly fileName: string | undefined;
}

export const hasPhp = spawnSync('php', ['--version']).status === 0;

/** What `$_GET` holds under `v` for each query, or `$_POST` for each form; undefined where it has no such text. One process for all. */
export function phpValues(texts: readonly string[]): readonly (string | undefined)[] {
	const script =
		'while (($q = fgets(STDIN)) !== false) { parse_str(rtrim($q, "\\n"), $r); echo is_string($r["v"] ?? null) ? base64_encode($r["v"]) : "!", "\\n"; }';
	const { stdout, stderr } = spawnSync('php', ['-d', 'memory_limit=-1', '-r', script], {
		input: texts.map(text => `${text}\n`).join(''),
		encoding: 'utf8',
		maxBuffer: 2 ** 30,
	});
	const lines = stdout.split('\n').slice(0, -1);
	assert.equal(lines.length, texts.length, stderr);
	return lines.map(line => (line === '!' ? undefined : Buffer.from(line, 'base64').toString()));
}

/** PHP's own server, for bodies of several parts: its command line has no way to read them. */
export class PhpServer {
	private constructor(
		private readonly process: ChildProcess,
		private readonly folder: string,
		private readonly port: number,
	) {}

	static async start(): Promise<PhpServer> {
		const folder = mkdtempSync(join(tmpdir(), 'flowlu-php-'));
		const script = join(folder, 'echo.php');
		writeFileSync(
			script,
			`<?php array_walk_recursive($_POST, function ($v) { echo 'field ', base64_encode($v), "\\n"; });
			foreach ($_FILES as $f) echo 'file ', base64_encode($f['full_path']), ' ', base64_encode(file_get_contents($f['tmp_name'])), "\\n";`,
		);
		const limits = ['post_max_size=64M', 'upload_max_filesize=64M', 'memory_limit=-1', `upload_tmp_dir=${folder}`];
		const settings = limits.flatMap(limit => ['-d', limit]);
		const child = spawn('php', [...settings, '-S', '127.0.0.1:0', script], { stdio: ['ignore', 'ignore', 'pipe'] });
		let said = '';
		for await (const chunk of child.stderr) {
			said += String(chunk);
			const port = /http:\/\/127\.0\.0\.1:(?<port>\d+)\) started/u.exec(said)?.groups?.['port'];
			if (port !== undefined) {
				return new PhpServer(child, folder, Number(port));
			}
		}
		throw new Error(`php does not serve: ${said}`);
	}

	/** Each part with the name '': PHP has rules of its own for names. */
	async parts(contentType: string, body: string | Uint8Array): Promise<readonly ReceivedPart[]> {
		const sent = request({
			host: '127.0.0.1',
			port: this.port,
			method: 'POST',
			headers: { 'Content-Type': contentType },
		});
		sent.end(body);
		const [response] = (await once(sent, 'response')) as [AsyncIterable<Buffer>];
		let text = '';
		for await (const chunk of response) {
			text += chunk.toString('latin1');
		}
		return text.split('\n').slice(0, -1).map(partOf);
	}

	async stop(): Promise<void> {
		const exit = once(this.process, 'exit');
		this.process.kill();
		await exit;
		rmSync(this.folder, { recursive: true });
	}
}

function partOf(line: string): ReceivedPart {
	const [kind, ...texts] = line.split(' ');
	const [first = '', second = ''] = texts.map(text => Buffer.from(text, 'base64').toString());
	return kind === 'file'
		? { name: '', value: second, fileName: first }
		: { name: '', value: first, fileName: undefined };
}

/** The parts as a parser reads them that many servers on Node use. */
export async function busboyParts(contentType: string, body: string | Uint8Array): Promise<readonly ReceivedPart[]> {
	const parts: ReceivedPart[] = [];
	const parser = new Busboy({
		headers: { 'content-type': contentType },
		preservePath: true,
		limits: { fieldSize: 2 ** 30, headerSize: 2 ** 24 },
	});
	parser.on('field', (name, value) => {
		parts.push({ name, value, fileName: undefined });
	});
	parser.on('file', (name, stream, fileName) => {
		const chunks: Buffer[] = [];
		stream.on('data', (chunk: Buffer) => chunks.push(chunk));
		stream.on('end', () => {
			parts.push({ name, value: Buffer.concat(chunks).toString(), fileName });
		});
	});
	const finished = once(parser, 'finish');
	parser.end(Buffer.from(body));
	await finished;
	return parts;
}

/** The values of headers as a server on Node reads them, in one request. */
export async function nodeHeaders(values: readonly string[]): Promise<readonly (string | undefined)[]> {
	const server = createServer({ maxHeaderSize: 2 ** 26 }, (incoming, response) => {
		response.end(JSON.stringify(values.map((_, index) => incoming.headers[`x-${index}`])));
	});
	server.maxHeadersCount = 0;
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const address = server.address();
	assert.ok(typeof address === 'object' && address !== null);
	const headers = Object.fromEntries(values.map((value, index) => [`X-${index}`, value]));
	const sent = request({ host: '127.0.0.1', port: address.port, headers: { ...headers, Connection: 'close' } });
	sent.end();
	const [response] = (await once(sent, 'response')) as [AsyncIterable<Buffer>];
	let text = '';
	for await (const chunk of response) {
		text += chunk.toString();
	}
	server.close();
	const received: unknown = JSON.parse(text);
	assert.ok(Array.isArray(received));
	return received.map((value: unknown) => (typeof value === 'string' ? value : undefined));
}
