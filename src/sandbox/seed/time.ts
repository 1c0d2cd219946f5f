import { at, type Sower } from './sower';

const hour = 3600;

/** Timesheets of tasks, each with its logs. Durations are in seconds. */
export function seedTime(
	sower: Sower,
	{ people, tasks }: { readonly people: readonly number[]; readonly tasks: readonly number[] },
): void {
	for (const [index, task] of tasks.slice(0, 12).entries()) {
		const spent = hour * (1 + (index % 3));
		const sheet = sower.add('timetracker/timesheets', {
			module: 'task',
			model: 'task',
			model_id: task,
			time_estimate: 2 * spent,
			time_spent: spent,
			is_billable: 1,
			billing_rate: 60,
			currency_id: 1,
		});
		for (const part of [0, 1]) {
			const start = sower.seconds(index - 20) + part * 3 * hour;
			sower.add('timetracker/timelogs', {
				name: at(['Drawing', 'Phone', 'Переписка', 'On site'], index + part),
				timesheet_id: sheet,
				user_id: sower.pick(people),
				time_spent: spent / 2,
				is_billable: 1,
				is_approved: part,
				rate: 60,
				billing_rate: 60,
				currency_id: 1,
				start_timestamp: start,
				stop_timestamp: start + spent / 2,
				// 30 stopped.
				status: 30,
			});
		}
	}
}
