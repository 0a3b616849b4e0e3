using SafetyHub.Town.World.Homes;

namespace SafetyHub.Town.World.Hub;

/// <summary>What a hub does about a home.</summary>
internal abstract record HubAct;

/// <summary>People are told: an incident is opened, or an open one becomes more severe.</summary>
/// <param name="Concern">What it is about; at most one incident of each is open.</param>
/// <param name="Grade">How bad it is.</param>
/// <param name="Opens">True when it is a new incident.</param>
internal sealed record PeopleTold(Concern Concern, Grade Grade, bool Opens) : HubAct;

/// <summary>A device of the home asks the person.</summary>
/// <param name="DeviceId">Which.</param>
/// <param name="Wait">How long an answer is waited for.</param>
/// <param name="Attempt">From 1; the hub asks again itself.</param>
internal sealed record PersonAsked(string DeviceId, TimeSpan Wait, int Attempt) : HubAct;
