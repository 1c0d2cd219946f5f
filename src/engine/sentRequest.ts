import type { Session } from '../flowlu/session';
import { buildRequest, type RequestContext, type ScratchpadRequest } from '../http/build/request';
import { isSecretName } from '../http/build/secretNames';
import { promptsOf } from '../http/build/sendingMetadata';
import type { DynamicSources } from '../http/build/dynamicVariables';
import type { Place } from '../http/document/blockTracker';
import type { HttpRequest } from '../net/http';

/** What came of a request that left the queue. */
export type SentResult =
	| {
			readonly kind: 'answered';
			readonly status: number;
			/** From the moment the request left the queue until the last byte. */
			readonly milliseconds: number;
			/** By Flowlu's envelope or by the status. */
			readonly isError: boolean;
			/** Of a response with a list: how many it has. */
			readonly records?: number;
	  }
	/** No response came: it may have been processed all the same. */
	| { readonly kind: 'failed' | 'cancelled' };

/** A request that went out, for whoever keeps a history. */
export interface SentRequest {
	readonly place: Place;
	readonly session: Session;
	/** As it was before signing: it has the values of prompts and of secrets. */
	readonly request: HttpRequest;
	/** To be kept; asked for once, when there is time. Undefined where the values cannot be told from the rest. */
	readonly kept: () => ScratchpadRequest | undefined;
	/** Milliseconds since 1970. */
	readonly sentAt: number;
	readonly result: SentResult;
}

/** @returns sources that draw the same each time, from the beginning: requests that are made of them are alike. */
export function repeatable(sources: DynamicSources): () => DynamicSources {
	const randoms: number[] = [];
	const uuids: string[] = [];
	return () => {
		let [nextRandom, nextUuid] = [0, 0];
		return {
			...sources,
			random: () => (randoms[nextRandom++] ??= sources.random()),
			uuid: () => (uuids[nextUuid++] ??= sources.uuid()),
		};
	};
}

/**
 * A request as it may be kept: `{{name}}` stands in the place of what was asked for and of values that were given under the name of a secret. It is made
 * anew with numbers in their place, which every place of a request takes as they are. Braces that are no placeholders are written as text.
 * @param sent what was made with the values
 * @param context what that was made of, its chance repeated
 */
export function withoutGivenValues(
	{ document, block }: Place,
	sent: ScratchpadRequest,
	context: RequestContext,
): ScratchpadRequest | undefined {
	const prompted = new Set(promptsOf(block.metadata).map(({ name }) => name));
	const hidden = [...context.answers.keys()].filter(name => prompted.has(name) || isSecretName(name));
	if (hidden.length === 0) {
		return mapTexts(sent, escapedBraces);
	}
	const texts = [sent.target, ...sent.headers.flat(), typeof sent.body === 'string' ? sent.body : '', document.text];
	const base = unusedNumber(texts.join('\n'));
	const numbers = hidden.map((_name, index) => `${base}${100_000 + index}`);
	const answers = new Map([...context.answers, ...hidden.map((name, index) => [name, numbers[index] ?? ''] as const)]);
	const built = buildRequest(document, block, { ...context, answers });
	return built.ok
		? mapTexts(built.request, text =>
				hidden.reduce((rest, name, index) => rest.replaceAll(numbers[index] ?? '', `{{${name}}}`), escapedBraces(text)),
			)
		: undefined;
}

function mapTexts(request: ScratchpadRequest, map: (text: string) => string): ScratchpadRequest {
	const { target, headers, body } = request;
	return {
		...request,
		target: map(target),
		headers: headers.map(([name, value]) => [map(name), map(value)] as const),
		...(body !== undefined && { body: typeof body === 'string' ? map(body) : body }),
	};
}

/** As the scratchpad language writes braces that are text. */
function escapedBraces(text: string): string {
	return text.replace(/\{\{(?<name>[^{}\\\n]+)\}\}/gu, '\\{\\{$<name>\\}\\}');
}

/** Ten digits that the text has nowhere. */
function unusedNumber(text: string): string {
	let number = 7_391_046_285;
	while (text.includes(String(number))) {
		number++;
	}
	return String(number);
}
