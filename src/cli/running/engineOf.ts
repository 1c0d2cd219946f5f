import { createEngine, type Engine } from '../../engine/engine';
import type { Files, Scope } from '../../engine/ports';
import { RequestStates } from '../../engine/requestStates';
import { ExchangeStore } from '../../exchanges/exchangeStore';
import { isSecretName } from '../../http/build/secretNames';
import type { GivenValues } from '../../http/build/variables';
import { BlockTracker } from '../../http/document/blockTracker';
import type { Redactor } from '../../net/redaction/redact';
import { Secret } from '../../net/redaction/secret';
import type { DiskDocuments } from '../documents/diskDocuments';
import { holdsKey, type Keys } from '../keys';
import { createNetwork, userAgent, yieldToEventLoop } from '../terminalNetwork';
import { unattendedInteraction, type UnattendedInteraction } from './unattendedInteraction';

interface EngineOptions {
	readonly documents: DiskDocuments;
	readonly keys: Keys;
	/** Values of variables that count more than the documents'. */
	readonly given: GivenValues;
	/** Milliseconds. */
	readonly timeout: number | undefined;
	readonly allowWrites: boolean;
	readonly redactor: Redactor;
	readonly env: Readonly<Record<string, string | undefined>>;
}

/** An engine without an editor, and what it works with. */
export interface TerminalEngine {
	readonly engine: Engine;
	readonly scope: Scope;
	readonly files: Files;
	readonly blocks: BlockTracker;
	readonly exchanges: ExchangeStore;
	readonly interaction: UnattendedInteraction;
}

/** The engine of the editor, with documents on disk and keys of the environment, and nobody to ask. */
export function engineOf({
	documents,
	keys,
	given,
	timeout,
	allowWrites,
	redactor,
	env,
}: EngineOptions): TerminalEngine {
	const { files } = documents;
	const scope = { ...documents.scope, defaultAccount: () => keys.defaultAccount?.origin };
	const blocks = new BlockTracker(uri => scope.document(uri));
	const exchanges = new ExchangeStore();
	const interaction = unattendedInteraction(allowWrites);
	const flowlu = createNetwork({ timeout, allowWrites });
	redactor.setNamed(
		'variables of the command line',
		[...given]
			.filter(([name]) => isSecretName(name))
			.map(([name, value]) => ({ name, from: 'prompt', secret: new Secret(value) })),
	);
	const engine = createEngine({
		given,
		blocks,
		exchanges,
		states: new RequestStates(),
		ports: {
			scope,
			files,
			interaction,
			flowlu,
			redactor,
			userAgent,
			yieldToEventLoop,
			sessions: keys.sessions,
			allPages: async (request, access, options) => {
				const { combinedResponse } = await import('../../records/pages/combinedResponse');
				return combinedResponse(request, access, options, { flowlu, yieldToEventLoop });
			},
			sources: {
				now: () => new Date(),
				random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
				uuid: () => crypto.randomUUID(),
				// A text could send the key of one account to another.
				processVariable: name => (holdsKey(name) ? undefined : env[name]),
			},
		},
	});
	return { engine, scope, files, blocks, exchanges, interaction };
}
