import * as vscode from 'vscode';
import { blockMayWrite, blockOperation } from '../../../engine/blockOperation';
import type { ExpectedSession } from '../../../engine/sessionChoice';
import type { Account } from '../../../flowlu/account';
import type { SessionEntry } from '../../../flowlu/sessionEntry';
import type { RequestBlock } from '../../../http/document/document';
import type { ShownText } from '../../../net/redaction/shownText';

/** Takes known secrets out of a text of the scratchpad. */
type Redact = (text: string) => ShownText;

/** Who will send a request, or why nobody can. */
export function choiceText(choice: ExpectedSession, block: RequestBlock, redact: Redact): string {
	switch (choice.kind) {
		case 'session':
			return senderText(choice.entry, block, redact);
		case 'ambiguous':
			return vscode.l10n.t('$(account) Choose an account');
		case 'open':
			return vscode.l10n.t('$(account) Account depends on a variable');
		case 'noSession':
			return vscode.l10n.t('$(key) Add an API key to send');
		case 'unknownAccount':
			return choice.origin === undefined
				? vscode.l10n.t('$(warning) No key for the account {0}', redact(choice.account))
				: vscode.l10n.t('$(warning) The address is not one of {0}', redact(choice.account));
		case 'unknownKey':
			return vscode.l10n.t('$(warning) No key called {0}', redact(choice.key));
		case 'foreignOrigin':
			return vscode.l10n.t('$(warning) No key for {0}', redact(choice.origin));
	}
}

/** Who sends it, behind the word for a production account; over a request that writes, that it does, and over one that deletes, what. */
function senderText(
	{ session: { account, label }, accountKind }: SessionEntry,
	block: RequestBlock,
	redact: Redact,
): string {
	const isProduction = accountKind === 'production';
	if (!blockMayWrite(block, account)) {
		return isProduction
			? vscode.l10n.t({
					message: 'PROD {0} · {1}',
					args: [account.name, label],
					comment: ['PROD is short for a production account; {0} is an account, {1} the label of a key or sign-in'],
				})
			: vscode.l10n.t('{0} · {1}', account.name, label);
	}
	const { kind, entity, id } = blockOperation(block, account);
	// A variable's value is known only when it is sent; until then a word of no meaning stands for it, which is no number.
	const isKnown = id !== undefined && /^\d+$/u.test(id);
	const record =
		kind === 'delete' && entity !== undefined && block.target.includes(entity)
			? redact(isKnown ? `${entity} ${id}` : entity)
			: undefined;
	return isProduction ? productionWriteText(account, label, record) : testWriteText(account, label, record);
}

/** @param record what is deleted, `crm/lead 2` */
function productionWriteText(account: Account, label: string, record: string | undefined): string {
	return record === undefined
		? vscode.l10n.t({
				message: '$(warning) PROD · writes to {0} · {1}',
				args: [account.name, label],
				comment: ['PROD is short for a production account; {0} is an account, {1} the label of a key or sign-in'],
			})
		: vscode.l10n.t({
				message: '$(warning) PROD · deletes {0} in {1} · {2}',
				args: [record, account.name, label],
				comment: ['{0} is like "crm/lead 2", {1} an account, {2} the label of a key or sign-in'],
			});
}

function testWriteText(account: Account, label: string, record: string | undefined): string {
	return record === undefined
		? vscode.l10n.t({
				message: '$(beaker) writes to {0} (test) · {1}',
				args: [account.name, label],
				comment: ['{0} is a test account, {1} the label of a key or sign-in'],
			})
		: vscode.l10n.t({
				message: '$(beaker) deletes {0} in {1} (test) · {2}',
				args: [record, account.name, label],
				comment: ['{0} is like "crm/lead 2", {1} a test account, {2} the label of a key or sign-in'],
			});
}
