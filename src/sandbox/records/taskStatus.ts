import type { CatalogEntity } from '../../catalog/catalog';
import type { Database } from './database';
import { formatMoment } from './dates';
import type { Row, Value } from './fields';

const doneStatus = 5;

/** What a new task has where nothing is sent; its stage is the first of the workflow. */
const newTask: Readonly<Row> = { status: 1, workflow_id: 1 };

export function isTask({ module, entity }: CatalogEntity): boolean {
	return module === 'task' && entity === 'tasks';
}

/**
 * Status, workflow and stage of a new task, and what the server sets when a task becomes done. What is sent stands.
 * @param stored the record before, when there was one
 */
export function taskValues(
	{ database, now }: { readonly database: Database; readonly now: () => Date },
	{ sent, stored }: { readonly sent: Row; readonly stored: Row | undefined },
): Row {
	const given = Object.fromEntries(Object.entries(sent).filter(([, value]) => !isEmpty(value)));
	const defaults = stored === undefined ? newTask : {};
	const values: Row = { ...defaults, ...stored, ...given };
	const becomesDone = values['status'] === doneStatus && stored?.['status'] !== doneStatus;
	const stage = stored === undefined || becomesDone ? stageOf(database, values, { isDone: becomesDone }) : undefined;
	const moment = formatMoment(now());
	return {
		...defaults,
		...(stage === undefined ? {} : { workflow_stage_id: stage }),
		...(becomesDone && { closed_date: moment }),
		// A task that was started before keeps its date: nobody has seen what becomes of it.
		...(becomesDone && isEmpty(values['start_date']) && { start_date: moment }),
		...given,
	};
}

/** @returns the id of the first stage of the task's workflow, or of the first for done tasks; `undefined` where there is none. */
function stageOf(database: Database, task: Row, { isDone }: { readonly isDone: boolean }): number | undefined {
	const [first] = database
		.table('task', 'stages')
		.all()
		.filter(stage => stage['workflow_id'] === task['workflow_id'])
		.filter(stage => !isDone || stage['task_status'] === doneStatus)
		.toSorted((left, right) => Number(left['ordering']) - Number(right['ordering']));
	return first && Number(first['id']);
}

function isEmpty(value: Value | undefined): boolean {
	return value === undefined || value === null || value === 0 || value === '' || value === '0000-00-00 00:00:00';
}
