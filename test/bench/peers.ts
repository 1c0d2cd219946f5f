import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder } from '../host/install.mjs';
import { npm } from '../host/processes.mjs';

/** got 15 and later want a newer Node than we do. */
const versions = { httpyac: '6.16.7', got: '14.6.5' };

/** Grids for a browser. */
export const gridPackages = { 'ag-grid-community': '36.2.0', 'tabulator-tables': '6.5.3', 'regular-table': '0.9.2' };

/** The part of httpYac that we measure. */
export interface Httpyac {
	readonly cli: {
		/** Gives it files and HTTP, which it has none of by itself. */
		readonly initIOProvider: () => Promise<void>;
	};
	readonly store: { readonly HttpFileStore: new () => HttpyacFileStore };
	readonly send: (context: HttpyacSendContext) => Promise<boolean>;
}

export interface HttpyacFileStore {
	parse(fileName: string, text: string, options: { readonly workingDir: string }): Promise<HttpyacFile>;
}

export interface HttpyacFile {
	readonly httpRegions: readonly HttpyacRegion[];
}

export interface HttpyacRegion {
	readonly request?: object;
}

export interface HttpyacSendContext {
	readonly httpFile: HttpyacFile;
	readonly httpRegion: HttpyacRegion;
	readonly variables: Readonly<Record<string, unknown>>;
	readonly logResponse: (response: { readonly rawBody?: Uint8Array } | undefined) => Promise<void>;
}

/** The part of exceljs that we measure. */
export interface Exceljs {
	readonly stream: {
		readonly xlsx: { readonly WorkbookWriter: new (options: { readonly filename: string }) => ExceljsWriter };
	};
}

interface ExceljsWriter {
	addWorksheet(name: string): { addRow(cells: readonly unknown[]): { commit(): void }; commit(): void };
	commit(): Promise<void>;
}

/** The part of got that we measure. */
export type Got = (url: string, options: object) => Promise<{ readonly rawBody: Uint8Array }>;

export interface Peers {
	/** Where they are installed; no part of the repository. */
	readonly folder: string;
	readonly httpyac: Httpyac;
	readonly got: Got;
}

let loading: Promise<Peers> | undefined;

/**
 * Installs the peers into the cache unless they are there, and loads them.
 * @throws {Error} when npm fails
 */
export function loadPeers(): Promise<Peers> {
	loading ??= load();
	return loading;
}

async function load(): Promise<Peers> {
	const folder = await installPeers(versions);
	const httpyac = createRequire(join(folder, 'package.json'))('httpyac') as Httpyac;
	await httpyac.cli.initIOProvider();
	const { href } = pathToFileURL(join(folder, 'node_modules/got/dist/source/index.js'));
	const got = (await import(href)) as { readonly default: Got };
	return { folder, httpyac, got: got.default };
}

/**
 * Installs exceljs into the cache unless it is there, and loads it.
 * @throws {Error} when npm fails
 */
export async function loadExceljs(): Promise<Exceljs> {
	const folder = await installPeers({ exceljs: '4.4.0' });
	return createRequire(join(folder, 'package.json'))('exceljs') as Exceljs;
}

/**
 * Installs packages into the cache unless they are there.
 * @returns their folder, which has node_modules
 * @throws {Error} when npm fails
 */
export async function installPeers(packages: Readonly<Record<string, string>>): Promise<string> {
	const folder = join(
		cacheFolder(),
		`peers-${Object.entries(packages)
			.map(([name, version]) => `${name}-${version}`)
			.join('-')}`,
	);
	if (existsSync(folder)) {
		return folder;
	}
	console.log(`Installing ${Object.keys(packages).join(' and ')} into ${folder}: once, up to 70 MB.`);
	// Renamed when whole: an installation cut short is never taken for a good one.
	const partial = `${folder}.partial-${process.pid}`;
	mkdirSync(partial, { recursive: true });
	try {
		writeFileSync(join(partial, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
		const code = await npm(['install', '--ignore-scripts', '--loglevel=error'], { cwd: partial });
		if (code !== 0) {
			throw new Error(`npm install of the peers ended with ${code}.`);
		}
		renameSync(partial, folder);
	} finally {
		rmSync(partial, { recursive: true, force: true });
	}
	return folder;
}
