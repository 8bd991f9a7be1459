import { everyViewIn } from './everyone.ts';

everyViewIn('en');
