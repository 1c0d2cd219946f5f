import * as vscode from 'vscode';
import type { Outcome } from '../../engine/outcome';
import type { BlockId } from '../../http/document/blockTracker';
import type { Redactor } from '../../net/redaction/redact';
import { beginningOf } from '../../net/redaction/shownText';
import { caseMark, caseWord } from '../../messages/caseWords';
import { checksText, failedCheckText } from '../../messages/checkMessages';
import { stepName, stepReason } from '../../messages/stepReason';
import { formatDuration } from '../../messages/units';
import { type CaseResult, type CaseState, decidingStep, judged } from '../../runs/caseResult';
import { describeError } from '../../ui/messages/errorMessages';

/** A run that has ended, or was cancelled. */
export interface FinishedRun {
	/** Of what, in words. */
	readonly title: string;
	readonly results: readonly CaseResult[];
	/** From its start to its end. */
	readonly milliseconds: number;
	/** When it began. */
	readonly startedAt: Date;
}

/** A line of a summary; columns are counted in UTF-16 code units. */
export interface SummaryLine {
	readonly text: string;
	readonly links: readonly SummaryLink[];
}

interface SummaryLink {
	readonly kind: 'request' | 'response';
	readonly block: BlockId;
	readonly start: number;
	readonly end: number;
	readonly tooltip: string;
}

/** Longer texts are cut: a summary is read line by line. */
const maxTextLength = 300;

/** Says in a line for each request what came of it, and below it why it did not pass. Holds no body, and nothing that the redactor has not looked through. */
export function summaryLines(run: FinishedRun, redactor: Redactor): readonly SummaryLine[] {
	const plain = (text: string): SummaryLine => ({ text: beginningOf(redactor.redact(text), maxTextLength), links: [] });
	const { results, milliseconds, startedAt } = run;
	const lines = [
		plain(run.title),
		plain(`${countsText(results)} · ${formatDuration(milliseconds)} · ${startedAt.toLocaleString()}`),
	];
	const latest = new Map(results.filter(hasResponse).map(result => [result.block, result]));
	const isOneFile = results.every(({ uri }) => uri === results[0]?.uri);
	let file = isOneFile ? results[0]?.uri : undefined;
	if (isOneFile) {
		lines.push(plain(''));
	}
	for (const result of results) {
		if (result.uri !== file) {
			file = result.uri;
			lines.push(plain(''), plain(vscode.workspace.asRelativePath(vscode.Uri.parse(file))));
		}
		lines.push(caseLine(result, latest.get(result.block) === result, redactor));
		for (const reason of reasonsOf(result)) {
			lines.push(plain(`      ${oneLine(reason)}`));
		}
	}
	return lines;
}

/** `4 of 6 passed · 1 failed · 1 skipped` */
export function countsText(results: readonly CaseResult[]): string {
	const counts = new Map<CaseState, number>();
	for (const { state } of results) {
		counts.set(state, (counts.get(state) ?? 0) + 1);
	}
	const others = (['failed', 'incomplete', 'noResponse', 'notSent', 'skipped', 'cancelled'] as const).flatMap(state => {
		const count = counts.get(state);
		return count === undefined ? [] : [`${count} ${caseWord(state)}`];
	});
	return [vscode.l10n.t('{0} of {1} passed', counts.get('passed') ?? 0, results.length), ...others].join(' · ');
}

function caseLine(result: CaseResult, hasLink: boolean, redactor: Redactor): SummaryLine {
	const { block, state, status, milliseconds, checks } = result;
	// The one that is meant where nothing is written stands nowhere.
	const written = checks.filter(({ span }) => span.end > 0);
	const facts = [
		status === undefined ? [] : [String(status)],
		milliseconds === undefined ? [] : [formatDuration(milliseconds)],
		written.length === 0 ? [] : [checksText(written)],
	].flat();
	const text = redactor.redact(`${caseMark(state)} ${caseWord(state)}: ${oneLine(stepName(result))}`);
	const request: SummaryLink = {
		kind: 'request',
		block,
		start: 0,
		end: text.length,
		tooltip: vscode.l10n.t('Show the request'),
	};
	if (facts.length === 0) {
		return { text, links: [request] };
	}
	const whole = `${text} · ${facts.join(' · ')}`;
	const response: SummaryLink = {
		kind: 'response',
		block,
		start: text.length + ' · '.length,
		end: whole.length,
		tooltip: vscode.l10n.t('Show the response'),
	};
	return { text: whole, links: hasLink ? [request, response] : [request] };
}

/** Why it did not pass: each check that does not hold, else what kept it from a response. */
function reasonsOf({ block, name, outcome, state }: CaseResult): readonly string[] {
	if (outcome === undefined || state === 'passed') {
		return [];
	}
	const step = decidingStep({ block, name, outcome });
	const { checks } = judged(step.outcome);
	const unheld = checks.filter(({ kind }) => kind !== 'holds').map(failedCheckText);
	return unheld.length > 0 ? unheld : [stepReason(step, describeError)];
}

function hasResponse({ outcome }: { readonly outcome: Outcome | undefined }): boolean {
	return outcome?.kind === 'answered';
}

function oneLine(text: string): string {
	return text.replaceAll(/[\r\n\t]+/gu, ' ').trim();
}
