namespace SafetyHub.Silo.Start;

/// <summary><c>models prepare --cache FOLDER</c>: makes the detection models from the package that the front door has fetched.</summary>
internal static class ModelsCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not ["prepare", "--cache", var cache] || string.IsNullOrWhiteSpace(cache))
        {
            await Console.Error.WriteLineAsync("Usage: SafetyHub.Silo models prepare --cache FOLDER");
            return 2;
        }
        return await PrepareAsync(Path.GetFullPath(cache));
    }

    private static async Task<int> PrepareAsync(string cache)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        try
        {
            await RoleComposition.PrepareModelsAsync(cache, stop.Token);
            Console.WriteLine($"The detection models are ready in {cache}");
            return 0;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped; nothing was written");
            return 1;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The detection models could not be made: {e.Message}");
            return 1;
        }
    }
}
