namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>A detection model cannot be used; the message says which file and why.</summary>
public sealed class ModelRejectedException(string message, Exception? inner = null) : Exception(message, inner);
