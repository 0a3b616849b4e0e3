using SafetyHub.Devices;
using SafetyHub.Grains.Devices;

namespace SafetyHub.Grains.Tests.Devices;

public sealed class LatestValuesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Value_OlderThanTheLastOfItsName_DoesNotOverwriteIt()
    {
        var latest = new LatestValues();
        latest.Take(Number("temperature", 21), Noon);
        latest.Take(Number("temperature", 5), Noon.AddHours(-24));
        latest.Take(Number("humidity", 40), Noon.AddHours(-24));
        Assert.Equal(new LatestValue(Number("temperature", 21), Noon), latest.Find("temperature"));
        Assert.Equal(new LatestValue(Number("humidity", 40), Noon.AddHours(-24)), latest.Find("humidity"));
    }

    [Fact]
    public void Value_OfEachForm_ComesBackAsItWas()
    {
        TelemetryValue[] values = [Number("n", 1.5), new("yes", null, true, null), new("no", null, false, null), new("t", null, null, "open")];
        var latest = new LatestValues();
        foreach (var value in values) latest.Take(value, Noon);
        Assert.Equal(values, latest.ToArray().Select(value => value.Value));
    }

    [Fact]
    public void Names_BeyondSixtyFour_AreNotKept()
    {
        var latest = new LatestValues();
        for (var i = 0; i < LatestValues.MaxNames; i++) Assert.True(latest.Take(Number($"n{i}", i), Noon));
        Assert.False(latest.Take(Number("one-too-many", 1), Noon));
        Assert.True(latest.Take(Number("n63", 7), Noon));
        Assert.Equal(LatestValues.MaxNames, latest.ToArray().Length);
    }

    private static TelemetryValue Number(string name, double number) => new(name, number, null, null);
}
