import type { SandboxUser } from '../access/accessTokens';
import { at, type Sower } from './sower';

const colleagues = [
	['Ada', 'Sorensen', 'Administrator'],
	['Matteo', 'Brightwater', 'Sales manager'],
	['Ingrid', 'Åkerlund', 'Project manager'],
	['Наталья', 'Соколова', 'Accountant'],
	['Kwame', 'Ofori', 'Developer'],
	['Léa', 'Dubois-Marchand', 'Designer'],
	['Tomás', 'Quiñones', 'Support'],
	['Wei', '林', 'Analyst'],
] as const;

/** Users of the portal; the first two can sign in. @returns their ids. */
export function seedCore(sower: Sower, users: readonly SandboxUser[]): readonly number[] {
	return colleagues.map(([first, last, position], index) => {
		const known = users[index];
		return sower.add('core/user', {
			username: known?.username ?? `colleague${index + 1}@example.com`,
			name: `${first} ${last}`,
			first_name: first,
			last_name: last,
			position,
			lang_id: 1,
			timezone: at(['Europe/Berlin', 'UTC', 'Asia/Yekaterinburg'], index),
			register_date: sower.date(-400 + index),
			// Seen as Unix seconds, in a field of text.
			last_active: index === 7 ? '' : String(sower.seconds(-1 - index)),
			role_admin: known?.administrator === true ? 1 : 0,
			role_login: index === 7 ? 0 : 1,
			role_external: 0,
			birth_date: index % 3 === 0 ? '' : `19${80 + index}-0${index + 1}-1${index}`,
			phone_work: `+1 202 555 01${10 + index}`,
			phone_internal: String(101 + index),
		});
	});
}
