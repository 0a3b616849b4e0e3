using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Api;

/// <summary>How a camera sees.</summary>
/// <param name="At">When its bridge told so; null when none has.</param>
/// <param name="State"><c>starting</c>, <c>streaming</c>, <c>missing</c>, <c>private</c>; null when no bridge has told.</param>
/// <param name="LastPictureAt">When the newest picture came.</param>
/// <param name="Faults">What is wrong with its view.</param>
/// <param name="Restarts">How often its broken source was started again by the present bridge.</param>
/// <param name="LastFailure">Why it broke last.</param>
/// <param name="PicturesPerSecond">Pictures received per second.</param>
/// <param name="Decoding">What decodes its stream.</param>
/// <param name="DecodingReason">Why it is not what was asked for.</param>
/// <param name="Unseen">How long its place was not seen, by day, newest first.</param>
public sealed record CameraConditionView(
    DateTimeOffset? At, string? State, DateTimeOffset? LastPictureAt, IReadOnlyList<CameraFaultView> Faults, int Restarts, string? LastFailure,
    double PicturesPerSecond, string? Decoding, string? DecodingReason, IReadOnlyList<UnseenDayView> Unseen)
{
    internal static CameraConditionView Of(CameraSettings settings)
    {
        var condition = settings.Condition;
        return new CameraConditionView(
            condition?.At, condition is null ? null : Input.Kebab(condition.View), condition?.LastPictureAt,
            [.. (condition?.Faults ?? settings.Source?.Faults ?? []).Select(fault => new CameraFaultView("camera." + fault.Code, fault.Since, fault.Reason, fault.Value))],
            condition?.Restarts ?? 0, condition?.LastFailure, condition?.PicturesPerSecond ?? 0, condition?.Decoding, condition?.DecodingReason,
            [.. settings.Unseen.Select(day => new UnseenDayView(day.Day, Math.Round(day.Time.TotalMinutes, 1)))]);
    }
}

/// <summary>A fault of a camera's view.</summary>
/// <param name="Type">The event type.</param>
/// <param name="Since">When it began.</param>
/// <param name="Reason">Why.</param>
/// <param name="Value">The figure that led to it.</param>
public sealed record CameraFaultView(string Type, DateTimeOffset Since, string Reason, double Value);

/// <summary>Time not seen on a day of the city.</summary>
/// <param name="Day">The day.</param>
/// <param name="Minutes">Minutes.</param>
public sealed record UnseenDayView(DateOnly Day, double Minutes);
