using SafetyHub.Devices;
using SafetyHub.Signals;

namespace SafetyHub.SimulatedRoom;

/// <summary>One event of the day, with the truth about it.</summary>
/// <param name="Number">Order of the day.</param>
/// <param name="At">When it happened.</param>
/// <param name="Type">Event type.</param>
/// <param name="Camera">The camera that reports it, or null for a home.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="Confidence">0..1.</param>
/// <param name="IsTrue">True when it really happened.</param>
/// <param name="Because">What made it: <c>daily</c>, <c>storm</c>, <c>offender</c>, <c>emergency</c>, <c>home</c>.</param>
internal sealed record SimulatedEvent(
    int Number, DateTimeOffset At, string Type, DeviceId? Camera, SubjectRef Subject, double Confidence, bool IsTrue, string Because);
