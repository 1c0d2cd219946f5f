import * as vscode from 'vscode';
import type { RequestPhase, RequestStates } from '../../engine/requestStates';
import type { AccountEntry } from '../../flowlu/sessionEntry';
import type { BlockId } from '../../http/document/blockTracker';
import type { Owned } from '../../ui/lazily';
import { kindWord } from '../../ui/messages/accountMessages';
import { setContextKey } from '../../ui/commands/contextKeys';
import { ownText } from '../../ui/messages/windowRedactor';
import { createStatusItem, type StatusItem } from '../../ui/views/statusItems';
import { phaseText } from './lenses/phaseText';

interface SendingStatus extends Owned {
	/** The request that is shown. */
	shown(): BlockId | undefined;
}

/** Shows what is under way; a click cancels it. Hidden while nothing is. */
export function registerStatusBar(states: RequestStates, onDidChange: vscode.Event<void>): SendingStatus {
	const item = createStatusItem('flowlu.sending', {
		name: vscode.l10n.t('Flowlu Requests'),
		command: '_flowlu.cancelShown',
		place: [vscode.StatusBarAlignment.Left, 0],
	});
	let wasSending = false;
	let shown: BlockId | undefined;
	const owned = vscode.Disposable.from(
		item,
		onDidChange(() => {
			// A run and what it sends are under way together: the last one is what is sent now.
			const underWay = states.underWay();
			const last = underWay.at(-1);
			const isSending = last !== undefined;
			shown = last?.block;
			if (last !== undefined) {
				show(item, last, underWay.filter(({ phase }) => phase.phase !== 'running').length - 1);
			} else {
				item.hide();
			}
			if (isSending !== wasSending) {
				wasSending = isSending;
				void setContextKey('flowlu.sending', isSending);
			}
		}),
	);
	return {
		shown: () => shown,
		dispose: () => {
			owned.dispose();
		},
	};
}

interface Shown {
	readonly phase: RequestPhase;
	readonly account: AccountEntry | undefined;
}

/** Production is told by word and by colour: the warning background is the one that every theme keeps readable. */
function show(item: StatusItem, { account, phase }: Shown, others: number): void {
	const to =
		account &&
		vscode.l10n.t({
			message: '{0} ({1})',
			args: [account.name, kindWord(account.kind)],
			comment: ['{0} is an account, {1} its kind: "production" or "test"'],
		});
	const text = `${to === undefined ? '' : `${to}: `}${phaseText(phase)}${others <= 0 ? '' : ` (+${others})`}`;
	item.show({
		icon: 'loading~spin',
		text: ownText(text),
		tooltip: ownText(vscode.l10n.t('Cancel the request')),
		spoken: ownText(vscode.l10n.t('Flowlu: {0}. Cancel the request', text)),
		isWarning: account?.kind === 'production',
	});
}
