namespace SafetyHub.DeviceBridge.Video.Behaviours;

/// <summary>
/// A behaviour that cameras can be watched for. <see cref="BehaviourKinds"/> finds every class of this assembly that implements
/// it and has a constructor without parameters: a new behaviour is one new folder, nothing else is touched.
/// </summary>
internal interface IBehaviourKind
{
    /// <summary>Event type of the device contract under which it reports.</summary>
    string Type { get; }

    /// <summary>Which areas of the picture it looks at.</summary>
    AreaKind Areas { get; }

    /// <summary>
    /// True when it guesses from colours and movement what only a sensor or a person can tell: its findings carry
    /// <c>"basis": "picture"</c>, with which the event table calls for a look and not for help.
    /// </summary>
    bool IsHint => false;

    /// <summary>Its options: public settable properties with defaults, ranges as annotations, rules between them by <see cref="System.ComponentModel.DataAnnotations.IValidatableObject"/>.</summary>
    Type OptionsType { get; }

    /// <summary>Starts watching one camera. <paramref name="options"/> is of <see cref="OptionsType"/> and valid.</summary>
    IBehaviour Create(object options);
}

/// <summary>Saves a kind the cast of its options.</summary>
internal abstract class BehaviourKind<TOptions> : IBehaviourKind
    where TOptions : class, new()
{
    public abstract string Type { get; }

    public virtual AreaKind Areas => AreaKind.Zones;

    public virtual bool IsHint => false;

    public Type OptionsType => typeof(TOptions);

    public IBehaviour Create(object options) => Create((TOptions)options);

    protected abstract IBehaviour Create(TOptions options);
}

/// <summary>Which areas of the picture a behaviour looks at.</summary>
internal enum AreaKind
{
    /// <summary>Zones; the whole picture where the camera has none.</summary>
    Zones,

    /// <summary>Lines; it cannot work without one.</summary>
    Lines,
}
