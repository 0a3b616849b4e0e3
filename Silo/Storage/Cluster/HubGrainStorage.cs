using Orleans.Runtime;
using Orleans.Storage;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// The one grain storage of the hub: Orleans' ADO.NET provider behind a check of every key, and on SQLite with a sync to disk that many writers
/// share, so that a state is on disk when its write returns.
/// </summary>
internal sealed class HubGrainStorage(IGrainStorage rows, WalFlusher? flusher) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        GrainStateNames.CheckKey(grainId);
        return rows.ReadStateAsync(stateName, grainId, grainState);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        GrainStateNames.CheckKey(grainId);
        await rows.WriteStateAsync(stateName, grainId, grainState);
        if (flusher is not null) await flusher.FlushAsync();
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        GrainStateNames.CheckKey(grainId);
        await rows.ClearStateAsync(stateName, grainId, grainState);
        if (flusher is not null) await flusher.FlushAsync();
    }
}
