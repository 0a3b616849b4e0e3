namespace SafetyHub.Town.Homes;

/// <summary>What an installer leaves in a device.</summary>
/// <param name="Id">Device id.</param>
/// <param name="Secret">Its secret.</param>
/// <param name="Kind"><c>robot</c>, <c>speaker</c> or <c>sensor</c>.</param>
internal sealed record DeviceAccount(string Id, string Secret, string Kind);
