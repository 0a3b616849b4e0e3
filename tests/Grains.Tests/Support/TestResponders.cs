using SafetyHub.Devices;
using SafetyHub.Grains.Escalation;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Support;

/// <summary>Who can respond, as the test says.</summary>
public sealed class TestResponders : IResponders
{
    public IReadOnlyList<string> OnDuty { get; set; } = ["lee"];
    public ResponderVoice Voice { get; set; } = new("robot/doll-1", "ko");
    public bool Hangs { get; set; }

    public async Task<IReadOnlyList<string>> OnDutyAsync(string district, DateTimeOffset at)
    {
        if (Hangs) await new TaskCompletionSource().Task;
        return OnDuty;
    }

    public async Task<ResponderVoice> VoiceAsync(SubjectRef subject, DeviceKind reporterKind, DeviceId reporter)
    {
        if (Hangs) await new TaskCompletionSource().Task;
        return Voice;
    }
}
