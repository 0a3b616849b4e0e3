using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SafetyHub.Devices;
using SafetyHub.Grains.Risk;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Residents;

/// <content>Asking the person: which devices can, and the command that does it.</content>
internal sealed partial class ResidentGrain
{
    private const string CheckIn = "check-in";
    private const int MostVoices = 8;
    private static readonly JsonSerializerOptions ReadableHangul = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };
    private ImmutableArray<PersonVoice> _voices = [];

    private string Language => _file?.Profile?.Language ?? ResidentCare.Default.Language;

    /// <summary>Rules, record and voices may have changed since the last observation.</summary>
    private async ValueTask RefreshContextAsync(bool withVoices)
    {
        if (!ReferenceEquals(Story.Rules, residents.Rules.Current)) Story.Rules = residents.Rules.Current;
        if (withVoices) _voices = await AbleVoicesAsync();
        var context = ContextOf(_voices);
        if (Same(Story.Context, context)) return;
        await CarryOutAsync(Take(new CircumstancesChanged(Now, context)), null);
    }

    private PersonContext ContextOf(ImmutableArray<PersonVoice> voices)
    {
        var quiet = _file?.Profile?.QuietHours;
        return new PersonContext
        {
            Whereabouts = WhereaboutsNow(),
            QuietHours = quiet is { } hours ? new DailyHours(hours.From, hours.To) : null,
            Voices = voices,
            Thresholds = State.Thresholds,
        };
    }

    private Whereabouts WhereaboutsNow() => StatusNow switch
    {
        ResidentStatus.InHospital => Whereabouts.InHospital,
        ResidentStatus.Moved or ResidentStatus.Died => Whereabouts.Gone,
        // What a device said about an outing the story heard itself, and watches for its end.
        ResidentStatus.Out when _file?.Standing.Actor.StartsWith("device:", StringComparison.Ordinal) != true => Whereabouts.Away,
        _ => Whereabouts.AtHome,
    };

    private static bool Same(PersonContext left, PersonContext right) =>
        left.Whereabouts == right.Whereabouts && left.QuietHours == right.QuietHours && left.Thresholds == right.Thresholds && left.Voices.SequenceEqual(right.Voices);

    /// <summary>The devices that are reached and have said that they can check in; what does not answer in time cannot.</summary>
    private async Task<ImmutableArray<PersonVoice>> AbleVoicesAsync()
    {
        if (StatusNow.HasLeft()) return [];
        var voices = await Voices();
        var able = await Task.WhenAll(voices.Take(MostVoices).Select(IsAbleAsync));
        return [.. voices.Take(MostVoices).Where((_, i) => able[i]).Select(voice => new PersonVoice(voice.Id.Value, voice.Kind))];
    }

    private async Task<bool> IsAbleAsync(LinkedDevice voice)
    {
        try
        {
            var twin = await GrainFactory.GetDevice(voice.Kind, voice.Id).Get().WaitAsync(VoicePatience, residents.Time);
            return twin.State is DeviceState.Online or DeviceState.Sleeping && twin.Birth?.Capabilities.Contains(CheckIn) == true;
        }
        catch (Exception failure) when (failure is TimeoutException or OrleansException)
        {
            RiskMetrics.VoicesUnreached.Add(1);
            LogVoiceUnreached(residents.Logger, failure, voice.Id);
            return false;
        }
    }

    private async Task AskAsync(AskPerson ask)
    {
        var wait = Math.Clamp((int)(ask.Until - ask.AskedAt).TotalSeconds, 5, 600);
        var data = JsonSerializer.Serialize(new { question = ask.Question.In(Language), waitSeconds = wait, attempts = 1, gently = ask.Gently }, ReadableHangul);
        var expires = ask.Until > Now ? ask.Until : Now + TimeSpan.FromSeconds(wait);
        var request = new CommandRequest(CheckIn, data, expires, PersonStory.HubDevice, $"ask-{Subject.Id}-{ask.QuestionId}-{ask.Attempt}-{ask.Device}");
        var refused = false;
        try
        {
            var outcome = await GrainFactory.GetDevice(ask.Kind, DeviceId.Parse(ask.Device)).Send(request).WaitAsync(VoicePatience, residents.Time);
            refused = outcome.Refusal != CommandRefusal.None;
        }
        catch (Exception failure) when (failure is TimeoutException or OrleansException)
        {
            refused = true;
            LogVoiceUnreached(residents.Logger, failure, DeviceId.Parse(ask.Device));
        }
        RiskMetrics.Asked.Add(1, new KeyValuePair<string, object?>("reached", !refused));
        if (refused) await CarryOutAsync(Take(new AskingFailed(Now, ask.QuestionId, ask.Attempt)), null);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Device {Device} could not be asked to check in")]
    private static partial void LogVoiceUnreached(ILogger logger, Exception failure, DeviceId device);
}
