using System.Collections.Frozen;

namespace SafetyHub.DeviceBridge.Video.Behaviours;

/// <summary>Every behaviour that this program knows, found by itself.</summary>
internal static class BehaviourKinds
{
    private static readonly FrozenDictionary<string, IBehaviourKind> ByType = Discover().ToFrozenDictionary(kind => kind.Type, StringComparer.Ordinal);

    public static IReadOnlyCollection<IBehaviourKind> All => ByType.Values;

    public static IBehaviourKind? Find(string type) => ByType.GetValueOrDefault(type);

    private static IEnumerable<IBehaviourKind> Discover() =>
        from type in typeof(BehaviourKinds).Assembly.GetTypes()
        where type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IBehaviourKind)) && type.GetConstructor(Type.EmptyTypes) is not null
        select (IBehaviourKind)Activator.CreateInstance(type)!;
}
