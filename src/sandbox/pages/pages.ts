import { textReply, type Reply } from '../reply';

export const settingsPath = '/settings/api';

export function answerPage(): Reply {
	return textReply(404, 'Not found');
}
