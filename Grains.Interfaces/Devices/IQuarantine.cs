namespace SafetyHub.Devices;

/// <summary>The bounded store of messages that could not be understood. Putting never blocks or throws: what does not fit is counted and dropped, oldest first.</summary>
public interface IQuarantine
{
    /// <summary>Keeps a message.</summary>
    void Put(QuarantinedMessage message);

    /// <summary>Newest first, older than <paramref name="before"/> when given, at most <paramref name="limit"/> (1 to 500).</summary>
    Task<IReadOnlyList<QuarantinedMessage>> ListAsync(long? before, int limit, CancellationToken cancel);

    /// <summary>How many were kept or dropped since the start, by cause.</summary>
    IReadOnlyDictionary<string, long> CountsByCause { get; }
}

/// <summary>A message that could not be understood.</summary>
/// <param name="Sequence">Assigned by the store; 0 when put.</param>
/// <param name="DeviceId">Who sent it, or null when not known.</param>
/// <param name="Topic">Its topic, cut to 256 characters.</param>
/// <param name="Payload">Its payload, cut to 4 KiB.</param>
/// <param name="PayloadBytes">Its true size in bytes.</param>
/// <param name="Cause">Short code, for example <c>not-json</c>, <c>too-large</c>, <c>unknown-topic</c>, <c>missing-field</c>.</param>
/// <param name="Detail">One English sentence.</param>
/// <param name="ReceivedAt">Arrival, UTC.</param>
public sealed record QuarantinedMessage(
    long Sequence, string? DeviceId, string Topic, byte[] Payload, long PayloadBytes, string Cause, string Detail, DateTimeOffset ReceivedAt);
