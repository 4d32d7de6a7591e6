import * as kplus from './kplus';
import { Finished, Problem, problem } from './problem';
import { portName, portNumber } from '../manifest/admission/names';

interface Listening {
  readonly container: kplus.Container;
  readonly port: kplus.ContainerPort;
}

export function wrongPorts({ workload }: Finished): Problem[] {
  const sidecars = workload.initContainers.filter(({ restartPolicy }) => restartPolicy !== undefined);
  const ports = [...workload.containers, ...sidecars].flatMap(container => container.ports.map(port => ({ container, port })));
  return ports.flatMap((listening, index) => [...invalid(listening), ...twice(listening, ports.slice(0, index))]);
}

function invalid({ container, port }: Listening): Problem[] {
  const words = [...portNumber(port.number), ...(port.name === undefined ? [] : portName(port.name))];
  return words.map(word => problem(
    `port ${port.name ?? port.number} of container '${container.name}' is none`, `the API server does not take it: it ${word}`, 'Write a number and a name that follow this rule'));
}

function twice({ container, port }: Listening, earlier: readonly Listening[]): Problem[] {
  const same = earlier.find(other => other.port.number === port.number && protocolOf(other.port) === protocolOf(port));
  const namesake = earlier.find(other => port.name !== undefined && other.port.name === port.name);
  return [
    ...(same ? [problem(`containers '${same.container.name}' and '${container.name}' both listen on port ${port.number}`,
      'the containers of a pod share its address, so the second to start fails', 'Give one of them another port')] : []),
    ...(namesake ? [problem(`containers '${namesake.container.name}' and '${container.name}' both have a port named '${port.name}'`,
      'the API server refuses a Service with two ports of one name', 'Give one of them another name')] : []),
  ];
}

function protocolOf({ protocol = kplus.Protocol.TCP }: kplus.ContainerPort): kplus.Protocol {
  return protocol;
}
