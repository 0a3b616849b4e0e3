namespace SafetyHub.Town.World.Chance;

/// <summary>
/// Chance that can be asked again: the same town, home, purpose and number give the same throws, whoever asked what before. So a home
/// lives through the same days whichever hub watches it, and on any number of cores. SplitMix64 (public domain, Vigna).
/// </summary>
internal sealed class Dice
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state;

    private Dice(ulong state) => _state = state;

    /// <summary>The dice of a home for a purpose; <paramref name="number"/> is a day, a tick or a question.</summary>
    public static Dice For(HomeSeed seed, Purpose purpose, long number = 0) => new(StateOf(seed, purpose, number));

    /// <summary>One throw from 0 to 1, without dice to hold.</summary>
    public static double ShareOf(HomeSeed seed, Purpose purpose, long number) => ToShare(Mix(StateOf(seed, purpose, number) + Step));

    /// <summary>From 0 up to, not including, 1.</summary>
    public double Share() => ToShare(Mix(_state += Step));

    /// <summary>True with the probability.</summary>
    public bool Hits(double probability) => Share() < probability;

    public double Between(double least, double most) => least + ((most - least) * Share());

    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + ((most - least) * Share());

    /// <summary>From the first up to, not including, the second.</summary>
    public int Whole(int least, int beyond) => least + (int)((beyond - least) * Share());

    public double Normal(double mean, double spread) =>
        mean + (spread * Math.Sqrt(-2 * Math.Log(1 - Share())) * Math.Cos(2 * Math.PI * Share()));

    /// <summary>How often something of a mean number happens.</summary>
    public int Count(double mean)
    {
        var limit = Math.Exp(-mean);
        var product = Share();
        var count = 0;
        for (; product > limit; count++) product *= Share();
        return count;
    }

    private static ulong StateOf(HomeSeed seed, Purpose purpose, long number) =>
        Mix(Mix(Mix((ulong)seed.Town + Step) ^ (ulong)seed.Home) ^ ((ulong)purpose << 48) ^ (ulong)number);

    private static double ToShare(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
