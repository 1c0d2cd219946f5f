import * as l10n from '@vscode/l10n';
import type { CaseState } from '../runs/caseResult';

const marks: Readonly<Record<CaseState, '✓' | '✗' | '-'>> = {
	passed: '✓',
	failed: '✗',
	incomplete: '✗',
	noResponse: '✗',
	notSent: '✗',
	skipped: '-',
	cancelled: '-',
};

/** Before a request of a run, wherever its result is told as text. The word says it to those who do not see it. */
export function caseMark(state: CaseState): string {
	return marks[state];
}

/** What became of a request of a run, as behind a number: `2 not sent`. */
export function caseWord(state: CaseState): string {
	switch (state) {
		case 'passed':
			return l10n.t('passed');
		case 'failed':
			return l10n.t('failed');
		case 'incomplete':
			return l10n.t('check not run');
		case 'noResponse':
			return l10n.t('no response');
		case 'notSent':
			return l10n.t('not sent');
		case 'skipped':
			return l10n.t('skipped');
		case 'cancelled':
			return l10n.t('cancelled');
	}
}
