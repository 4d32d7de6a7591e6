/** The shapes of the kinds we model, down to the fields we read. Names are those of the Go types in k8s.io/api. */
import type { Shape, Struct } from './shape';

const strings: Shape = { map: 'string' };

const objectMeta: Struct = {
  struct: 'ObjectMeta',
  fields: { name: 'string', generateName: 'string', namespace: 'string', labels: strings, annotations: strings },
};

const labelSelector: Struct = {
  struct: 'LabelSelector',
  fields: {
    matchLabels: strings,
    matchExpressions: { list: { struct: 'LabelSelectorRequirement', fields: { key: 'string', operator: 'string', values: { list: 'string' } } } },
  },
};

const execAction: Struct = { struct: 'ExecAction', fields: { command: { list: 'string' } } };

const probe: Struct = {
  struct: 'Probe',
  fields: {
    exec: execAction,
    httpGet: { struct: 'HTTPGetAction', fields: { path: 'string', port: 'intOrString' } },
    tcpSocket: { struct: 'TCPSocketAction', fields: { port: 'intOrString' } },
    grpc: { struct: 'GRPCAction', fields: { port: 'int32', service: 'string' } },
    initialDelaySeconds: 'int32',
    periodSeconds: 'int32',
    timeoutSeconds: 'int32',
    failureThreshold: 'int32',
    successThreshold: 'int32',
  },
};

const resources = (struct: string): Struct => ({ struct, fields: { requests: { map: 'quantity' }, limits: { map: 'quantity' } } });

const lifecycleHandler: Struct = { struct: 'LifecycleHandler', fields: { exec: execAction } };

const container: Struct = {
  struct: 'Container',
  fields: {
    name: 'string',
    image: 'string',
    command: { list: 'string' },
    args: { list: 'string' },
    env: { list: { struct: 'EnvVar', fields: { name: 'string', value: 'string', valueFrom: { struct: 'EnvVarSource', fields: {} } } } },
    ports: { list: { struct: 'ContainerPort', fields: { name: 'string', containerPort: 'int32', protocol: 'string' } } },
    readinessProbe: probe,
    livenessProbe: probe,
    startupProbe: probe,
    lifecycle: { struct: 'Lifecycle', fields: { preStop: lifecycleHandler, postStart: lifecycleHandler } },
    resources: resources('ResourceRequirements'),
    volumeMounts: { list: { struct: 'VolumeMount', fields: { name: 'string', mountPath: 'string', subPath: 'string' } } },
    volumeDevices: { list: { struct: 'VolumeDevice', fields: { name: 'string', devicePath: 'string' } } },
    restartPolicy: 'string',
  },
};

const podTemplate: Struct = {
  struct: 'PodTemplateSpec',
  fields: {
    metadata: objectMeta,
    spec: {
      struct: 'PodSpec',
      fields: {
        containers: { list: container },
        initContainers: { list: container },
        volumes: { list: { struct: 'Volume', fields: { name: 'string' } } },
        terminationGracePeriodSeconds: 'int64',
        affinity: { struct: 'Affinity', fields: {} },
        topologySpreadConstraints: {
          list: { struct: 'TopologySpreadConstraint', fields: { maxSkew: 'int32', topologyKey: 'string', whenUnsatisfiable: 'string', labelSelector } },
        },
        restartPolicy: 'string',
        nodeSelector: strings,
        tolerations: { list: { struct: 'Toleration', fields: { key: 'string', operator: 'string', value: 'string', effect: 'string', tolerationSeconds: 'int64' } } },
      },
    },
  },
};

const claimSpec: Struct = {
  struct: 'PersistentVolumeClaimSpec',
  fields: { accessModes: { list: 'string' }, storageClassName: 'string', volumeMode: 'string', resources: resources('VolumeResourceRequirements') },
};

const object = (struct: string, fields: Struct['fields']): Struct => ({ struct, fields: { metadata: objectMeta, ...fields } });

export const claimShape = object('PersistentVolumeClaim', { spec: claimSpec });

export const statefulSetShape = object('StatefulSet', {
  spec: {
    struct: 'StatefulSetSpec',
    fields: {
      replicas: 'int32',
      serviceName: 'string',
      selector: labelSelector,
      template: podTemplate,
      volumeClaimTemplates: { list: claimShape },
      podManagementPolicy: 'string',
      updateStrategy: {
        struct: 'StatefulSetUpdateStrategy',
        fields: { type: 'string', rollingUpdate: { struct: 'RollingUpdateStatefulSetStrategy', fields: { partition: 'int32', maxUnavailable: 'intOrString' } } },
      },
      minReadySeconds: 'int32',
      revisionHistoryLimit: 'int32',
      ordinals: { struct: 'StatefulSetOrdinals', fields: { start: 'int32' } },
      persistentVolumeClaimRetentionPolicy: {
        struct: 'StatefulSetPersistentVolumeClaimRetentionPolicy',
        fields: { whenDeleted: 'string', whenScaled: 'string' },
      },
    },
  },
});

export const serviceShape = object('Service', {
  spec: {
    struct: 'ServiceSpec',
    fields: {
      type: 'string',
      clusterIP: 'string',
      selector: strings,
      publishNotReadyAddresses: 'boolean',
      ports: { list: { struct: 'ServicePort', fields: { name: 'string', port: 'int32', targetPort: 'intOrString', protocol: 'string' } } },
    },
  },
});

export const storageClassShape = object('StorageClass', { provisioner: 'string', reclaimPolicy: 'string', volumeBindingMode: 'string' });

export const disruptionBudgetShape = object('PodDisruptionBudget', {
  spec: {
    struct: 'PodDisruptionBudgetSpec',
    fields: { minAvailable: 'intOrString', maxUnavailable: 'intOrString', selector: labelSelector, unhealthyPodEvictionPolicy: 'string' },
  },
});

export const autoscalerShape = object('HorizontalPodAutoscaler', {
  spec: {
    struct: 'HorizontalPodAutoscalerSpec',
    fields: {
      scaleTargetRef: { struct: 'CrossVersionObjectReference', fields: { apiVersion: 'string', kind: 'string', name: 'string' } },
      minReplicas: 'int32',
      maxReplicas: 'int32',
    },
  },
});
