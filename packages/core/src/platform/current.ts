export { platform, threading } from '#platform';
