namespace SafetyHub.Adapters;

/// <summary>Whose language an adapter understands.</summary>
public enum AdapterKind
{
    /// <summary>Frigate 0.14 to 0.18: <c>frigate/events</c>, <c>frigate/reviews</c>, <c>frigate/available</c>.</summary>
    Frigate = 1,
    /// <summary>Cameras that publish ONVIF events as JSON: <c>{prefix}/onvif-ej/…</c>.</summary>
    Onvif = 2,
}

/// <summary>How an adapter's messages come to the hub.</summary>
public enum AdapterWay
{
    /// <summary>The hub is a client of a broker of its own, for example the one beside Frigate.</summary>
    Broker = 0,
    /// <summary>The hub reads them from the external broker that its devices use (<c>SafetyHub:Mqtt:Broker</c>).</summary>
    HubBroker = 1,
    /// <summary>The foreign system signs in at the hub's embedded broker as <c>adapter.{name}</c>.</summary>
    Embedded = 2,
}
