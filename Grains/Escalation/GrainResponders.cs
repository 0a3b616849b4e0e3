using SafetyHub.Devices;
using SafetyHub.Duty;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Escalation;

/// <summary>Asks the duty order and the resident.</summary>
internal sealed class GrainResponders(IGrainFactory grains) : IResponders
{
    public async Task<IReadOnlyList<string>> OnDutyAsync(string district, DateTimeOffset at) =>
        district.Length == 0 ? [] : await grains.GetGrain<IDutyGrain>(GrainKeys.Duty(district)).OnDuty(at);

    public async Task<ResponderVoice> VoiceAsync(SubjectRef subject, DeviceKind reporterKind, DeviceId reporter)
    {
        var own = ResponderVoice.OfReporter(reporterKind, reporter);
        if (subject.Kind != SubjectKind.Resident) return own;
        var resident = grains.GetGrain<IResidentGrain>(GrainKeys.Subject(subject));
        var profile = await resident.Get();
        var voices = await resident.Voices();
        var device = own.Device is null && voices.Count > 0 ? ResponderVoice.Name(voices[0].Kind, voices[0].Id) : own.Device;
        return new ResponderVoice(device, profile?.Language ?? ResponderVoice.DefaultLanguage);
    }
}
