using SafetyHub.Dashboard.Api;
using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Tests.Api;

public sealed class AdapterRulesTests
{
    private static readonly AdapterRuleBody Good = new("events", ["person"], ["yard"], ["postman"], 0.7, null, "intrusion", "high");
    private static readonly AdapterCameraBody Camera = new("front_door", null, 1280, 720, null, [Good]);

    [Fact]
    public void Mapping_ThatIsRight_IsReadAndShownAsItWas()
    {
        var mapping = AdapterRules.Read("frigate-1", DeviceId.Parse("cctv-1"), Camera with { QuietSeconds = 60, Source = " " });

        Assert.Equal(("front_door", null, TimeSpan.FromMinutes(1), Severity.High), (mapping.Foreign, mapping.Source, mapping.QuietLimit, mapping.Rules![0].Severity));
        Assert.Equivalent(Good, AdapterCameraView.Of(mapping).Rules![0], strict: true);
        Assert.Null(AdapterRules.Read("frigate-1", DeviceId.Parse("cctv-1"), Camera with { Rules = null }).Rules);
    }

    [Fact]
    public void Topic_WithTheNamespaceOfTheStandard_IsReadWithoutIt() =>
        Assert.Equal("RuleEngine/LineDetector", Read(Good with { On = "tns1:RuleEngine/LineDetector", MinScore = null, Zones = null, ExceptSubLabels = null }).On);

    [Fact]
    public void Mapping_ThatIsWrong_NamesTheField()
    {
        Fault("foreign", Camera with { Foreign = " " });
        Fault("foreign", Camera with { Foreign = new string('x', 129) });
        Fault("foreign", Camera with { Foreign = "a\u0000b" });
        Fault("source", Camera with { Source = new string('x', 65) });
        Fault("frameWidth", Camera with { FrameHeight = null });
        Fault("frameWidth", Camera with { FrameWidth = 15 });
        Fault("frameHeight", Camera with { FrameHeight = 16_385 });
        Fault("quietSeconds", Camera with { QuietSeconds = 59 });
        Fault("rules", Camera with { Rules = [] });
        Fault("rules", Camera with { Rules = [.. Enumerable.Repeat(Good, 33)] });
    }

    [Fact]
    public void Rule_ThatIsWrong_NamesItsField()
    {
        Fault("rules[0].on", Good with { On = null });
        Fault("rules[0].type", Good with { Type = "sos.button" });
        Fault("rules[0].type", Good with { Type = null });
        Fault("rules[0].severity", Good with { Severity = "dreadful" });
        Fault("rules[0].minScore", Good with { MinScore = 1.01 });
        Fault("rules[0].minScore", Good with { MinScore = double.NaN });
        Fault("rules[0].minScore", Good with { On = "reviews" });
        Fault("rules[0].level", Good with { Level = "alert" });
        Fault("rules[0].level", Good with { On = "reviews", MinScore = null, Level = "panic" });
        Fault("rules[0].zones", Good with { On = "RuleEngine/LineDetector", MinScore = null });
        Fault("rules[0].labels", Good with { Labels = [.. Enumerable.Repeat("a", 33)] });
        Fault("rules[0].labels", Good with { Labels = [""] });
    }

    private static SafetyHub.Adapters.AdapterRule Read(AdapterRuleBody rule) => AdapterRules.Read("a", DeviceId.Parse("cctv-1"), Camera with { Rules = [rule] }).Rules![0];

    private static void Fault(string field, AdapterRuleBody rule) => Fault(field, Camera with { Rules = [rule] });

    private static void Fault(string field, AdapterCameraBody body) =>
        Assert.Equal(field, Assert.Throws<InvalidInputException>(() => AdapterRules.Read("a", DeviceId.Parse("cctv-1"), body)).Field);
}
