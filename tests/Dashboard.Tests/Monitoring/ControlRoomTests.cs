using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using SafetyHub.Audit;
using SafetyHub.Dashboard.Access;
using SafetyHub.Dashboard.Incidents;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Dashboard.Live;
using SafetyHub.Dashboard.Monitoring;
using SafetyHub.Dashboard.Tests.Fakes;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using AlarmSeverity = SafetyHub.Incidents.Severity;

namespace SafetyHub.Dashboard.Tests.Monitoring;

public sealed class ControlRoomTests : BunitContext, IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
    private readonly FakeIncidents _incidents;
    private readonly IncidentFeed _feed;
    private readonly BunitAuthorizationContext _who;

    public ControlRoomTests()
    {
        _incidents = new FakeIncidents(_time);
        var grains = new FakeGrains(_incidents);
        _feed = new IncidentFeed(grains, _incidents, Options.Create(new DashboardOptions()), _time, new FeedMetrics(), NullLogger<IncidentFeed>.Instance);
        Services.AddMudServices();
        Services.AddMemoryCache();
        Services.AddSingleton<TimeProvider>(_time).AddSingleton<IGrainFactory>(grains).AddSingleton<IIncidentQueries>(_incidents);
        Services.AddSingleton<IAuditLog, FakeAudit>().AddSingleton<IIncidentFeed>(_feed).AddSingleton(Options.Create(new DashboardOptions()));
        Services.AddScoped<Words>().AddScoped<IncidentWording>().AddScoped<IncidentDesk>().AddScoped<PeopleDirectory>();
        Services.AddScoped<AntiforgeryStateProvider, NoToken>();
        _who = this.AddAuthorization();
        _who.SetAuthorized("kim");
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Server", true));
        _incidents.Observers[_feed] = 0;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync()
    {
        _feed.Dispose();
        await DisposeAsync();
    }

    [Fact]
    public void Queue_WithIncidents_StandsInOrder()
    {
        Open("low", AlarmSeverity.Low, 50);
        Open("high", AlarmSeverity.High, 1);
        Open("critical", AlarmSeverity.Critical, 0);
        Assert.Equal(["critical", "high", "low"], Names(Room()));
    }

    [Fact]
    public async Task Key_ByItsPlace_SelectsAndAcknowledges()
    {
        Open("first", AlarmSeverity.Critical, 2);
        var second = Open("second", AlarmSeverity.High, 1);
        var room = Room();
        await room.InvokeAsync(() => room.Instance.OnKey("KeyJ", false));
        await room.InvokeAsync(() => room.Instance.OnKey("KeyJ", false));
        Assert.Equal("second", room.Find(".row.selected .c-subject").TextContent.Trim());
        await room.InvokeAsync(() => room.Instance.OnKey("KeyA", false));
        Assert.Equal("user:kim", _incidents.Find(second.Id)!.Assignee);
    }

    [Fact]
    public async Task Key_WithNothingSelected_ActsOnNothing()
    {
        Open("first", AlarmSeverity.Critical, 2);
        var room = Room();
        await room.InvokeAsync(() => room.Instance.OnKey("KeyA", false));
        Assert.Empty(_incidents.Commands);
    }

    [Fact]
    public void NewCritical_Arriving_IsAnnouncedAtOnce()
    {
        var room = Room();
        Open("홍순자", AlarmSeverity.Critical, 0);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        room.WaitForAssertion(() => Assert.Contains("홍순자", room.Find("[aria-live=assertive]").TextContent, StringComparison.Ordinal));
        Assert.Equal("", room.Find("[aria-live=polite]").TextContent);
    }

    [Fact]
    public void Step_ToTheSupervisor_StandsInTheRowAndIsToldToTheSupervisor()
    {
        _who.SetRoles(SafetyHub.Access.Roles.Supervisor);
        _incidents.Open("홍순자", AlarmSeverity.High, IncidentCategory.Fall, "fall", TimeSpan.FromMinutes(3),
            change: i => i with { Escalation = i.Escalation with { Step = 3, Target = SafetyHub.Escalation.StepTarget.Supervisor } });
        var room = Room();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        room.WaitForAssertion(() => Assert.Contains("책임자 호출: 홍순자", room.Find("[aria-live=assertive]").TextContent, StringComparison.Ordinal));
        Assert.Contains("관제 책임자", room.Find(".row .tag").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<ControlRoom> Room()
    {
        Services.GetRequiredService<IMemoryCache>().Set<IReadOnlyList<Person>>(typeof(PeopleDirectory), [new Person("user:kim", "김관제", "operator")]);
        return Render<ControlRoom>();
    }

    private static IEnumerable<string> Names(IRenderedComponent<ControlRoom> room) => room.FindAll(".row .c-subject").Select(cell => cell.TextContent.Trim());

    private IncidentSnapshot Open(string name, AlarmSeverity severity, int minutes) =>
        _incidents.Open(name, severity, IncidentCategory.Fall, "fall", TimeSpan.FromMinutes(minutes));

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
