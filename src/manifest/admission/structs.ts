/**
 * The Go types behind the five kinds that are admitted, down to the last field, as facts: what k8s.io/api 1.36 names them, and since which version of 1.28 to
 * 1.36 a field is there. Made by reflection over k8s.io/api of each version, not written by hand.
 *
 * A line is a struct and its fields, `name:type@since`. `?` is omitempty, `?!` an omitempty that Go ignores (the field is a struct). `string=PullPolicy` is
 * a type of its own. A line that is indented further goes on with the one before.
 */
export const STRUCTS = `
  AWSElasticBlockStoreVolumeSource volumeID:string fsType?:string partition?:int32 readOnly?:bool
  Affinity nodeAffinity?:*NodeAffinity podAffinity?:*PodAffinity podAntiAffinity?:*PodAntiAffinity
  AppArmorProfile type:string=AppArmorProfileType localhostProfile?:*string
  AzureDiskVolumeSource diskName:string diskURI:string cachingMode?:*string=AzureDataDiskCachingMode fsType?:*string readOnly?:*bool
    kind?:*string=AzureDataDiskKind
  AzureFileVolumeSource secretName:string shareName:string readOnly?:bool
  CSIVolumeSource driver:string readOnly?:*bool fsType?:*string volumeAttributes?:map[]string nodePublishSecretRef?:*LocalObjectReference
  Capabilities add?:[]string=Capability drop?:[]string=Capability
  CephFSVolumeSource monitors:[]string path?:string user?:string secretFile?:string secretRef?:*LocalObjectReference readOnly?:bool
  CinderVolumeSource volumeID:string fsType?:string readOnly?:bool secretRef?:*LocalObjectReference
  ClientIPConfig timeoutSeconds?:*int32
  ClusterTrustBundleProjection name?:*string signerName?:*string labelSelector?:*LabelSelector optional?:*bool path:string
  Condition type:string status:string=ConditionStatus observedGeneration?:int64 lastTransitionTime:time reason:string message:string
  ConfigMapEnvSource name?:string optional?:*bool
  ConfigMapKeySelector name?:string key:string optional?:*bool
  ConfigMapProjection name?:string items?:[]KeyToPath optional?:*bool
  ConfigMapVolumeSource name?:string items?:[]KeyToPath defaultMode?:*int32 optional?:*bool
  Container name:string image?:string command?:[]string args?:[]string workingDir?:string ports?:[]ContainerPort envFrom?:[]EnvFromSource env?:[]EnvVar
    resources?!:ResourceRequirements resizePolicy?:[]ContainerResizePolicy restartPolicy?:*string=ContainerRestartPolicy
    restartPolicyRules?:[]ContainerRestartRule@34 volumeMounts?:[]VolumeMount volumeDevices?:[]VolumeDevice livenessProbe?:*Probe readinessProbe?:*Probe
    startupProbe?:*Probe lifecycle?:*Lifecycle terminationMessagePath?:string terminationMessagePolicy?:string=TerminationMessagePolicy
    imagePullPolicy?:string=PullPolicy securityContext?:*SecurityContext stdin?:bool stdinOnce?:bool tty?:bool
  ContainerExtendedResourceRequest containerName:string resourceName:string requestName:string
  ContainerPort name?:string hostPort?:int32 containerPort:int32 protocol?:string=Protocol hostIP?:string
  ContainerResizePolicy resourceName:string=ResourceName restartPolicy:string=ResourceResizeRestartPolicy
  ContainerRestartRule action?:string=ContainerRestartRuleAction exitCodes?:*ContainerRestartRuleOnExitCodes
  ContainerRestartRuleOnExitCodes operator?:string=ContainerRestartRuleOnExitCodesOperator values?:[]int32
  ContainerState waiting?:*ContainerStateWaiting running?:*ContainerStateRunning terminated?:*ContainerStateTerminated
  ContainerStateRunning startedAt?!:time
  ContainerStateTerminated exitCode:int32 signal?:int32 reason?:string message?:string startedAt?!:time finishedAt?!:time containerID?:string
  ContainerStateWaiting reason?:string message?:string
  ContainerStatus name:string state?!:ContainerState lastState?!:ContainerState ready:bool restartCount:int32 image:string imageID:string containerID?:string
    started?:*bool allocatedResources?:map[ResourceList]quantity resources?:*ResourceRequirements volumeMounts?:[]VolumeMountStatus@30
    user?:*ContainerUser@31 allocatedResourcesStatus?:[]ResourceStatus@31 stopSignal?:*string=Signal@33
  ContainerUser linux?:*LinuxContainerUser
  DownwardAPIProjection items?:[]DownwardAPIVolumeFile
  DownwardAPIVolumeFile path:string fieldRef?:*ObjectFieldSelector resourceFieldRef?:*ResourceFieldSelector mode?:*int32
  DownwardAPIVolumeSource items?:[]DownwardAPIVolumeFile defaultMode?:*int32
  EmptyDirVolumeSource medium?:string=StorageMedium sizeLimit?:*quantity
  EnvFromSource prefix?:string configMapRef?:*ConfigMapEnvSource secretRef?:*SecretEnvSource
  EnvVar name:string value?:string valueFrom?:*EnvVarSource
  EnvVarSource fieldRef?:*ObjectFieldSelector resourceFieldRef?:*ResourceFieldSelector configMapKeyRef?:*ConfigMapKeySelector
    secretKeyRef?:*SecretKeySelector fileKeyRef?:*FileKeySelector@34
  EphemeralContainer name:string image?:string command?:[]string args?:[]string workingDir?:string ports?:[]ContainerPort envFrom?:[]EnvFromSource
    env?:[]EnvVar resources?!:ResourceRequirements resizePolicy?:[]ContainerResizePolicy restartPolicy?:*string=ContainerRestartPolicy
    restartPolicyRules?:[]ContainerRestartRule@34 volumeMounts?:[]VolumeMount volumeDevices?:[]VolumeDevice livenessProbe?:*Probe readinessProbe?:*Probe
    startupProbe?:*Probe lifecycle?:*Lifecycle terminationMessagePath?:string terminationMessagePolicy?:string=TerminationMessagePolicy
    imagePullPolicy?:string=PullPolicy securityContext?:*SecurityContext stdin?:bool stdinOnce?:bool tty?:bool targetContainerName?:string
  EphemeralVolumeSource volumeClaimTemplate?:*PersistentVolumeClaimTemplate
  ExecAction command?:[]string
  FCVolumeSource targetWWNs?:[]string lun?:*int32 fsType?:string readOnly?:bool wwids?:[]string
  FileKeySelector volumeName:string path:string key:string optional?:*bool
  FlexVolumeSource driver:string fsType?:string secretRef?:*LocalObjectReference readOnly?:bool options?:map[]string
  FlockerVolumeSource datasetName?:string datasetUUID?:string
  GCEPersistentDiskVolumeSource pdName:string fsType?:string partition?:int32 readOnly?:bool
  GRPCAction port:int32 service:*string
  GitRepoVolumeSource repository:string revision?:string directory?:string
  GlusterfsVolumeSource endpoints:string path:string readOnly?:bool
  HTTPGetAction path?:string port:intOrString host?:string scheme?:string=URIScheme httpHeaders?:[]HTTPHeader
  HTTPHeader name:string value:string
  HostAlias ip:string hostnames?:[]string
  HostIP ip:string
  HostPathVolumeSource path:string type?:*string=HostPathType
  ISCSIVolumeSource targetPortal:string iqn:string lun:int32 iscsiInterface?:string fsType?:string readOnly?:bool portals?:[]string chapAuthDiscovery?:bool
    chapAuthSession?:bool secretRef?:*LocalObjectReference initiatorName?:*string
  ImageVolumeSource reference?:string pullPolicy?:string=PullPolicy
  ImageVolumeStatus imageRef?:string
  KeyToPath key:string path:string mode?:*int32
  LabelSelector matchLabels?:map[]string matchExpressions?:[]LabelSelectorRequirement
  LabelSelectorRequirement key:string operator:string=LabelSelectorOperator values?:[]string
  Lifecycle postStart?:*LifecycleHandler preStop?:*LifecycleHandler stopSignal?:*string=Signal@33
  LifecycleHandler exec?:*ExecAction httpGet?:*HTTPGetAction tcpSocket?:*TCPSocketAction sleep?:*SleepAction@29
  LinuxContainerUser uid:int64 gid:int64 supplementalGroups?:[]int64
  LoadBalancerIngress ip?:string hostname?:string ipMode?:*string=LoadBalancerIPMode@29 ports?:[]PortStatus
  LoadBalancerStatus ingress?:[]LoadBalancerIngress
  LocalObjectReference name?:string
  ManagedFieldsEntry manager?:string operation?:string=ManagedFieldsOperationType apiVersion?:string time?:*time fieldsType?:string fieldsV1?:*any
    subresource?:string
  ModifyVolumeStatus targetVolumeAttributesClassName?:string status:string=PersistentVolumeClaimModifyVolumeStatus
  NFSVolumeSource server:string path:string readOnly?:bool
  NodeAffinity requiredDuringSchedulingIgnoredDuringExecution?:*NodeSelector preferredDuringSchedulingIgnoredDuringExecution?:[]PreferredSchedulingTerm
  NodeAllocatableResourceClaimStatus resourceClaimName:string containers?:[]string resources:map[]quantity
  NodeSelector nodeSelectorTerms:[]NodeSelectorTerm
  NodeSelectorRequirement key:string operator:string=NodeSelectorOperator values?:[]string
  NodeSelectorTerm matchExpressions?:[]NodeSelectorRequirement matchFields?:[]NodeSelectorRequirement
  ObjectFieldSelector apiVersion?:string fieldPath:string
  ObjectMeta name?:string generateName?:string namespace?:string selfLink?:string uid?:string=UID resourceVersion?:string generation?:int64
    creationTimestamp?:time deletionTimestamp?:*time deletionGracePeriodSeconds?:*int64 labels?:map[]string annotations?:map[]string
    ownerReferences?:[]OwnerReference finalizers?:[]string managedFields?:[]ManagedFieldsEntry
  OwnerReference apiVersion:string kind:string name:string uid:string=UID controller?:*bool blockOwnerDeletion?:*bool
  PersistentVolumeClaim kind?:string apiVersion?:string metadata?!:ObjectMeta spec?!:PersistentVolumeClaimSpec status?!:PersistentVolumeClaimStatus
  PersistentVolumeClaimCondition type:string=PersistentVolumeClaimConditionType status:string=ConditionStatus lastProbeTime?!:time lastTransitionTime?!:time
    reason?:string message?:string
  PersistentVolumeClaimSpec accessModes?:[]string=PersistentVolumeAccessMode selector?:*LabelSelector resources?!:VolumeResourceRequirements
    volumeName?:string storageClassName?:*string volumeMode?:*string=PersistentVolumeMode dataSource?:*TypedLocalObjectReference
    dataSourceRef?:*TypedObjectReference volumeAttributesClassName?:*string@29
  PersistentVolumeClaimStatus phase?:string=PersistentVolumeClaimPhase accessModes?:[]string=PersistentVolumeAccessMode capacity?:map[ResourceList]quantity
    conditions?:[]PersistentVolumeClaimCondition allocatedResources?:map[ResourceList]quantity allocatedResourceStatuses?:map[]string=ClaimResourceStatus
    currentVolumeAttributesClassName?:*string@29 modifyVolumeStatus?:*ModifyVolumeStatus@29
  PersistentVolumeClaimTemplate metadata?!:ObjectMeta spec:PersistentVolumeClaimSpec
  PersistentVolumeClaimVolumeSource claimName:string readOnly?:bool
  PhotonPersistentDiskVolumeSource pdID:string fsType?:string
  Pod kind?:string apiVersion?:string metadata?!:ObjectMeta spec?!:PodSpec status?!:PodStatus
  PodAffinity requiredDuringSchedulingIgnoredDuringExecution?:[]PodAffinityTerm preferredDuringSchedulingIgnoredDuringExecution?:[]WeightedPodAffinityTerm
  PodAffinityTerm labelSelector?:*LabelSelector namespaces?:[]string topologyKey:string namespaceSelector?:*LabelSelector matchLabelKeys?:[]string@29
    mismatchLabelKeys?:[]string@29
  PodAntiAffinity requiredDuringSchedulingIgnoredDuringExecution?:[]PodAffinityTerm
    preferredDuringSchedulingIgnoredDuringExecution?:[]WeightedPodAffinityTerm
  PodCertificateProjection signerName?:string keyType?:string maxExpirationSeconds?:*int32 credentialBundlePath?:string keyPath?:string
    certificateChainPath?:string userAnnotations?:map[]string@35
  PodCondition type:string=PodConditionType observedGeneration?:int64@33 status:string=ConditionStatus lastProbeTime?!:time lastTransitionTime?!:time
    reason?:string message?:string
  PodDNSConfig nameservers?:[]string searches?:[]string options?:[]PodDNSConfigOption
  PodDNSConfigOption name?:string value?:*string
  PodDisruptionBudget kind?:string apiVersion?:string metadata?!:ObjectMeta spec?!:PodDisruptionBudgetSpec status?!:PodDisruptionBudgetStatus
  PodDisruptionBudgetSpec minAvailable?:*intOrString selector?:*LabelSelector maxUnavailable?:*intOrString
    unhealthyPodEvictionPolicy?:*string=UnhealthyPodEvictionPolicyType
  PodDisruptionBudgetStatus observedGeneration?:int64 disruptedPods?:map[]time disruptionsAllowed:int32 currentHealthy:int32 desiredHealthy:int32
    expectedPods:int32 conditions?:[]Condition
  PodExtendedResourceClaimStatus requestMappings:[]ContainerExtendedResourceRequest resourceClaimName:string
  PodIP ip:string
  PodOS name:string=OSName
  PodReadinessGate conditionType:string=PodConditionType
  PodResourceClaim name:string resourceClaimName?:*string@31 resourceClaimTemplateName?:*string@31
  PodResourceClaimStatus name:string resourceClaimName?:*string
  PodSchedulingGate name:string
  PodSchedulingGroup podGroupName?:*string
  PodSecurityContext seLinuxOptions?:*SELinuxOptions windowsOptions?:*WindowsSecurityContextOptions runAsUser?:*int64 runAsGroup?:*int64 runAsNonRoot?:*bool
    supplementalGroups?:[]int64 supplementalGroupsPolicy?:*string=SupplementalGroupsPolicy@31 fsGroup?:*int64 sysctls?:[]Sysctl
    fsGroupChangePolicy?:*string=PodFSGroupChangePolicy seccompProfile?:*SeccompProfile appArmorProfile?:*AppArmorProfile@30
    seLinuxChangePolicy?:*string=PodSELinuxChangePolicy@32
  PodSpec volumes?:[]Volume initContainers?:[]Container containers:[]Container ephemeralContainers?:[]EphemeralContainer restartPolicy?:string=RestartPolicy
    terminationGracePeriodSeconds?:*int64 activeDeadlineSeconds?:*int64 dnsPolicy?:string=DNSPolicy nodeSelector?:map[]string serviceAccountName?:string
    serviceAccount?:string automountServiceAccountToken?:*bool nodeName?:string hostNetwork?:bool hostPID?:bool hostIPC?:bool shareProcessNamespace?:*bool
    securityContext?:*PodSecurityContext imagePullSecrets?:[]LocalObjectReference hostname?:string subdomain?:string affinity?:*Affinity
    schedulerName?:string tolerations?:[]Toleration hostAliases?:[]HostAlias priorityClassName?:string priority?:*int32 dnsConfig?:*PodDNSConfig
    readinessGates?:[]PodReadinessGate runtimeClassName?:*string enableServiceLinks?:*bool preemptionPolicy?:*string=PreemptionPolicy
    overhead?:map[ResourceList]quantity topologySpreadConstraints?:[]TopologySpreadConstraint setHostnameAsFQDN?:*bool os?:*PodOS hostUsers?:*bool
    schedulingGates?:[]PodSchedulingGate resourceClaims?:[]PodResourceClaim resources?:*ResourceRequirements@32 hostnameOverride?:*string@34
    schedulingGroup?:*PodSchedulingGroup@36
  PodStatus observedGeneration?:int64@33 phase?:string=PodPhase conditions?:[]PodCondition message?:string reason?:string nominatedNodeName?:string
    hostIP?:string hostIPs?:[]HostIP podIP?:string podIPs?:[]PodIP startTime?:*time initContainerStatuses?:[]ContainerStatus
    containerStatuses?:[]ContainerStatus qosClass?:string=PodQOSClass ephemeralContainerStatuses?:[]ContainerStatus resize?:string=PodResizeStatus
    resourceClaimStatuses?:[]PodResourceClaimStatus extendedResourceClaimStatus?:*PodExtendedResourceClaimStatus@34
    allocatedResources?:map[ResourceList]quantity@35 resources?:*ResourceRequirements@35
    nodeAllocatableResourceClaimStatuses?:[]NodeAllocatableResourceClaimStatus@36
  PodTemplateSpec metadata?!:ObjectMeta spec?!:PodSpec
  PortStatus port:int32 protocol:string=Protocol error?:*string
  PortworxVolumeSource volumeID:string fsType?:string readOnly?:bool
  PreferredSchedulingTerm weight:int32 preference:NodeSelectorTerm
  Probe exec?:*ExecAction httpGet?:*HTTPGetAction tcpSocket?:*TCPSocketAction grpc?:*GRPCAction initialDelaySeconds?:int32 timeoutSeconds?:int32
    periodSeconds?:int32 successThreshold?:int32 failureThreshold?:int32 terminationGracePeriodSeconds?:*int64
  ProjectedVolumeSource sources:[]VolumeProjection defaultMode?:*int32
  QuobyteVolumeSource registry:string volume:string readOnly?:bool user?:string group?:string tenant?:string
  RBDVolumeSource monitors:[]string image:string fsType?:string pool?:string user?:string keyring?:string secretRef?:*LocalObjectReference readOnly?:bool
  ResourceClaim name:string request?:string@31
  ResourceFieldSelector containerName?:string resource:string divisor?!:quantity
  ResourceHealth resourceID:string=ResourceID health?:string=ResourceHealthStatus message?:*string@36
  ResourceRequirements limits?:map[ResourceList]quantity requests?:map[ResourceList]quantity claims?:[]ResourceClaim
  ResourceStatus name:string=ResourceName resources?:[]ResourceHealth
  RollingUpdateStatefulSetStrategy partition?:*int32 maxUnavailable?:*intOrString
  SELinuxOptions user?:string role?:string type?:string level?:string
  ScaleIOVolumeSource gateway:string system:string secretRef:*LocalObjectReference sslEnabled?:bool protectionDomain?:string storagePool?:string
    storageMode?:string volumeName?:string fsType?:string readOnly?:bool
  SeccompProfile type:string=SeccompProfileType localhostProfile?:*string
  SecretEnvSource name?:string optional?:*bool
  SecretKeySelector name?:string key:string optional?:*bool
  SecretProjection name?:string items?:[]KeyToPath optional?:*bool
  SecretVolumeSource secretName?:string items?:[]KeyToPath defaultMode?:*int32 optional?:*bool
  SecurityContext capabilities?:*Capabilities privileged?:*bool seLinuxOptions?:*SELinuxOptions windowsOptions?:*WindowsSecurityContextOptions
    runAsUser?:*int64 runAsGroup?:*int64 runAsNonRoot?:*bool readOnlyRootFilesystem?:*bool allowPrivilegeEscalation?:*bool procMount?:*string=ProcMountType
    seccompProfile?:*SeccompProfile appArmorProfile?:*AppArmorProfile@30
  Service kind?:string apiVersion?:string metadata?!:ObjectMeta spec?!:ServiceSpec status?!:ServiceStatus
  ServiceAccountTokenProjection audience?:string expirationSeconds?:*int64 path:string
  ServicePort name?:string protocol?:string=Protocol appProtocol?:*string port:int32 targetPort?!:intOrString nodePort?:int32
  ServiceSpec ports?:[]ServicePort selector?:map[]string clusterIP?:string clusterIPs?:[]string type?:string=ServiceType externalIPs?:[]string
    sessionAffinity?:string=ServiceAffinity loadBalancerIP?:string loadBalancerSourceRanges?:[]string externalName?:string
    externalTrafficPolicy?:string=ServiceExternalTrafficPolicy healthCheckNodePort?:int32 publishNotReadyAddresses?:bool
    sessionAffinityConfig?:*SessionAffinityConfig ipFamilies?:[]string=IPFamily ipFamilyPolicy?:*string=IPFamilyPolicy allocateLoadBalancerNodePorts?:*bool
    loadBalancerClass?:*string internalTrafficPolicy?:*string=ServiceInternalTrafficPolicy trafficDistribution?:*string@30
  ServiceStatus loadBalancer?!:LoadBalancerStatus conditions?:[]Condition
  SessionAffinityConfig clientIP?:*ClientIPConfig
  SleepAction seconds:int64
  StatefulSet kind?:string apiVersion?:string metadata?!:ObjectMeta spec?!:StatefulSetSpec status?!:StatefulSetStatus
  StatefulSetCondition type:string=StatefulSetConditionType status:string=ConditionStatus lastTransitionTime?!:time reason?:string message?:string
  StatefulSetOrdinals start:int32
  StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted?:string=PersistentVolumeClaimRetentionPolicyType
    whenScaled?:string=PersistentVolumeClaimRetentionPolicyType
  StatefulSetSpec replicas?:*int32 selector:*LabelSelector template:PodTemplateSpec volumeClaimTemplates?:[]PersistentVolumeClaim serviceName:string
    podManagementPolicy?:string=PodManagementPolicyType updateStrategy?!:StatefulSetUpdateStrategy revisionHistoryLimit?:*int32 minReadySeconds?:int32
    persistentVolumeClaimRetentionPolicy?:*StatefulSetPersistentVolumeClaimRetentionPolicy ordinals?:*StatefulSetOrdinals
  StatefulSetStatus observedGeneration?:int64 replicas:int32 readyReplicas?:int32 currentReplicas?:int32 updatedReplicas?:int32 currentRevision?:string
    updateRevision?:string collisionCount?:*int32 conditions?:[]StatefulSetCondition availableReplicas:int32
  StatefulSetUpdateStrategy type?:string=StatefulSetUpdateStrategyType rollingUpdate?:*RollingUpdateStatefulSetStrategy
  StorageOSVolumeSource volumeName?:string volumeNamespace?:string fsType?:string readOnly?:bool secretRef?:*LocalObjectReference
  Sysctl name:string value:string
  TCPSocketAction port:intOrString host?:string
  Toleration key?:string operator?:string=TolerationOperator value?:string effect?:string=TaintEffect tolerationSeconds?:*int64
  TopologySpreadConstraint maxSkew:int32 topologyKey:string whenUnsatisfiable:string=UnsatisfiableConstraintAction labelSelector?:*LabelSelector
    minDomains?:*int32 nodeAffinityPolicy?:*string=NodeInclusionPolicy nodeTaintsPolicy?:*string=NodeInclusionPolicy matchLabelKeys?:[]string
  TypedLocalObjectReference apiGroup:*string kind:string name:string
  TypedObjectReference apiGroup:*string kind:string name:string namespace?:*string
  Volume name:string hostPath?:*HostPathVolumeSource emptyDir?:*EmptyDirVolumeSource gcePersistentDisk?:*GCEPersistentDiskVolumeSource
    awsElasticBlockStore?:*AWSElasticBlockStoreVolumeSource gitRepo?:*GitRepoVolumeSource secret?:*SecretVolumeSource nfs?:*NFSVolumeSource
    iscsi?:*ISCSIVolumeSource glusterfs?:*GlusterfsVolumeSource persistentVolumeClaim?:*PersistentVolumeClaimVolumeSource rbd?:*RBDVolumeSource
    flexVolume?:*FlexVolumeSource cinder?:*CinderVolumeSource cephfs?:*CephFSVolumeSource flocker?:*FlockerVolumeSource
    downwardAPI?:*DownwardAPIVolumeSource fc?:*FCVolumeSource azureFile?:*AzureFileVolumeSource configMap?:*ConfigMapVolumeSource
    vsphereVolume?:*VsphereVirtualDiskVolumeSource quobyte?:*QuobyteVolumeSource azureDisk?:*AzureDiskVolumeSource
    photonPersistentDisk?:*PhotonPersistentDiskVolumeSource projected?:*ProjectedVolumeSource portworxVolume?:*PortworxVolumeSource
    scaleIO?:*ScaleIOVolumeSource storageos?:*StorageOSVolumeSource csi?:*CSIVolumeSource ephemeral?:*EphemeralVolumeSource image?:*ImageVolumeSource@31
  VolumeDevice name:string devicePath:string
  VolumeMount name:string readOnly?:bool recursiveReadOnly?:*string=RecursiveReadOnlyMode@30 mountPath:string subPath?:string
    mountPropagation?:*string=MountPropagationMode subPathExpr?:string
  VolumeMountStatus name:string mountPath:string readOnly?:bool recursiveReadOnly?:*string=RecursiveReadOnlyMode volumeStatus?:*VolumeStatus@36
  VolumeProjection secret?:*SecretProjection downwardAPI?:*DownwardAPIProjection configMap?:*ConfigMapProjection
    serviceAccountToken?:*ServiceAccountTokenProjection clusterTrustBundle?:*ClusterTrustBundleProjection@29 podCertificate?:*PodCertificateProjection@34
  VolumeResourceRequirements limits?:map[ResourceList]quantity requests?:map[ResourceList]quantity
  VolumeStatus image?:*ImageVolumeStatus
  VsphereVirtualDiskVolumeSource volumePath:string fsType?:string storagePolicyName?:string storagePolicyID?:string
  WeightedPodAffinityTerm weight:int32 podAffinityTerm:PodAffinityTerm
  WindowsSecurityContextOptions gmsaCredentialSpecName?:*string gmsaCredentialSpec?:*string runAsUserName?:*string hostProcess?:*bool
`;

/** Of two more kinds, only the fields that are read. Written by hand. */
export const PARTIAL_STRUCTS = `
  CrossVersionObjectReference kind:string name:string apiVersion?:string
  HorizontalPodAutoscaler kind?:string apiVersion?:string metadata?!:ObjectMeta spec?!:HorizontalPodAutoscalerSpec
  HorizontalPodAutoscalerSpec scaleTargetRef:CrossVersionObjectReference minReplicas?:*int32 maxReplicas:int32
  StorageClass kind?:string apiVersion?:string metadata?!:ObjectMeta provisioner:string reclaimPolicy?:*string=PersistentVolumeReclaimPolicy
    volumeBindingMode?:*string=VolumeBindingMode
`;
