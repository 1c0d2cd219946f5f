import * as vscode from 'vscode';
import { accountsOf } from '../../sessions/accountsOf';
import type { SessionStore } from '../../sessions/sessionStore';
import { executeCommand, report } from '../../ui/commands/commands';
import type { Log } from '../../ui/log';
import { readLink, type LinkProblem } from './link';

export interface LinksDependencies {
	readonly sessions: SessionStore;
	readonly log: Log;
}

/** A link was refused. Holds nothing of the link: there may be a secret in it. */
class LinkError extends Error {
	override readonly name = 'LinkError' as const;

	constructor(problem: LinkProblem) {
		super(describeLinkProblem(problem));
	}
}

/** Opens what the link asks for, or says why not. */
export async function followLink(uri: vscode.Uri, { sessions, log }: LinksDependencies): Promise<void> {
	try {
		const link = readLink(uri, accountsOf(await sessions.list()));
		if ('problem' in link) {
			throw new LinkError(link.problem);
		}
		const command = link.route === 'addKey' ? 'flowlu.addApiKey' : 'flowlu.newScratchpad';
		await (link.account === undefined ? executeCommand(command) : executeCommand(command, link.account));
	} catch (error) {
		await report('Following a link', error, log);
	}
}

function describeLinkProblem(problem: LinkProblem): string {
	switch (problem) {
		case 'unknownRoute':
			return vscode.l10n.t(
				'This link asks Flowlu Workbench for something that it does not do. Links can open the prompt for a key and a new scratchpad; none sends anything.',
			);
		case 'secret':
			return vscode.l10n.t(
				'This link carries a key, a password or the like, and was not followed: whoever saw it has that too. Nothing was taken from it. Add keys in the Flowlu view, and replace the one in the link.',
			);
		case 'unknownParameter':
			return vscode.l10n.t('The link was not followed: it contains more than an account.');
		case 'invalidAccount':
			return vscode.l10n.t('The link was not followed: its account is not valid.');
		case 'foreignHost':
			return vscode.l10n.t(
				'The account in this link is neither one of yours nor in the domain of Flowlu, so it was not followed. To use an account with an address of its own, add its key in the Flowlu view.',
			);
	}
}
