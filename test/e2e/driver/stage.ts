import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseCatalog, startSandbox, type Sandbox } from '../../../src/sandbox/sandbox';
import { packTestExtension, type TestExtension } from '../../support/extensionPackage';
import { clearWindow } from './clearing';
import { install, type Installation } from './installation';
import { launch, type LaunchOptions, type Window } from './window';

/** What a suite plays on: a sandbox, a VS Code with the packed extension, and its window. */
export interface Stage {
	/** Another one after {@link begin}. */
	readonly sandbox: Sandbox;
	readonly installation: Installation;
	/** The open window: another one after {@link restart}. */
	readonly window: Window;
	/** What VS Code's processes and the window's console printed so far. */
	readonly output: string;
	/** Every secret that was used on it: keys, passwords, access tokens. A test adds those that it makes. */
	readonly secrets: Set<string>;
	/** Makes the stage as it was when it was set, whatever a test has done: no session, no editor, no message, a new sandbox. Files and settings stay. */
	begin(): Promise<void>;
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
	/** Built, packed and installed beside ours. */
	readonly extensions?: readonly TestExtension[];
	/** Added to the user's settings. */
	readonly settings?: Readonly<Record<string, unknown>>;
	/** Called with the workspace's folder before the window opens. */
	readonly prepare?: (workspace: string) => void;
}

/** @throws {Error} where VS Code does not start */
export async function setStage(options: StageOptions = {}): Promise<Stage> {
	const secrets = new Set<string>();
	let sandbox = await openSandbox(secrets);
	const installation = await installWith(options);
	options.prepare?.(installation.workspace);
	let output = '';
	const open = () =>
		launch(installation, {
			...options,
			onOutput: text => {
				output += text;
			},
		});
	let window = await open().catch(async (error: unknown) => {
		await sandbox.close();
		installation.remove();
		throw error;
	});
	let isOpen = true;

	async function close(): Promise<void> {
		if (isOpen) {
			isOpen = false;
			await window.close();
		}
	}

	async function restart(): Promise<void> {
		await close();
		window = await open();
		isOpen = true;
	}

	async function closeSandbox(): Promise<void> {
		for (const token of tokensSent(sandbox)) {
			secrets.add(token);
		}
		await sandbox.close();
	}

	return {
		installation,
		secrets,
		get sandbox() {
			return sandbox;
		},
		get window() {
			return window;
		},
		get output() {
			return output;
		},
		begin: async () => {
			await closeSandbox();
			sandbox = await openSandbox(secrets);
			await (isOpen ? clearWindow(window) : restart());
		},
		restart,
		kill: async () => {
			isOpen = false;
			await window.kill();
		},
		close,
		clear: async () => {
			await close();
			await sandbox.close();
			installation.remove();
		},
	};
}

/** @param secrets gets those of its keys and users */
async function openSandbox(secrets: Set<string>): Promise<Sandbox> {
	const catalog = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));
	const sandbox = await startSandbox({ recordsRequests: true, catalog });
	for (const secret of [...sandbox.apiKeys.map(({ key }) => key), ...sandbox.users.map(({ password }) => password)]) {
		secrets.add(secret);
	}
	return sandbox;
}

async function installWith({ extensions = [], settings }: StageOptions): Promise<Installation> {
	const packages = await Promise.all(extensions.map(packTestExtension));
	try {
		return await install({ extensions: packages, ...(settings && { settings }) });
	} finally {
		for (const path of packages) {
			rmSync(dirname(path), { recursive: true });
		}
	}
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
