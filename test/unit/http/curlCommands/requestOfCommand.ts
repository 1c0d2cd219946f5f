import assert from 'node:assert/strict';
import { wireRequest } from '../../../../src/engine/wireRequest';
import { bodyFilePaths, buildRequest } from '../../../../src/http/build/request';
import { plainRequest } from '../../../../src/http/curl/plainRequest';
import { parseDocument } from '../../../../src/http/document/parse';
import type { HttpRequest } from '../../../../src/net/http';
import { fixedContext } from '../../../support/fixedContext';

interface Surroundings {
	readonly origin: string;
	/** By the paths in the command, without `./`. */
	readonly files?: Readonly<Record<string, string | Uint8Array>>;
	/** Of variables. */
	readonly values?: ReadonlyMap<string, string>;
}

/** The request that we would send for a curl command, or the codes of the problems that keep it from being sent. */
export function requestOfCommand(command: string, surroundings: Surroundings): HttpRequest | string {
	const { origin, files = {}, values = new Map<string, string>() } = surroundings;
	const document = parseDocument(command);
	const [block] = document.blocks;
	assert.ok(block?.form === 'curl');
	const plain = plainRequest(document, block);
	if (!plain.ok) {
		return plain.problems.map(({ code }) => code).join();
	}
	const context = { ...fixedContext, answers: values };
	const found = new Map(
		bodyFilePaths(plain.document, plain.block, context).flatMap(({ path }) => {
			const content = files[path.replace(/^\.\//u, '')];
			return content === undefined
				? []
				: [[path, typeof content === 'string' ? new TextEncoder().encode(content) : content]];
		}),
	);
	const built = buildRequest(plain.document, plain.block, { ...context, files: found });
	return built.ok
		? (wireRequest(built.request, { name: 'demo', origin }, 'tester/1') ?? 'invalidTarget')
		: built.problems.map(({ code }) => code).join();
}
