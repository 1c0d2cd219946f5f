import type { SessionEntry } from '../../src/flowlu/sessionEntry';
import { type SessionChoice, sessionFor } from '../../src/engine/sessionChoice';
import { wireRequest } from '../../src/engine/wireRequest';
import type { Access, FlowluClient } from '../../src/flowlu/flowluClient';
import { ForeignOriginError, MisleadingHeaderError, OwnCredentialError } from '../../src/flowlu/responses/flowluErrors';
import { buildRequest } from '../../src/http/build/request';
import { parseDocument } from '../../src/http/document/parse';
import { fixedContext } from '../support/fixedContext';
import type { Reason } from './row';

const userAgent = 'tester/1';

function reasonOfCredential(where: string): Reason {
	return where === 'userinfo' ? 'ownUserinfo' : where === 'Authorization' ? 'ownAuthorization' : 'ownApiKey';
}

/** The active session `Main` of an account. */
function mainSession(access: Access): SessionEntry {
	const grant = access.credential.kind === 'apiKey' ? 'apiKey' : 'password';
	const session = { id: 'main', account: access.account, grant, label: 'Main', tail: '' } as const;
	return { session, active: true, accountKind: 'test', addedAt: 0 };
}

/** Sends the first request of the text the way the scratchpad does. Undefined when it was sent, else why not. */
export async function send(text: string, access: Access, flowlu: FlowluClient): Promise<Reason | undefined> {
	const document = parseDocument(text);
	const [block] = document.blocks;
	if (block === undefined) {
		throw new Error(`There is no request in ${JSON.stringify(text)}.`);
	}
	const built = buildRequest(document, block, fixedContext);
	if (!built.ok) {
		const problem = built.problems.find(({ severity }) => severity === 'error');
		return problem?.code === 'ownCredential' ? reasonOfCredential(problem.detail) : problem?.code;
	}
	const choices = { chosenSession: () => undefined, defaultAccount: () => undefined };
	const choice = sessionFor({ uri: '', document, block }, [mainSession(access)], choices, built.request.target);
	if (choice.kind !== 'session') {
		return reasonOfChoice(choice.kind);
	}
	const request = wireRequest(built.request, access.account, userAgent);
	if (request === undefined) {
		return 'invalidTarget';
	}
	try {
		await flowlu.send(request, access, { signal: new AbortController().signal });
		return undefined;
	} catch (error) {
		return reasonOfError(error);
	}
}

function reasonOfChoice(kind: Exclude<SessionChoice['kind'], 'session'>): Reason {
	if (kind === 'ambiguous' || kind === 'noSession') {
		throw new Error(`One session is configured, and the choice is ${kind}.`);
	}
	return kind;
}

function reasonOfError(error: unknown): Reason {
	if (error instanceof ForeignOriginError) {
		return 'foreignOrigin';
	}
	if (error instanceof MisleadingHeaderError) {
		return 'misleadingHeader';
	}
	if (error instanceof OwnCredentialError) {
		return reasonOfCredential(error.where);
	}
	throw error;
}
