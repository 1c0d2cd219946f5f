import { inOneWindow } from '../e2e/driver/inOneWindow';
import { lasting } from '../e2e/journeys/lasting';

inOneWindow('what outlives a window', [lasting]);
