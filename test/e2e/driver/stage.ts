import { readFileSync } from 'node:fs';
import { parseCatalog, startSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox';
import { installExtension } from '../../host/server.mjs';
import { install, type Installation } from './installation';
import { launch, type LaunchOptions, type Window } from './window';

/** What a suite plays on: a sandbox, a VS Code with the packed extension, and its window. */
export interface Stage {
	readonly sandbox: Sandbox;
	readonly installation: Installation;
	/** The open window: another one after {@link restart}. */
	readonly window: Window;
	/** What VS Code's processes and the window's console printed so far. */
	readonly output: string;
	/** Every secret that was used on it: keys, passwords, access tokens. A test adds those that it makes. */
	readonly secrets: Set<string>;
	/** Ends the window and VS Code, and starts both anew. */
	restart(): Promise<void>;
	/** Ends all of VS Code as a power cut does; {@link restart} starts it anew. */
	kill(): Promise<void>;
	/** Ends the window and VS Code; what they wrote stays until {@link clear}. */
	close(): Promise<void>;
	/** Ends what still runs and deletes what was written. */
	clear(): Promise<void>;
}

export interface StageOptions extends LaunchOptions {
	readonly sandbox?: Omit<SandboxOptions, 'catalog'>;
	/** Paths of .vsix files that are installed beside ours. */
	readonly extensions?: readonly string[];
	/** Added to the user's settings. A stage sends 20 requests a second unless this says otherwise. */
	readonly settings?: Readonly<Record<string, unknown>>;
	/** Called with the workspace's folder before the window opens. */
	readonly prepare?: (workspace: string) => void;
}

/** @throws {Error} where VS Code does not start */
export async function setStage(options: StageOptions = {}): Promise<Stage> {
	const catalog = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));
	const sandbox = await startSandbox({ ...options.sandbox, catalog });
	const installation = await install({ 'flowlu.requestsPerSecond': 20, ...options.settings });
	const clear = async () => {
		await sandbox.close();
		installation.remove();
	};
	for (const vsix of options.extensions ?? []) {
		await installExtension({ dataFolder: installation.dataFolder, vsix });
	}
	options.prepare?.(installation.workspace);
	const secrets = new Set([...sandbox.apiKeys.map(({ key }) => key), ...sandbox.users.map(({ password }) => password)]);
	let output = '';
	const open = () =>
		launch(installation, {
			...options,
			onOutput: text => {
				output += text;
			},
		});
	let window = await open().catch(async (error: unknown) => {
		await clear();
		throw error;
	});
	let isOpen = true;

	async function close(): Promise<void> {
		if (isOpen) {
			isOpen = false;
			await window.close();
		}
	}

	return {
		sandbox,
		installation,
		secrets,
		get window() {
			return window;
		},
		get output() {
			return output;
		},
		restart: async () => {
			await close();
			window = await open();
			isOpen = true;
		},
		kill: async () => {
			isOpen = false;
			await window.kill();
		},
		close,
		clear: async () => {
			await close();
			await clear();
		},
	};
}

/** The access tokens that requests to the sandbox came with: Flowlu takes them as Basic `bearer:TOKEN`. */
export function tokensSent(sandbox: Sandbox): readonly string[] {
	return sandbox.requests().flatMap(({ headers }) => {
		const [scheme, credentials = ''] = (headers.authorization ?? '').split(' ');
		const token = Buffer.from(credentials, 'base64')
			.toString()
			.replace(/^bearer:/u, '');
		return scheme === 'Basic' && token !== '' ? [token] : [];
	});
}
