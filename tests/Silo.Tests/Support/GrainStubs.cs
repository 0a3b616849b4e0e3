using System.Collections.Concurrent;
using System.Reflection;

namespace SafetyHub.Silo.Tests.Support;

/// <summary>A grain factory over given objects, by interface and key: the channels and the sweeper are tested without a cluster here.</summary>
public class GrainStubs : DispatchProxy
{
    private readonly ConcurrentDictionary<(Type, string), object> _grains = new();

    public static (IGrainFactory Factory, GrainStubs Stubs) Create()
    {
        var factory = Create<IGrainFactory, GrainStubs>();
        return (factory, (GrainStubs)(object)factory);
    }

    public GrainStubs With<T>(string key, T grain) where T : class
    {
        _grains[(typeof(T), key)] = grain;
        return this;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var key = (targetMethod!.GetGenericArguments()[0], (string)args![0]!);
        return _grains.TryGetValue(key, out var grain) ? grain : throw new InvalidOperationException($"The test has no grain {key}");
    }
}

/// <summary>An object that answers the calls a test cares about; every other call fails the test.</summary>
public class Answers : DispatchProxy
{
    private readonly Dictionary<string, Func<object?[], object?>> _answers = [];

    public static T Of<T>(params (string Method, Func<object?[], object?> Answer)[] answers) where T : class
    {
        var proxy = Create<T, Answers>();
        foreach (var (method, answer) in answers) ((Answers)(object)proxy)._answers[method] = answer;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _answers.TryGetValue(targetMethod!.Name, out var answer)
            ? answer(args!)
            : throw new InvalidOperationException($"The test did not expect {targetMethod.DeclaringType!.Name}.{targetMethod.Name}");
}
