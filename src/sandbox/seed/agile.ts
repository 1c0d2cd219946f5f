import { at, type Sower } from './sower';

const titles = ['sign in', 'search', 'price list', 'export', 'корзина', 'e-mail receipts', 'dark mode 🌙', 'rounding'];

export function seedAgile(sower: Sower, { people }: { readonly people: readonly number[] }): void {
	const workflow = sower.add('agile/workflows', { name: 'Board', description: 'From idea to done' });
	const stages = ['Backlog', 'Next', 'Doing', 'Testing', 'Done'].map((name, index) =>
		sower.add('agile/stages', {
			name,
			workflow_id: workflow,
			status: index + 1,
			ordering: index + 1,
			color: '#e9c46a',
		}),
	);
	const types = sower.names('agile/issue_type', ['Story', 'Task', 'Bug'], { type: 1, color: '#e76f51' });
	seedRelations(sower);
	const shop = { name: 'Web shop', prefix_name: 'SHOP' };
	const robot = { name: 'Robot cell', prefix_name: 'ROB' };
	for (const { name, prefix_name } of [shop, robot]) {
		const project = sower.add('agile/projects', {
			name,
			prefix_name,
			workflow_id: workflow,
			manager_id: sower.pick(people),
			archived_date: null,
		});
		seedIssues(sower, { project, prefix: prefix_name, people, stages, types });
	}
}

function seedRelations(sower: Sower): void {
	const [blocks, blockedBy, duplicates, duplicatedBy] = [
		'blocks',
		'is blocked by',
		'duplicates',
		'is duplicated by',
	].map((name, index) => sower.add('agile/issue_relation_names', { name, tree_type: index % 2 }));
	sower.addAll('agile/issue_relation_types', [
		{ name: 'Blocking', parent_relation_name_id: blocks ?? 0, child_relation_name_id: blockedBy ?? 0 },
		{ name: 'Duplicate', parent_relation_name_id: duplicates ?? 0, child_relation_name_id: duplicatedBy ?? 0 },
	]);
}

interface Board {
	readonly project: number;
	readonly prefix: string;
	readonly people: readonly number[];
	readonly stages: readonly number[];
	readonly types: readonly number[];
}

function seedIssues(sower: Sower, { project, prefix, people, stages, types }: Board): void {
	const sprints = ['Sprint 1', 'Sprint 2'].map((name, index) =>
		sower.add('agile/sprints', {
			name,
			project_id: project,
			active: 1,
			started: index === 0 ? 1 : 0,
			start_date: sower.date(-14 + index * 14),
			deadline: sower.date(index * 14),
			standup_time: '09:30',
		}),
	);
	const epics = sower.names('agile/epics', ['Checkout', 'Stability'], {
		project_id: project,
		start_date: sower.date(-30),
	});
	const parent = sower.add('agile/categories', {
		name: 'Front end',
		project_id: project,
		assignee_id: sower.pick(people),
	});
	const child = sower.add('agile/categories', { name: 'Формы', project_id: project, parent_id: parent });
	for (const index of Array.from({ length: 14 }).keys()) {
		const category = at([parent, child], index);
		seedIssue(sower, index, { project, prefix, people, stages, types, sprints, epics, category });
	}
}

interface Issue extends Board {
	readonly sprints: readonly number[];
	readonly epics: readonly number[];
	readonly category: number;
}

function seedIssue(
	sower: Sower,
	index: number,
	{ project, prefix, people, stages, types, sprints, epics, category }: Issue,
): void {
	sower.add('agile/issues', {
		name: `${at(['Add', 'Fix', 'Speed up'], index)} ${at(titles, index)}`,
		description: index === 0 ? 'As a buyer\nI want to sign in\nso that my basket follows me.' : '',
		project_id: project,
		number: index + 1,
		number_label: `${prefix}-${index + 1}`,
		type_id: at(types, index),
		epic_id: at(epics, index),
		category_id: category,
		sprint_id: index > 9 ? 0 : at(sprints, index),
		workflow_stage_id: sower.pick(stages),
		assignee_id: index % 4 === 3 ? 0 : sower.pick(people),
		creator_id: sower.pick(people),
		priority: at([10, 20, 30], index),
		estimate: at([1, 2, 3, 5, 8], index),
		completed_date: index % 5 === 4 ? sower.moment(-2) : null,
		archived_date: null,
		ordering: index + 1,
	});
}
