import { parseCatalog } from '../../../src/catalog/parseCatalog';
import type { Exchange } from '../../../src/exchanges/exchange';
import { readResponse } from '../../../src/exchanges/reading';
import { requestValues } from '../../../src/exchanges/requestValues';
import { responseMembers } from '../../../src/exchanges/responseMembers';
import { readText } from '../../../src/exchanges/responseText';
import { wireRequest } from '../../../src/engine/wireRequest';
import { findTypedKeys } from '../../../src/features/typedKeys/findTypedKeys';
import { readLink } from '../../../src/features/links/link';
import { operationOf } from '../../../src/flowlu/operation';
import { readDotenv } from '../../../src/http/build/dotenv';
import { environmentVariables, readEnvironments, variableSpan } from '../../../src/http/build/environment';
import { buildRequest } from '../../../src/http/build/request';
import { requestVariable } from '../../../src/http/build/requestVariables';
import { requestTextOf } from '../../../src/http/curl/requestText';
import { curlProblems, plainRequest } from '../../../src/http/curl/plainRequest';
import { BlockTracker } from '../../../src/http/document/blockTracker';
import type { HttpDocument } from '../../../src/http/document/document';
import { parseDocument } from '../../../src/http/document/parse';
import { completionPlaceAt } from '../../../src/http/service/places/completionPlace';
import { fileOutline } from '../../../src/http/service/fileOutline';
import { fixesFor } from '../../../src/http/service/fixes/fixes';
import { formatting } from '../../../src/http/service/formatting';
import { hoverPlaceAt } from '../../../src/http/service/places/hoverPlace';
import { linksWithin } from '../../../src/http/service/linkSpans';
import { semanticTokens } from '../../../src/http/service/nameTokens';
import { outlinedRequests } from '../../../src/http/service/outline';
import { selectionAt } from '../../../src/http/service/selection';
import { shownValues } from '../../../src/http/service/shownValues';
import { occurrencesOf, symbolAt } from '../../../src/http/service/symbols';
import type { HttpResponse } from '../../../src/net/http';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';
import { fixedContext } from '../fixedContext';
import type { Random } from '../random';
import { hostileText } from './fuzzTexts';

/** Makes a case; what it returns is what is measured. */
export type Entry = (random: Random) => () => unknown;

const account = { name: 'acme', origin: 'https://acme.flowlu.com' };
const turns = { yieldToEventLoop: () => Promise.resolve() };

/** Where texts from outside come in, one after the other. */
export const entries: Readonly<Record<string, Entry>> = {
	open: random => {
		const text = scratchpad(random);
		return () => {
			const document = parseDocument(text);
			outlinedRequests(document.blocks);
			linksWithin(document, { start: 0, end: document.length });
			curlProblems(document);
			return [document.allProblems, document.gaps, document.references, document.variables, document.titles];
		};
	},
	paint: random => {
		const document = parseDocument(scratchpad(random));
		const start = random.below(document.length);
		return () => {
			semanticTokens(document, { start, end: start + 10_000 });
			findTypedKeys(document.text, redactor);
		};
	},
	type: random => {
		const documents = new Map<string, HttpDocument>();
		const tracker = new BlockTracker(uri => documents.get(uri));
		const before = parseDocument(scratchpad(random));
		documents.set('a', before);
		before.blocks.slice(0, 200).forEach(block => tracker.idOf('a', block));
		const start = random.below(before.length);
		const span = { start, end: Math.min(before.length, start + random.below(3)) };
		const text = hostileText(random, 10);
		return () => {
			const after = before.edited(span, text);
			documents.set('a', after);
			tracker.edited('a', before, { span, text }, after);
			tracker.closed('a', after);
			tracker.opened('a', after);
			return after.allProblems;
		};
	},
	complete: random => {
		const document = parseDocument(scratchpad(random));
		const offset = random.below(document.length + 1);
		return () => {
			completionPlaceAt(document, offset);
			completionPlaceAt(document, document.length);
			shownValues(document.variableTable, document.variableTable.keys());
		};
	},
	completeMember: random => {
		const text = json(random);
		const path = `$${hostileText(random, 900)}`;
		const exchange = exchangeOf(text);
		return async () => {
			const variable = requestVariable(`a.response.body.${path}`);
			if (variable !== undefined) {
				responseMembers(await exchange, variable);
			}
		};
	},
	hover: random => {
		const document = parseDocument(scratchpad(random));
		const offset = random.below(document.length + 1);
		return () => {
			hoverPlaceAt(document, offset);
		};
	},
	symbol: random => {
		const text = scratchpad(random);
		const document = parseDocument(text);
		const offset = random.below(document.length + 1);
		return () => {
			fileOutline(text);
			const symbol = symbolAt(document, offset);
			if (symbol !== undefined) {
				occurrencesOf(document, symbol);
			}
		};
	},
	fix: random => {
		const document = parseDocument(scratchpad(random));
		const problem = random.pick(document.allProblems);
		return () => {
			if (problem !== undefined) {
				fixesFor(document, problem, ['name', 'ref', 'prompt']);
			}
		};
	},
	format: random => {
		const document = parseDocument(`POST x/y\nContent-Type: application/json\n\n${json(random)}`);
		return () => {
			formatting(document, { start: 0, end: document.length }, '  ');
		};
	},
	select: random => {
		const document = parseDocument(random.below(2) === 0 ? scratchpad(random) : `POST x/y\n\n${json(random)}`);
		const offset = random.below(document.length + 1);
		return () => {
			selectionAt(document, offset);
		};
	},
	paste: random => {
		const command = `curl ${hostileText(random)}`;
		return () => {
			requestTextOf(command);
		};
	},
	send: random => {
		const document = parseDocument(scratchpad(random));
		const block = document.blocks[random.below(Math.min(document.blocks.length, 50))];
		const files = new Map([['./f', new TextEncoder().encode(hostileText(random, 1000))]]);
		return () => {
			if (block === undefined) {
				return;
			}
			const plain = block.form === 'curl' ? plainRequest(document, block) : { ok: true as const, document, block };
			const built = plain.ok ? buildRequest(plain.document, plain.block, { ...fixedContext, files }) : undefined;
			const request = built?.ok === true ? wireRequest(built.request, account, 'test') : undefined;
			if (request !== undefined) {
				operationOf(request);
			}
		};
	},
	sendValues: random => {
		const exchange = exchangeOf(json(random));
		const paths = Array.from({ length: 20 }, () => `$${hostileText(random, 200)}`);
		return async () => {
			const valueOf = requestValues(new Map([['a', { kind: 'kept', exchange: await exchange }]]), () => undefined);
			for (const path of paths) {
				const variable = requestVariable(`a.response.body.${path}`);
				if (variable !== undefined) {
					valueOf(variable);
				}
			}
		};
	},
	receive: random => {
		const response = responseOf(random.below(2) === 0 ? json(random) : hostileText(random), random);
		return async () => {
			const reading = await readResponse(response, turns);
			const { pieces } = await readText(reading, turns);
			redactor.redact(pieces.join(''));
		};
	},
	environment: random => {
		const text =
			random.below(2) === 0 ? json(random) : `{"dev":{"a":${json(random)},"b":"${hostileText(random, 10)}"}}`;
		const dotenv = hostileText(random);
		return () => {
			const environments = readEnvironments(text);
			if (environments !== undefined) {
				environmentVariables([{ kind: 'shared', environments }], 'dev');
				variableSpan(text, 'dev', 'a');
			}
			readDotenv(dotenv);
		};
	},
	catalog: random => {
		const text = json(random);
		return () => {
			try {
				parseCatalog(JSON.parse(text));
			} catch (error) {
				if (error instanceof RangeError) {
					throw error;
				}
				// It is no catalog, which is said.
			}
		};
	},
	link: random => {
		const path = random.pick(['/add-key', '/new-scratchpad', `/${hostileText(random, 10)}`]) ?? '';
		const query = `${random.pick(['', 'account=']) ?? ''}${hostileText(random)}`;
		return () => {
			readLink({ path, query, fragment: '' }, [account]);
		};
	},
};

const redactor = createRedactor();
redactor.add(new Secret('canary+5f0c/1c1e=="key"'));

/** Half of them begin as a scratchpad does, so that the rest is read as a body or as headers. */
function scratchpad(random: Random): string {
	const start =
		random.pick([
			'',
			'',
			'GET x/y\n',
			'POST x/y\n\n',
			'POST x/y\nContent-Type: application/json\n\n{',
			'# @name a\nGET x/y?a=',
		]) ?? '';
	return start + hostileText(random);
}

/** Valid about half the time. */
function json(random: Random): string {
	const value =
		random.pick([
			'1',
			'"a"',
			'null',
			'{}',
			'[]',
			'{"id":1,"name":"x"}',
			'"\\u002B\\\\"',
			JSON.stringify(hostileText(random, 100)),
		]) ?? '1';
	const room = 90_000;
	switch (random.below(6)) {
		case 0:
			return `[${`${value},`.repeat(room / (value.length + 1))}1]`;
		case 1:
			return `{${Array.from({ length: room / (value.length + 8) }, (_, index) => `"a${index}":${value}`).join()}}`;
		case 2: {
			const [open, close] = random.pick([
				['[', ']'],
				['{"a":', '}'],
				['{"error":', '}'],
				['{"response":{"items":[', ']}}'],
				['[1,', ',2]'],
			]) ?? ['[', ']'];
			const depth = Math.floor(room / (open.length + close.length));
			return open.repeat(depth) + value + close.repeat(depth);
		}
		case 3:
			return JSON.stringify({ error: { error_code: 1, error_msg: hostileText(random, room), error_details: [value] } });
		case 4:
			return JSON.stringify({
				response: {
					items: Array.from({ length: 900 }, () => ({ [hostileText(random, 10)]: hostileText(random, 60) })),
					total: '1',
				},
			});
		default:
			return hostileText(random);
	}
}

function responseOf(body: string, random?: Random): HttpResponse {
	const type =
		random?.pick([
			'application/json',
			'text/html',
			'text/plain; charset=windows-1251',
			'text/plain; charset=utf-16',
			'',
		]) ?? 'application/json';
	return {
		status: random?.pick([200, 401, 429, 500]) ?? 200,
		statusText: 'OK',
		headers: [['content-type', type]],
		body: new TextEncoder().encode(body),
		milliseconds: 1,
	};
}

async function exchangeOf(text: string): Promise<Exchange> {
	const response = responseOf(text);
	const request = { method: 'GET', url: account.origin, headers: [] };
	const session = { id: 'x', account, grant: 'apiKey' as const, label: 'Main', tail: '' };
	const reading = await readResponse(response, turns);
	return { number: 1, block: 1, environment: undefined, session, request, response, reading, sentAt: 0 };
}
