using SafetyHub.Adapters;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>One foreign language. Safe for concurrent use; reading never throws, whatever the bytes are.</summary>
internal interface IForeignProtocol
{
    /// <summary>What to subscribe to.</summary>
    IReadOnlyList<string> Filters { get; }

    /// <summary>What stands in the place of rules that a mapping leaves out.</summary>
    IReadOnlyList<AdapterRule> StandardRules { get; }

    /// <summary>True when the system tells by a topic of its own whether it is there; else a camera is there while it publishes.</summary>
    bool TellsAvailability { get; }

    /// <summary>True when a topic that no rule names deserves a look of the administrator; false where rules are meant to choose.</summary>
    bool NamesTopics { get; }

    /// <summary>True when the topic is one that the system may publish at all.</summary>
    bool Owns(string topic);

    /// <summary>Reads a message.</summary>
    ForeignReading Read(ForeignMessage message);
}
