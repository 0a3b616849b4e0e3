using System.Globalization;
using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Town.World.Homes;

/// <summary>One of the ways in which a home can call for help.</summary>
/// <param name="By">The device.</param>
/// <param name="Type">Event type of the contract.</param>
/// <param name="Data">Its data, or null.</param>
/// <param name="Confidence">0..1, or null.</param>
internal sealed record SosDevice(DeviceRole By, string Type, string? Data, double? Confidence)
{
    /// <summary>Any of the ways that the home has, equally often.</summary>
    public static SosDevice Choose(Home home, Dice dice)
    {
        var ways = new List<SosDevice>();
        if (home.Has(DeviceRole.Robot)) ways.Add(new(DeviceRole.Robot, "sos.hand-hold", string.Create(CultureInfo.InvariantCulture, $$"""{"seconds":{{dice.Between(3, 8):F1}}}"""), null));
        if (home.Has(DeviceRole.Speaker)) ways.Add(new(DeviceRole.Speaker, "sos.voice", """{"phrase":"살려줘"}""", Math.Round(dice.Between(0.6, 0.95), 2)));
        if (home.Has(DeviceRole.Button)) ways.Add(new(DeviceRole.Button, "sos.button", null, null));
        return ways[dice.Whole(0, ways.Count)];
    }

    public Happening At(TimeSpan at, Need need) => new(at, By, Type, need) { Data = Data, Confidence = Confidence };
}
