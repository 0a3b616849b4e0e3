using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Lying;

/// <summary>One sighting of somebody who lies.</summary>
/// <param name="Box">Where.</param>
/// <param name="Score">How sure the model is, 0 to 1.</param>
/// <param name="Turn">How the picture was turned.</param>
internal readonly record struct LyingSight(Box Box, float Score, RotateFlags? Turn);
