using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;
using SafetyHub.Access;
using SafetyHub.Audit;
using SafetyHub.Dashboard.Access;
using SafetyHub.Dashboard.Incidents;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Dashboard.Live;
using SafetyHub.Dashboard.Monitoring;
using SafetyHub.Dashboard.Monitoring.Rooms;
using SafetyHub.Dashboard.Monitoring.Walls;
using SafetyHub.Dashboard.Tests.Fakes;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Tests.Monitoring;

/// <summary>The pages of the room over fake grains, with Kim signed in and a clock that stands.</summary>
public abstract class RoomStage : BunitContext, IAsyncLifetime
{
    private readonly IncidentFeed _feed;
    private IRenderedComponent<MudDialogProvider>? _dialogs;

    protected RoomStage(string language = "ko")
    {
        var incidents = new FakeIncidents(Clock);
        Grains = new FakeGrains(incidents);
        _feed = new IncidentFeed(Grains, incidents, Options.Create(new DashboardOptions()), Clock, new FeedMetrics(), NullLogger<IncidentFeed>.Instance);
        Services.AddMudServices();
        Services.AddMemoryCache();
        Services.AddSingleton<TimeProvider>(Clock).AddSingleton<IGrainFactory>(Grains).AddSingleton<IIncidentQueries>(incidents).AddSingleton<IDeviceRegistry>(Registry);
        Services.AddSingleton<IAuditLog>(Audit).AddSingleton<IIncidentFeed>(_feed).AddSingleton(Options.Create(new DashboardOptions()));
        Services.AddScoped(_ => new Words(CultureInfo.GetCultureInfo(language))).AddScoped<IncidentWording>().AddScoped<WallWording>();
        Services.AddScoped<WallDesk>().AddScoped<RoomOverviewReader>().AddScoped<PeopleDirectory>().AddScoped<AntiforgeryStateProvider, NoToken>();
        Who = this.AddAuthorization();
        Who.SetAuthorized("kim");
        Who.SetRoles(Roles.Operator);
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Server", true));
    }

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    internal FakeGrains Grains { get; }

    internal FakeRegistry Registry { get; } = new();

    internal FakeAudit Audit { get; } = new();

    internal BunitAuthorizationContext Who { get; }

    internal FakeControlRoom Room => Grains.Room;

    internal IRenderedComponent<MudDialogProvider> Dialogs => _dialogs ??= Render<MudDialogProvider>();

    public Task InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync()
    {
        _feed.Dispose();
        await DisposeAsync();
    }

    /// <summary>The wall page without a position.</summary>
    internal IRenderedComponent<WallPage> Open()
    {
        KnowPeople();
        return Render<WallPage>();
    }

    internal void KnowPeople()
    {
        Services.GetRequiredService<IMemoryCache>().Set<IReadOnlyList<Person>>(
            typeof(PeopleDirectory), [new Person("user:kim", "김관제", "operator"), new Person("user:lee", "이책임", "supervisor")]);
        _ = Dialogs;
    }

    /// <summary>The wall page with Kim at p1.</summary>
    internal IRenderedComponent<WallPage> Sit()
    {
        var page = Open();
        Seat(page, "p1").QuerySelector("button")!.Click();
        page.WaitForElement("#wall-title");
        return page;
    }

    internal static AngleSharp.Dom.IElement Seat(IRenderedComponent<WallPage> page, string position) =>
        page.FindAll(".seat").Single(seat => seat.QuerySelector(".seat-name")!.TextContent.Contains(position, StringComparison.Ordinal));

    /// <summary>Lets the page's clock tick once.</summary>
    internal void Tick() => Clock.Advance(TimeSpan.FromSeconds(1));

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
