using Microsoft.Extensions.Time.Testing;
using SafetyHub.Dashboard.Live;
using SafetyHub.Dashboard.Tests.Fakes;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Tests.Live;

public sealed class FeedBookTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Order_OfTheQueue_IsUnacknowledgedThenSeverityThenWaiting()
    {
        var book = Fill(100,
            ("owned", Severity.Critical, 1, "user:kim"), ("low", Severity.Low, 90, null), ("young", Severity.High, 1, null),
            ("old", Severity.High, 5, null), ("worst", Severity.Critical, 0, null));
        Assert.Equal(["worst", "old", "young", "low", "owned"], book.Sorted.Select(incident => incident.Subject.Name));
    }

    [Fact]
    public void Book_Full_LeavesOutTheLeastUrgent()
    {
        var book = Fill(2, ("low", Severity.Low, 1, null), ("high", Severity.High, 1, null), ("critical", Severity.Critical, 1, null));
        Assert.Equal(["critical", "high"], book.Sorted.Select(incident => incident.Subject.Name));
        Assert.Equal(1, book.LeftOut);
    }

    private FeedBook Fill(int atMost, params (string Name, Severity Severity, int Minutes, string? Owner)[] rows)
    {
        var incidents = new FakeIncidents(_time);
        var book = new FeedBook(TimeSpan.FromMinutes(10), atMost);
        foreach (var (name, severity, minutes, owner) in rows)
        {
            book.Take(incidents.Open(name, severity, IncidentCategory.Fall, "fall", TimeSpan.FromMinutes(minutes), assignee: owner), _time.GetUtcNow());
        }
        book.Sort();
        return book;
    }
}
