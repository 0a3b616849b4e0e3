using System.Security.Claims;
using SafetyHub.Dashboard.Access;
using SafetyHub.Duty;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Duty;

/// <summary>What a caseworker sees and may touch: incidents assigned to the person, and those of the own district while on duty there.</summary>
internal sealed class CaseworkerList(IGrainFactory grains, IIncidentFeed feed, TimeProvider time)
{
    public async Task<CaseworkerView> ReadAsync(ClaimsPrincipal person)
    {
        var (me, worker) = (person.Actor(), person.CaseworkerId());
        var profile = worker is null ? null : await grains.GetGrain<ICaseworkerGrain>(GrainKeys.Caseworker(worker)).Get();
        var onDuty = worker is not null && profile is { District.Length: > 0 } && await IsOnDutyAsync(profile.District, worker);
        bool Mine(IncidentSnapshot incident) => incident.Assignee == me || worker is not null && incident.Assignee == worker;
        var incidents = feed.Current.Where(incident => incident.IsOpen && (Mine(incident) || onDuty && incident.Subject.District == profile!.District));
        return new CaseworkerView(worker, profile, onDuty, [.. incidents.OrderByDescending(Mine)]);
    }

    public async Task<IncidentSnapshot?> FindAsync(ClaimsPrincipal person, IncidentId id) =>
        (await ReadAsync(person)).Incidents.FirstOrDefault(incident => incident.Id == id);

    private async Task<bool> IsOnDutyAsync(string district, string worker) =>
        (await grains.GetGrain<IDutyGrain>(GrainKeys.Duty(district)).OnDuty(time.GetUtcNow())).Contains(worker);
}

/// <summary>What a caseworker sees.</summary>
/// <param name="Worker">The caseworker's id, or null when the account is not linked.</param>
/// <param name="Profile">The caseworker's record, or null.</param>
/// <param name="OnDuty">True while on duty in the own district.</param>
/// <param name="Incidents">Own first, then in queue order.</param>
internal sealed record CaseworkerView(string? Worker, CaseworkerProfile? Profile, bool OnDuty, IReadOnlyList<IncidentSnapshot> Incidents);
