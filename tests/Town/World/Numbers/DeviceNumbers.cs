namespace SafetyHub.Town.World.Numbers;

/// <summary>What stands in the homes and how well it works.</summary>
internal static class DeviceNumbers
{
    [Number("days that pass before the judged ones begin: a town in operation has been watched before")] public const int LeadInDays = 21;
    [Number("share of homes with a robot alone")] public const double RobotHomes = 0.20;
    [Number("share of homes with a speaker, one motion sensor and a smoke detector")] public const double SpeakerHomes = 0.25;
    [Number("share of homes with a speaking gateway, two motion sensors, door, smoke detector and button (as in the ministry's programme); the rest has everything")]
    public const double GatewayHomes = 0.35;
    [Number("minutes between two reports of robots, speakers and motion sensors", Source = "Seoul IoT for seniors, newsis NISX20190408_0000612956")]
    public const int ReportMinutes = 10;
    [Number("minutes between two signs of life of detectors, door contacts and buttons")] public const int SlowReportMinutes = 60;
    [Number("share of the time a single device does not work", Source = "normal-operation rate 97.5 % (ssis.or.kr), less the outages of whole homes")]
    public const double DeviceDown = 0.02;
    [Number("mean length of that, hours")] public const double DeviceDownHours = 36;
    [Number("share of the time a whole home has no link", Source = "normal-operation rate 97.5 % (ssis.or.kr), less the outages of single devices")]
    public const double HomeDown = 0.005;
    [Number("median length of that, minutes")] public const double HomeDownMedianMinutes = 40;
    [Number("its spread (standard deviation of the logarithm): 2 % last longer than 12 hours")] public const double HomeDownSpread = 1.4;
    [Number("power cuts of 10 minutes to 3 hours, a year and home")] public const double PowerCutsPerYear = 0.5;
    [Number("batteries that run low, a year and battery device")] public const double LowBatteriesPerYear = 0.6;
    [Number("share of low batteries that are changed within 3 days; the others die after 5 and are changed after 8")] public const double BatteryChanged = 0.7;
}
