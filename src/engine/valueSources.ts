import type { ExchangeStore, LatestExchange } from '../exchanges/exchangeStore';
import type { NamedExchange } from '../exchanges/requestValues';
import type { SessionEntry } from '../flowlu/sessionEntry';
import { requestVariable } from '../http/build/requestVariables';
import { isSecretName } from '../http/build/secretNames';
import { promptsOf, rowFileOf } from '../http/build/sendingMetadata';
import type { GivenValues, VariableContext, VariableFailure } from '../http/build/variables';
import type { BlockId, BlockTracker, Place } from '../http/document/blockTracker';
import type { HttpDocument, RequestBlock } from '../http/document/document';
import type { NamedFrom, NamedSecret } from '../net/redaction/redact';
import { Secret } from '../net/redaction/secret';
import type { Ports, Scope } from './ports';
import { sessionFor } from './sessionChoice';

export interface ValueDependencies {
	readonly ports: Ports;
	readonly blocks: BlockTracker;
	readonly exchanges: ExchangeStore;
}

/**
 * Asks for the values that the request wants (`# @prompt`) and that are not given, and gives what its variables take from outside the text, as it is now.
 * @param document may hold another text for the block than the open one: a plain request in the place of a curl command
 * @returns undefined when the user gave it up
 */
export async function valuesFor(
	{ uri, document, block }: Place,
	given: GivenValues,
	dependencies: ValueDependencies,
): Promise<VariableContext | undefined> {
	const { files, interaction, sources } = dependencies.ports;
	const prompted = promptsOf(block.metadata);
	const prompts = prompted.filter(({ name }) => !given.has(name));
	const answers = prompts.length === 0 ? new Map<string, string>() : await interaction.promptValues(prompts);
	if (answers === undefined) {
		return undefined;
	}
	const { redactor } = dependencies.ports;
	const plain = [...document.variableTable.values()].filter(({ uses }) => uses.length === 0);
	redactor.setNamed(
		`document ${uri}`,
		plain.flatMap(({ name, value }) => secretNamed(name, value, 'document')),
	);
	// Beside those that the last two responses may repeat, which are shown and compared until others come.
	const id = dependencies.blocks.known(uri, block);
	const source = `request ${id ?? uri} ${(dependencies.exchanges.sendings.get(id ?? 0) ?? 0) % 3}`;
	// What is given was asked for already, or is of a row, or stands in a `run`.
	const givenFrom = rowFileOf(block.metadata) === undefined ? 'document' : 'rows';
	let own = [...answers, ...given].flatMap(([name, value]) =>
		secretNamed(name, value, prompted.some(prompt => prompt.name === name) ? 'prompt' : givenFrom),
	);
	redactor.setNamed(source, own);
	const hidden = (name: string, value: string | undefined, from: NamedFrom) => {
		const secrets = secretNamed(name, value, from);
		if (secrets.length > 0) {
			own = [...own, ...secrets];
			redactor.setNamed(source, own);
		}
		return value;
	};
	const dotenv = document.text.includes('$dotenv') ? await files.dotenv(uri) : new Map<string, string>();
	return {
		answers: new Map([...answers, ...given]),
		sources: {
			...sources,
			now: sources.now(),
			processVariable: name => hidden(name, sources.processVariable(name), 'process'),
			dotenvVariable: name => hidden(name, dotenv.get(name), 'dotenv'),
		},
		requestValue: takesFromOthers(document, block)
			? await requestValuesFor(uri, dependencies, (name, value) => hidden(name, value, 'response'))
			: noValue,
	};
}

/** What has the name of a secret may come back in a response, or stand in the address of a request. */
export function secretNamed(name: string, value: string | undefined, from: NamedFrom): readonly NamedSecret[] {
	return value !== undefined && isSecretName(name) ? [{ name, from, secret: new Secret(value) }] : [];
}

/** Whether it may need a part of what another request sent or got; what a file holds is known only when it is read. */
export function takesFromOthers(document: HttpDocument, block: RequestBlock): boolean {
	const defined = [...document.variableTable.values()].flatMap(({ uses }) => uses);
	return (
		[...block.uses, ...defined].some(({ name }) => requestVariable(name) !== undefined) ||
		(block.body?.files ?? []).some(({ encoding }) => encoding !== undefined)
	);
}

function noValue({ request }: { readonly request: string }): VariableFailure {
	return { code: 'noResponse', detail: request };
}

async function requestValuesFor(
	uri: string,
	dependencies: ValueDependencies,
	onSecret: (name: string, value: string) => void,
): Promise<VariableContext['requestValue']> {
	const { requestValues } = await import('../exchanges/requestValues');
	return requestValues(await namedExchanges(uri, dependencies), onSecret);
}

/**
 * The last exchanges of the requests that have a name in the document or in what it imports. A part of a list does not count where all was asked for; one that was got from another account than the request
 * goes to now, or in another environment, does not count: its values would reach where they do not belong.
 */
export async function namedExchanges(
	uri: string,
	{ ports: { scope, sessions }, blocks, exchanges }: ValueDependencies,
): Promise<ReadonlyMap<string, NamedExchange>> {
	const uris = [uri, ...(await scope.imports(uri))];
	const entries = await sessions.list();
	const found = exchanges
		.all()
		.flatMap(latest => {
			const place = blocks.find(latest.exchange.block);
			const isShort = latest.kind === 'kept' && latest.exchange.shortBy !== undefined;
			return !isShort && place !== undefined && uris.includes(place.uri) ? [{ latest, place }] : [];
		})
		// The document's own count more than those of an import, and the newest more than older ones.
		.sort((one, other) => uris.indexOf(one.place.uri) - uris.indexOf(other.place.uri));
	const named = new Map<string, NamedExchange>();
	for (const { latest, place } of found) {
		const { name } = place.block;
		if (name !== undefined && !named.has(name)) {
			named.set(name, isCurrent(latest, place, entries, scope) ? latest : { kind: 'otherAccount' });
		}
	}
	return named;
}

/** Does what was sent last for the request count as a response to it now? */
export async function hasResponse(
	id: BlockId,
	{ ports: { scope, sessions }, blocks, exchanges }: ValueDependencies,
): Promise<boolean> {
	const latest = exchanges.of(id);
	const place = blocks.find(id);
	return latest !== undefined && place !== undefined && isCurrent(latest, place, await sessions.list(), scope);
}

function isCurrent(
	{ exchange: { session, environment } }: LatestExchange,
	place: Place,
	entries: readonly SessionEntry[],
	scope: Pick<Scope, 'environment' | 'chosenSession' | 'defaultAccount'>,
): boolean {
	const choice = sessionFor(place, entries, scope);
	return (
		environment === scope.environment(place.uri) &&
		choice.kind === 'session' &&
		choice.entry.session.account.origin === session.account.origin
	);
}
