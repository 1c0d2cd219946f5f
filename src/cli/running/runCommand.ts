import type { Redactor } from '../../net/redaction/redact';
import type { CaseResult } from '../../runs/caseResult';
import { plannedWrites } from '../../runs/plannedWrites';
import { type RunItem, runRequests } from '../../runs/runRequests';
import { exitCodeOf, type ExitCode, exitCodes } from '../exitCodes';
import { readRunOptions, type RunOptions } from '../options/runOptions';
import { UsageError } from '../options/usageError';
import { caseLines, shownPath } from '../output/caseLines';
import type { Terminal } from '../output/terminal';
import type { Surroundings } from '../programSurroundings';
import { bodyOf, type ReportedCase } from '../reports/report';
import { prepareReports, writeReports } from '../reports/writeReports';
import { dryRun } from './dryRun';
import { findingsOf, type FindingSource } from './findings';
import { plannedItems } from './plannedItems';
import { type StartedRun, startRun } from './startRun';

interface Output {
	readonly terminal: Terminal;
	readonly redactor: Redactor;
}

/** Sends the requests of files, prints what comes of each, writes the reports. @throws UsageError */
export async function runCommand(
	args: readonly string[],
	surroundings: Surroundings,
	{ terminal, redactor }: Output,
): Promise<ExitCode> {
	const options = readRunOptions(args, surroundings.env);
	const run = await startRun(options, surroundings, redactor);
	if (options.dryRun) {
		return dryRun(run, options.variables, surroundings, terminal);
	}
	await refuseWrites(run, options, surroundings.cwd);
	await prepareReports(options.reports, surroundings.cwd);
	return sendAll(run, options, surroundings, { terminal, redactor });
}

/** @throws UsageError naming all requests that may write */
async function refuseWrites(
	{ items, scope, files, blocks, keys }: StartedRun,
	{ allowWrites, variables: given }: RunOptions,
	cwd: string,
): Promise<void> {
	const [entry] = await keys.sessions.list();
	if (allowWrites || entry === undefined) {
		return;
	}
	// Any account: it is where requests begin that have no address.
	const planned = await plannedItems(items, { scope, files, blocks, given });
	const writes = await plannedWrites(planned, () => entry, { blocks });
	if (writes.length > 0) {
		const lines = writes.map(
			({ item: { uri, line, name }, method, target }) =>
				`  ${shownPath(uri, cwd)}:${line + 1}: ${name} ${method} ${target}`,
		);
		throw new UsageError(
			['Nothing was sent: these requests may change records. --allow-writes permits it.', ...lines].join('\n'),
		);
	}
}

async function sendAll(
	{ engine, blocks, scope, interaction, exchanges, items }: StartedRun,
	{ reports, keepGoing, includeBodies }: RunOptions,
	{ cwd, env, signal }: Surroundings,
	{ terminal, redactor }: Output,
): Promise<ExitCode> {
	const started = new Date();
	const begun = performance.now();
	const lines = caseLines({ terminal, redactor, cwd, annotates: env['GITHUB_ACTIONS'] === 'true' });
	const source: FindingSource = {
		blocks,
		document: uri => scope.document(uri),
		reasonOf: block => interaction.reasonOf(block),
	};
	const cases: ReportedCase[] = [];
	const onResult = (result: CaseResult): void => {
		const findings = findingsOf(result, source);
		lines.result(result, findings);
		const body = includeBodies ? bodyOf(exchanges.of(result.block), result) : undefined;
		cases.push({ result, findings, ...(body !== undefined && { body }) });
	};
	const onStart = ({ name }: RunItem, row?: string): void => {
		lines.started({ name, ...(row !== undefined && { row }) });
	};
	// One by one, each is the first of its run and stops no other.
	for (const some of keepGoing ? items.map(item => [item]) : [items]) {
		await runRequests(some, { signal, onStart, onResult }, { engine, blocks });
	}
	const milliseconds = performance.now() - begun;
	const results = cases.map(({ result }) => result);
	lines.summary(results, milliseconds);
	const exitCode = signal.aborted ? exitCodes.interrupted : exitCodeOf(results);
	const failures = await writeReports(reports, { cases, started, milliseconds, exitCode, cwd }, redactor);
	for (const failure of failures) {
		terminal.error(failure);
	}
	return failures.length > 0 && exitCode === exitCodes.ok ? exitCodes.file : exitCode;
}
