namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>A message of a foreign system as it came.</summary>
/// <param name="Topic">Its whole topic.</param>
/// <param name="Payload">Its payload; stays valid for as long as the message.</param>
/// <param name="Retained">True when the broker had kept it: it tells a state, not that something happens now.</param>
/// <param name="ReceivedAt">Arrival, UTC.</param>
internal sealed record ForeignMessage(string Topic, ReadOnlyMemory<byte> Payload, bool Retained, DateTimeOffset ReceivedAt);
