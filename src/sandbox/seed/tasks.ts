import type { Crm } from './crm';
import type { Project } from './projects';
import { at, type Sower } from './sower';

interface Choices {
	readonly people: readonly number[];
	readonly crm: Crm;
	readonly projects: readonly Project[];
}

const verbs = ['Call', 'Measure', 'Draw', 'Order', 'Deliver', 'Check', 'Проверить', 'Photograph'];
const things = ['the desks', 'the lamps', 'sample fabrics', 'floor plan', 'документы', 'the invoice', 'wall colours'];

/** Larger than a double holds exactly, in a field of text. */
const hugeId = '9007199254740993001';

export function seedTasks(sower: Sower, choices: Choices): readonly number[] {
	const calendars = sower.names('calendar/calendar', ['Team', 'Workshop', 'Праздники'], { type: 1, timezone: 'UTC' });
	const workflows = [
		seedWorkflow(sower, 'Standard', [
			['New', 1],
			['In progress', 3],
			['Review', 4],
			['Done', 5],
		]),
		seedWorkflow(sower, 'Two steps', [
			['Open', 1],
			['Closed', 5],
		]),
	];
	const tasks = Array.from({ length: 64 }, (_, index) => seedTask(sower, index, { ...choices, workflows }));
	const events = Array.from({ length: 5 }, (_, index) => seedEvent(sower, index, { ...choices, calendars }));
	const templates = sower.names('task/tasks', ['Template: hand-over list', 'Template: survey'], {
		type: 30,
		status: 1,
		owner_id: at(choices.people, 0),
		responsible_id: at(choices.people, 0),
	});
	seedTaskLinks(sower, tasks, { ...choices, templates });
	return [...tasks, ...events];
}

interface Workflow {
	readonly id: number;
	readonly stages: readonly { readonly id: number; readonly status: number }[];
}

function seedWorkflow(sower: Sower, name: string, stages: readonly (readonly [string, number])[]): Workflow {
	const id = sower.add('task/workflows', { name, active: 1, ordering: 1 });
	return {
		id,
		stages: stages.map(([stage, status], index) => ({
			id: sower.add('task/stages', {
				name: stage,
				workflow_id: id,
				task_status: status,
				ordering: index + 1,
				color: '#4a7fb0',
			}),
			status,
		})),
	};
}

function seedTask(
	sower: Sower,
	index: number,
	{ people, crm, projects, workflows }: Choices & { readonly workflows: readonly Workflow[] },
): number {
	const workflow = at(workflows, index % 8 === 7 ? 1 : 0);
	const stage = sower.pick(workflow.stages);
	const project = index % 5 === 4 ? undefined : at(projects, index);
	const start = -40 + index;
	const closed = stage.status === 5;
	return sower.add('task/tasks', {
		type: index % 16 === 15 ? 40 : 0,
		name: `${at(verbs, index)} ${at(things, index)}`,
		description: index === 2 ? '<ul><li>scale 1:50</li><li>ask about the niche</li></ul>' : '',
		status: stage.status,
		workflow_id: workflow.id,
		workflow_stage_id: stage.id,
		archive_status: index % 20 === 19 ? 20 : 0,
		...(project && { module: 'st', model: 'project', model_id: project.id }),
		project_stage_id: project === undefined ? 0 : sower.pick(project.stages),
		crm_account_id: project === undefined ? sower.pick(crm.companies) : 0,
		// The first tasks have no parent; each eighth later one belongs to the one eight before it.
		parent_id: index >= 8 && index % 8 === 0 ? index - 7 : 0,
		owner_id: sower.pick(people),
		responsible_id: sower.pick(people),
		priority: 1 + (index % 3),
		plan_start_date: sower.moment(start),
		start_date: sower.moment(start),
		deadline: index % 7 === 6 ? at(['', '0000-00-00 00:00:00'], index) : sower.moment(start + 14),
		closed_date: closed ? sower.moment(start + 7) : null,
		closed_by: closed ? sower.pick(people) : 0,
		status_updated_by: sower.pick(people),
		status_updated_date: sower.moment(start + 1),
		time_estimate: 3600 * (1 + (index % 6)),
		ref: index === 3 ? 'legacy-tracker' : '',
		ref_id: index === 3 ? hugeId : '',
		uuid: `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
		ordering: index + 1,
	});
}

function seedEvent(
	sower: Sower,
	index: number,
	{ people, calendars }: Choices & { readonly calendars: readonly number[] },
): number {
	return sower.add('task/tasks', {
		type: 20,
		name: at(['Weekly meeting', 'Site visit', 'Обед с клиентом', 'Demo', 'Retrospective'], index),
		status: 1,
		all_day: index === 1 ? 1 : 0,
		event_calendar_id: at(calendars, index),
		event_location: index === 1 ? 'Harbour Lane 3' : '',
		start_date: sower.moment(index + 1),
		plan_end_date: sower.moment(index + 1),
		owner_id: at(people, index),
		responsible_id: at(people, index),
	});
}

function seedTaskLinks(
	sower: Sower,
	tasks: readonly number[],
	{ people, templates }: Choices & { readonly templates: readonly number[] },
): void {
	const lists = ['Today', 'This week', 'Ждут ответа', 'Some day'].map((name, index) =>
		sower.add('task/lists', { name, user_id: at(people, index), active: 1, ordering: index + 1, icon: 'list' }),
	);
	for (const [index, task] of tasks.entries()) {
		if (index % 4 === 0) {
			sower.add('task/taskslists', { task_id: task, list_id: at(lists, index / 4) });
			sower.add('task/collaborators', { task_id: task, user_id: sower.pick(people), role: 1 + (index % 3) });
		}
		if (index % 9 === 0) {
			sower.add('task/time_spent', {
				user_id: sower.pick(people),
				module: 'task',
				model: 'task',
				model_id: task,
				time_spent: 1800,
				active: 1,
				manual: 1,
			});
		}
	}
	for (const template of templates) {
		sower.add('task/templates_access', { template_id: template, user_id: sower.pick(people) });
	}
}
