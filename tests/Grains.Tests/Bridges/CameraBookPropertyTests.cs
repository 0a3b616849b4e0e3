using CsCheck;
using SafetyHub.Grains.Bridges;

namespace SafetyHub.Grains.Tests.Bridges;

/// <summary>
/// Random lives of a cluster: bridges come, die, freeze, lose answers, leave and are drained, cameras come and go, the scheduler dies. Whatever
/// happens, no camera is run twice and no bridge gets more than it can carry; and when calm returns everything that fits is placed and stays.
/// </summary>
public sealed class CameraBookPropertyTests
{
    private const int Lives = 1500;
    private const int Cameras = 9;
    private static readonly double[] Loads = [0.62, 1, 1.8];

    private static readonly Gen<Step> Passing = Gen.Int[50, 2500].Select(ms => new Step($"pass {ms} ms", keeper => keeper.Pass(TimeSpan.FromMilliseconds(ms))));

    private static readonly Gen<Step> Beating = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 900], Gen.Int[0, 4], (who, age, fate) => new Step(
        $"beat {who} {age} {fate}", keeper => OnBridge(keeper, who, bridge => keeper.Beat(bridge, TimeSpan.FromMilliseconds(age), answerLost: fate == 0))));

    private static readonly Gen<Step> Rounds = Gen.Const(new Step("round", keeper => keeper.Settle(1)));

    // A camera keeps its load: one that grows while the scheduler is away is found too heavy when it is back, and shed by the next plan.
    private static readonly Gen<Step> Asking = Gen.Select(Gen.Int[0, Cameras - 1], Gen.Int[3, 6], Gen.Int[0, 6], (camera, priority, end) => new Step(
        $"ask {camera} {priority} {end}", keeper =>
        {
            if (end == 0) keeper.End(camera);
            else if (keeper.Book.Cameras.All(known => known.Id != BookKeeper.Camera(camera))) keeper.Ask(camera, Loads[camera % Loads.Length], null, priority);
        }));

    private static readonly Gen<Step> Shaking = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4], Gen.Int[2, 8], (what, who, capacity) => new Step(
        $"shake {what} {who} {capacity}", keeper =>
        {
            if (what == 0 && keeper.Bridges.Count < 6) keeper.Add(capacity);
            else if (what == 1) OnBridge(keeper, who, bridge => bridge.Kill());
            else if (what == 2) OnBridge(keeper, who, keeper.Leave);
            else if (what == 3) OnBridge(keeper, who, bridge => keeper.Book.Drain(bridge.Id, capacity % 2 == 0));
            else if (what == 4) keeper.LoseScheduler();
        }));

    private static readonly Gen<Step[]> Life = Gen.Frequency((4, Passing), (6, Beating), (3, Rounds), (3, Asking), (2, Shaking)).Array[1, 80];

    [Fact]
    public void Cameras_InAnyLife_AreRunByOneBridgeAtMostAndWithinItsCapacity() => Life.Sample(
        steps =>
        {
            var keeper = Begin();
            foreach (var step in steps)
            {
                step.Do(keeper);
                Lawful(keeper);
            }
        },
        iter: Lives);

    [Fact]
    public void Cameras_WhenCalmReturns_AreAllPlacedWhereTheyFitAndStay() => Life.Sample(
        steps =>
        {
            var keeper = Begin();
            foreach (var step in steps) step.Do(keeper);
            foreach (var bridge in keeper.Bridges.Where(bridge => bridge.IsRunning)) keeper.Book.Drain(bridge.Id, false);
            keeper.Settle(90);
            Lawful(keeper);
            var living = keeper.Bridges.Where(bridge => bridge.IsRunning).ToList();
            var wanted = keeper.Book.Cameras.Sum(camera => camera.Load);
            // A camera finds no room only when every bridge is filled to within its load.
            if (wanted <= living.Sum(bridge => Math.Max(0, (1000 * bridge.Capacity) - 1800))) Assert.Equal(0, keeper.Waiting);
            var calm = keeper.Book.Steps.Values.Sum();
            keeper.Settle(60);
            Assert.Equal(calm, keeper.Book.Steps.Values.Sum());
        },
        iter: Lives / 5);

    [Fact]
    public void Moves_ToEvenOut_KeepToTheirRate() => Gen.Int[2, 6].Array[2, 5].Sample(
        capacities =>
        {
            var keeper = new BookKeeper(new BridgeOptions { MovesPerMinute = 6 });
            keeper.Add(40);
            for (var camera = 0; camera < 30; camera++) keeper.Ask(camera);
            keeper.Settle(3);
            foreach (var capacity in capacities) keeper.Add(10 * capacity);
            for (var minute = 1; minute <= 3; minute++)
            {
                keeper.Settle(60);
                Assert.InRange(keeper.Book.Steps["evened"], 1, ((6 * minute) + 1) * capacities.Length);
            }
        },
        iter: 40);

    private static BookKeeper Begin()
    {
        var keeper = new BookKeeper();
        keeper.Add(4);
        keeper.Add(6);
        return keeper;
    }

    private static void Lawful(BookKeeper keeper)
    {
        for (var camera = 0; camera < Cameras; camera++)
        {
            var runners = keeper.Runners(camera);
            Assert.True(runners.Count <= 1, $"camera {camera} is run by {string.Join(" and ", runners)}");
        }
        foreach (var bridge in keeper.Book.Bridges)
        {
            Assert.Equal(bridge.Cameras.Sum(camera => camera.Load), bridge.Held);
            Assert.Equal(bridge.Cameras.Where(camera => camera.IsLeaving).Sum(camera => camera.Load), bridge.Going);
            Assert.Equal(keeper.Book.Cameras.Where(camera => camera.Next == bridge).Sum(camera => camera.Load), bridge.Coming);
            Assert.True(bridge.Held <= bridge.Capacity, $"{bridge.Id} holds {bridge.Held} of {bridge.Capacity}");
        }
        Assert.All(keeper.Book.Cameras.Where(camera => camera.Bridge is not null), camera => Assert.Contains(camera, camera.Bridge!.Cameras));
    }

    private static void OnBridge(BookKeeper keeper, int who, Action<BridgeModel> act)
    {
        if (who < keeper.Bridges.Count) act(keeper.Bridges[who]);
    }

    private sealed record Step(string Name, Action<BookKeeper> Do)
    {
        public override string ToString() => Name;
    }
}
