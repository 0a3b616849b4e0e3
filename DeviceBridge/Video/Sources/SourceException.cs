namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>A camera could not be opened or broke off; the message never holds credentials.</summary>
public sealed class SourceException(string message, Exception? inner = null) : Exception(message, inner);
