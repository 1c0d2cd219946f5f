import * as l10n from '@vscode/l10n';
import type { Blocked } from '../engine/outcome';
import type { Unsendable } from '../engine/sessionChoice';
import { problemMessage } from './problems/problemMessages';

/** Why a request was not sent; of several problems the first one that keeps it from being sent, without its place. */
export function blockedMessage(blocked: Blocked): string {
	switch (blocked.because) {
		case 'untrusted':
			return l10n.t('Nothing was sent: requests are sent only from a workspace that you trust.');
		case 'underWay':
			return blocked.isRun
				? l10n.t('This run is already in progress.')
				: l10n.t('This request is already in progress.');
		case 'changed':
			return blocked.name === ''
				? l10n.t('The request was edited or removed before it was sent. Send it again.')
				: l10n.t(
						'{0} was edited or removed before it was sent; neither it nor what follows was sent. Send it again.',
						blocked.name,
					);
		case 'problems': {
			const problem = decisiveProblem(blocked);
			return problem === undefined ? '' : problemMessage(problem);
		}
		case 'session':
			return sessionMessage(blocked.choice);
		case 'usesOthers':
			return l10n.t(
				'Not sent: the request uses others, whose values belong to their own account. Send it from a scratchpad for the other account.',
			);
		case 'sessionRemoved':
			return l10n.t('Nothing was sent: the key {0} was removed. Choose another one.', blocked.label);
	}
}

/** The problem that is told: the first error. */
export function decisiveProblem({ problems }: Extract<Blocked, { because: 'problems' }>) {
	return problems.find(({ severity }) => severity === 'error') ?? problems[0];
}

/** Why there is nobody to send a request. */
export function sessionMessage(choice: Unsendable): string {
	switch (choice.kind) {
		case 'noSession':
			return l10n.t('Nothing was sent: no API key is configured yet.');
		case 'unknownAccount':
			return choice.origin === undefined
				? l10n.t("Nothing was sent: there is no key for the account '{0}'.", choice.account)
				: l10n.t(
						"Nothing was sent: the request names the account '{0}' and goes to {1}, another one. Correct one of them.",
						choice.account,
						choice.origin,
					);
		case 'unknownKey':
			return l10n.t("Nothing was sent: there is no key called '{0}' for this account.", choice.key);
		case 'foreignOrigin':
			return l10n.t(
				'Nothing was sent: the request goes to {0}, which is no configured account. A key is only ever sent to its own account.',
				choice.origin,
			);
	}
}
