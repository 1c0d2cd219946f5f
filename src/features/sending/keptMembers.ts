import type * as vscode from 'vscode';
import { namedExchanges, type ValueDependencies } from '../../engine/valueSources';
import type { LatestExchange } from '../../exchanges/exchangeStore';
import type { ResponseMember } from '../../exchanges/responseMembers';
import type { RequestVariable } from '../../http/build/requestVariables';
import type { RequestBlock } from '../../http/document/document';

/** What can be written of responses that are kept. What reads JSON is loaded with the first that is asked for. */
export interface KeptMembers {
	/** What can be written behind a part of what another request sent or got last; nothing before there is a response. */
	responseMembers(document: vscode.TextDocument, variable: RequestVariable): Promise<readonly ResponseMember[]>;
	/** What a part of the last response to a request has, or its headers. */
	membersOf(
		document: vscode.TextDocument,
		block: RequestBlock,
		where: Pick<RequestVariable, 'part' | 'path'>,
	): Promise<readonly ResponseMember[]>;
}

export function keptMembers(dependencies: ValueDependencies): KeptMembers {
	const { blocks, exchanges } = dependencies;
	return {
		responseMembers: async (document, variable) => {
			const named = await namedExchanges(document.uri.toString(), dependencies);
			return membersIn(named.get(variable.request), variable);
		},
		membersOf: (document, block, where) => {
			const id = blocks.known(document.uri.toString(), block);
			const latest = id === undefined ? undefined : exchanges.of(id);
			return membersIn(latest, { request: '', message: 'response', ...where });
		},
	};
}

async function membersIn(
	latest: LatestExchange | { readonly kind: 'otherAccount' } | undefined,
	variable: RequestVariable,
): Promise<readonly ResponseMember[]> {
	return latest?.kind === 'kept'
		? (await import('../../exchanges/responseMembers')).responseMembers(latest.exchange, variable)
		: [];
}
