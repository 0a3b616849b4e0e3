using SafetyHub.Duty;

namespace SafetyHub.Grains.Duty;

/// <summary>A caseworker: the record and the browsers that take push messages.</summary>
internal sealed class CaseworkerGrain(
    [PersistentState("worker", GrainsAssembly.Storage)] IPersistentState<CaseworkerState> stored) : Grain, ICaseworkerGrain
{
    private const int MaxSubscriptions = 10;

    private List<StoredSubscription> Known => stored.State.Subscriptions;

    public Task Save(CaseworkerProfile profile)
    {
        stored.State.Profile = CaseworkerRules.Store(profile);
        return stored.WriteStateAsync();
    }

    public Task<CaseworkerProfile?> Get() =>
        Task.FromResult(stored.State.Profile is { } profile ? new CaseworkerProfile(profile.Name, profile.District, profile.Language) : null);

    public Task Subscribe(PushSubscription subscription)
    {
        var added = CaseworkerRules.Store(subscription);
        Known.RemoveAll(known => known.Endpoint == added.Endpoint);
        while (Known.Count >= MaxSubscriptions) Known.RemoveAt(0);
        Known.Add(added);
        return stored.WriteStateAsync();
    }

    public Task Unsubscribe(string endpoint) =>
        Known.RemoveAll(known => known.Endpoint == endpoint) > 0 ? stored.WriteStateAsync() : Task.CompletedTask;

    public Task<IReadOnlyList<PushSubscription>> Subscriptions() =>
        Task.FromResult<IReadOnlyList<PushSubscription>>([.. Known.Select(known => known.ToSubscription())]);

    public Task PushTaken(string endpoint, DateTimeOffset at)
    {
        if (Known.Find(known => known.Endpoint == endpoint) is not { } taken || taken.LastTakenAt >= at) return Task.CompletedTask;
        taken.LastTakenAt = at;
        return stored.WriteStateAsync();
    }
}
