import { changed, findings } from './sound';

const rule = 'hygiene/pre-stop';
const IMAGE = '        image: registry.example:5000/db:17.2\n';
const hooked = (hook: string, grace = 60) => changed([IMAGE, `${IMAGE}        lifecycle: {preStop: ${hook}}\n`], ['PeriodSeconds: 60', `PeriodSeconds: ${grace}`]);
const script = (text: string) => `{exec: {command: [/bin/sh, -ec, ${JSON.stringify(text)}]}}`;
const message = (seconds: number, grace = 60) =>
  `${rule} warning 19:21 the preStop hook of container db of StatefulSet db sleeps ${seconds} seconds, and its pods have ${grace} seconds to end`;

describe(rule, () => {
  it.each([
    ['{sleep: {seconds: 60}}', 60],
    ['{exec: {command: [sleep, "60"]}}', 60],
    ['{exec: {command: [/bin/sleep, 2m]}}', 120],
    [script('sleep 60; pg_ctl stop'), 60],
    [script('sleep 30 && sleep 31'), 61],
    [script('nats-server -sl=ldm=/run/nats.pid && /bin/sleep 61'), 61],
  ])('objects to %s', (hook, seconds) => {
    expect(findings(hooked(hook))).toEqual([message(seconds)]);
  });

  it('objects to a sleep that is longer than the 30 seconds of a pod that says nothing', () => {
    expect(findings(hooked(script('sleep 45')).replace('      terminationGracePeriodSeconds: 60\n', ''))).toEqual([message(45, 30).replace('19:', '18:')]);
  });

  it.each([
    '{sleep: {seconds: 59}}',
    script('sleep 15; pg_ctl stop'),
    // Until the kubelet ends it, the process is on its way out.
    script('nats-server -sl=ldm=/run/nats.pid && /bin/sleep 60'),
    script('kill 1; while kill -0 1; do sleep 100; done'),
    script('pg_ctl stop || sleep 100'),
    script('echo sleep; usleep 100; sleep-well 100; sleep 5.5'),
    script('sleep $SECONDS'),
    '{httpGet: {path: /stop, port: 80}}',
  ])('takes %s', (hook) => {
    expect(findings(hooked(hook))).toEqual([]);
  });

  it('leaves a pod without time to end to hygiene/grace-period', () => {
    expect(findings(hooked(script('sleep 10'), 0)).map((line) => line.split(' ')[0])).toEqual(['hygiene/grace-period']);
  });
});
