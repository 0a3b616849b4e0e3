using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Evaluation;

/// <summary>What all clips of an evaluation share.</summary>
internal sealed record EvaluationSetup(SceneParts Parts, ChosenModel Model, StageClock Stages)
{
    /// <summary>Frames analysed a second.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Told how far it is.</summary>
    public required ProgressCount Progress { get; init; }

    /// <summary>Width of the analysed picture in pixels, as a camera's default.</summary>
    public int AnalysisWidth { get; init; } = 640;

    /// <summary>The model's threshold.</summary>
    public float Threshold => (float)Model.Detector.Manifest.Threshold;
}
