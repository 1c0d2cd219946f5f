import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes one program of many and runs it. */
interface Runner {
	readonly isThere: () => boolean;
	/** Runs them one after the other; their credentials are in the environment. @returns what it wrote where something is wrong */
	readonly run: (programs: readonly string[], environment: Readonly<Record<string, string>>) => Promise<string>;
}

const guzzle = '/usr/share/php/GuzzleHttp/autoload.php';

/** By the names of `codeWriters`. */
export const codeRunners: Readonly<Record<string, Runner>> = {
	'JavaScript (fetch)': { isThere: () => true, run: runJavaScript },
	'JavaScript (axios)': { isThere: () => true, run: runJavaScript },
	'PHP (cURL)': { isThere: () => succeeds('php', '-r', 'exit(function_exists("curl_init") ? 0 : 1);'), run: runPhp },
	'PHP (Guzzle)': { isThere: () => succeeds('php', '--version') && existsSync(guzzle), run: runPhp },
	'Python (Requests)': { isThere: () => succeeds('python3', '-c', 'import requests'), run: runPython },
	'C# (HttpClient)': { isThere: () => succeeds('mcs', '--version'), run: runCSharp },
	'Go (net/http)': { isThere: () => succeeds('go', 'version'), run: runGo },
};

function succeeds(command: string, ...words: readonly string[]): boolean {
	return spawnSync(command, words).status === 0;
}

type Environment = Readonly<Record<string, string>>;

async function runJavaScript(programs: readonly string[], environment: Environment): Promise<string> {
	const imports = /^import .*;\n/gmu;
	const all = new Set(programs.flatMap(program => program.match(imports) ?? []));
	const blocks = programs.map(program => `{\n${program.replace(imports, '')}\n}`);
	return output(['node', '--input-type=module', '-'], environment, [...all, ...blocks].join('\n'));
}

async function runPhp(programs: readonly string[], environment: Environment): Promise<string> {
	const bodies = programs.map(program =>
		program.replace(/^<\?php\n/u, '').replace('"vendor/autoload.php"', `"${guzzle}"`),
	);
	return output(['php'], environment, `<?php\n${bodies.join('\n').replaceAll(`require "`, 'require_once "')}`);
}

async function runPython(programs: readonly string[], environment: Environment): Promise<string> {
	return output(['python3', '-'], { ...environment, PYTHONUTF8: '1' }, programs.join('\n'));
}

async function runGo(programs: readonly string[], environment: Environment): Promise<string> {
	const packages = new Set(programs.flatMap(program => program.match(/^\t"[^"]+"$/gmu) ?? []));
	const bodies = programs.map(program =>
		program.slice(program.indexOf('func main() {') + 'func main() '.length).trimEnd(),
	);
	const main = `func main() {\n${bodies.map(body => `func() ${body}()`).join('\n')}\n}`;
	return inFolder('main.go', `package main\nimport (\n${[...packages].join('\n')}\n)\n${main}\n`, async path =>
		output(['go', 'run', path], environment),
	);
}

/** Mono's compiler knows no `using var` and no statements without a class. */
async function runCSharp(programs: readonly string[], environment: Environment): Promise<string> {
	const using = /^using [\w.]+;\n/gmu;
	const names = new Set(programs.flatMap(program => program.match(using) ?? []));
	const methods = programs.map(
		(program, index) =>
			`static async Task Run${index}() {\n${program.replace(using, '').replaceAll('using var', 'var')}\n}`,
	);
	const calls = programs.map((_, index) => `Run${index}().Wait();`).join(' ');
	const text = `${[...names].join('')}using System.Threading.Tasks;\nclass Program {\n${methods.join('\n')}\nstatic void Main() { ${calls} }\n}`;
	return inFolder('program.cs', text, async path => {
		const compiled = await output(
			['mcs', '-langversion:7', '-r:System.Net.Http.dll', `-out:${path}.exe`, path],
			environment,
		);
		return `${compiled}${await output(['mono', `${path}.exe`], environment)}`;
	});
}

async function inFolder(name: string, text: string, run: (path: string) => Promise<string>): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'flowlu-code-'));
	try {
		await writeFile(join(folder, name), text);
		return await run(join(folder, name));
	} finally {
		await rm(folder, { recursive: true, maxRetries: 5 });
	}
}

async function output(
	[command = '', ...words]: readonly string[],
	environment: Environment,
	input = '',
): Promise<string> {
	const child = spawn(command, words, { env: { ...process.env, ...environment }, stdio: ['pipe', 'ignore', 'pipe'] });
	let errors = '';
	child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
		errors += chunk;
	});
	child.stdin.end(input);
	const [code] = (await once(child, 'close')) as [number | null];
	return code === 0 ? '' : `exit code ${String(code)}: ${errors}`;
}
