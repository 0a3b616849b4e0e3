using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace SafetyHub.Architecture;

/// <summary>Which room knows which: the table of docs/architecture.md. Data never turns back, so references never do.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Grains.Interfaces"] = [],
        ["Grains"] = ["Grains.Interfaces"],
        ["DeviceBridge"] = ["Grains.Interfaces"],
        ["Dashboard"] = ["Grains.Interfaces"],
        ["Silo"] = ["Grains.Interfaces", "Grains", "DeviceBridge", "Dashboard"],
    };

    public static TheoryData<string> Rooms => new(Repository.Rooms);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Project_OfARoom_ReferencesExactlyTheRoomsOfTheTable(string room)
    {
        var references = Repository.ProjectOf(room).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));

        Assert.Equal(Allowed[room].Order(StringComparer.Ordinal), references.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Assembly_OfARoom_ReferencesNoOtherRoomThanTheTableAllows(string room)
    {
        var allowed = Allowed[room].Select(name => "SafetyHub." + name);
        var references = AssemblyReferences(room).Where(name => name.StartsWith("SafetyHub.", StringComparison.Ordinal));

        Findings.None(references.Except(allowed));
    }

    [Fact]
    public void Contracts_InTheirProject_UseNoPackageButTheOrleansSdk()
    {
        var packages = Repository.ProjectOf("Grains.Interfaces").Descendants("PackageReference").Select(package => (string)package.Attribute("Include")!);

        Assert.Equal(["Microsoft.Orleans.Sdk"], packages);
    }

    [Fact]
    public void Contracts_AsAssembly_ReferenceOnlyTheFrameworkAndOrleans()
    {
        var foreign = AssemblyReferences("Grains.Interfaces").Where(name =>
            !name.StartsWith("System.", StringComparison.Ordinal)
            && !name.StartsWith("Orleans.", StringComparison.Ordinal)
            && name is not ("System" or "netstandard" or "mscorlib"));

        Findings.None(foreign);
    }

    [Theory]
    [InlineData("Grains")]
    [InlineData("Grains.Interfaces")]
    public void Decisions_AsAssembly_KnowNoWebBrokerDatabaseOrVideo(string room)
    {
        string[] outside = ["Microsoft.AspNetCore", "MQTTnet", "Npgsql", "Microsoft.Data.Sqlite", "Microsoft.EntityFrameworkCore", "OpenCvSharp", "Microsoft.ML"];

        var found = AssemblyReferences(room).Where(name => outside.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

        Findings.None(found);
    }

    /// <summary>Read from the metadata: a reference that the compiler dropped because nothing uses it does no harm.</summary>
    private static List<string> AssemblyReferences(string room)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"SafetyHub.{room}.dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).ToList();
    }
}
