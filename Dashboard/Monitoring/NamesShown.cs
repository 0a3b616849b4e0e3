using SafetyHub.Dashboard.Access;

namespace SafetyHub.Dashboard.Monitoring;

/// <summary>People as their colleagues call them, for one open page.</summary>
internal sealed class NamesShown(PeopleDirectory directory)
{
    private IReadOnlyList<Person> _people = [];

    /// <summary>Reads the names anew; the directory keeps them for 20 s.</summary>
    public async Task ReadAsync(CancellationToken cancel) => _people = await directory.ListAsync(cancel);

    /// <summary>The person's name, or what the log calls them when the name is not known.</summary>
    public string Of(string? actor) =>
        actor is null ? "" : _people.FirstOrDefault(person => person.Actor == actor)?.Name ?? (actor.StartsWith("user:", StringComparison.Ordinal) ? actor[5..] : actor);
}
