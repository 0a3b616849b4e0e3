using SafetyHub.DeviceBridge.Adapters;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>What connections of foreign systems need beside what every connection shares.</summary>
internal sealed record ForeignParts(AdapterIntake Intake, ForeignInbox Inbox);
