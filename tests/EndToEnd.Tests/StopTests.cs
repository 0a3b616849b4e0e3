using System.Net.Http.Json;
using SafetyHub.Scenarios.Crash;
using SafetyHub.Scenarios.Load;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;
using Xunit;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>A stop in order (SIGTERM) in the middle of the work.</summary>
[Collection(WholeHub.Name)]
public sealed class StopTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    [Fact]
    public async Task Hub_StoppedUnderLoad_AnswersEveryCallItTookAndLosesNoEvent()
    {
        await using var hub = await HubProcess.StartAsync(new HubSettings { DataDirectory = _folder.Path });
        var devices = await CrashScenario.AddDevicesAsync(hub, 10);
        try
        {
            await Task.WhenAll(devices.Select(d => d.SendAllAsync(1, "first")));
            var incident = (await hub.Api.IncidentsAsync("open"))[0].GetProperty("id").GetString()!;
            var sending = Task.WhenAll(devices.Select(d => d.SendAllAsync(200, "load")));
            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, 8).Select(n => WriteNotesAsync(hub, incident, n, stop.Token)).ToList();
            await Task.Delay(700);

            var exitCode = await hub.StopAsync();

            await stop.CancelAsync();
            var notes = await Task.WhenAll(writers);
            var written = notes.SelectMany(writer => writer.Answered).ToList();
            Assert.Equal(0, exitCode);
            Assert.NotEmpty(written);
            Assert.DoesNotContain(devices, d => d.Acknowledged.Count > 200); // the stop came while events were still on their way
            await hub.StartAgainAsync();
            await sending.WaitAsync(TimeSpan.FromMinutes(2));
            var timeline = (await hub.Api.GetAsync($"/api/v1/incidents/{incident}")).GetProperty("timeline").GetRawText();
            Assert.All(written, note => Assert.Contains(note, timeline, StringComparison.Ordinal));
            Assert.All(notes.Select(writer => writer.NotTaken).OfType<string>(), note => Assert.DoesNotContain(note, timeline, StringComparison.Ordinal));
            var history = await HistoryCheck.RunAsync(hub.Api, devices);
            Assert.Equal(2010, history.Acknowledged);
            Assert.True(history.Holds, $"lost: {string.Join(", ", history.Lost)}; doubled: {string.Join(", ", history.Doubled)}");
        }
        finally
        {
            foreach (var device in devices) await device.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Writes notes until the door is shut. A call that got through the door must be answered: a closed connection is fair only for a call
    /// that was still outside, when the hub closed an idle connection in the moment in which it was written to; such a note must not have been taken.
    /// </summary>
    private static async Task<(List<string> Answered, string? NotTaken)> WriteNotesAsync(HubProcess hub, string incident, int writer, CancellationToken stop)
    {
        var answered = new List<string>();
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var note = $"note-{writer}-{n}.";
            try
            {
                using var answer = await hub.Api.Http.PostAsJsonAsync($"/api/v1/incidents/{incident}/note", new { text = note }, CancellationToken.None);
                if (answer.IsSuccessStatusCode) answered.Add(note);
                else Assert.Fail($"{note} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
            }
            catch (HttpRequestException)
            {
                return (answered, note);
            }
        }
        return (answered, null);
    }
}
