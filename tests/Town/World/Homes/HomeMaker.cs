using System.Collections.Immutable;
using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Numbers;
using SafetyHub.Town.World.People;
using static SafetyHub.Town.World.Homes.DeviceRole;

namespace SafetyHub.Town.World.Homes;

/// <summary>Furnishes a home.</summary>
internal static class HomeMaker
{
    private static readonly TimeSpan Quick = TimeSpan.FromMinutes(DeviceNumbers.ReportMinutes);
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(DeviceNumbers.SlowReportMinutes);

    public static Home Make(HomeSeed seed)
    {
        var dice = Dice.For(seed, Purpose.Kit);
        var roles = RolesOf(dice.Share());
        return new Home(seed, PersonMaker.Make(seed), [.. roles.Select(role => DeviceOf(role, seed.Home, dice))]);
    }

    private static DeviceRole[] RolesOf(double share) => share switch
    {
        < DeviceNumbers.RobotHomes => [Robot],
        < DeviceNumbers.RobotHomes + DeviceNumbers.SpeakerHomes => [Speaker, Motion, Smoke],
        < DeviceNumbers.RobotHomes + DeviceNumbers.SpeakerHomes + DeviceNumbers.GatewayHomes => [Speaker, Motion, SecondMotion, Door, Smoke, Button],
        _ => [Robot, Speaker, Motion, SecondMotion, Door, Smoke, Button, FallSensor],
    };

    private static HomeDevice DeviceOf(DeviceRole role, int home, Dice dice)
    {
        var kind = role switch { Robot => "robot", Speaker => "speaker", _ => "sensor" };
        var every = role is Door or Smoke or Button ? Slow : Quick;
        var onBattery = role is not (Speaker or FallSensor or Robot);
        return new HomeDevice($"{role.ToString().ToLowerInvariant()}-{home:D5}", kind, role, every, TimeSpan.FromSeconds(dice.Whole(0, (int)every.TotalSeconds)), onBattery);
    }
}
