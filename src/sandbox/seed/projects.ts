import type { Crm } from './crm';
import { at, type Sower } from './sower';

export interface Project {
	readonly id: number;
	readonly stages: readonly number[];
}

const names = [
	'Harbour office refit',
	'Clinic lighting',
	'Tea room extension',
	'Robot cell',
	'Сайт «Северный ветер»',
	'Fête d’été 🎪',
	'Archive move',
	'Q3 support',
];

/** The workflow that the projects' tasks follow: the first of task/workflows. */
const tasksWorkflow = 1;

export function seedProjects(
	sower: Sower,
	{ people, crm }: { readonly people: readonly number[]; readonly crm: Crm },
): readonly Project[] {
	const portfolios = sower.names('st/portfolio', ['Interiors', 'Digital']);
	const types = sower.names('st/project_types', ['Refit', 'Web site']);
	for (const type of types) {
		sower.names('st/stages', ['Survey', 'Hand-over'], { project_type_id: type });
	}
	return names.map((name, index) => {
		const manager = sower.pick(people);
		const start = -90 + index * 10;
		const id = sower.add('st/projects', {
			name,
			description: index === 1 ? '<p>Warm light in the waiting room,<br>cold light in the laboratory.</p>' : '',
			briefcase_id: at(portfolios, index),
			project_type_id: at(types, index === 4 ? 1 : 0),
			crm_lead_id: at(crm.leads, index * 2),
			customer_id: at(crm.companies, index),
			customer_crm_contact_id: at(crm.contacts, index),
			manager_id: manager,
			startdate: sower.date(start),
			enddate: index === 7 ? '' : sower.date(start + 120),
			estimated_revenue: 12_000 + index * 3500.5,
			estimated_expenses: 8000 + index * 1200,
			is_archive: index === 6 ? 1 : 0,
			archive_date: index === 6 ? sower.date(-5) : '0000-00-00',
			archive_description: index === 6 ? 'Moved; nothing left to do.' : '',
			tasks_workflow_id: tasksWorkflow,
			priority: 1 + (index % 3),
			ordering: index + 1,
		});
		const stages = sower.names('st/stages', ['Plan', 'Build', 'Hand over'], { project_id: id, color: '#8ab17d' });
		sower.add('st/project_observers', { project_id: id, user_id: manager, role: 1 });
		sower.add('st/project_observers', { project_id: id, user_id: at(people, manager), role: 2 });
		return { id, stages };
	});
}
