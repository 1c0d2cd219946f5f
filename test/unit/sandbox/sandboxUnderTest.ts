import { readFileSync } from 'node:fs';
import { parseCatalog } from '../../../src/catalog/parseCatalog';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox';

export const catalog = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));

/** Runs the work against a sandbox of its own. */
export async function withSandbox(
	options: Omit<SandboxOptions, 'catalog'>,
	work: (sandbox: Sandbox) => Promise<void>,
): Promise<void> {
	const sandbox = await startSandbox({ recordsRequests: true, ...options, catalog });
	try {
		await work(sandbox);
	} finally {
		await sandbox.close();
	}
}

export interface CallOptions {
	/** Name and value, form-encoded and posted. */
	readonly form?: readonly (readonly [string, string])[];
	/** Posted as JSON instead. */
	readonly json?: unknown;
	/** The first key when absent; `null` for none. */
	readonly key?: string | null;
	readonly headers?: Readonly<Record<string, string>>;
	readonly verb?: string;
}

/** @returns the JSON of the response; for what is no JSON, status and text. */
export async function call(sandbox: Sandbox, path: string, options: CallOptions = {}): Promise<unknown> {
	const { form, json, key = sandbox.apiKeys[0]?.key ?? '', headers = {}, verb } = options;
	const url = new URL(`${sandbox.origin}/api/v1/module${path}`);
	if (key !== null) {
		url.searchParams.append('api_key', key);
	}
	const response = await fetch(url, {
		method: verb ?? (form === undefined && json === undefined ? 'GET' : 'POST'),
		headers: json === undefined ? headers : { ...headers, 'content-type': 'application/json' },
		...(form && { body: new URLSearchParams(form.map(([name, value]): [string, string] => [name, value])) }),
		...(json === undefined ? {} : { body: JSON.stringify(json) }),
	});
	const text = await response.text();
	return response.headers.get('content-type')?.startsWith('application/json') === true
		? JSON.parse(text)
		: { status: response.status, text };
}

export interface Listing {
	readonly total?: number;
	readonly total_result?: number;
	readonly page: number;
	readonly count: number;
	readonly items: readonly Readonly<Record<string, unknown>>[];
}

/** @throws Error where the response is no list. */
export async function list(sandbox: Sandbox, path: string): Promise<Listing> {
	const { response } = (await call(sandbox, path)) as { readonly response?: Listing };
	if (response === undefined) {
		throw new Error(`${path} gave no response.`);
	}
	return response;
}

export async function idsOf(sandbox: Sandbox, path: string): Promise<readonly unknown[]> {
	return (await list(sandbox, path)).items.map(({ id }) => id);
}

/** @throws Error where the response is no record. */
export async function record(sandbox: Sandbox, path: string): Promise<Readonly<Record<string, unknown>>> {
	const { response } = (await call(sandbox, path)) as { readonly response?: Readonly<Record<string, unknown>> };
	if (response === undefined) {
		throw new Error(`${path} gave no response.`);
	}
	return response;
}

/** Envelope of shape 1. */
export function apiError(code: number, message: string): unknown {
	return { error: { error_code: code, error_msg: message } };
}
