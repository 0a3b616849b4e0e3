using Microsoft.Extensions.Logging;
using SafetyHub.Bridges;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Bridges;

/// <summary>
/// Asks the cameras what they want: all of them at the beginning, then 64 in each step, so that a change that nobody told is found within a
/// minute in a city of 3,576 cameras. At most 64 questions are open at a time.
/// </summary>
internal sealed partial class CameraSurvey(IDeviceRegistry registry, IGrainFactory grains, ILogger logger)
{
    private const int AtOnce = 64;
    private const int PageSize = 1000;

    private readonly Queue<DeviceId> _ahead = [];
    private bool _begun;

    /// <summary>Asks the next cameras and tells each answer.</summary>
    public async Task StepAsync(Action<DeviceId, CameraDemand?> tell)
    {
        if (_ahead.Count == 0) await ListAsync();
        do
        {
            var asked = new List<DeviceId>(AtOnce);
            while (asked.Count < AtOnce && _ahead.TryDequeue(out var next)) asked.Add(next);
            await Task.WhenAll(asked.Select(camera => AskAsync(camera, tell)));
        }
        while (!_begun && _ahead.Count > 0);
        _begun = true;
    }

    /// <summary>Asks one camera. One that does not answer keeps what it wanted before.</summary>
    public async Task AskAsync(DeviceId camera, Action<DeviceId, CameraDemand?> tell)
    {
        try
        {
            tell(camera, await grains.GetGrain<ICameraGrain>(GrainKeys.Device(DeviceKind.Camera, camera)).Demand());
        }
        catch (Exception failure)
        {
            BridgeMetrics.Failures.Add(1, new KeyValuePair<string, object?>("work", "survey"));
            LogNotAsked(logger, failure, camera);
        }
    }

    private async Task ListAsync()
    {
        string? after = null;
        do
        {
            var page = await registry.ListAsync(DeviceKind.Camera, after, PageSize, CancellationToken.None);
            foreach (var camera in page) _ahead.Enqueue(camera.Id);
            after = page.Count == PageSize ? page[^1].Id.Value : null;
        }
        while (after is not null);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Camera {Camera} did not say what it wants analysed; it is asked again within a minute or so")]
    private static partial void LogNotAsked(ILogger logger, Exception failure, DeviceId camera);
}
