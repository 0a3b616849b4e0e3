using SafetyHub.Grains.Residents;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Tests.Support;

/// <summary>The book's contract without a database, shared by all silos of a test cluster.</summary>
public sealed class InMemoryResidentBook : IResidentBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResidentFile> _files = [];
    private readonly List<(string Resident, ResidentEvent Event)> _events = [];

    /// <summary>Called before each write, to let somebody else be faster.</summary>
    public Action? BeforeAppend { get; set; }

    public IReadOnlyList<ResidentEvent> History(string resident)
    {
        lock (_lock) return [.. _events.Where(line => line.Resident == resident).Select(line => line.Event)];
    }

    public ResidentFile? File(string resident)
    {
        lock (_lock) return _files.GetValueOrDefault(resident);
    }

    public Task<ResidentFile?> LoadAsync(string resident, CancellationToken cancel) => Task.FromResult(File(resident));

    public Task<bool> AppendAsync(IReadOnlyList<ResidentAppend> appends, CancellationToken cancel)
    {
        BeforeAppend?.Invoke();
        lock (_lock)
        {
            if (appends.Any(append => (_files.GetValueOrDefault(append.File.Id)?.Version ?? 0) != append.File.Version - 1)) return Task.FromResult(false);
            foreach (var append in appends)
            {
                _files[append.File.Id] = append.File;
                _events.Add((append.File.Id, append.Event));
            }
            return Task.FromResult(true);
        }
    }
}
