using Microsoft.Extensions.Time.Testing;
using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Adapters;

namespace SafetyHub.DeviceBridge.Tests.Adapters;

/// <summary>Who is there, by whose word and for how long.</summary>
public sealed class AdapterPresenceTests
{
    private static readonly AdapterCamera Camera = new("a", Devices.DeviceId.Parse("cctv-1"), "gate", null, null, null, null, null);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Silent_OnvifCamera_IsNobodysToTellAfterItsQuietLimit()
    {
        var presence = new AdapterPresence(tellsAvailability: false, _time);
        Assert.Null(presence.StateOf(Camera));
        Assert.True(presence.Heard(Camera));
        Assert.False(presence.Heard(Camera));
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(ForeignState.Online, presence.StateOf(Camera));
        Assert.Null(presence.StateOf(Camera with { QuietLimit = TimeSpan.FromMinutes(1) }));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(presence.StateOf(Camera));
    }

    [Fact]
    public void Stream_ThatWasDown_IsBackWhenItHasStayedUpForAMinute()
    {
        var presence = new AdapterPresence(tellsAvailability: true, _time);
        Assert.Null(presence.StateOf(Camera));
        presence.SystemSays(ForeignState.Online);
        Assert.Equal(ForeignState.Online, presence.StateOf(Camera));
        for (var i = 0; i < 5; i++)
        {
            presence.CameraSays("gate", ForeignState.Offline);
            Assert.Equal(ForeignState.Offline, presence.StateOf(Camera));
            presence.CameraSays("gate", ForeignState.Online);
            _time.Advance(AdapterPresence.Settle - TimeSpan.FromSeconds(1));
            Assert.Equal(ForeignState.Offline, presence.StateOf(Camera));
        }
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ForeignState.Online, presence.StateOf(Camera));
    }

    [Fact]
    public void System_ThatTellsWhatItSees_IsThereAlsoWithoutItsOwnWord()
    {
        var presence = new AdapterPresence(tellsAvailability: true, _time);
        Assert.True(presence.Heard(Camera));
        Assert.Equal(ForeignState.Online, presence.StateOf(Camera));
        presence.SystemSays(ForeignState.Offline);
        presence.Heard(Camera);
        Assert.Equal(ForeignState.Offline, presence.StateOf(Camera));
    }

    [Fact]
    public void System_ThatIsGone_SpeaksForAllItsStreams()
    {
        var presence = new AdapterPresence(tellsAvailability: true, _time);
        presence.SystemSays(ForeignState.Online);
        presence.CameraSays("gate", ForeignState.Online);
        presence.SystemSays(ForeignState.Offline);
        Assert.Equal((ForeignState.Offline, "offline"), (presence.StateOf(Camera), presence.Word));
        presence.SystemSays(ForeignState.Stopped);
        Assert.Equal(ForeignState.Stopped, presence.StateOf(Camera));
    }
}
