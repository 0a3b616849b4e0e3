using System.Reflection;
using System.Xml.Linq;
using Xunit;

namespace SafetyHub.Architecture;

/// <summary>Whatever a camera goes by is said in words on the screens, in both languages.</summary>
public sealed class FindingTextsTests
{
    [Theory]
    [InlineData("Dashboard/Resources/HubTexts.resx")]
    [InlineData("Dashboard/Resources/HubTexts.en.resx")]
    public void Findings_OfCameras_HaveATextEach(string resources)
    {
        var texts = XDocument.Load(Repository.PathTo(resources)).Root!.Elements("data").Select(data => (string)data.Attribute("name")!)
            .Where(name => name.StartsWith("finding.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var codes = Codes().Select(code => "finding." + code).Order(StringComparer.Ordinal).ToArray();

        Assert.True(codes.Length >= 20, "Hardly a code was found: are they still constants of that type?");
        Assert.Equal(codes, texts);
    }

    private static IEnumerable<string> Codes() => Assembly.Load("SafetyHub.DeviceBridge").GetTypes().Single(type => type.Name == "ObservationReason")
        .GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
}
