import { planFor } from '../../engine/plan';
import type { Preparation } from '../../engine/prepare';
import { refusalForRow } from '../../engine/rows/sendRows';
import { mayWrite, operationOf } from '../../flowlu/operation';
import type { GivenValues } from '../../http/build/variables';
import { blockedMessage } from '../../messages/blockedMessages';
import { decisiveCode, type ExitCode, exitCodes } from '../exitCodes';
import { shownPath } from '../output/caseLines';
import type { Terminal } from '../output/terminal';
import type { Surroundings } from '../programSurroundings';
import { terminalWords } from '../terminalWords';
import type { StartedRun } from './startRun';

/** Says what would be sent, to which address, and sends nothing. */
export async function dryRun(
	{ engine, items, interaction, blocks, scope, files }: StartedRun,
	given: GivenValues,
	{ cwd, signal }: Pick<Surroundings, 'cwd' | 'signal'>,
	terminal: Terminal,
): Promise<ExitCode> {
	const codes: ExitCode[] = [];
	for (const { block, uri, line, name } of items) {
		if (signal.aborted) {
			return exitCodes.interrupted;
		}
		terminal.line(`${shownPath(uri, cwd)}:${line + 1}: ${name}`);
		await scope.ready(uri);
		const place = blocks.find(block);
		const planned = place && (await planFor(place, given, { scope, files, blocks, always: given }));
		if (planned?.kind === 'blocked') {
			terminal.line('  ', textOf(planned, undefined));
			codes.push(codeOf(planned));
			continue;
		}
		if (place?.block.form === 'run') {
			terminal.line('  runs other requests');
			continue;
		}
		const first = await engine.prepare(block);
		const isForRows = place !== undefined && planned?.step.rows !== undefined;
		const prepared = (isForRows && first.kind === 'prepared' ? refusalForRow(place, first) : undefined) ?? first;
		terminal.line('  ', textOf(prepared, interaction.takeReason()));
		codes.push(codeOf(prepared));
	}
	return decisiveCode(codes);
}

function codeOf(prepared: Preparation): ExitCode {
	switch (prepared.kind) {
		case 'prepared':
			return exitCodes.ok;
		case 'declined':
			return exitCodes.notSent;
		case 'blocked':
			if (waitsForResponse(prepared)) {
				return exitCodes.ok;
			}
			return prepared.because === 'problems' ? exitCodes.file : exitCodes.notSent;
	}
}

function textOf(prepared: Preparation, reason: string | undefined): string {
	switch (prepared.kind) {
		case 'prepared': {
			const { request } = prepared;
			return `${request.method} ${request.url}${mayWrite(operationOf(request)) ? '  (may change records)' : ''}`;
		}
		case 'blocked':
			return waitsForResponse(prepared)
				? 'needs the response of another request'
				: terminalWords(blockedMessage(prepared));
		case 'declined':
			return reason ?? 'Not sent: it needs a confirmation, and nobody can be asked here.';
	}
}

/** Nothing is sent, so there is no response whose values another request could have. */
function waitsForResponse(blocked: Extract<Preparation, { kind: 'blocked' }>): boolean {
	return blocked.because === 'problems' && blocked.problems.every(({ code }) => code === 'noResponse');
}
