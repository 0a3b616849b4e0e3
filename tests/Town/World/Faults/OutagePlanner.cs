using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.Numbers;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Town.World.Faults;

/// <summary>Links that fail, devices that break, batteries that run down, power that is cut.</summary>
internal static class OutagePlanner
{
    private const double HoursInYear = 24 * 365.25;

    /// <summary>The outages of a run, in order of time; events of low batteries go to the plan.</summary>
    public static List<Outage> Plan(Home home, LifePlan plan)
    {
        var outages = new List<Outage>();
        var dice = Dice.For(home.Seed, Purpose.Outage);
        AddHomeOutages(outages, dice, plan.Length);
        foreach (var device in home.Devices) AddDeviceOutages(outages, dice, device, plan.Length);
        foreach (var at in Times(dice, DeviceNumbers.PowerCutsPerYear, plan.Length)) CutPower(outages, dice, home, at);
        var battery = Dice.For(home.Seed, Purpose.Battery);
        foreach (var device in home.Devices.Where(device => device.OnBattery)) AddBatteries(outages, battery, device, plan);
        outages.RemoveAll(outage => outage.From >= plan.Length);
        outages.Sort((left, right) => left.From.CompareTo(right.From));
        return outages;
    }

    private static void AddHomeOutages(List<Outage> outages, Dice dice, TimeSpan length)
    {
        const double meanMinutes = DeviceNumbers.HomeDownMedianMinutes * 2.664; // exp(spread² / 2) of the spread 1.4
        foreach (var at in Times(dice, DeviceNumbers.HomeDown * HoursInYear * 60 / meanMinutes, length))
        {
            var minutes = DeviceNumbers.HomeDownMedianMinutes * Math.Exp(dice.Normal(0, DeviceNumbers.HomeDownSpread));
            outages.Add(new Outage(at, at + TimeSpan.FromMinutes(minutes), null, KeepsEvents: true));
        }
    }

    private static void AddDeviceOutages(List<Outage> outages, Dice dice, HomeDevice device, TimeSpan length)
    {
        foreach (var at in Times(dice, DeviceNumbers.DeviceDown * HoursInYear / DeviceNumbers.DeviceDownHours, length))
        {
            var hours = -DeviceNumbers.DeviceDownHours * Math.Log(1 - dice.Share());
            outages.Add(new Outage(at, at + TimeSpan.FromHours(hours), device, KeepsEvents: false));
        }
    }

    /// <summary>Robots and sensors run on their batteries, what hangs on the wall does not.</summary>
    private static void CutPower(List<Outage> outages, Dice dice, Home home, TimeSpan at)
    {
        var end = at + TimeSpan.FromMinutes(dice.Between(10, 180));
        foreach (var device in home.Devices.Where(device => device.Role is DeviceRole.Speaker or DeviceRole.FallSensor))
            outages.Add(new Outage(at, end, device, KeepsEvents: false));
    }

    private static void AddBatteries(List<Outage> outages, Dice dice, HomeDevice device, LifePlan plan)
    {
        foreach (var at in Times(dice, DeviceNumbers.LowBatteriesPerYear, plan.Length))
        {
            plan.Happenings.Add(new Happening(at, device.Role, "device.battery-low", Need.None) { Data = """{"level":15}""" });
            if (!dice.Hits(DeviceNumbers.BatteryChanged)) outages.Add(new Outage(at + TimeSpan.FromDays(5), at + TimeSpan.FromDays(8), device, KeepsEvents: false));
        }
    }

    private static IEnumerable<TimeSpan> Times(Dice dice, double perYear, TimeSpan length)
    {
        for (var left = dice.Count(perYear * length.TotalHours / HoursInYear); left > 0; left--) yield return length * dice.Share();
    }
}
