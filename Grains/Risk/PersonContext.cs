using System.Collections.Immutable;
using SafetyHub.Devices;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Risk;

/// <summary>A person's circumstances as far as risk is concerned.</summary>
public sealed record PersonContext
{
    /// <summary>Where the person is, by record.</summary>
    public Whereabouts Whereabouts { get; init; } = Whereabouts.AtHome;

    /// <summary>The person's own quiet hours, or null for those of the rules.</summary>
    public DailyHours? QuietHours { get; init; }

    /// <summary>The home's devices that can ask, in the order in which they should; those known to be out of reach left out.</summary>
    public ImmutableArray<PersonVoice> Voices { get; init; } = [];

    /// <summary>Personal thresholds, or null for those of the rules.</summary>
    public PersonalThresholds? Thresholds { get; init; }
}

/// <summary>Where a person is, by record.</summary>
public enum Whereabouts
{
    /// <summary>Lives at home; may be out for a while.</summary>
    AtHome = 0,
    /// <summary>Away for longer, by record: no sign from the home is expected.</summary>
    Away = 1,
    /// <summary>In hospital or care elsewhere.</summary>
    InHospital = 2,
    /// <summary>Moved away or died: the home says nothing about the person any more.</summary>
    Gone = 3,
}

/// <summary>A device that can ask.</summary>
/// <param name="Device">Its id.</param>
/// <param name="Kind">Robot or speaker.</param>
public readonly record struct PersonVoice(string Device, DeviceKind Kind);

/// <summary>Hours of every day in the time of the city; the end is exclusive, and an end before the start lies on the next day.</summary>
/// <param name="From">Begin.</param>
/// <param name="To">End.</param>
public readonly record struct DailyHours(TimeOnly From, TimeOnly To)
{
    /// <summary>True when a time lies within; equal ends are the whole day.</summary>
    public bool Contains(TimeOnly time) => From == To || (From < To ? time >= From && time < To : time >= From || time < To);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{From:HH\\:mm}-{To:HH\\:mm}");
}
