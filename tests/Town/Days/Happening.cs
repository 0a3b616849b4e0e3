namespace SafetyHub.Town.Days;

/// <summary>One thing that happens in a home or at a place.</summary>
/// <param name="At">Time of day in the town.</param>
/// <param name="Role">Which of the devices there reports it, see <see cref="Homes.DeviceAccount.Role"/>.</param>
/// <param name="Type">Event type of the device contract.</param>
/// <param name="Data">Its data, or null.</param>
/// <param name="Confidence">0..1, or null.</param>
internal sealed record Happening(TimeOnly At, string Role, string Type, object? Data = null, double? Confidence = null);

/// <summary>Makes a day, in order of time; the same random numbers make the same day.</summary>
internal delegate IReadOnlyList<Happening> DayMaker(Random random);
