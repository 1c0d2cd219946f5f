import { join } from 'node:path';
import type { Peers } from '../bench/peers';
import { valueOf } from './ourRequests';
import { comparableBody, headersByName, type SentRequest } from './sentRequest';

/** What httpYac reads in a file, before variables are filled in. @param folder in which the file is, with those that it names */
export async function httpyacRequests(
	{ httpyac }: Peers,
	text: string,
	folder: string,
): Promise<readonly SentRequest[]> {
	const files = new httpyac.store.HttpFileStore();
	const httpFile = await files.parse(join(folder, 'corpus.http'), text, { workingDir: folder });
	return Promise.all(
		httpFile.httpRegions.flatMap(httpRegion =>
			httpRegion.request === undefined
				? []
				: [sentRequest(httpRegion.request, { variables: {}, httpFile, httpRegion })],
		),
	);
}

async function sentRequest(request: object, context: object): Promise<SentRequest> {
	const written = memberOf(request, 'headers');
	const headers = headersByName(
		Object.entries(typeof written === 'object' && written !== null ? written : {}).flatMap(([name, value]) =>
			(Array.isArray(value) ? value : [value]).map(one => [filledIn(name), filledIn(String(one))] as const),
		),
	);
	return {
		method: String(memberOf(request, 'method')),
		url: filledIn(String(memberOf(request, 'url'))),
		headers,
		body: comparableBody(headers, await contentOf(memberOf(request, 'body'), context)),
	};
}

/** Text, or a list of texts and of functions that read a file. */
async function contentOf(body: unknown, context: object): Promise<string> {
	const parts: readonly unknown[] = Array.isArray(body) ? body : [body ?? ''];
	const contents = await Promise.all(
		parts.map(async (part): Promise<unknown> =>
			typeof part === 'function' ? await Reflect.apply(part, undefined, [context]) : part,
		),
	);
	return contents.map(content => (typeof content === 'string' ? filledIn(content) : String(content))).join('');
}

function memberOf(object: object, name: string): unknown {
	return Reflect.get(object, name);
}

/** Its parser leaves variables as they are. */
function filledIn(text: string): string {
	return text.replace(/\{\{\s*(?<name>[\w.$]+)\s*\}\}/gu, (_, name: string) => valueOf(name));
}
