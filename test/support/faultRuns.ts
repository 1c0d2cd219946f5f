import assert from 'node:assert/strict';
import { createFlowluClient, type Access, type Call, type FlowluClient } from '../../src/flowlu/flowluClient';
import { ApiError, UnexpectedResponseError } from '../../src/flowlu/responses/flowluErrors';
import type { HttpClient } from '../../src/net/httpClient';
import { CancelledError, NetworkError } from '../../src/net/networkErrors';
import { Secret } from '../../src/net/redaction/secret';
import { json } from './scriptedResponses';
import { limitsFor, type Fault } from './faults';
import { withHostileServer, type HostileServer } from './hostileServer';
import { quickHttpClient, type ClientLimits } from './httpClient';

const never = new AbortController().signal;

/** A read, a change, and a removal, which Flowlu does by GET; the read is not repeated, so that each meets the fault. */
export const calls: readonly Call[] = [
	{ path: 'crm/lead/list' },
	{ path: 'crm/lead/create', body: { name: 'x' } },
	{ path: 'crm/lead/delete/7' },
];

/** The shared client with a server that commits the fault once. */
export interface FaultRun {
	readonly server: HostileServer;
	readonly http: HttpClient;
	readonly flowlu: FlowluClient;
	readonly access: Access;
	/** From now on the client waits as long as a busy machine may take. */
	waitLonger(): void;
}

export async function withFault(
	fault: Fault,
	work: (run: FaultRun) => Promise<void>,
	limits: ClientLimits = limitsFor(fault),
): Promise<void> {
	const http = quickHttpClient(limits);
	const waitLonger = (): void => {
		limits.timeout = 8000;
	};
	await withHostileServer(
		[fault.response, json({ response: 'fine' })],
		async server => {
			const access = accessTo(server.origin);
			await work({ server, http, access, flowlu: createFlowluClient(http, () => 0), waitLonger });
		},
		fault.server,
	);
}

export function accessTo(origin: string): Access {
	return { account: { name: 'account', origin }, credential: { kind: 'apiKey', apiKey: new Secret('abcdefgh') } };
}

/** What a call comes to, once: the error, or nothing when all is well. */
export async function errorOfCall(
	{ flowlu, access }: Pick<FaultRun, 'flowlu' | 'access'>,
	call: Call,
	signal = never,
): Promise<Error | undefined> {
	try {
		await flowlu.call(call, access, { signal, once: true });
		return undefined;
	} catch (error) {
		assert.ok(error instanceof Error);
		return error;
	}
}

/** As a {@link Fault} names its outcome. */
export function outcomeOf(error: Error | undefined): string {
	if (error instanceof NetworkError) {
		return `${error.failure} in ${error.details.progress?.phase ?? 'no phase'}`;
	}
	if (error instanceof UnexpectedResponseError) {
		return `${error.kind} ${error.status}`;
	}
	if (error instanceof ApiError) {
		return `error ${error.code}`;
	}
	if (error instanceof CancelledError) {
		return 'cancelled';
	}
	return error === undefined ? 'success' : `${error.name}: ${error.message}`;
}

/** The next request of the account succeeds, at another server, since this one may be beyond help. */
export async function assertLaneGoesOn(http: HttpClient, origin: string): Promise<void> {
	await withHostileServer([json({})], async fine => {
		const request = { method: 'GET', url: `${fine.origin}/`, headers: [] };
		const { status } = await http.send(request, { signal: never, lane: origin, gap: 0, repeatable: false });
		assert.equal(status, 200);
	});
}
