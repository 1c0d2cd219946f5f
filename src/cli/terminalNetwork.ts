import { setImmediate } from 'node:timers/promises';
import { version } from '../../package.json';
import type { Ports } from '../engine/ports';
import { createFlowluClient, type FlowluClient } from '../flowlu/flowluClient';
import { mayWrite, operationOf, pathWithoutValues } from '../flowlu/operation';
import { createHttpClient } from '../net/httpClient';
import { createRequestQueue } from '../net/queue';

/** Sent with every request that names none. */
export const userAgent = `flowlu-workbench/${version}`;

/** Milliseconds; as the editor has it. */
const usualTimeout = 60_000;

/** Bytes of a response; as the editor has it. */
const maxBytes = 50_000_000;

/** Milliseconds between two requests to one account; as the editor has it. */
const gap = 1000;

/** A request that may change records, which nobody has permitted. */
class WriteNotAllowedError extends Error {
	override readonly name = 'WriteNotAllowedError' as const;

	/** @param request method and path, without values */
	constructor(request: string) {
		super(`Not sent: ${request} may change records. --allow-writes permits it.`);
	}
}

interface NetworkOptions {
	/** Milliseconds. */
	readonly timeout: number | undefined;
	readonly allowWrites: boolean;
}

/** The way to Flowlu. Whatever a request looked like before, one that may change records ends here unless that is permitted. */
export function createNetwork({ timeout = usualTimeout, allowWrites }: NetworkOptions): Pick<FlowluClient, 'send'> {
	const http = createHttpClient({
		queue: createRequestQueue(),
		// Read with the first request.
		loadTransport: async () => (await import('../net/transport/transport')).transport,
		limits: () => ({ timeout, maxBytes }),
	});
	const flowlu = createFlowluClient(http, () => gap);
	return {
		send: (request, access, options) =>
			allowWrites || !mayWrite(operationOf(request))
				? flowlu.send(request, access, options)
				: Promise.reject(new WriteNotAllowedError(`${request.method} ${pathWithoutValues(request)}`)),
	};
}

/** Lets everything else that is waiting run. */
export const yieldToEventLoop: Ports['yieldToEventLoop'] = () => setImmediate();
