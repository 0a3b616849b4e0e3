using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using SafetyHub.Devices;
using SafetyHub.Grains.Devices;

namespace SafetyHub.Grains.Tests.Devices;

public sealed class LookClockTests : IDisposable
{
    private readonly HubClock _time = new();
    private readonly LookClock _looks;

    public LookClockTests() => _looks = new LookClock(_time, NullLogger<LookClock>.Instance);

    public void Dispose() => _looks.Dispose();

    [Fact]
    public void Look_AtItsTime_IsTakenOnce()
    {
        var (look, device) = Look("lc-once");
        Assert.True(_looks.Set(look, TimeSpan.FromSeconds(60)));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, device.Looks);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, device.Looks);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, device.Looks);
    }

    [Fact]
    public void Look_BroughtForward_IsTakenAtTheEarlierTimeOnly()
    {
        var (look, device) = Look("lc-forward");
        _looks.Set(look, TimeSpan.FromSeconds(180));
        Assert.True(_looks.Set(look, TimeSpan.FromSeconds(60)));
        Assert.False(_looks.Set(look, TimeSpan.FromSeconds(120)));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(1, device.Looks);
        _time.Advance(TimeSpan.FromSeconds(180));
        Assert.Equal(1, device.Looks);
    }

    [Fact]
    public void Looks_OfManyDevices_ComeInTheirOrder()
    {
        var order = new List<string>();
        foreach (var (id, seconds) in new[] { ("lc-c", 30), ("lc-a", 10), ("lc-b", 20) })
        {
            var (look, device) = Look(id);
            device.OnLook = () =>
            {
                order.Add(id);
                return Task.CompletedTask;
            };
            _looks.Set(look, TimeSpan.FromSeconds(seconds));
        }
        for (var second = 0; second < 30; second++) _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["lc-a", "lc-b", "lc-c"], order);
    }

    [Fact]
    public void Look_ThatFails_IsTakenAgainAfterFiveSeconds()
    {
        var (look, device) = Look("lc-fails");
        device.OnLook = () => device.Looks == 1 ? Task.FromException(new TimeoutException()) : Task.CompletedTask;
        _looks.Set(look, TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, device.Looks);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, device.Looks);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, device.Looks);
    }

    [Fact]
    public void Look_ThatIsClearedOrDropped_IsNotTaken()
    {
        var ((cleared, first), (dropped, second)) = (Look("lc-cleared"), Look("lc-dropped"));
        _looks.Set(cleared, TimeSpan.FromSeconds(1));
        _looks.Set(dropped, TimeSpan.FromSeconds(1));
        LookClock.Clear(cleared);
        _looks.Drop(dropped);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((0, 0), (first.Looks, second.Looks));
        Assert.True(_looks.Set(cleared, TimeSpan.FromSeconds(1)));
        Assert.False(_looks.Set(dropped, TimeSpan.FromSeconds(1)));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, 0), (first.Looks, second.Looks));
    }

    [Fact]
    public void DevicesThatHang_AreAtMostSixtyFour_AndTheOthersWaitForOne()
    {
        var hanging = new TaskCompletionSource();
        var devices = Enumerable.Range(0, 65).Select(n => Look($"lc-hang-{n}")).ToList();
        foreach (var (look, device) in devices)
        {
            device.OnLook = () => hanging.Task;
            _looks.Set(look, TimeSpan.FromSeconds(1));
        }
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(64, devices.Sum(d => d.Device.Looks));
    }

    private static (DeviceLook Look, WatchedDevice Device) Look(string id)
    {
        var device = DispatchProxy.Create<IDeviceGrain, WatchedDevice>();
        return (new DeviceLook(DeviceId.Parse(id), device), (WatchedDevice)device);
    }

    /// <summary>A device of which only the looks are counted.</summary>
    public class WatchedDevice : DispatchProxy
    {
        public int Looks { get; private set; }

        public Func<Task> OnLook { get; set; } = () => Task.CompletedTask;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Assert.Equal(nameof(IDeviceGrain.CheckDeadlines), targetMethod?.Name);
            Looks++;
            return OnLook();
        }
    }
}
